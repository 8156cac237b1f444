package dev.faultline.engine;

import dev.faultline.model.SeriesInfo;
import dev.faultline.model.Signal;
import dev.faultline.signal.SeriesWatcher;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// When what is going on now began. An incident opens when several series that say how well calls
/// are answered (errors, refusals, latency) are worse than expected at once and left within a
/// quarter of an hour of each other: three that have been outside for five minutes, or two for ten.
/// A queue that has held more than expected for ten minutes is enough by itself: what it holds is
/// late, although nobody answers worse. Less may be a passing hiccup: systems have them daily, in a
/// dozen series, and they end by themselves. Its onset is the lower quartile of theirs. It goes on
/// while more than one that opened since is open. Traffic and resources change for many good
/// reasons, and silence may be the telemetry's: they are evidence, but open nothing.
final class IncidentOnset {
    /// Anomalies whose onsets lie this far apart may belong together.
    private static final long TOGETHER_MILLIS = 15 * 60_000L;

    /// Outside for less than this, a series may be a passing hiccup and counts for nothing.
    private static final long SHORT_MILLIS = 5 * 60_000L;

    /// Outside for this long, it is one that lasts.
    private static final long LASTS_MILLIS = 10 * 60_000L;

    private static final double LASTING = 1.5;

    /// Weight of the anomalies that make an incident.
    private static final double OPENING = 3;

    /// Number of anomalies that keep it going; a backlog does by itself.
    private static final int GOING_ON = 2;

    private final List<SeriesInfo> series;
    private final long stepMillis;
    private int onset = -1;

    /// The earliest onset of the anomalies that opened the incident.
    private int earliest = -1;

    IncidentOnset(List<SeriesInfo> series, long stepMillis) {
        this.series = series;
        this.stepMillis = stepMillis;
    }

    IncidentOnset copy() {
        IncidentOnset copy = new IncidentOnset(series, stepMillis);
        copy.onset = onset;
        copy.earliest = earliest;
        return copy;
    }

    /// The first cell of what is going on, empty while nothing is.
    OptionalInt cell() {
        return onset < 0 ? OptionalInt.empty() : OptionalInt.of(onset);
    }

    /// Looks at what is open after a cell closed.
    ///
    /// @param muted series whose open anomaly a person has called expected or a false alarm
    /// @param backlog series that say how much waits in a queue
    void update(SeriesWatcher watcher, int now, IntPredicate muted, IntPredicate backlog) {
        List<Worse> open =
                IntStream.range(0, watcher.size())
                        .filter(i ->
                                (worse(series.get(i).signal(), watcher, i)
                                                || (backlog.test(i) && watcher.above(i)))
                                        && !muted.test(i))
                        .mapToObj(i ->
                                new Worse(
                                        watcher.openSince(i), outside(watcher, i), backlog.test(i)))
                        .sorted(Comparator.comparingInt(Worse::onset))
                        .toList();
        int[] onsets = open.stream().mapToInt(Worse::onset).toArray();
        if (onset >= 0) {
            int left =
                    open.stream()
                            .filter(w -> w.onset >= earliest)
                            .mapToInt(w -> w.backlog ? GOING_ON : 1)
                            .sum();
            if (left < GOING_ON) {
                onset = -1;
            }
            return;
        }
        for (int first = 0; first < onsets.length && onset < 0; first++) {
            if (weight(open, first, now) >= OPENING) {
                earliest = onsets[first];
                onset = lowerQuartile(onsets, first);
            }
        }
    }

    /// The lower quartile of the onsets that belong to the earliest.
    private int lowerQuartile(int[] onsets, int first) {
        int last = first;
        while (last + 1 < onsets.length && together(onsets[first], onsets[last + 1])) {
            last++;
        }
        return onsets[first + (last - first) / 4];
    }

    /// An open anomaly of how calls are answered.
    ///
    /// @param onset its first cell outside
    /// @param millis from there to the end of its last cell outside
    /// @param backlog whether it is how much waits in a queue
    private record Worse(int onset, long millis, boolean backlog) {
        double weight() {
            if (backlog) {
                return millis >= LASTS_MILLIS ? OPENING : 0;
            }
            return millis >= LASTS_MILLIS ? LASTING : millis >= SHORT_MILLIS ? 1 : 0;
        }
    }

    private long outside(SeriesWatcher watcher, int i) {
        return watcher.open(i)
                .map(a -> a.lastSeen().toEpochMilli() - a.onset().toEpochMilli() + stepMillis)
                .orElse(0L);
    }

    /// What the anomalies weigh that belong together with the given earliest one.
    private double weight(List<Worse> open, int first, int now) {
        double weight = 0;
        for (int i = first;
                i < open.size() && together(open.get(first).onset, open.get(i).onset);
                i++) {
            long millis = open.get(i).millis;
            if (open.get(i).onset + millis / stepMillis < now) {
                continue; // back inside: a spike that is over counts for nothing
            }
            weight += open.get(i).weight();
        }
        return weight;
    }

    private boolean together(int first, int cell) {
        return (cell - first) * stepMillis <= TOGETHER_MILLIS;
    }

    private static boolean worse(Signal signal, SeriesWatcher watcher, int i) {
        return switch (signal) {
            case ERRORS, CLIENT_ERRORS, LATENCY, CLIENT_LATENCY -> watcher.above(i);
            case AVAILABILITY -> watcher.below(i);
            case TRAFFIC, LOG_ERRORS, SATURATION, CPU, MEMORY, DISK, CONNECTIONS, NETWORK, OTHER ->
                    false;
        };
    }
}
