package dev.faultline.ui.recording;

import dev.faultline.model.Unit;
import dev.faultline.source.RecordingState;
import dev.faultline.ui.LiveCapture;
import dev.faultline.ui.Readouts;
import dev.faultline.ui.Words;
import dev.faultline.ui.Workbench;
import dev.faultline.wording.Figures;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableBooleanValue;
import org.jspecify.annotations.Nullable;

/// What the buttons for recording and saving say and do.
public final class RecordingViewModel {
    /// What the button of recordings stands for.
    public enum Stage {
        /// Nothing is recorded.
        OFF,
        /// The history is read first.
        WAITING,
        RUNNING,
        /// The last one ended before it should.
        FAILED
    }

    private final LiveCapture capture;
    private final Words words;
    private final BooleanBinding live;
    private final ReadOnlyObjectWrapper<Stage> stage = new ReadOnlyObjectWrapper<>(Stage.OFF);
    private final ReadOnlyStringWrapper record = new ReadOnlyStringWrapper();
    private final ReadOnlyStringWrapper recordTip = new ReadOnlyStringWrapper();
    private final ReadOnlyStringWrapper save = new ReadOnlyStringWrapper();

    public RecordingViewModel(Workbench workbench, Words words) {
        capture = workbench.liveness().capture();
        this.words = words;
        live = workbench.liveness().stateProperty().isNotNull();
        capture.recordingProperty().addListener((p, before, now) -> update(now));
        capture.savingProperty().addListener((p, before, now) -> update(now.doubleValue()));
        update(capture.recordingProperty().get());
        update(capture.savingProperty().get());
    }

    /// Whether a running system is open.
    ObservableBooleanValue liveProperty() {
        return live;
    }

    ReadOnlyObjectProperty<Stage> stageProperty() {
        return stage.getReadOnlyProperty();
    }

    /// What the button of recordings says: off, or since when and how much.
    ReadOnlyStringProperty recordProperty() {
        return record.getReadOnlyProperty();
    }

    ReadOnlyStringProperty recordTipProperty() {
        return recordTip.getReadOnlyProperty();
    }

    /// What the other button says: that hours can be saved, or how far that is.
    ReadOnlyStringProperty saveProperty() {
        return save.getReadOnlyProperty();
    }

    String word(String key, Object... arguments) {
        return words.get(key, arguments);
    }

    private void update(@Nullable RecordingState now) {
        String off = words.get("recording.off");
        switch (now) {
            case null -> show(Stage.OFF, off, words.get("recording.off.tip"));
            case RecordingState.Waiting(Path target, Instant from) ->
                    show(
                            Stage.WAITING,
                            words.get("recording.waiting"),
                            words.get("recording.waiting.tip", target, Readouts.clock(from)));
            case RecordingState.Running running ->
                    show(
                            Stage.RUNNING,
                            words.get(
                                            "recording.running",
                                            Readouts.time(running.from()),
                                            Readouts.count(running.rows()),
                                            Figures.value((double) running.bytes(), Unit.BYTES))
                                    + lost(running.lost()),
                            words.get("recording.running.tip", running.target()));
            case RecordingState.Failed(Path _, String why, Optional<Path> kept) ->
                    show(
                            Stage.FAILED,
                            words.get("recording.broken"),
                            why
                                    + kept.map(path -> " " + words.get("recording.kept", path))
                                            .orElse("")
                                    + " "
                                    + words.get("recording.again"));
            case RecordingState.Finished _, RecordingState.Nothing _ ->
                    show(Stage.OFF, off, words.get("recording.off.tip"));
        }
    }

    private String lost(long count) {
        return count == 0 ? "" : words.get("recording.running.lost", Readouts.count(count));
    }

    private void show(Stage now, String text, String tip) {
        stage.set(now);
        record.set(text);
        recordTip.set(tip);
    }

    private void update(double share) {
        save.set(
                share < 0
                        ? words.get("capture.save")
                        : words.get("capture.saving", Readouts.percent(share)));
    }

    /// Whether hours are being saved.
    boolean saving() {
        return capture.savingProperty().get() >= 0;
    }

    public void record(Path file) {
        capture.record(file);
    }

    public void stop() {
        capture.stop();
    }

    public void save(Path file, Duration length) {
        capture.save(file, length);
    }

    void cancelSaving() {
        capture.cancelSaving();
    }
}
