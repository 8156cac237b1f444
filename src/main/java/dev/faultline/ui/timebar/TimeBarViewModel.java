package dev.faultline.ui.timebar;

import dev.faultline.engine.Snapshot;
import dev.faultline.model.TimeSpan;
import dev.faultline.source.Playback;
import dev.faultline.ui.LiveSession;
import dev.faultline.ui.Readouts;
import dev.faultline.ui.Theme;
import dev.faultline.ui.Words;
import dev.faultline.ui.Workbench;
import dev.faultline.ui.WorkbenchState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// The time line, and the keys that move the playhead over it. A running system's playhead stands
/// at now and cannot be moved.
public final class TimeBarViewModel {
    /// The speeds to choose from, in recorded seconds a second.
    public static final List<Double> SPEEDS =
            List.of(0.5, 1.0, 5.0, 20.0, 60.0, 120.0, 300.0, 600.0);

    private final Workbench workbench;
    private final Words words;
    private final ReadOnlyObjectWrapper<Timeline> timeline =
            new ReadOnlyObjectWrapper<>(Timeline.NONE);
    private final ReadOnlyBooleanWrapper open = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper live = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper playing = new ReadOnlyBooleanWrapper();
    private final ReadOnlyDoubleWrapper speed = new ReadOnlyDoubleWrapper(1);
    private final ReadOnlyStringWrapper clock = new ReadOnlyStringWrapper("");
    private final ReadOnlyDoubleWrapper seeking = new ReadOnlyDoubleWrapper(1);
    private final ReadOnlyStringWrapper seekingText = new ReadOnlyStringWrapper("");

    public TimeBarViewModel(Workbench workbench, Words words) {
        this.workbench = workbench;
        this.words = words;
        workbench.snapshotProperty().addListener((p, before, now) -> update());
        workbench.playbackProperty().addListener((p, before, now) -> update());
        workbench.stateProperty().addListener((p, before, now) -> update());
        update();
    }

    public ReadOnlyObjectProperty<Timeline> timelineProperty() {
        return timeline.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty openProperty() {
        return open.getReadOnlyProperty();
    }

    /// Whether a running system is shown, whose playhead cannot be moved.
    public ReadOnlyBooleanProperty liveProperty() {
        return live.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty playingProperty() {
        return playing.getReadOnlyProperty();
    }

    public ReadOnlyDoubleProperty speedProperty() {
        return speed.getReadOnlyProperty();
    }

    public ReadOnlyStringProperty clockProperty() {
        return clock.getReadOnlyProperty();
    }

    /// How far the analysis is on its way to the playhead, 0..1; 1 when it is there.
    public ReadOnlyDoubleProperty seekingProperty() {
        return seeking.getReadOnlyProperty();
    }

    /// The same in words; empty when it is there.
    public ReadOnlyStringProperty seekingTextProperty() {
        return seekingText.getReadOnlyProperty();
    }

    public ObjectProperty<Theme> themeProperty() {
        return workbench.themeProperty();
    }

    public void playOrPause() {
        workbench.transport(playing.get() ? Playback::pause : Playback::play);
    }

    /// A sixth of what the charts show, back (−1) or on (+1).
    public void skip(int direction) {
        Playback.State state = workbench.playbackProperty().get();
        if (state != null) {
            Duration step = workbench.spanProperty().get().dividedBy(6).multipliedBy(direction);
            workbench.transport(p -> p.seek(state.target().plus(step)));
        }
    }

    /// Plays faster or slower.
    ///
    /// @param factor recorded seconds a second
    public void setSpeed(double factor) {
        if (factor != speed.get()) {
            workbench.transport(p -> p.speed(factor));
        }
    }

    /// Moves the playhead.
    ///
    /// @param share of the time line, 0..1
    public void seek(double share) {
        Playback.State state = workbench.playbackProperty().get();
        if (state != null) {
            Instant at = at(state.span(), share);
            workbench.transport(p -> p.seek(at));
        }
    }

    /// The time at a share of the time line, 0..1.
    public String textAt(double share) {
        Playback.State state = workbench.playbackProperty().get();
        TimeSpan span = state == null ? timeline.get().span() : state.span();
        return span == null ? "" : Readouts.dayTime(at(span, share));
    }

    private static Instant at(TimeSpan span, double share) {
        double whole = span.length().toMillis();
        return span.from().plusMillis((long) (whole * Math.clamp(share, 0.0, 1.0)));
    }

    private void update() {
        Playback.State state = workbench.playbackProperty().get();
        Snapshot snapshot = workbench.snapshotProperty().get();
        boolean runs =
                workbench.stateProperty().get() instanceof WorkbenchState.Open(LiveSession _);
        live.set(runs);
        open.set(state != null || runs);
        if (state == null) {
            boolean known = runs && snapshot != null && snapshot.counts().samples() > 0;
            timeline.set(known ? Timeline.of(snapshot) : Timeline.NONE);
            playing.set(false);
            clock.set(known ? Readouts.dayTime(snapshot.at()) : "");
            seeking.set(1);
            seekingText.set("");
            return;
        }
        playing.set(state.playing());
        speed.set(state.speed());
        Instant known = snapshot == null ? state.span().from() : snapshot.at();
        clock.set(Readouts.dayTime(state.playing() ? known : state.target()));
        show(state, known);
        timeline.set(Timeline.of(state, snapshot));
    }

    private void show(Playback.State state, Instant known) {
        boolean behind =
                !state.playing()
                        && !workbench.caughtUp()
                        && known.isBefore(state.target())
                        && state.target().isAfter(state.span().from());
        seeking.set(
                behind
                        ? Timeline.share(new TimeSpan(state.span().from(), state.target()), known)
                        : 1);
        seekingText.set(
                behind
                        ? words.get(
                                "timebar.seeking",
                                Readouts.dayTime(known),
                                Readouts.percent(seeking.get()))
                        : "");
    }
}
