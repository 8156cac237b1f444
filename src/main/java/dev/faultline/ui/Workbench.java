package dev.faultline.ui;

import dev.faultline.cause.Explanation;
import dev.faultline.cause.RankedCause;
import dev.faultline.engine.Snapshot;
import dev.faultline.model.ServiceId;
import dev.faultline.signal.Anomaly;
import dev.faultline.signal.AnomalyLabel;
import dev.faultline.source.Playback;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executor;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/// What the whole window shows: the one model that all regions follow. Lives on the FX thread;
/// nothing here waits or computes.
public final class Workbench {
    /// How much time the charts show at first: of a recording of minutes, and of a longer one.
    private static final Duration SHORT = Duration.ofHours(1);

    private static final Duration USUAL = Duration.ofHours(3);

    private final Recordings recordings;
    private final Frames frames;
    private final Executor fx;
    private final Executor background;
    private final Explaining explaining;

    private final ReadOnlyObjectWrapper<WorkbenchState> state =
            new ReadOnlyObjectWrapper<>(new WorkbenchState.Empty());
    private final ReadOnlyObjectWrapper<@Nullable Snapshot> snapshot =
            new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Playback.@Nullable State> playback =
            new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Explanation> explanation =
            new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<List<Recordings.Bundled>> bundled =
            new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyStringWrapper progress = new ReadOnlyStringWrapper("");
    private final ObjectProperty<@Nullable ServiceId> selection = new SimpleObjectProperty<>();
    private final ObjectProperty<Theme> theme = new SimpleObjectProperty<>(Theme.DARK);
    private final ObjectProperty<Duration> span = new SimpleObjectProperty<>(USUAL);

    private @Nullable Thread opener;
    private boolean choseForPerson;
    private int generation;

    /// @param fx runs work on the FX thread
    /// @param background runs work that reads files or computes
    public Workbench(Recordings recordings, Frames frames, Executor fx, Executor background) {
        this.recordings = recordings;
        this.frames = frames;
        this.fx = fx;
        this.background = background;
        this.explaining = new Explaining(background, fx);
        selection.addListener((property, before, now) -> explain());
    }

    public ReadOnlyObjectProperty<WorkbenchState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /// What is known at the playhead; empty until the first picture.
    public ReadOnlyObjectProperty<@Nullable Snapshot> snapshotProperty() {
        return snapshot.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Playback.@Nullable State> playbackProperty() {
        return playback.getReadOnlyProperty();
    }

    /// Why the selected component's posterior is what it is; trails the snapshot by as long as it
    /// takes to work out.
    public ReadOnlyObjectProperty<@Nullable Explanation> explanationProperty() {
        return explanation.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<List<Recordings.Bundled>> bundledProperty() {
        return bundled.getReadOnlyProperty();
    }

    /// What the opening is doing right now.
    public ReadOnlyStringProperty progressProperty() {
        return progress.getReadOnlyProperty();
    }

    /// The component that graph, table, charts and inspector show.
    public ObjectProperty<@Nullable ServiceId> selectionProperty() {
        return selection;
    }

    public ObjectProperty<Theme> themeProperty() {
        return theme;
    }

    /// How much time before the playhead the charts show.
    public ObjectProperty<Duration> spanProperty() {
        return span;
    }

    /// Looks for the recordings that come with the program.
    public void findBundled() {
        background.execute(() -> {
            List<Recordings.Bundled> found = recordings.bundled();
            fx.execute(() -> bundled.set(found));
        });
    }

    /// Opens a recording in place of what is open.
    ///
    /// @param at where the playhead shall stand; where the recording's maker wanted it if null
    public void open(Path file, @Nullable Instant at) {
        close();
        int mine = generation;
        state.set(new WorkbenchState.Opening(file));
        FrameFeed feed =
                new FrameFeed(
                        frames,
                        newest -> {
                            if (mine == generation) {
                                show(newest);
                            }
                        });
        opener =
                Thread.ofVirtual()
                        .name("open " + file.getFileName())
                        .start(() -> read(file, at, feed, mine));
    }

    private void read(Path file, @Nullable Instant at, FrameFeed feed, int mine) {
        try {
            Session session =
                    recordings.open(file, at, feed, text -> fx.execute(() -> progress.set(text)));
            fx.execute(() -> {
                if (mine == generation) {
                    opened(session);
                } else {
                    background.execute(session::close);
                }
            });
        } catch (Recordings.CannotOpen e) {
            fx.execute(() -> {
                if (mine == generation) {
                    state.set(new WorkbenchState.Failed(file, String.valueOf(e.getMessage())));
                }
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // cancelled: the state has been changed already
        }
    }

    private void opened(Session session) {
        Duration whole = session.info().span().length();
        span.set(whole.compareTo(SHORT) <= 0 ? SHORT : USUAL);
        state.set(new WorkbenchState.Open(session));
        heartbeat();
    }

    /// Stops what is being opened or is open, and shows the welcome card.
    public void close() {
        generation++;
        Thread opening = opener;
        opener = null;
        if (opening != null) {
            opening.interrupt();
        }
        if (state.get() instanceof WorkbenchState.Open(Session session)) {
            background.execute(session::close);
        }
        state.set(new WorkbenchState.Empty());
        progress.set("");
        selection.set(null);
        explanation.set(null);
        snapshot.set(null);
        playback.set(null);
        choseForPerson = false;
    }

    private void show(Snapshot newest) {
        heartbeat();
        snapshot.set(newest);
        choose(newest);
        explain();
    }

    /// Nobody has chosen a component yet: something to look at while it loads, and the top suspect
    /// as soon as the playhead is where it was asked to be.
    private void choose(Snapshot newest) {
        List<RankedCause> causes = newest.diagnosis().ranking().causes();
        if (causes.isEmpty() || (selection.get() != null && !choseForPerson)) {
            return;
        }
        if (caughtUp()) {
            choseForPerson = false;
            selection.set(causes.getFirst().service());
        } else if (selection.get() == null) {
            choseForPerson = true;
            selection.set(
                    newest.series().isEmpty()
                            ? causes.getFirst().service()
                            : newest.series().getFirst().service());
        }
    }

    /// A person chose a component.
    public void select(@Nullable ServiceId service) {
        choseForPerson = false;
        selection.set(service);
    }

    private void explain() {
        Snapshot shown = snapshot.get();
        ServiceId service = selection.get();
        if (shown == null || service == null || !shown.topology().contains(service)) {
            explanation.set(null);
            return;
        }
        int mine = generation;
        explaining.explain(
                shown,
                service,
                answer -> {
                    if (mine == generation && service.equals(selection.get())) {
                        explanation.set(answer);
                    }
                });
    }

    /// Reads where the replay stands. Called a few times a second, and after every key.
    public void heartbeat() {
        if (state.get() instanceof WorkbenchState.Open(Session session)) {
            playback.set(session.playback().state());
            Snapshot shown = snapshot.get();
            if (shown != null && choseForPerson) {
                choose(shown);
            }
        }
    }

    /// Presses a transport key of what is open; nothing where nothing is.
    public void transport(java.util.function.Consumer<Playback> key) {
        if (state.get() instanceof WorkbenchState.Open(Session session)) {
            key.accept(session.playback());
            heartbeat();
        }
    }

    /// A person says something about an anomaly that is shown.
    public void label(Anomaly anomaly, AnomalyLabel.Verdict verdict, String reason) {
        Snapshot shown = snapshot.get();
        if (shown == null || !(state.get() instanceof WorkbenchState.Open(Session session))) {
            return;
        }
        AnomalyLabel label =
                AnomalyLabel.of(
                        anomaly,
                        shown.series().get(anomaly.series()).id(),
                        verdict,
                        shown.at(),
                        reason);
        background.execute(() -> {
            try {
                session.label(label);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // closed: nobody is left to be told
            }
        });
    }

    /// Whether what is shown is what was known at the playhead: at most one recorded step before
    /// it.
    public boolean caughtUp() {
        Snapshot shown = snapshot.get();
        Playback.State stand = playback.get();
        return shown != null
                && stand != null
                && !stand.seeking()
                && state.get() instanceof WorkbenchState.Open(Session session)
                && shown.at().plus(session.info().step()).isAfter(stand.target())
                && !shown.at().isAfter(stand.target());
    }

    /// Whether what is shown is where the playhead was asked to be, explained and all.
    public boolean settled() {
        return switch (state.get()) {
            case WorkbenchState.Empty _, WorkbenchState.Failed _ -> true;
            case WorkbenchState.Opening _ -> false;
            case WorkbenchState.Open _ -> caughtUp() && !choseForPerson && !explaining.busy();
        };
    }
}
