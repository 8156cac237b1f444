package dev.faultline.engine;

import dev.faultline.cause.Pins;
import dev.faultline.engine.history.GridHistory;
import dev.faultline.engine.intake.SeriesFold;
import dev.faultline.model.ChangeEvent;
import dev.faultline.model.Notice;
import dev.faultline.model.SampleBatch;
import dev.faultline.model.SeriesId;
import dev.faultline.model.SeriesInfo;
import dev.faultline.signal.Anomaly;
import dev.faultline.signal.AnomalyLabel;
import dev.faultline.signal.Baselines;
import dev.faultline.signal.Deviation;
import dev.faultline.signal.Labels;
import dev.faultline.signal.Method;
import dev.faultline.signal.RefitReason;
import dev.faultline.signal.RegularGrid;
import dev.faultline.signal.Reliability;
import dev.faultline.signal.SeriesWatcher;
import dev.faultline.signal.WatchRule;
import dev.faultline.source.RestorePoint;
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
import java.util.concurrent.Executor;

/// The running analysis of one system, from one start to the next: samples onto the grid, cells
/// through the watcher into the history, baselines learned when they are due, states kept for a
/// rewind. Everything depends on what came in and on the ticks, nothing on when it is asked.
///
/// Longer than 300 lines since it is where the order of all these steps is decided; each step is a
/// class of its own ([Refits], [BroughtBaselines], [Siblings], [IncidentOnset], [Deviations]).
final class Analysis {
    /// Cells open ahead of the last tick, for clocks that run fast.
    private static final int OPEN_CELLS = 4;

    /// What counts as now while nothing is going on.
    private static final long NOW_MILLIS = 5 * 60_000L;

    private final EngineCommand.Start start;
    private final EngineParameters parameters;
    private final SeriesFold fold;
    private final List<SeriesInfo> series;
    private final long startMillis;
    private final long stepMillis;
    private final WatchRule rule;
    private final RefitSchedule schedule;
    private final GridHistory history;
    private final ReferenceSamples reference;
    private final List<Optional<double[]>> referenceResiduals = new ArrayList<>();
    private final Checkpoints checkpoints = new Checkpoints();
    private final List<Anomaly> ended = new ArrayList<>();
    private final List<ChangeEvent> changes = new ArrayList<>();
    private final double[] incoming;
    private final double[] means;

    /// All that persons said about anomalies; what was said later than now is not known yet.
    private final List<AnomalyLabel> told = new ArrayList<>();

    /// All that persons did with pins; what was done later than now is not known yet.
    private final List<PinAct> pinActs = new ArrayList<>();

    /// Of the series in their table; empty until something was told.
    private final Map<SeriesId, Integer> places = new HashMap<>();

    private Optional<BroughtBaselines> brought = Optional.empty();
    private Topology topology;
    private Siblings siblings;
    private RegularGrid grid;
    private SeriesWatcher watcher;
    private Refits refits;
    private IncidentOnset onset;
    private long revision;
    private long atMillis;

    /// @param executor what computes fits; may be the caller's thread
    Analysis(EngineCommand.Start start, EngineParameters parameters, Executor executor) {
        this.start = start;
        this.parameters = parameters;
        fold = new SeriesFold(parameters.seriesPerService());
        start.series().forEach(fold::admit);
        series = fold.watched();
        startMillis = start.gridStart().toEpochMilli();
        stepMillis = start.step().toMillis();
        schedule = new RefitSchedule(stepMillis);
        topology = start.topology();
        siblings = new Siblings(topology, series);
        history = new GridHistory(start.gridStart(), stepMillis, series.size());
        reference = new ReferenceSamples(fold);
        incoming = new double[fold.incoming()];
        means = new double[series.size()];
        grid = new RegularGrid(fold.incoming(), startMillis, stepMillis, OPEN_CELLS);
        rule = WatchRule.of(start.step(), parameters.sensitivity());
        watcher = new SeriesWatcher(series, startMillis, stepMillis, rule, parameters.clock());
        refits = new Refits(executor, parameters.clock());
        onset = new IncidentOnset(series, stepMillis);
        atMillis = startMillis - stepMillis;
    }

    /// Takes further series.
    void series(List<SeriesInfo> added) {
        if (!added.isEmpty()) {
            throw new UnsupportedOperationException("series that come later: " + added.size());
        }
    }

    /// Takes what is not heard of, and why.
    void unheard(BitSet incoming, String why) {
        if (!incoming.isEmpty()) {
            throw new UnsupportedOperationException(incoming.cardinality() + " unheard: " + why);
        }
    }

    void reference(SampleBatch batch) {
        if (!checkpoints.none()) {
            throw new IllegalStateException("a reference comes before all samples");
        }
        reference.add(batch);
    }

    /// Takes what was normal elsewhere.
    ///
    /// @return what was found again
    Notice known(Baselines baselines) {
        if (!checkpoints.none()) {
            throw new IllegalStateException("baselines come before all samples");
        }
        BroughtBaselines found =
                new BroughtBaselines(baselines, series, stepMillis, parameters.clock());
        brought = Optional.of(found);
        return found.notice();
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
    }

    /// From now on this depends on that.
    void topology(Topology newest) {
        topology = newest;
        siblings = new Siblings(newest, series);
    }

    void label(AnomalyLabel label) {
        if (told.isEmpty()) {
            for (int i = 0; i < series.size(); i++) {
                places.put(series.get(i).id(), i);
            }
        }
        told.add(label.notBefore(at()));
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
        if (due) {
            checkpoints.keep(history.length(), state().copy());
        }
    }

    void rewind(Instant at) {
        long cells = RestorePoint.closedCells(start.gridStart(), start.step(), at);
        AnalysisState kept = checkpoints.rewind(cells).copy();
        grid = kept.grid();
        watcher = kept.watcher();
        refits = kept.refits();
        onset = kept.onset();
        if (kept.topology() != topology) {
            topology = kept.topology();
            siblings = new Siblings(topology, series);
        }
        revision = kept.revision();
        atMillis = kept.atMillis();
        ended.subList(kept.closedAnomalies(), ended.size()).clear();
        changes.subList(kept.changes(), changes.size()).clear();
        history.rewind(grid.closed());
    }

    /// Before the first real sample the baselines are made of the reference.
    private void begin() {
        if (!checkpoints.none()) {
            return;
        }
        referenceResiduals.clear();
        List<Optional<ReferenceSamples.Fitted>> fitted =
                reference.fit(series, stepMillis, parameters.clock());
        for (int i = 0; i < fitted.size(); i++) {
            int index = i;
            fitted.get(i).ifPresent(f -> watcher.learn(index, f.baseline()));
            referenceResiduals.add(fitted.get(i).map(ReferenceSamples.Fitted::residuals));
        }
        brought.ifPresent(known -> known.to(watcher, series));
        checkpoints.keep(0, state().copy());
    }

    private AnalysisState state() {
        return new AnalysisState(
                revision,
                atMillis,
                topology,
                grid,
                watcher,
                refits,
                onset,
                ended.size(),
                changes.size());
    }

    private void closeCell() {
        int cell = history.beginCell();
        grid.close(incoming);
        fold.fold(incoming, means);
        for (int i = 0; i < means.length; i++) {
            watcher.step(i, cell, means[i]).ifPresent(ended::add);
            history.set(i, means[i], watcher.expected(), watcher.trend(), watcher.sigma());
        }
        history.endCell();
        // Said at the end of this cell means said after it: the next one is the first to know.
        Labels labels = labels(cellEnd(cell).minusMillis(1));
        onset.update(watcher, cell, i -> watcher.open(i).map(labels::mutes).orElse(false));
        boolean calm = onset.cell().isEmpty();
        watcher.hold(!calm);
        refits.take(cell, watcher);
        for (int i = 0; i < means.length; i++) {
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
    }

    /// A young series that knows no more than its level takes over the season of its siblings.
    private void borrow(int index, int cell) {
        if (watcher.method(index) == Method.LEVEL && watcher.openSince(index) < 0) {
            siblings.lend(
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
        double[] window = history.window(index, from, to);
        forgetAnomalies(index, window, from);
        refits.ask(
                index,
                series.get(index),
                window,
                startMillis + from * stepMillis,
                stepMillis,
                watcher.baseline(index),
                fresh,
                cell + schedule.lag(age));
    }

    /// An outage must not teach: its cells count as missing. What lasted so long that it became the
    /// normal does teach.
    private void forgetAnomalies(int index, double[] window, int from) {
        Labels labels = labels();
        for (Anomaly anomaly : ended) {
            if (labels.falseAlarm(anomaly)) {
                continue;
            }
            int begin = cellOf(anomaly.onset());
            int end = cellOf(anomaly.ended().orElseThrow());
            if (anomaly.series() == index && end - begin < rule.acceptCells()) {
                forget(window, begin - from, end - from);
            }
        }
        if (watcher.openSince(index) >= 0) {
            forget(window, watcher.openSince(index) - from, window.length);
        }
    }

    private static void forget(double[] window, int from, int to) {
        if (to > 0 && from < window.length) {
            Arrays.fill(window, Math.max(0, from), Math.min(to, window.length), Double.NaN);
        }
    }

    /// How far each series is from normal since the onset, or in the last minutes where nothing is
    /// going on.
    List<Deviation> deviations() {
        Deviations meter = new Deviations(series, history, watcher, referenceResiduals);
        List<Deviation> all = meter.since(sinceCell(), this::forgetAnomalies);
        Labels labels = labels();
        return labels.none() ? all : all.stream().filter(d -> counts(d, labels)).toList();
    }

    /// What a person expects, or has called a false alarm, is no evidence.
    private boolean counts(Deviation deviation, Labels labels) {
        int index = deviation.seriesIndex();
        return !labels.expected(index) && !watcher.open(index).map(labels::mutes).orElse(false);
    }

    /// What persons said about anomalies, as far as it is known now.
    Labels labels() {
        return labels(at());
    }

    /// What persons said about components, as far as it is known now.
    Pins pins() {
        return PinAct.held(at(), pinActs);
    }

    private Labels labels(Instant now) {
        return Labels.at(now, told, places);
    }

    private Instant cellEnd(int cell) {
        return Instant.ofEpochMilli(startMillis + cell * stepMillis);
    }

    /// The first cell of what is going on, or of the last five minutes.
    private int sinceCell() {
        int minutes = (int) Math.max(1, NOW_MILLIS / stepMillis);
        return onset.cell().orElse(Math.max(0, history.length() - minutes));
    }

    /// Since when deviations are measured.
    Instant since() {
        return Instant.ofEpochMilli(startMillis + sinceCell() * stepMillis);
    }

    private int cellOf(Instant at) {
        return (int) ((at.toEpochMilli() - startMillis) / stepMillis);
    }

    /// The series that are watched.
    List<SeriesInfo> series() {
        return series;
    }

    /// What a person should know about which series are watched.
    List<Notice> notices() {
        return fold.notices();
    }

    /// What depends on what, as it is known now.
    Topology topology() {
        return topology;
    }

    long revision() {
        return revision;
    }

    Instant at() {
        return Instant.ofEpochMilli(atMillis);
    }

    GridHistory history() {
        return history;
    }

    List<ChangeEvent> changes() {
        return changes;
    }

    Snapshot.Counts counts() {
        return new Snapshot.Counts(grid.taken(), grid.late(), grid.duplicates(), grid.early());
    }

    Optional<Instant> onset() {
        return onset.cell().stream()
                .mapToObj(cell -> Instant.ofEpochMilli(startMillis + cell * stepMillis))
                .findFirst();
    }

    /// All anomalies that opened so far, by onset, then by series.
    List<Anomaly> anomalies() {
        List<Anomaly> all = new ArrayList<>(ended);
        all.addAll(open());
        all.sort(Comparator.comparing(Anomaly::onset).thenComparingInt(Anomaly::series));
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

    Method[] methods() {
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

    Reliability[] reliabilities() {
        Reliability[] all = new Reliability[series.size()];
        Arrays.setAll(all, watcher::reliability);
        return all;
    }

    /// The share of the two seasons that each series needs to be known.
    double[] learned() {
        double[] learned = new double[series.size()];
        for (int i = 0; i < learned.length; i++) {
            Method method = watcher.method(i);
            int first = watcher.firstSeen(i);
            int age = (first < 0 ? 0 : history.length() - first) + watcher.brought(i);
            learned[i] =
                    method == Method.REFERENCE
                            ? 1
                            : Math.min(1, (double) age / schedule.twoSeasons());
        }
        return learned;
    }
}
