package dev.faultline.ui;

import dev.faultline.model.Unit;
import dev.faultline.source.RecordingState;
import dev.faultline.wording.Figures;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/// What is kept of a running system as captures: the recording that goes on, and the last hours
/// while they are being saved. Lives on the FX thread.
public final class LiveCapture {
    /// Nothing is being saved.
    public static final double IDLE = -1;

    private final Executor background;
    private final Executor fx;
    private final Words words;
    private final Consumer<String> said;
    private final ReadOnlyObjectWrapper<@Nullable RecordingState> recording =
            new ReadOnlyObjectWrapper<>();
    private final ReadOnlyDoubleWrapper saving = new ReadOnlyDoubleWrapper(IDLE);
    private @Nullable LiveSession session;
    private @Nullable Thread saver;

    /// @param said is told what came of what was asked for
    LiveCapture(Executor background, Executor fx, Words words, Consumer<String> said) {
        this.background = background;
        this.fx = fx;
        this.words = words;
        this.said = said;
    }

    /// How the recording stands, or how the last one ended.
    public ReadOnlyObjectProperty<@Nullable RecordingState> recordingProperty() {
        return recording.getReadOnlyProperty();
    }

    /// The share of the last hours that is saved, 0..1; [#IDLE] while nothing is.
    public ReadOnlyDoubleProperty savingProperty() {
        return saving.getReadOnlyProperty();
    }

    void look(@Nullable LiveSession newest) {
        if (!Objects.equals(newest, session)) {
            cancelSaving();
            session = newest;
            recording.set(null);
        }
        RecordingState before = recording.get();
        RecordingState now = newest == null ? null : newest.recording().orElse(null);
        recording.set(now);
        if (now != null && now.over() && !now.equals(before)) {
            said.accept(ended(now));
        }
    }

    private String ended(RecordingState now) {
        return switch (now) {
            case RecordingState.Finished(Path target, long rows, long bytes, long lost) ->
                    words.get(
                                    "recording.finished",
                                    target,
                                    Readouts.count(rows),
                                    Figures.value((double) bytes, Unit.BYTES))
                            + (lost == 0
                                    ? ""
                                    : " " + words.get("recording.lost", Readouts.count(lost)));
            case RecordingState.Nothing(Path target) -> words.get("recording.nothing", target);
            case RecordingState.Failed(Path _, String why, Optional<Path> kept) ->
                    words.get("recording.failed", why)
                            + kept.map(path -> " " + words.get("recording.kept", path)).orElse("");
            case RecordingState.Waiting _, RecordingState.Running _ -> "";
        };
    }

    /// Records what comes in from now on.
    public void record(Path file) {
        LiveSession of = session;
        if (of != null) {
            background.execute(() -> {
                try {
                    of.record(file);
                } catch (IOException e) {
                    fx.execute(() -> said.accept(String.valueOf(e.getMessage())));
                }
            });
        }
    }

    /// Finishes the recording.
    public void stop() {
        LiveSession of = session;
        if (of != null) {
            background.execute(() -> {
                try {
                    of.stopRecording();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt(); // closed: whoever closes finishes it
                }
            });
        }
    }

    /// Saves the last hours, unless some are being saved.
    public void save(Path file, Duration length) {
        LiveSession of = session;
        if (of != null && saver == null) {
            saving.set(0);
            saver = Thread.ofVirtual().name("save capture").start(() -> save(of, file, length));
        }
    }

    private void save(LiveSession of, Path file, Duration length) {
        String outcome;
        try {
            long values =
                    of.saveCapture(
                            file,
                            length,
                            share ->
                                    fx.execute(() -> {
                                        if (saver != null) {
                                            saving.set(share);
                                        }
                                    }));
            outcome = words.get("capture.saved", file, Readouts.count(values));
        } catch (IOException e) {
            outcome = String.valueOf(e.getMessage());
        } catch (InterruptedException e) {
            outcome = words.get("capture.cancelled", file);
        }
        String text = outcome;
        fx.execute(() -> {
            saver = null;
            saving.set(IDLE);
            said.accept(text);
        });
    }

    /// Stops saving; there is no file then.
    public void cancelSaving() {
        if (saver != null) {
            saver.interrupt();
        }
    }
}
