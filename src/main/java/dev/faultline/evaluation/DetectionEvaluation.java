package dev.faultline.evaluation;

import dev.faultline.capture.Recording;
import dev.faultline.model.ServiceId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// How soon the detector saw the labelled faults of a data set, and how often it saw something
/// while nothing was wrong. The engine is run over each recording as it came, a tick a row: an
/// event counts from the tick at which it is first reported, not from the onset that it then names.
///
/// A fault is *detected* when an event on a series of one of its roots is open within [onset,
/// min(end, onset + half an hour)], at delay 0 if it was reported before (a disk that filled up);
/// where nobody wrote down the end, within eight minutes. *By chance* is the share of the quiet
/// minutes at which a fault of the same roots would have counted as detected. *Quiet* is what lies
/// neither within a fault nor within half an hour after its end.
public final class DetectionEvaluation {
    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final Duration WITHOUT_END = Duration.ofMinutes(8);
    private static final Duration AFTER = Duration.ofMinutes(30);

    /// One fault.
    ///
    /// @param measured whether any root has series of its own
    /// @param delay from the onset to the first event on a root; `NaN` where there was none
    /// @param incidentDelay from the onset to when an incident was open; `NaN` where none was
    /// @param chance share of quiet minutes that would have counted as detected; `NaN` where there
    ///   are none
    public record Line(
            String recording,
            String kind,
            List<ServiceId> roots,
            boolean measured,
            double delay,
            double incidentDelay,
            double chance) {
        public Line {
            roots = List.copyOf(roots);
        }
    }

    private final List<Line> lines = new ArrayList<>();
    private double quietDays;
    private double quietSeriesDays;
    private double quietComponentWeeks;
    private int falseEvents;
    private int falseIncidents;

    private DetectionEvaluation() {}

    /// Runs the detector over all recordings below `root`.
    ///
    /// @throws IOException where a file cannot be read
    public static DetectionEvaluation of(DataSet dataSet, Path root) throws IOException {
        DetectionEvaluation evaluation = new DetectionEvaluation();
        dataSet.recordings(root, evaluation::add);
        return evaluation;
    }

    private void add(LabelledRecording given) {
        Detections seen = Detections.of(given);
        Predicate<Instant> quiet = at -> quiet(given, at);
        for (Truth truth : given.truths()) {
            if (truth.fault()) {
                lines.add(line(given, truth, seen, quiet));
            }
        }
        Recording recording = given.recording();
        double step = given.step().toMillis() / 86_400_000.0;
        long rows =
                Arrays.stream(recording.atMillis())
                        .filter(at -> quiet.test(Instant.ofEpochMilli(at)))
                        .count();
        quietDays += rows * step;
        quietSeriesDays += rows * step * recording.series().size();
        quietComponentWeeks += rows * step / 7 * recording.topology().size();
        falseEvents += (int) seen.events().stream().filter(e -> quiet.test(e.reported())).count();
        falseIncidents += (int) seen.incidents().stream().filter(quiet).count();
    }

    private static boolean quiet(LabelledRecording given, Instant at) {
        return given.truths().stream()
                .filter(Truth::fault)
                .noneMatch(t -> !at.isBefore(t.onset()) && !at.isAfter(t.end().plus(AFTER)));
    }

    private static Line line(
            LabelledRecording given, Truth truth, Detections seen, Predicate<Instant> quiet) {
        Duration window = window(truth);
        Set<ServiceId> roots = new HashSet<>(truth.roots());
        List<Detections.Event> onRoots =
                seen.events().stream().filter(e -> roots.contains(e.service())).toList();
        boolean measured =
                given.recording().series().stream().anyMatch(s -> roots.contains(s.service()));
        int quietMinutes = 0;
        int hits = 0;
        for (long millis : given.recording().atMillis()) {
            Instant at = Instant.ofEpochMilli(millis);
            if (quiet.test(at) && quiet.test(at.plus(window))) {
                quietMinutes++;
                hits += Double.isNaN(delayOf(onRoots, at, window)) ? 0 : 1;
            }
        }
        return new Line(
                given.name(),
                truth.kind(),
                truth.roots(),
                measured,
                delayOf(onRoots, truth.onset(), window),
                delay(seen.incidents(), truth.onset(), window),
                quietMinutes == 0 ? Double.NaN : hits / (double) quietMinutes);
    }

    /// How long after its onset a fault may be noticed.
    static Duration window(Truth truth) {
        Duration lasted = Duration.between(truth.onset(), truth.end());
        if (lasted.isZero()) {
            return WITHOUT_END;
        }
        return lasted.compareTo(LONGEST) < 0 ? lasted : LONGEST;
    }

    /// Minutes from `onset` until an event is open within the window, 0 where one is open already;
    /// `NaN` if there is none.
    private static double delayOf(List<Detections.Event> events, Instant onset, Duration window) {
        return events.stream()
                .filter(e -> e.over().isAfter(onset))
                .filter(e -> !e.reported().isAfter(onset.plus(window)))
                .mapToDouble(e -> Math.max(0, minutes(onset, e.reported())))
                .min()
                .orElse(Double.NaN);
    }

    private static double minutes(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 60_000.0;
    }

    /// Minutes from `onset` to the first of some moments within the window; `NaN` if there is none.
    private static double delay(List<Instant> moments, Instant onset, Duration window) {
        return moments.stream()
                .filter(at -> at.isAfter(onset) && !at.isAfter(onset.plus(window)))
                .mapToDouble(at -> minutes(onset, at))
                .min()
                .orElse(Double.NaN);
    }

    public List<Line> lines() {
        return List.copyOf(lines);
    }

    /// Share of the faults with telemetry on a root that were detected.
    public double detected() {
        return measured().filter(l -> !Double.isNaN(l.delay)).count() / (double) measuredFaults();
    }

    /// Faults with telemetry on a root.
    public long measuredFaults() {
        return measured().count();
    }

    /// The mean share of quiet minutes that would have counted as detected.
    public double chance() {
        return measured()
                .mapToDouble(Line::chance)
                .filter(c -> !Double.isNaN(c))
                .average()
                .orElse(Double.NaN);
    }

    /// A quantile of the delay of the detected faults, minutes.
    public double delay(double share) {
        return quantile(measured().mapToDouble(Line::delay).toArray(), share);
    }

    /// Share of all faults during which an incident opened.
    public double incidents() {
        return lines.stream().filter(l -> !Double.isNaN(l.incidentDelay)).count()
                / (double) lines.size();
    }

    /// A quantile of the time until the incident opened, minutes.
    public double incidentDelay(double share) {
        return quantile(lines.stream().mapToDouble(Line::incidentDelay).toArray(), share);
    }

    /// Events on quiet spans, a series and day.
    public double falseEventsPerSeriesDay() {
        return falseEvents / quietSeriesDays;
    }

    /// Incidents that opened on quiet spans, a week of 200 components.
    public double falseIncidentsPerWeek() {
        return falseIncidents / quietComponentWeeks * 200;
    }

    public int falseIncidents() {
        return falseIncidents;
    }

    /// Quiet time, over all recordings.
    public double quietDays() {
        return quietDays;
    }

    private java.util.stream.Stream<Line> measured() {
        return lines.stream().filter(Line::measured);
    }

    private static double quantile(double[] values, double share) {
        double[] sorted = Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
        return sorted.length == 0
                ? Double.NaN
                : sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
    }
}
