package dev.faultline.evaluation;

import dev.faultline.cause.RankedCause;
import dev.faultline.cause.Recalibration;
import dev.faultline.cause.evidence.CauseParameters;
import dev.faultline.engine.CommandSink;
import dev.faultline.engine.Engine;
import dev.faultline.engine.EngineCommand;
import dev.faultline.engine.EngineParameters;
import dev.faultline.engine.Snapshot;
import dev.faultline.engine.history.Keeping;
import dev.faultline.model.SeriesInfo;
import dev.faultline.model.ServiceId;
import dev.faultline.signal.Deviation;
import dev.faultline.signal.DeviationMeter;
import dev.faultline.signal.RobustScale;
import dev.faultline.signal.Scale;
import dev.faultline.source.RecordReceiver;
import dev.faultline.source.WatchedTime;
import dev.faultline.source.live.LiveSource;
import dev.faultline.source.meaning.Intake;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// How soon and how well the program finds the faults of a system that runs: bytes in, as from
/// Kafka, through decoders, meaning, the graph that is seen and the logs to the engine, which finds
/// the onset itself.
///
/// The rules, fixed beforehand: after its normal history the system is broken again and again. A
/// fault is *detected* when an incident opens after its onset, within [#LONGEST] and before its
/// end. It is ranked at the tick at which that happens, and again [#LATER] after. One that is not
/// detected counts as not found, in all columns. Between two faults pass at least [#REST] after the
/// end, and no incident is open when the next one begins, for which at most [#PATIENCE] are waited;
/// where one is still open then, the fault can't be detected.
public final class LiveEvaluation {
    /// A fault is to be noticed within this time.
    public static final Duration LONGEST = Duration.ofMinutes(40);

    /// The second ranking is asked for so long after the incident opened.
    public static final Duration LATER = Duration.ofMinutes(10);

    private static final Duration REST = Duration.ofMinutes(90);
    private static final Duration PATIENCE = Duration.ofHours(5);

    /// Cells before an onset, as the engine measures distances.
    private static final int USUAL_CELLS = 60;

    private static final int NORMAL_CELLS = 720;

    /// One fault.
    ///
    /// @param minutes until the incident opened; `NaN` where none did
    /// @param atOnce place of the first true root in each ranking when the incident opened, from 1;
    ///   0 for not at all
    /// @param later the same a little later
    /// @param named who was first then, for a person
    public record Line(
            Truth truth,
            double minutes,
            Map<String, Integer> atOnce,
            Map<String, Integer> later,
            List<ServiceId> named) {
        public boolean detected() {
            return !Double.isNaN(minutes);
        }
    }

    private final Rehearsed system;
    private final Engine engine;
    private final LiveSource source;
    private final Set<RecordReceiver.Part> parts = new HashSet<>();
    private final List<Line> lines = new ArrayList<>();
    private final List<Instant> falseIncidents = new ArrayList<>();
    private long quietSteps;
    private @Nullable Case open;
    private boolean incident;

    /// Up to when the engine has been told. Cells are closed when later ones come, as from a topic
    /// whose end is not reached: that is later than when they are over, and costs no minute here.
    private Instant ticked = Instant.MIN;

    /// A fault that is being looked for.
    private static final class Case {
        private final Truth truth;
        private boolean free;
        private @Nullable Instant opened;
        private Map<String, Integer> atOnce = Map.of();
        private Map<String, Integer> later = Map.of();
        private List<ServiceId> named = List.of();
        private boolean ranked;

        Case(Truth truth) {
            this.truth = truth;
        }
    }

    private LiveEvaluation(
            Rehearsed system, EngineParameters parameters, Function<Duration, Intake> intake) {
        this.system = system;
        engine = new Engine(parameters);
        CommandSink sink = this::take;
        source =
                new LiveSource(
                        system.now(),
                        system.step(),
                        system.catalogue(),
                        Map.of(),
                        WatchedTime.REAL,
                        intake.apply(system.step()),
                        (start, step) ->
                                sink.send(
                                        EngineCommand.Start.live(
                                                start, step, Keeping.of(Duration.ofDays(15)))),
                        sink);
    }

    /// Runs the system through its history and all its faults.
    ///
    /// @param history how long nothing is wrong at first
    /// @param intake of records, as it is made for a live system
    /// @param each told of each fault when it is over
    public static LiveEvaluation of(
            Rehearsed system,
            EngineParameters parameters,
            Function<Duration, Intake> intake,
            Duration history,
            Consumer<Line> each) {
        LiveEvaluation run = new LiveEvaluation(system, parameters, intake);
        try {
            run.run(history, each);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            run.engine.close();
        }
        return run;
    }

    private void run(Duration history, Consumer<Line> each) throws InterruptedException {
        Instant rested = system.now().plus(history);
        while (ticked.isBefore(rested)) {
            step();
        }
        quietSteps = 0;
        falseIncidents.clear();
        while (true) {
            Instant latest = rested.plus(PATIENCE);
            while (ticked.isBefore(rested)
                    || !system.open()
                    || (incident && ticked.isBefore(latest))) {
                step();
            }
            Optional<Truth> truth = system.fail();
            if (truth.isEmpty()) {
                return;
            }
            Case next = new Case(truth.get());
            open = next;
            while (ticked.isBefore(next.truth.end())) {
                step();
            }
            open = null;
            rested = next.truth.end().plus(REST);
            Line line = line(next);
            lines.add(line);
            each.accept(line);
        }
    }

    private static Line line(Case done) {
        double minutes =
                done.opened == null
                        ? Double.NaN
                        : Duration.between(done.truth.onset(), done.opened).toSeconds() / 60.0;
        return new Line(
                done.truth,
                minutes,
                done.atOnce,
                done.later.isEmpty() ? done.atOnce : done.later,
                done.named);
    }

    private void step() throws InterruptedException {
        for (Rehearsed.Written record : system.run()) {
            parts.add(new RecordReceiver.Part(record.topic(), 0));
            source.record(record.topic(), 0, 0, record.timestampMillis(), record.value());
        }
        source.polled(system.now(), Set.of(), Set.copyOf(parts));
    }

    /// Everything for the engine passes here; after each tick it is looked at.
    private void take(EngineCommand command) {
        engine.apply(command);
        if (command instanceof EngineCommand.Tick(var at)) {
            ticked(at);
        }
    }

    private void ticked(Instant at) {
        boolean before = incident;
        incident = engine.onset().isPresent();
        ticked = at;
        Case now = open;
        if (now == null || !at.isAfter(now.truth.onset())) {
            quietSteps++;
            if (incident && !before) {
                falseIncidents.add(at);
            }
            if (now != null) {
                now.free = !incident;
            }
            return;
        }
        boolean within = !at.isAfter(now.truth.onset().plus(LONGEST));
        if (now.opened == null) {
            if (now.free && within && incident) {
                now.opened = at;
                now.atOnce = places(now.truth);
            }
        } else if (!now.ranked && !at.isBefore(now.opened.plus(LATER))) {
            now.ranked = true;
            now.later = places(now.truth);
        }
        if (now.opened != null && (now.ranked || now.named.isEmpty())) {
            now.named =
                    engine.snapshot().diagnosis().ranking().causes().stream()
                            .limit(3)
                            .map(RankedCause::service)
                            .toList();
        }
    }

    /// The place of the first true root by each ranking; ours is what the window shows.
    private Map<String, Integer> places(Truth truth) {
        Snapshot snapshot = engine.snapshot();
        Map<Ranker, List<ServiceId>> rankings = new EnumMap<>(Ranker.class);
        rankings.put(
                Ranker.FAULTLINE,
                snapshot.diagnosis().ranking().causes().stream()
                        .map(RankedCause::service)
                        .toList());
        Instant onset = snapshot.onset().orElse(snapshot.at());
        Ranker.Question asked =
                new Ranker.Question(
                        snapshot.topology(),
                        deviations(snapshot, onset),
                        snapshot.changes(),
                        onset,
                        CauseParameters.DEFAULT,
                        Recalibration.none());
        for (Ranker simple : Ranker.values()) {
            if (simple != Ranker.FAULTLINE) {
                rankings.put(simple, simple.rank(asked).ranking());
            }
        }
        Map<String, Integer> places = new LinkedHashMap<>();
        rankings.forEach((ranker, ranking) -> places.put(ranker.label(), place(ranking, truth)));
        return places;
    }

    private static int place(List<ServiceId> ranking, Truth truth) {
        for (int i = 0; i < ranking.size(); i++) {
            if (truth.roots().contains(ranking.get(i))) {
                return i + 1;
            }
        }
        return 0;
    }

    /// What the simple rankings are told: how far each series is from what was expected of it.
    private static List<Deviation> deviations(Snapshot snapshot, Instant onset) {
        int length = snapshot.history().length();
        int since = length;
        while (since > 0 && snapshot.history().timeOf(since - 1).isAfter(onset)) {
            since--;
        }
        List<Deviation> all = new ArrayList<>();
        for (int s = 0; s < snapshot.series().size(); s++) {
            SeriesInfo series = snapshot.series().get(s);
            int from = Math.max(0, since - USUAL_CELLS);
            double[] expected = snapshot.history().expected(s, from, length);
            int normalFrom = Math.max(0, since - NORMAL_CELLS);
            double[] normal = snapshot.history().observed(s, normalFrom, since);
            double[] usual = snapshot.history().expected(s, normalFrom, since);
            for (int i = 0; i < normal.length; i++) {
                normal[i] = DeviationMeter.residual(series.signal(), normal[i], usual[i]);
            }
            all.add(
                    DeviationMeter.measure(
                            series,
                            s,
                            snapshot.history().observed(s, from, length),
                            expected,
                            since - from,
                            normal,
                            Scale.floor(series, RobustScale.median(expected)),
                            snapshot.history().method(s)));
        }
        return all;
    }

    public List<Line> lines() {
        return List.copyOf(lines);
    }

    /// The kinds of faults that were, in the order of their names.
    public Set<String> kinds() {
        Set<String> kinds = new TreeSet<>();
        lines.forEach(line -> kinds.add(line.truth().kind()));
        return kinds;
    }

    /// Incidents that opened while nothing was wrong (or not any more), by when.
    public List<Instant> falseIncidents() {
        return List.copyOf(falseIncidents);
    }

    /// Days between the faults.
    public double quietDays() {
        return quietSteps * system.step().toSeconds() / 86_400.0;
    }

    /// Share of some faults of which a root came among the first places; what was not detected did
    /// not.
    public static double top(
            List<Line> lines,
            String ranker,
            int places,
            Function<Line, Map<String, Integer>> when) {
        long hits =
                lines.stream()
                        .mapToInt(line -> when.apply(line).getOrDefault(ranker, 0))
                        .filter(place -> place > 0 && place <= places)
                        .count();
        return hits / (double) lines.size();
    }

    /// The rankings that are compared, ours first.
    public static List<String> rankings() {
        return Arrays.stream(Ranker.values()).map(Ranker::label).toList();
    }
}
