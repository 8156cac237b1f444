package dev.faultline.ui;

import dev.faultline.cause.Pin;
import dev.faultline.cause.RankedCause;
import dev.faultline.cause.Ranking;
import dev.faultline.engine.PinAct;
import dev.faultline.engine.Snapshot;
import dev.faultline.model.SeriesId;
import dev.faultline.model.ServiceId;
import dev.faultline.signal.Anomaly;
import dev.faultline.signal.AnomalyLabel;
import dev.faultline.source.Playback;
import dev.faultline.topology.Correction;
import dev.faultline.wording.Wording;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/// What the whole window shows: the one model that all regions follow. Lives on the FX thread;
/// nothing here waits or computes. Above 300 lines: most of them hand a word on to whose it is.
public final class Workbench {
    /// How much time the charts show at first: of a recording of minutes, and of a longer one.
    private static final Duration SHORT = Duration.ofHours(1);

    private static final Duration USUAL = Duration.ofHours(3);

    /// Who says what is said here.
    private static final String USER = System.getProperty("user.name", "");

    private final Recordings recordings;
    private final LiveSources sources;
    private final Frames frames;
    private final Executor fx;
    private final Executor background;
    private final Insights insights;
    private final Telling telling;
    private final Liveness liveness;
    private final Lookback lookback;

    private final ReadOnlyObjectWrapper<WorkbenchState> state =
            new ReadOnlyObjectWrapper<>(new WorkbenchState.Empty());
    private final ReadOnlyObjectWrapper<@Nullable Snapshot> snapshot =
            new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Playback.@Nullable State> playback =
            new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<List<Recordings.Bundled>> bundled =
            new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<List<Recordings.Recent>> recent =
            new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyStringWrapper progress = new ReadOnlyStringWrapper("");
    private final ObjectProperty<@Nullable ServiceId> selection = new SimpleObjectProperty<>();
    private final ReadOnlyObjectWrapper<@Nullable SeriesId> signal = new ReadOnlyObjectWrapper<>();
    private final ObjectProperty<Theme> theme = new SimpleObjectProperty<>(Theme.DARK);
    private final ObjectProperty<Duration> span = new SimpleObjectProperty<>(USUAL);

    private @Nullable Thread opener;
    private boolean choseForPerson;
    private int generation;

    /// @param fx runs work on the FX thread
    /// @param background runs work that reads files or computes
    /// @param clock tells the time of day, to which the ages of running systems are counted
    public Workbench(
            Recordings recordings,
            LiveSources sources,
            Frames frames,
            Executor fx,
            Executor background,
            InstantSource clock) {
        this.recordings = recordings;
        this.sources = sources;
        this.frames = frames;
        this.fx = fx;
        this.background = background;
        this.insights = new Insights(background, fx);
        this.telling = new Telling(background);
        this.liveness = new Liveness(background, fx, clock);
        this.lookback = new Lookback(background, fx, this::display);
        selection.addListener((property, before, now) -> {
            signal.set(null);
            insights.look(snapshot.get(), now);
        });
    }

    public ReadOnlyObjectProperty<WorkbenchState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /// What is known at the playhead; empty until the first picture.
    public ReadOnlyObjectProperty<@Nullable Snapshot> snapshotProperty() {
        return snapshot.getReadOnlyProperty();
    }

    /// The newest that is known, while what is shown may be of an earlier moment.
    public ReadOnlyObjectProperty<@Nullable Snapshot> newestProperty() {
        return lookback.newestProperty();
    }

    /// Where a replay stands; empty for a running system.
    public ReadOnlyObjectProperty<Playback.@Nullable State> playbackProperty() {
        return playback.getReadOnlyProperty();
    }

    /// Where the source of a running system stands.
    public Liveness liveness() {
        return liveness;
    }

    /// What is worked out about the selected component.
    public Insights insights() {
        return insights;
    }

    public ReadOnlyObjectProperty<List<Recordings.Bundled>> bundledProperty() {
        return bundled.getReadOnlyProperty();
    }

    /// What was opened lately, the newest first.
    public ReadOnlyObjectProperty<List<Recordings.Recent>> recentProperty() {
        return recent.getReadOnlyProperty();
    }

    /// What the opening is doing right now.
    public ReadOnlyStringProperty progressProperty() {
        return progress.getReadOnlyProperty();
    }

    /// The component that graph, table, charts and inspector show.
    public ObjectProperty<@Nullable ServiceId> selectionProperty() {
        return selection;
    }

    /// The series that a person asked to see: it comes first in the charts. Empty where they asked
    /// for none of the selected component.
    public ReadOnlyObjectProperty<@Nullable SeriesId> signalProperty() {
        return signal.getReadOnlyProperty();
    }

    /// Shows a series of the selected component first.
    public void look(SeriesId series) {
        signal.set(null); // asked again, it is shown again
        signal.set(series);
    }

    public ObjectProperty<Theme> themeProperty() {
        return theme;
    }

    /// How much time before the playhead the charts show.
    public ObjectProperty<Duration> spanProperty() {
        return span;
    }

    /// Works something out beside the FX thread and hands it back on it.
    public <T> void workOut(Supplier<T> work, Consumer<T> answer) {
        background.execute(() -> {
            T found = work.get();
            fx.execute(() -> answer.accept(found));
        });
    }

    /// Works things out for one region of the window, one at a time.
    public Newest newest() {
        return new Newest(background, fx);
    }

    /// Looks for the recordings that come with the program.
    public void findBundled() {
        background.execute(() -> {
            List<Recordings.Bundled> found = recordings.bundled();
            fx.execute(() -> bundled.set(found));
        });
        findRecent();
    }

    private void findRecent() {
        workOut(recordings::recent, recent::set);
    }

    /// Opens a recording in place of what is open.
    ///
    /// @param at where the playhead shall stand; where the recording's maker wanted it if null
    public void open(Path file, @Nullable Instant at) {
        open(
                String.valueOf(file.getFileName()),
                (screen, said) -> recordings.open(file, at, screen, said));
    }

    /// Connects to a running system in place of what is open.
    public void connect(ConnectRequest request) {
        open(request.title(), (screen, said) -> sources.connect(request, screen, said));
    }

    private void open(String what, Opener how) {
        close();
        int mine = generation;
        state.set(new WorkbenchState.Opening(what));
        FrameFeed feed =
                new FrameFeed(
                        frames,
                        newest -> {
                            if (mine == generation) {
                                show(newest);
                            }
                        });
        opener = Thread.ofVirtual().name("open " + what).start(() -> open(what, how, feed, mine));
    }

    private void open(String what, Opener how, FrameFeed feed, int mine) {
        try {
            Session session =
                    how.open(
                            feed,
                            text ->
                                    fx.execute(() -> {
                                        if (mine == generation) {
                                            progress.set(text);
                                        }
                                    }));
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
                    state.set(new WorkbenchState.Failed(what, String.valueOf(e.getMessage())));
                }
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // cancelled: the state has been changed already
        }
    }

    /// Opens something, off the FX thread.
    private interface Opener {
        Session open(Consumer<Snapshot> screen, Consumer<String> progress)
                throws Recordings.CannotOpen, InterruptedException;
    }

    private void opened(Session session) {
        boolean brief =
                session instanceof RecordedSession recorded
                        && recorded.info().span().length().compareTo(SHORT) <= 0;
        span.set(brief ? SHORT : USUAL);
        state.set(new WorkbenchState.Open(session));
        heartbeat();
    }

    /// Stops what is being opened or is open, and shows the welcome card.
    public void close() {
        findRecent();
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
        lookback.end();
        lookback.newest(null);
        snapshot.set(null);
        insights.look(null, null);
        playback.set(null);
        liveness.look(null);
        choseForPerson = false;
    }

    private void show(Snapshot now) {
        lookback.newest(now);
        boolean back = lookingBack();
        heartbeat();
        if (!back && !lookingBack()) {
            display(now); // otherwise it is shown already, or not to be seen yet
        }
    }

    private void display(Snapshot shown) {
        snapshot.set(shown);
        if (!lookingBack()) {
            choose(shown);
        }
        explain();
    }

    /// Of moments that only pass by on the way to where the playhead was asked to be nothing is
    /// worked out: it would make the way several times as long.
    private void explain() {
        Playback.State stand = playback.get();
        if (stand == null || !stand.seeking()) {
            insights.look(snapshot.get(), selection.get());
        }
    }

    /// Moves the playhead. In a recording everything up to the end can be asked for; what is known
    /// of it already is shown at once. Of a running system what is remembered, up to now.
    public void seek(Instant at) {
        switch (state.get()) {
            case WorkbenchState.Open(RecordedSession recorded) -> {
                recorded.playback().look(at);
                heartbeat();
            }
            case WorkbenchState.Open(LiveSession _) -> {
                Snapshot now = lookback.newest();
                if (now == null || !at.isBefore(now.at())) {
                    toNow();
                } else {
                    Instant first = now.past().from().orElse(now.at());
                    lookback.look(at.isBefore(first) ? first : at);
                }
            }
            case WorkbenchState.Empty _, WorkbenchState.Opening _, WorkbenchState.Failed _ -> {}
        }
    }

    /// Shows a running system as it is now; nothing where it is shown so.
    public void toNow() {
        if (state.get() instanceof WorkbenchState.Open(LiveSession _)) {
            endLookback();
        }
    }

    private void endLookback() {
        Snapshot now = lookback.newest();
        if (lookingBack()) {
            lookback.end();
            if (now != null) {
                display(now);
            }
        }
    }

    /// Whether an earlier moment than the newest that is known is shown or about to be.
    public boolean lookingBack() {
        return lookback.at() != null;
    }

    /// Nobody has chosen a component yet: something to look at while it loads, and the top suspect
    /// as soon as the playhead is where it was asked to be. Of a running system the top suspect of
    /// each moment in which something seems to be wrong.
    private void choose(Snapshot newest) {
        Ranking ranking = newest.diagnosis().ranking();
        List<RankedCause> causes = ranking.causes();
        if (causes.isEmpty() || (selection.get() != null && !choseForPerson)) {
            return;
        }
        boolean runs = state.get() instanceof WorkbenchState.Open(LiveSession _);
        if (caughtUp() && (!runs || ranking.incident() >= Wording.POSSIBLE)) {
            choseForPerson = runs;
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

    /// Reads where the source stands. Called a few times a second, and after every key.
    public void heartbeat() {
        if (state.get() instanceof WorkbenchState.Open(Session session)) {
            switch (session) {
                case RecordedSession recorded -> {
                    follow(recorded.playback().state(), recorded.info().step());
                    explain();
                }
                case LiveSession live -> liveness.look(live);
            }
            Snapshot shown = snapshot.get();
            if (shown != null && choseForPerson) {
                choose(shown);
            }
        }
    }

    /// While more is known than the playhead shows, the moment there is told again.
    private void follow(Playback.State stand, Duration step) {
        Snapshot now = lookback.newest();
        Instant target = stand.target();
        if (now != null
                && now.at().isAfter(target)
                && (stand.lookingBack() || !now.at().isBefore(target.plus(step)))) {
            lookback.look(target);
        } else {
            endLookback();
        }
        playback.set(stand);
    }

    /// Presses a transport key of the recording that is open; nothing where none is.
    public void transport(Consumer<Playback> key) {
        if (state.get() instanceof WorkbenchState.Open(RecordedSession recorded)) {
            key.accept(recorded.playback());
            heartbeat();
        }
    }

    /// A person says something about an anomaly that is shown.
    public void label(Anomaly anomaly, AnomalyLabel.Verdict verdict, String reason) {
        tell((session, shown) ->
                session.label(
                        AnomalyLabel.of(
                                anomaly,
                                shown.series().get(anomaly.series()).id(),
                                verdict,
                                shown.at(),
                                reason)));
    }

    /// A person asserts something of a component.
    public void pin(Pin pin) {
        tell((session, shown) -> session.pin(new PinAct.Pinned(pin, shown.at(), USER)));
    }

    /// A person takes back what was asserted.
    public void unpin(Pin pin) {
        tell((session, shown) -> session.pin(new PinAct.Unpinned(pin, shown.at(), USER)));
    }

    /// A person takes back the last step, be it an assertion or its removal.
    public void undoPin() {
        tell((session, shown) -> session.pin(new PinAct.Undone(shown.at(), USER)));
    }

    /// A person says of the graph what its sources do not.
    public void correct(Correction correction) {
        tell((session, _) ->
                session.correct(new Correction.Act(correction, false, Instant.now(), USER)));
    }

    /// A person takes back what was said of the graph.
    public void takeBack(Correction correction) {
        tell((session, _) ->
                session.correct(new Correction.Act(correction, true, Instant.now(), USER)));
    }

    /// In a recording it is said at the playhead, so that what is known of later is taken back
    /// first; of a running system at now, which is shown again.
    private void tell(Word word) {
        toNow();
        Snapshot shown = snapshot.get();
        if (shown != null && state.get() instanceof WorkbenchState.Open(Session session)) {
            telling.tell(() -> {
                if (session instanceof RecordedSession recorded) {
                    recorded.playback().arrive();
                }
                word.tell(session, shown);
            });
        }
    }

    /// What is said to a session about what it shows.
    private interface Word {
        void tell(Session session, Snapshot shown) throws InterruptedException;
    }

    /// Whether what is shown is what is known at the playhead: of a recording at most one recorded
    /// step before it, of a running system as soon as anything is known.
    public boolean caughtUp() {
        Snapshot shown = snapshot.get();
        if (shown == null || !(state.get() instanceof WorkbenchState.Open(Session session))) {
            return false;
        }
        Playback.State stand = playback.get();
        return switch (session) {
            case LiveSession _ -> shown.counts().samples() > 0;
            case RecordedSession recorded ->
                    stand != null
                            && !stand.seeking()
                            && shown.at().plus(recorded.info().step()).isAfter(stand.target())
                            && !shown.at().isAfter(stand.target());
        };
    }

    /// Whether what is shown is where the playhead was asked to be, explained and all. A running
    /// system goes on: there it is enough that all that was to be read was read.
    public boolean settled() {
        return switch (state.get()) {
            case WorkbenchState.Empty _, WorkbenchState.Failed _ -> true;
            case WorkbenchState.Opening _ -> false;
            case WorkbenchState.Open(LiveSession _) ->
                    liveness.settled(caughtUp()) && insights.answered() && telling.done();
            case WorkbenchState.Open(RecordedSession _) ->
                    caughtUp()
                            && !lookback.busy()
                            && !choseForPerson
                            && !insights.busy()
                            && telling.done();
        };
    }
}
