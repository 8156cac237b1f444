package dev.faultline.ui;

import dev.faultline.source.LiveState;
import dev.faultline.source.WatchedTime;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/// What a running system's source says of itself, and what a person tells it. Empty while a
/// recording or nothing is open. Lives on the FX thread.
public final class Liveness {
    private final Executor background;
    private final Executor fx;
    private final InstantSource clock;
    private final Words words = new Words();
    private final ReadOnlyObjectWrapper<@Nullable LiveState> state = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Instant> now = new ReadOnlyObjectWrapper<>(Instant.EPOCH);
    private final ReadOnlyStringWrapper said = new ReadOnlyStringWrapper("");
    private final LiveCapture capture;
    private Instant here = Instant.EPOCH;
    private WatchedTime time = WatchedTime.REAL;
    private @Nullable LiveSession session;

    Liveness(Executor background, Executor fx, InstantSource clock) {
        this.background = background;
        this.fx = fx;
        this.clock = clock;
        capture = new LiveCapture(background, fx, words, said::set);
    }

    /// What is kept of it.
    public LiveCapture capture() {
        return capture;
    }

    /// What it knew at the last beat.
    public ReadOnlyObjectProperty<@Nullable LiveState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /// The time in the system at the last beat, in whole seconds: what ages are counted to.
    public ReadOnlyObjectProperty<Instant> nowProperty() {
        return now.getReadOnlyProperty();
    }

    /// The time of day at the last beat, by this machine: what waiting is counted to.
    public Instant here() {
        return here;
    }

    /// How the time runs in the system.
    public WatchedTime time() {
        return time;
    }

    /// What came of the last thing that was asked for; empty where nothing was.
    public ReadOnlyStringProperty saidProperty() {
        return said.getReadOnlyProperty();
    }

    /// Reads where the source stands.
    void look(@Nullable LiveSession newest) {
        if (!Objects.equals(newest, session)) {
            session = newest;
            said.set("");
        }
        here = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        time = newest == null ? WatchedTime.REAL : newest.time();
        now.set(time.at(here).truncatedTo(ChronoUnit.SECONDS));
        state.set(newest == null ? null : newest.live());
        capture.look(newest);
    }

    /// Whether nothing is to be expected but what comes anew: the history is read and shown, or it
    /// will not be.
    ///
    /// @param shown whether anything is shown
    boolean settled(boolean shown) {
        LiveState known = state.get();
        return known != null
                && switch (known.link()) {
                    case LiveState.Link.Connecting _ -> false;
                    case LiveState.Link.Connected _ ->
                            known.loading().isEmpty() && (shown || known.intake().points() == 0);
                    case LiveState.Link.Lost _, LiveState.Link.Refused _ -> true;
                };
    }

    /// Tries the connection now.
    public void retry() {
        if (session != null) {
            session.retry();
        }
    }

    /// Forgets what came of the last thing that was asked for.
    public void dismiss() {
        said.set("");
    }

    /// Reads a topic as the person says.
    ///
    /// @param format empty to recognise it from the records
    public void format(String topic, Optional<String> format) {
        if (session != null) {
            session.format(topic, format);
        }
    }

    /// Writes what is known to be normal; what came of it is in [#saidProperty()].
    public void saveBaseline(Path file) {
        LiveSession of = session;
        if (of == null) {
            return;
        }
        said.set(words.get("live.saving", file));
        background.execute(() -> {
            String outcome;
            try {
                int series = of.saveBaseline(file);
                outcome = words.get("live.saved", series, file);
            } catch (IOException e) {
                outcome = words.get("live.not.saved", String.valueOf(e.getMessage()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return; // closed: nobody waits for it any more
            }
            String text = outcome;
            fx.execute(() -> {
                if (of.equals(session)) {
                    said.set(text);
                }
            });
        });
    }
}
