package dev.faultline.ui.timebar;

import dev.faultline.engine.Snapshot;
import dev.faultline.engine.history.BeliefHistory;
import dev.faultline.model.TimeSpan;
import dev.faultline.source.Playback;
import dev.faultline.ui.LiveSession;
import dev.faultline.ui.Newest;
import dev.faultline.ui.Readouts;
import dev.faultline.ui.Theme;
import dev.faultline.ui.Words;
import dev.faultline.ui.Workbench;
import dev.faultline.ui.WorkbenchState;
import dev.faultline.wording.Figures;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/// The time line, and the keys that move the playhead over it: through a recording, and back
/// through what is remembered of a running system, which goes on behind it.
public final class TimeBarViewModel {
    /// The speeds to choose from, in recorded seconds a second.
    public static final List<Double> SPEEDS =
            List.of(0.5, 1.0, 5.0, 20.0, 60.0, 120.0, 300.0, 600.0);

    /// A leap is this part of what the charts show.
    private static final int LEAP = 6;

    /// Signs of a name beside its line.
    private static final int LONGEST = 14;

    /// A change is under the mouse where it is within this part of the time line.
    private static final int NEAR = 400;

    private final Workbench workbench;
    private final Words words;
    private final TimeText text;
    private final ReadOnlyObjectWrapper<Timeline> timeline =
            new ReadOnlyObjectWrapper<>(Timeline.NONE);
    private final ReadOnlyObjectWrapper<List<Course>> courses =
            new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyBooleanWrapper open = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper live = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper behind = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper playing = new ReadOnlyBooleanWrapper();
    private final ReadOnlyDoubleWrapper speed = new ReadOnlyDoubleWrapper(1);
    private final ReadOnlyStringWrapper clock = new ReadOnlyStringWrapper("");
    private final ReadOnlyDoubleWrapper seeking = new ReadOnlyDoubleWrapper(1);
    private final ReadOnlyStringWrapper seekingText = new ReadOnlyStringWrapper("");
    private @Nullable BeliefHistory drawn;
    private final Newest traced;
    private List<Instant> done = List.of();

    public TimeBarViewModel(Workbench workbench, Words words) {
        this.workbench = workbench;
        this.words = words;
        text = new TimeText(words);
        traced = workbench.newest();
        workbench.snapshotProperty().addListener((p, before, now) -> update());
        workbench.newestProperty().addListener((p, before, now) -> update());
        workbench.playbackProperty().addListener((p, before, now) -> update());
        workbench.stateProperty().addListener((p, before, now) -> update());
        workbench.spanProperty().addListener((p, before, now) -> update());
        update();
    }

    /// Marks when something was done that is being judged, in the time of the system; from now on
    /// only these.
    public void acting(List<Instant> began) {
        done = List.copyOf(began);
        update();
    }

    public ReadOnlyObjectProperty<Timeline> timelineProperty() {
        return timeline.getReadOnlyProperty();
    }

    /// How the belief in the first suspects went; follows the time line as soon as it is worked
    /// out.
    ReadOnlyObjectProperty<List<Course>> coursesProperty() {
        return courses.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty openProperty() {
        return open.getReadOnlyProperty();
    }

    /// Whether a running system is shown, which cannot be played.
    public ReadOnlyBooleanProperty liveProperty() {
        return live.getReadOnlyProperty();
    }

    /// How far before now a running system is shown: `−4 min`; empty at now.
    public ReadOnlyStringProperty behindProperty() {
        return behind.getReadOnlyProperty();
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
        move(workbench.spanProperty().get().dividedBy(LEAP).multipliedBy(direction));
    }

    /// One cell back (−1) or on (+1).
    public void step(int direction) {
        Snapshot shown = workbench.snapshotProperty().get();
        if (shown != null) {
            move(Duration.ofMillis(shown.history().stepMillis()).multipliedBy(direction));
        }
    }

    private void move(Duration by) {
        Instant at = playhead();
        if (at != null) {
            workbench.seek(at.plus(by));
        }
    }

    private @Nullable Instant playhead() {
        Playback.State state = workbench.playbackProperty().get();
        Snapshot shown = workbench.snapshotProperty().get();
        return state != null ? state.target() : shown == null ? null : shown.at();
    }

    /// Plays faster or slower.
    ///
    /// @param factor recorded seconds a second
    public void setSpeed(double factor) {
        if (factor != speed.get()) {
            workbench.transport(p -> p.speed(factor));
        }
    }

    /// Moves the playhead; to the end of a running system's time line is to now.
    ///
    /// @param share of the time line, 0..1
    public void seek(double share) {
        TimeSpan span = timeline.get().span();
        if (span != null) {
            workbench.seek(at(span, share));
        }
    }

    /// A running system as it is now.
    public void toNow() {
        workbench.toNow();
    }

    /// What is to be said of a share of the time line, 0..1.
    ///
    /// @param row of anomalies that lies there too
    public String textAt(double share, Optional<Heat> row) {
        TimeSpan span = timeline.get().span();
        Snapshot known = known();
        return span == null || known == null
                ? ""
                : text.at(at(span, share), span.length().dividedBy(NEAR), known, courses.get())
                        + row.map(heat -> "\n" + text.of(heat)).orElse("");
    }

    /// What a line of the time line is: `host-03`, `0.83`, `since 04:21`.
    TimeStrip.Key legend(Course course) {
        return new TimeStrip.Key(
                Readouts.shortened(course.service().value(), LONGEST),
                Figures.probability(course.newest()),
                course.known().map(at -> words.get("timebar.since", Readouts.time(at))).orElse(""));
    }

    /// The time line in a sentence, for who cannot see it.
    String spoken() {
        return words.get(
                "timebar.spoken",
                clock.get(),
                courses.get().stream()
                        .map(this::legend)
                        .map(key -> (key.name() + " " + key.figure() + " " + key.since()).strip())
                        .collect(Collectors.joining(", ")),
                timeline.get().heat().stream().map(text::of).collect(Collectors.joining(". ")));
    }

    private static Instant at(TimeSpan span, double share) {
        double whole = span.length().toMillis();
        return span.from().plusMillis((long) (whole * Math.clamp(share, 0.0, 1.0)));
    }

    /// What the time line may show: of a running system all, of a recording nothing that comes
    /// after the playhead.
    private @Nullable Snapshot known() {
        return live.get() ? workbench.newestProperty().get() : workbench.snapshotProperty().get();
    }

    private void update() {
        Playback.State state = workbench.playbackProperty().get();
        Snapshot snapshot = workbench.snapshotProperty().get();
        boolean runs =
                workbench.stateProperty().get() instanceof WorkbenchState.Open(LiveSession _);
        live.set(runs);
        open.set(state != null || runs);
        if (state == null) {
            watch(snapshot);
        } else {
            replay(state, snapshot);
        }
        trace();
    }

    private void watch(@Nullable Snapshot shown) {
        Snapshot now = known();
        boolean known = live.get() && shown != null && now != null && now.counts().samples() > 0;
        playing.set(false);
        seeking.set(1);
        seekingText.set("");
        if (known && shown != null && now != null) {
            timeline.set(Timeline.of(now, shown.at(), workbench.spanProperty().get()).with(done));
            clock.set(Readouts.dayTime(shown.at()));
            behind.set(
                    workbench.lookingBack()
                            ? "−" + Figures.duration(Duration.between(shown.at(), now.at()))
                            : "");
        } else {
            timeline.set(Timeline.NONE);
            clock.set("");
            behind.set("");
        }
    }

    private void replay(Playback.State state, @Nullable Snapshot snapshot) {
        playing.set(state.playing());
        speed.set(state.speed());
        behind.set("");
        Instant known = snapshot == null ? state.span().from() : snapshot.at();
        clock.set(Readouts.dayTime(state.playing() ? known : state.target()));
        show(state, known);
        timeline.set(Timeline.of(state, snapshot, workbench.spanProperty().get()));
    }

    /// Works out the courses beside the FX thread, one after the other.
    private void trace() {
        TimeSpan span = timeline.get().span();
        Snapshot known = known();
        if (span == null || known == null) {
            traced.drop();
            courses.set(List.of());
            drawn = null;
        } else if (known.beliefs() != drawn) {
            drawn = known.beliefs();
            traced.ask(() -> Course.of(known, span), courses::set);
        }
    }

    private void show(Playback.State state, Instant known) {
        boolean behindTarget =
                !state.playing()
                        && !workbench.caughtUp()
                        && known.isBefore(state.target())
                        && state.target().isAfter(state.span().from());
        seeking.set(
                behindTarget
                        ? Timeline.share(new TimeSpan(state.span().from(), state.target()), known)
                        : 1);
        seekingText.set(
                behindTarget
                        ? words.get(
                                "timebar.seeking",
                                Readouts.dayTime(known),
                                Readouts.percent(seeking.get()))
                        : "");
    }
}
