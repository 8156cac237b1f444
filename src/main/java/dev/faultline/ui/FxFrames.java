package dev.faultline.ui;

import java.util.ArrayList;
import java.util.List;
import javafx.animation.AnimationTimer;

/// The pulse of JavaFX, running only while something waits for it.
public final class FxFrames implements Frames {
    private final FxExecutor fx;
    private final List<Runnable> waiting = new ArrayList<>();
    private final AnimationTimer timer =
            new AnimationTimer() {
                @Override
                public void handle(long now) {
                    List<Runnable> due = List.copyOf(waiting);
                    waiting.clear();
                    stop();
                    due.forEach(Runnable::run);
                }
            };

    public FxFrames(FxExecutor fx) {
        this.fx = fx;
    }

    @Override
    public void onNext(Runnable work) {
        fx.execute(() -> {
            waiting.add(work);
            timer.start();
        });
    }
}
