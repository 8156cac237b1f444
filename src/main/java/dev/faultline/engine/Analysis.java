package dev.faultline.engine;

import dev.faultline.cause.Diagnostician;
import dev.faultline.engine.history.BeliefLog;
import dev.faultline.engine.history.Cells;
import dev.faultline.engine.history.GridHistory;
import dev.faultline.engine.history.History;
import dev.faultline.engine.intake.SeriesFold;
import dev.faultline.incident.IncidentTracker;
import dev.faultline.model.ChangeEvent;
import dev.faultline.model.Notice;
import dev.faultline.model.SampleBatch;
import dev.faultline.model.SeriesId;
import dev.faultline.model.SeriesInfo;
import dev.faultline.model.Signal;
import dev.faultline.signal.Anomaly;
import dev.faultline.signal.AnomalyLabel;
import dev.faultline.signal.Baselines;
import dev.faultline.signal.Labels;
import dev.faultline.signal.Method;
import dev.faultline.signal.RefitReason;
import dev.faultline.signal.RegularGrid;
import dev.faultline.signal.Reliability;
import dev.faultline.signal.SeriesWatcher;
import dev.faultline.signal.WatchRule;
import dev.faultline.source.RestorePoint;
import dev.faultline.topology.ComponentKind;
import dev.faultline.topology.Correction;
import dev.faultline.topology.Topology;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/// The running analysis of one system, from one start to the next: samples onto the grid, cells
/// through the watcher into the history, baselines learned when they are due, states kept for a
/// rewind. Everything depends on what came in and on the ticks, nothing on when it is asked.
///
/// Longer than 300 lines since it is where the order of all these steps is decided; each step is a
/// class of its own ([Refits], [BroughtBaselines], [Siblings], [Hearing], [IncidentOnset],
/// [Deviations], [PastLog], [Ahead]).
final class Analysis {
    /// Cells open ahead of the last tick, for clocks that run fast.
    private static final int OPEN_CELLS = 4;

    /// What counts as now while nothing is going on.
    private static final long NOW_MILLIS = 5 * 60_000L;

    /// Of a run without an end, so many days of anomalies and changes are kept, as many as a fit
    /// looks back, and at most so many of each.
    private static final long REMEMBERED_MILLIS = 14 * 86_400_000L;

    /// What is seen of the graph by then was there from the beginning.
    private static final long SETTLING_MILLIS = 15 * 60_000L;

    /// The order in which anomalies are told.
    static final Comparator<Anomaly> BY_ONSET =
            Comparator.comparing(Anomaly::onset).thenComparingInt(Anomaly::series);

    /// While something has gone on for less than this it is looked at often.
    private static final long BEGINNING_MILLIS = 30 * 60_000L;

    private static final long OFTEN_MILLIS = 60_000L;
    private static final long SELDOM_MILLIS = 5 * 60_000L;

    private static final int MOST_ANOMALIES = 200_000;
    private static final int MOST_CHANGES = 10_000;

    private final EngineCommand.Start start;
    private final EngineParameters parameters;
    private final Diagnostician diagnostician;
    private final PastLog past;
    private final Executor executor;
    private final SeriesFold fold;
    private final List<SeriesInfo> series;
    private final long startMillis;
    private final long stepMillis;
    private final WatchRule rule;
    private final RefitSchedule schedule;
    private final GridHistory history;
    private final ReferenceSamples reference;
    private final Checkpoints checkpoints = new Checkpoints();
    private final EndedAnomalies ended = new EndedAnomalies();
    private final List<ChangeEvent> changes = new ArrayList<>();
    private double[] incoming;
    private double[] means;

    /// All that persons said about anomalies; what was said later than now is not known yet.
    private final List<AnomalyLabel> told = new ArrayList<>();

    /// All that persons did with pins; what was done later than now is not known yet.
    private final List<PinAct> pinActs = new ArrayList<>();

    /// Of the series in their table; empty until something was told.
    private final Map<SeriesId, Integer> places = new HashMap<>();

    /// Distances from their references of the series that have one; written once.
    private List<Optional<double[]>> referenceResiduals = List.of();

    private Optional<BroughtBaselines> brought = Optional.empty();
    private final KnownGraph graph;
    private Optional<Siblings> siblings = Optional.empty();
    private List<SeriesInfo> table = List.of();
    private Optional<Cells> shared = Optional.empty();
    private List<Notice> ownNotices = List.of();
    private int noticed = -1;
    private boolean begun;
    private RegularGrid grid;
    private SeriesWatcher watcher;
    private Refits refits;
    private Hearing hearing;
    private IncidentOnset onset;
    private Ahead<IncidentTracker> incidents;
    private long revision;
    private long atMillis;

    /// @param diagnostician tells again what was believed
    /// @param executor what computes fits; may be the caller's thread
    Analysis(
            EngineCommand.Start start,
            EngineParameters parameters,
            Diagnostician diagnostician,
            Executor executor) {
        this.start = start;
        this.diagnostician = diagnostician;
        this.executor = executor;
        incidents = Ahead.of(IncidentTracker.begin(parameters.incidents(), start.step()));
        this.parameters = parameters;
        past = new PastLog(new BeliefLog(start.gridStart(), start.step().toMillis()));
        fold = new SeriesFold(parameters.seriesPerService());
        start.series().forEach(fold::admit);
        series = fold.watched();
        startMillis = start.gridStart().toEpochMilli();
        stepMillis = start.step().toMillis();
        schedule = new RefitSchedule(stepMillis);
        history = new GridHistory(start.gridStart(), stepMillis, series.size(), start.live());
        reference = new ReferenceSamples(fold);
        incoming = new double[fold.incoming()];
        means = new double[series.size()];
        grid = new RegularGrid(fold.incoming(), startMillis, stepMillis, OPEN_CELLS);
        rule = WatchRule.of(start.step(), parameters.sensitivity());
        watcher = new SeriesWatcher(series, startMillis, stepMillis, rule, parameters.clock());
        refits =
                new Refits(
                        executor, parameters.clock(), live() ? Refits.LIVE_NANOS : Long.MAX_VALUE);
        hearing = new Hearing(fold, rule.silentCells());
        onset = new IncidentOnset(series, stepMillis);
        atMillis = startMillis - stepMillis;
        graph = new KnownGraph(start.topology(), start.gridStart().plusMillis(SETTLING_MILLIS));
    }

    /// Takes further series.
    void series(List<SeriesInfo> added) {
        added.forEach(fold::admit);
        incoming = room(incoming, fold.incoming());
        means = room(means, series.size());
        history.grow(series.size());
        reference.grow();
        siblings = Optional.empty();
        if (!told.isEmpty()) {
            place();
        }
        grow();
    }

    /// Gives a state that knows fewer series those that came since.
    private void grow() {
        int known = watcher.size();
        grid.grow(fold.incoming());
        if (known < series.size()) {
            watcher.add(series.subList(known, series.size()));
            if (begun) {
                brought.ifPresent(b -> b.to(watcher, series, known));
            }
        }
    }

    private static double[] room(double[] values, int count) {
        return count <= values.length
                ? values
                : Arrays.copyOf(values, Math.max(count, values.length + values.length / 2));
    }

    /// Takes what is not heard of, and why.
    void unheard(BitSet incoming, String why) {
        hearing.unheard(incoming, why, at());
    }

    void reference(SampleBatch batch) {
        if (begun) {
            throw new IllegalStateException("a reference comes before all samples");
        }
        reference.add(batch);
    }

    /// Takes what was normal elsewhere.
    void known(Baselines baselines) {
        if (begun) {
            throw new IllegalStateException("baselines come before all samples");
        }
        brought = Optional.of(new BroughtBaselines(baselines, stepMillis, parameters.clock()));
        noticed = -1;
    }

    void samples(SampleBatch batch) {
        begin();
        for (int i = 0; i < batch.size(); i++) {
            int index = batch.series()[i];
            int place = fold.watchedBy(index);
            if (place == SeriesFold.LEFT_OUT) {
                continue;
            }
            long late = grid.late();
            grid.add(index, batch.atMillis()[i], batch.values()[i]);
            if (grid.late() > late) {
                watcher.late(place);
            }
        }
    }

    void changed(ChangeEvent change) {
        begin();
        changes.add(change);
        past.changed(change);
    }

    /// From now on this depends on that.
    void topology(Topology newest) {
        graph.told(newest, at());
        siblings = Optional.empty();
    }

    /// A person corrects that.
    void correct(Correction.Act act) {
        graph.correct(act, at());
        siblings = Optional.empty();
    }

    void label(AnomalyLabel label) {
        place();
        told.add(label.notBefore(at()));
    }

    private void place() {
        for (int i = places.size(); i < series.size(); i++) {
            places.put(series.get(i).id(), i);
        }
    }

    void pin(PinAct act) {
        pinActs.add(act.notBefore(at()));
    }

    void tick(Instant at) {
        begin();
        long cells = RestorePoint.closedCells(start.gridStart(), start.step(), at);
        revision++;
        atMillis = Math.max(atMillis, at.toEpochMilli());
        boolean due = false;
        while (history.length() < cells) {
            closeCell();
            due |= RestorePoint.after(history.length());
        }
        remember();
        if (due && !live()) {
            checkpoints.keep(history.length(), state().copy());
        } else if (due) {
            forget();
        }
    }

    /// A run without an end forgets.
    private void forget() {
        Instant oldest = at().minusMillis(REMEMBERED_MILLIS);
        ended.forget(oldest, MOST_ANOMALIES);
        changes.removeIf(change -> change.at().isBefore(oldest));
        changes.subList(0, Math.max(0, changes.size() - MOST_CHANGES)).clear();
        int oldestCell = history.length() - (int) (REMEMBERED_MILLIS / stepMillis);
        incidents = Ahead.of(incidents.get().forget(oldest));
        hearing.forget(oldestCell);
        past.forget(oldest, Math.max(0, oldestCell));
    }

    void rewind(Instant at) {
        if (live()) {
            throw new IllegalStateException("a run without an end does not go back");
        }
        long cells = RestorePoint.closedCells(start.gridStart(), start.step(), at);
        AnalysisState kept = checkpoints.rewind(cells).copy();
        grid = kept.grid();
        watcher = kept.watcher();
        refits = kept.refits();
        hearing = kept.hearing();
        onset = kept.onset();
        incidents = kept.incidents();
        graph.rewind(kept.graph());
        siblings = Optional.empty();
        revision = kept.revision();
        atMillis = kept.atMillis();
        ended.rewind(kept.closedAnomalies());
        changes.subList(kept.changes(), changes.size()).clear();
        history.rewind(grid.closed());
        past.rewind(grid.closed(), kept.closedAnomalies(), kept.changes());
        shared = Optional.empty();
        grow();
    }

    /// Before the first real sample the baselines are made of the reference.
    private void begin() {
        if (begun) {
            return;
        }
        begun = true;
        List<Optional<ReferenceSamples.Fitted>> fitted =
                reference.fit(series, stepMillis, parameters.clock());
        for (int i = 0; i < fitted.size(); i++) {
            int index = i;
            fitted.get(i).ifPresent(f -> watcher.learn(index, f.baseline()));
        }
        referenceResiduals =
                fitted.stream().map(f -> f.map(ReferenceSamples.Fitted::residuals)).toList();
        brought.ifPresent(known -> known.to(watcher, series, 0));
        if (!live()) {
            checkpoints.keep(0, state().copy());
        }
    }

    private AnalysisState state() {
        return new AnalysisState(
                revision,
                atMillis,
                graph.state(),
                grid,
                watcher,
                refits,
                hearing,
                onset,
                incidents,
                ended.size(),
                changes.size());
    }

    private void closeCell() {
        shared = Optional.empty();
        int cell = history.beginCell();
        grid.close(incoming);
        fold.fold(incoming, means);
        BitSet deaf = hearing.in(cell, means, watcher);
        for (int i = 0; i < series.size(); i++) {
            if (Double.isNaN(means[i]) && deaf.get(i)) {
                watcher.unheard(i, cell);
            } else {
                if (watcher.firstSeen(i) < 0
                        && !Double.isNaN(means[i])
                        && FirstLines.counts(series.get(i))) {
                    FirstLines.learn(
                            watcher, series, i, cell, startMillis, stepMillis, parameters.clock());
                }
                watcher.step(i, cell, means[i]).ifPresent(this::ended);
            }
            history.set(i, means[i], watcher.expected(), watcher.trend(), watcher.sigma());
        }
        history.endCell();
        // Said at the end of this cell means said after it: the next one is the first to know.
        Instant said = cellEnd(cell).minusMillis(1);
        Labels labels = labels(said);
        OptionalInt before = onset.cell();
        onset.update(
                watcher,
                cell,
                i -> watcher.open(i).map(labels::mutes).orElse(false),
                this::isBacklog);
        boolean calm = onset.cell().isEmpty();
        watcher.hold(!calm);
        refits.take(cell, watcher);
        for (int i = 0; i < series.size(); i++) {
            int age = cell - watcher.firstSeen(i) + 1;
            if (watcher.firstSeen(i) < 0) {
                continue;
            }
            // The fit of a young series counts one cell after it was asked for.
            if (calm && age < schedule.twoSeasons() && schedule.due(i, age - 1)) {
                borrow(i, cell);
            }
            if (watcher.asked(i) == RefitReason.NONE && schedule.due(i, age)) {
                watcher.ask(i, RefitReason.DUE);
            }
            // What becomes due while an incident is going on waits for its end.
            if (calm && watcher.asked(i) != RefitReason.NONE && !refits.waits(i)) {
                askForFit(i, cell, age);
            }
        }
        incidents(cell, said, !onset.cell().equals(before));
    }

    /// Follows the incidents: looks every minute while something has just begun, later every five.
    /// What is believed is worked out beside the engine, which waits for it at the next look.
    private void incidents(int cell, Instant said, boolean turned) {
        if (onset.cell().isEmpty()) {
            IncidentTracker before = incidents.get();
            IncidentTracker calm = before.calm(cellEnd(cell));
            incidents = calm.equals(before) ? incidents : Ahead.of(calm);
            return;
        }
        long going = (cell - onset.cell().getAsInt()) * stepMillis;
        long every = going < BEGINNING_MILLIS ? OFTEN_MILLIS : SELDOM_MILLIS;
        if (turned || cell * stepMillis % every < stepMillis) {
            IncidentTracker before = incidents.get();
            Moment moment = moment(cellEnd(cell), said);
            incidents = Ahead.by(executor, () -> before.look(moment.assess(diagnostician)));
        }
    }

    private void ended(Anomaly anomaly) {
        ended.add(anomaly);
        past.ended(anomaly);
    }

    /// A young series that knows no more than its level takes over the season of its siblings.
    private void borrow(int index, int cell) {
        if (watcher.method(index) == Method.LEVEL && watcher.openSince(index) < 0) {
            if (siblings.isEmpty()) {
                siblings = Optional.of(new Siblings(graph.topology(), series));
            }
            siblings.get()
                    .lend(
                            index,
                            watcher,
                            startMillis + cell * stepMillis - stepMillis / 2,
                            parameters.clock())
                    .ifPresent(lent -> watcher.learn(index, lent));
        }
    }

    private void askForFit(int index, int cell, int age) {
        boolean fresh = watcher.asked(index) == RefitReason.DRIFT;
        watcher.ask(index, RefitReason.NONE);
        if (age < schedule.twoSeasons()
                && (watcher.method(index) == Method.REFERENCE || watcher.brought(index) > age)) {
            return;
        }
        int to = history.length();
        int from = to - schedule.window(age);
        List<Anomaly> own = new ArrayList<>(ended.of(index));
        watcher.open(index).ifPresent(own::add);
        Labels labels = labels();
        Cells now = cells();
        Supplier<double[]> window =
                () -> {
                    double[] observed = now.observed(index, from, to);
                    masks(own).apply(own, observed, from, labels);
                    return observed;
                };
        refits.ask(
                index,
                series.get(index),
                window,
                to - from,
                startMillis + from * stepMillis,
                stepMillis,
                watcher.baseline(index),
                fresh,
                cell + schedule.lag(age));
    }

    /// The history as it is, shared by all that look at it after the same cell.
    private Cells cells() {
        if (shared.isEmpty()) {
            shared = Optional.of(history.cells());
        }
        return shared.get();
    }

    private Deviations.Masks masks(List<Anomaly> anomalies) {
        return new Deviations.Masks(anomalies, startMillis, stepMillis, rule.acceptCells());
    }

    /// Whether this run never goes back and has no end.
    boolean live() {
        return start.live().isPresent();
    }

    /// All that is known now, frozen.
    Moment moment() {
        return moment(at(), at());
    }

    /// @param now what it speaks of
    /// @param said what persons said by then is known
    private Moment moment(Instant now, Instant said) {
        List<SeriesInfo> all = series();
        List<Anomaly> anomalies = anomalies();
        History view = history.view(methods(), learned(), reliabilities());
        int since = sinceCell();
        Labels labels = labels(said);
        return new Moment(
                revision,
                now,
                graph.topology(),
                List.copyOf(graph.log()),
                graph.corrections(),
                all,
                view,
                anomalies,
                onset(),
                Instant.ofEpochMilli(startMillis + since * stepMillis),
                new Deviations(
                        all,
                        view,
                        referenceResiduals,
                        masks(anomalies),
                        labels,
                        hearing.deafSince(since - Deviations.USUAL_CELLS),
                        since),
                List.copyOf(changes),
                labels,
                PinAct.held(said, pinActs),
                hearing.blind(startMillis, stepMillis),
                past(),
                incidents);
    }

    /// What is remembered of the moments before.
    private Past past() {
        int[] firstSeen = new int[watcher.size()];
        int[] brought = new int[watcher.size()];
        Arrays.setAll(firstSeen, watcher::firstSeen);
        Arrays.setAll(brought, watcher::brought);
        return new Past(
                past.view(),
                new Past.Run(
                        diagnostician,
                        start.gridStart(),
                        stepMillis,
                        cells(),
                        firstSeen,
                        brought,
                        schedule.twoSeasons(),
                        nowCells(),
                        rule.acceptCells(),
                        referenceResiduals,
                        graph.corrections(),
                        incidents),
                series(),
                told,
                pinActs);
    }

    /// Writes down what is known now.
    private void remember() {
        int since = sinceCell();
        past.keep(
                new PastLog.Tick(
                        revision,
                        at(),
                        history.length(),
                        graph.told(),
                        past.graphChanges(graph.log()),
                        series.size(),
                        past.open(open()),
                        onset.cell().orElse(-1),
                        past.endedSoFar(),
                        past.changesSoFar(),
                        hearing.deafSince(since - Deviations.USUAL_CELLS),
                        hearing.blind(startMillis, stepMillis),
                        counts()),
                watcher);
    }

    /// Ends what works for it in the background.
    void close() {
        history.close();
    }

    /// What came in up to now.
    Moment.Fresh fresh(List<Notice> said) {
        if (noticed != fold.incoming()) {
            ownNotices = new ArrayList<>(fold.notices());
            brought.ifPresent(b -> ownNotices.add(b.notice(series)));
            noticed = fold.incoming();
        }
        List<Notice> notices = new ArrayList<>(ownNotices);
        history.trouble().map(Notice::warning).ifPresent(notices::add);
        notices.addAll(said);
        return new Moment.Fresh(newest(), counts(), List.copyOf(notices));
    }

    private Snapshot.Newest newest() {
        long[] at = new long[series.size()];
        double[] values = new double[at.length];
        Arrays.fill(at, Long.MIN_VALUE);
        for (int i = 0; i < fold.incoming(); i++) {
            int place = fold.watchedBy(i);
            long millis = grid.newestMillis(i);
            if (place != SeriesFold.LEFT_OUT && millis > at[place]) {
                at[place] = millis;
                values[place] = grid.newestValue(i);
            }
        }
        return new Snapshot.Newest(at, values);
    }

    /// What persons said about anomalies, as far as it is known now.
    private Labels labels() {
        return labels(at());
    }

    private Labels labels(Instant now) {
        return Labels.at(now, told, places);
    }

    private Instant cellEnd(int cell) {
        return Instant.ofEpochMilli(startMillis + cell * stepMillis);
    }

    /// The first cell of what is going on, or of the last five minutes.
    private int sinceCell() {
        return onset.cell().orElse(Math.max(0, history.length() - nowCells()));
    }

    /// Cells that count as now while nothing is going on.
    private int nowCells() {
        return (int) Math.max(1, NOW_MILLIS / stepMillis);
    }

    /// The series that are watched now.
    private List<SeriesInfo> series() {
        if (table.size() != series.size()) {
            table = List.copyOf(series);
        }
        return table;
    }

    private Instant at() {
        return Instant.ofEpochMilli(atMillis);
    }

    private Snapshot.Counts counts() {
        return new Snapshot.Counts(grid.taken(), grid.late(), grid.duplicates(), grid.early());
    }

    /// When what is going on now began.
    Optional<Instant> onset() {
        return onset.cell().stream()
                .mapToObj(cell -> Instant.ofEpochMilli(startMillis + cell * stepMillis))
                .findFirst();
    }

    /// Whether a series says how much waits in a queue.
    private boolean isBacklog(int i) {
        if (series.get(i).signal() != Signal.SATURATION) {
            return false;
        }
        int of = graph.topology().indexOf(series.get(i).service());
        return of >= 0 && graph.topology().component(of).kind() == ComponentKind.QUEUE;
    }

    /// All anomalies that opened so far, by onset, then by series.
    private List<Anomaly> anomalies() {
        List<Anomaly> all = new ArrayList<>(ended.all());
        all.addAll(open());
        all.sort(BY_ONSET);
        return all;
    }

    /// The anomalies that are open now.
    List<Anomaly> open() {
        List<Anomaly> open = new ArrayList<>();
        for (int i = 0; i < series.size(); i++) {
            watcher.open(i).ifPresent(open::add);
        }
        return open;
    }

    private Method[] methods() {
        Method[] methods = new Method[series.size()];
        Arrays.setAll(methods, watcher::method);
        return methods;
    }

    /// What is normal now, for all series of which something is known.
    Baselines baselines(String source) {
        List<Baselines.Known> known = new ArrayList<>();
        for (int i = 0; i < series.size(); i++) {
            int index = i;
            int first = watcher.firstSeen(i);
            int cells = (first < 0 ? 0 : history.length() - first) + watcher.brought(i);
            watcher.baseline(i)
                    .map(baseline -> new Baselines.Known(series.get(index), baseline, cells))
                    .ifPresent(known::add);
        }
        return new Baselines(source, at(), stepMillis, parameters.clock().zone().getId(), known);
    }

    private Reliability[] reliabilities() {
        Reliability[] all = new Reliability[series.size()];
        Arrays.setAll(all, watcher::reliability);
        return all;
    }

    /// The share of the two seasons that each series needs to be known.
    private double[] learned() {
        double[] learned = new double[series.size()];
        for (int i = 0; i < learned.length; i++) {
            int first = watcher.firstSeen(i);
            int age = (first < 0 ? 0 : history.length() - first) + watcher.brought(i);
            learned[i] = learned(watcher.method(i), age, schedule.twoSeasons());
        }
        return learned;
    }

    static double learned(Method method, int age, int twoSeasons) {
        return method == Method.REFERENCE ? 1 : Math.min(1, (double) age / twoSeasons);
    }
}
