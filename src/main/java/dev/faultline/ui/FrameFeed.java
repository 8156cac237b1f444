package dev.faultline.ui;

import dev.faultline.engine.Snapshot;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Hands the newest snapshot to the FX thread, at most one a frame. What was superseded before its
/// frame came is never shown.
public final class FrameFeed implements Consumer<Snapshot> {
    private final Frames frames;
    private final Consumer<Snapshot> screen;
    private final AtomicReference<@Nullable Snapshot> newest = new AtomicReference<>();

    /// @param screen called on the FX thread
    public FrameFeed(Frames frames, Consumer<Snapshot> screen) {
        this.frames = frames;
        this.screen = screen;
    }

    /// Takes a snapshot from any thread; never waits.
    @Override
    public void accept(Snapshot snapshot) {
        if (newest.getAndSet(snapshot) == null) {
            frames.onNext(this::show);
        }
    }

    private void show() {
        Snapshot snapshot = newest.getAndSet(null);
        if (snapshot != null) {
            screen.accept(snapshot);
        }
    }
}
