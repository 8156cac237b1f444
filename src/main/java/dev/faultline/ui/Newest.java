package dev.faultline.ui;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Works things out beside the FX thread, one at a time: of those that are asked for while one is
/// being worked out only the newest comes next. What is worked out is answered, also when something
/// newer was asked for meanwhile: who asks faster than can be answered would see nothing otherwise.
/// Lives on the FX thread.
public final class Newest {
    private final Executor background;
    private final Executor fx;
    private @Nullable Runnable next;
    private boolean busy;
    private int dropped;

    Newest(Executor background, Executor fx) {
        this.background = background;
        this.fx = fx;
    }

    /// Asks for something.
    ///
    /// @param work runs in the background; one that throws is not answered, and the next begins
    /// @param answer hears what came of it, on the FX thread
    public <T> void ask(Supplier<T> work, Consumer<T> answer) {
        int mine = dropped;
        ask(() -> {
            T found = work.get();
            fx.execute(() -> {
                if (mine == dropped) {
                    answer.accept(found);
                }
            });
        });
    }

    /// Asks for something that hands on its answers itself.
    void ask(Runnable work) {
        next =
                () ->
                        background.execute(() -> {
                            try {
                                work.run();
                            } finally {
                                fx.execute(this::begin);
                            }
                        });
        if (!busy) {
            begin();
        }
    }

    /// What was asked for is not wanted any more, and is not answered.
    public void drop() {
        dropped++;
        next = null;
    }

    /// Whether something is being worked out.
    boolean busy() {
        return busy;
    }

    private void begin() {
        Runnable work = next;
        next = null;
        busy = work != null;
        if (work != null) {
            try {
                work.run();
            } catch (RejectedExecutionException e) {
                busy = false; // the program ends
            }
        }
    }
}
