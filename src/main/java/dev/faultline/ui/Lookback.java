package dev.faultline.ui;

import dev.faultline.engine.Snapshot;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/// Shows an earlier moment as it was known then, while new data keep coming in behind it. Told off
/// the FX thread, one moment at a time; of those that a dragged playhead passed meanwhile only the
/// last. Lives on the FX thread.
final class Lookback {
    private final Executor background;
    private final Executor fx;
    private final Consumer<Snapshot> screen;
    private final ReadOnlyObjectWrapper<@Nullable Snapshot> newest = new ReadOnlyObjectWrapper<>();
    private @Nullable Instant wanted;
    private @Nullable Instant told;
    private boolean busy;

    /// @param screen shows a moment of the past
    Lookback(Executor background, Executor fx, Consumer<Snapshot> screen) {
        this.background = background;
        this.fx = fx;
        this.screen = screen;
    }

    /// Takes what is known now.
    void newest(@Nullable Snapshot now) {
        newest.set(now);
    }

    /// What is known now, whatever is looked at.
    @Nullable Snapshot newest() {
        return newest.get();
    }

    ReadOnlyObjectProperty<@Nullable Snapshot> newestProperty() {
        return newest.getReadOnlyProperty();
    }

    /// The moment that is looked at; empty for now.
    @Nullable Instant at() {
        return wanted;
    }

    /// Whether what was asked for is not on the screen yet.
    boolean busy() {
        return busy;
    }

    /// Looks at an earlier moment; nothing where it is looked at already.
    void look(Instant at) {
        wanted = at;
        if (!busy && !at.equals(told)) {
            tell(at);
        }
    }

    /// Back to now.
    void end() {
        wanted = null;
        told = null;
    }

    private void tell(Instant at) {
        Snapshot from = newest.get();
        if (from == null) {
            return;
        }
        busy = true;
        background.execute(() -> {
            Optional<Snapshot> then = from.asKnownAt(at);
            fx.execute(() -> answer(at, then));
        });
    }

    private void answer(Instant at, Optional<Snapshot> then) {
        busy = false;
        Instant still = wanted;
        if (still == null) {
            return; // back at now meanwhile
        }
        told = at;
        then.ifPresent(screen);
        if (!still.equals(at)) {
            tell(still);
        }
    }
}
