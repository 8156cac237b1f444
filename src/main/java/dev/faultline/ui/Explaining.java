package dev.faultline.ui;

import dev.faultline.cause.Explanation;
import dev.faultline.engine.Snapshot;
import dev.faultline.model.ServiceId;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Works out explanations off the FX thread, one at a time; what was asked for while one is being
/// worked out waits, and only the newest of it. All calls on the FX thread.
final class Explaining {
    private final Executor background;
    private final Executor fx;
    private @Nullable Runnable next;
    private boolean busy;

    Explaining(Executor background, Executor fx) {
        this.background = background;
        this.fx = fx;
    }

    boolean busy() {
        return busy;
    }

    void explain(Snapshot snapshot, ServiceId service, Consumer<Explanation> answer) {
        next =
                () ->
                        background.execute(() -> {
                            try {
                                Explanation explanation = snapshot.diagnosis().explain(service);
                                fx.execute(() -> answer.accept(explanation));
                            } finally {
                                fx.execute(this::done);
                            }
                        });
        if (!busy) {
            done();
        }
    }

    private void done() {
        Runnable work = next;
        next = null;
        busy = work != null;
        if (work != null) {
            work.run();
        }
    }
}
