package dev.faultline.engine;

import dev.faultline.cause.Diagnosis;
import dev.faultline.cause.Diagnostician;
import dev.faultline.engine.history.BeliefHistory;
import dev.faultline.engine.history.Cells;
import dev.faultline.engine.history.History;
import dev.faultline.engine.history.Strand;
import dev.faultline.incident.IncidentTracker;
import dev.faultline.model.ChangeEvent;
import dev.faultline.model.Notice;
import dev.faultline.model.SeriesId;
import dev.faultline.model.SeriesInfo;
import dev.faultline.signal.Anomaly;
import dev.faultline.signal.AnomalyLabel;
import dev.faultline.signal.Labels;
import dev.faultline.signal.Method;
import dev.faultline.topology.Corrections;
import dev.faultline.topology.Topology;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// What a moment remembers of those before it: enough to tell again what was known then. Told
/// again, a moment is what it was, to the last bit, but for its newest samples, which are those of
/// its closed cells. Of a running system, numbers that lie in files were rounded, and of times long
/// past some ticks are gone: then the one before is told. Corrections of the graph hold for all
/// times, as after a rewind.
///
/// Immutable, for any thread. Telling a moment takes as long as a diagnosis: not on the FX thread.
public final class Past {
    /// The newest value of a series is looked for in so many cells.
    private static final int NEWEST_CELLS = 128;

    private final PastLog.View log;
    private final Run run;
    private final List<SeriesInfo> series;
    private final List<AnomalyLabel> told;
    private final List<PinAct> pinActs;

    /// The run that it is the past of.
    ///
    /// @param cells the history
    /// @param firstSeen the first cell in which each series had a value; -1 for none
    /// @param brought cells of history that each series brought along
    /// @param twoSeasons cells that a series needs to be known
    /// @param sinceNow cells that count as now while nothing is going on
    /// @param acceptCells how long an anomaly lasts that became the normal
    /// @param reference distances of the first series from their references
    /// @param corrections what persons say of the graph
    /// @param incidents so far
    @SuppressWarnings("ArrayRecordComponent") // written once
    record Run(
            Diagnostician diagnostician,
            Instant start,
            long stepMillis,
            Cells cells,
            int[] firstSeen,
            int[] brought,
            int twoSeasons,
            int sinceNow,
            int acceptCells,
            List<Optional<double[]>> reference,
            Corrections corrections,
            Ahead<IncidentTracker> incidents) {}

    Past(
            PastLog.View log,
            Run run,
            List<SeriesInfo> series,
            List<AnomalyLabel> told,
            List<PinAct> pinActs) {
        this.log = log;
        this.run = run;
        this.series = series;
        this.told = List.copyOf(told);
        this.pinActs = List.copyOf(pinActs);
    }

    /// The first moment that is remembered; empty while there is none.
    public Optional<Instant> from() {
        Strand.View<PastLog.Tick> ticks = log.ticks();
        return ticks.from() == ticks.to()
                ? Optional.empty()
                : Optional.of(ticks.get(ticks.from()).at());
    }

    /// What is believed up to now, as far as it was worked out.
    BeliefHistory beliefs(int cells) {
        return log.beliefs().view(cells);
    }

    /// Writes down what is believed after so many cells.
    void believe(int cells, Diagnosis diagnosis) {
        log.beliefs().add(cells, diagnosis.ranking(), log.era());
    }

    /// What was known at a moment: at the newest tick then that is remembered; empty before the
    /// first.
    ///
    /// @param notices what is said about the input
    Optional<Snapshot> at(Instant at, List<Notice> notices) {
        return before(log.ticks().first(tick -> tick.at().isAfter(at)))
                .map(tick -> snapshot(tick, notices));
    }

    /// Works out what was believed when so many cells had closed; of a tick that is forgotten, what
    /// was believed at the one before.
    void recollect(int cells) {
        before(log.ticks().first(each -> each.cells() > cells))
                .ifPresent(tick -> {
                    Diagnosis then = moment(tick).diagnose(run.diagnostician());
                    believe(cells, then);
                });
    }

    /// The first tick that is remembered, by how many cells had closed.
    OptionalInt first() {
        Strand.View<PastLog.Tick> ticks = log.ticks();
        return ticks.from() == ticks.to()
                ? OptionalInt.empty()
                : OptionalInt.of(ticks.get(ticks.from()).cells());
    }

    private Optional<PastLog.Tick> before(int place) {
        return place <= log.ticks().from()
                ? Optional.empty()
                : Optional.of(log.ticks().get(place - 1));
    }

    private Snapshot snapshot(PastLog.Tick tick, List<Notice> notices) {
        Moment moment = moment(tick);
        Diagnosis diagnosis = moment.diagnose(run.diagnostician());
        return moment.with(
                diagnosis, new Moment.Fresh(newest(moment.history()), tick.counts(), notices));
    }

    private Moment moment(PastLog.Tick tick) {
        int cells = tick.cells();
        List<SeriesInfo> known = series.subList(0, tick.series());
        History history = history(tick);
        List<Anomaly> anomalies = new ArrayList<>();
        Strand.View<Anomaly> ended = log.ended().until(tick.ended());
        for (int i = ended.from(); i < ended.to(); i++) {
            anomalies.add(ended.get(i));
        }
        anomalies.addAll(tick.open());
        anomalies.sort(Analysis.BY_ONSET);
        List<ChangeEvent> changes = new ArrayList<>();
        Strand.View<ChangeEvent> happened = log.changes().until(tick.changes());
        for (int i = happened.from(); i < happened.to(); i++) {
            changes.add(happened.get(i));
        }
        Labels labels = Labels.at(tick.at(), told, places());
        int since = tick.onset() >= 0 ? tick.onset() : Math.max(0, cells - run.sinceNow());
        Deviations.Masks masks =
                new Deviations.Masks(
                        anomalies, run.start().toEpochMilli(), run.stepMillis(), run.acceptCells());
        Topology topology = run.corrections().of(tick.told());
        return new Moment(
                tick.revision(),
                tick.at(),
                topology,
                tick.graphChanges(),
                run.corrections(),
                known,
                history,
                List.copyOf(anomalies),
                tick.onset() < 0 ? Optional.empty() : Optional.of(timeOf(tick.onset())),
                timeOf(since),
                new Deviations(known, history, run.reference(), masks, labels, tick.deaf(), since),
                List.copyOf(changes),
                labels,
                PinAct.held(tick.at(), pinActs),
                tick.blind(),
                new Past(until(tick), run, series, told, pinActs),
                run.incidents());
    }

    /// What was remembered at a tick, with the tick.
    private PastLog.View until(PastLog.Tick tick) {
        return new PastLog.View(
                log.ticks().until(log.ticks().first(each -> each.cells() > tick.cells())),
                log.ended(),
                log.changes(),
                log.standing(),
                log.beliefs(),
                log.era());
    }

    private History history(PastLog.Tick tick) {
        Standing.State then = log.standing().after(tick.cells(), tick.series());
        double[] learned = new double[tick.series()];
        Arrays.setAll(learned, i -> learned(i, then.methods()[i], tick.cells()));
        return run.cells()
                .until(tick.cells())
                .view(run.start(), run.stepMillis(), then.methods(), learned, then.reliabilities());
    }

    private double learned(int series, Method method, int cells) {
        int first = run.firstSeen()[series];
        int seen = first < 0 || first >= cells ? 0 : cells - first;
        return Analysis.learned(method, seen + run.brought()[series], run.twoSeasons());
    }

    private Map<SeriesId, Integer> places() {
        Map<SeriesId, Integer> places = new HashMap<>();
        if (!told.isEmpty()) {
            for (int i = 0; i < series.size(); i++) {
                places.put(series.get(i).id(), i);
            }
        }
        return places;
    }

    private static Snapshot.Newest newest(History history) {
        long[] at = new long[history.seriesCount()];
        double[] values = new double[at.length];
        Arrays.fill(at, Long.MIN_VALUE);
        int from = Math.max(0, history.length() - NEWEST_CELLS);
        for (int i = 0; i < at.length; i++) {
            double[] observed = history.observed(i, from, history.length());
            for (int k = observed.length - 1; k >= 0 && at[i] == Long.MIN_VALUE; k--) {
                if (!Double.isNaN(observed[k])) {
                    at[i] = history.timeOf(from + k).toEpochMilli();
                    values[i] = observed[k];
                }
            }
        }
        return new Snapshot.Newest(at, values);
    }

    private Instant timeOf(int cell) {
        return run.start().plusMillis(cell * run.stepMillis());
    }
}
