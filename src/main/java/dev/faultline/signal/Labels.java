package dev.faultline.signal;

import dev.faultline.model.SeriesId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The labels that hold at one moment, and which anomalies they mute. Immutable. A muted anomaly is
/// still there and shown as muted; it opens no incident and is no evidence. Detection goes on below
/// the labels, so that what they mute does not teach, and nothing else depends on them.
public final class Labels {
    /// A labelled false alarm mutes events up to this much larger.
    private static final double MARGIN = 1.1;

    /// A labelled event that grows to this many times its size is looked at again.
    private static final double OUTGROWN = 2;

    public static final Labels NONE = new Labels(Map.of(), Instant.EPOCH);

    private final Map<Integer, List<AnomalyLabel>> bySeries;
    private final Instant now;

    private Labels(Map<Integer, List<AnomalyLabel>> bySeries, Instant now) {
        this.bySeries = bySeries;
        this.now = now;
    }

    /// What holds at `now` of all that was ever said: a later word about the same event replaces
    /// the earlier one, and what was said after `now` is not known yet.
    ///
    /// @param told in the order in which it was said
    /// @param places of the series in the table that anomalies point into
    public static Labels at(Instant now, List<AnomalyLabel> told, Map<SeriesId, Integer> places) {
        if (told.isEmpty()) {
            return NONE;
        }
        Map<Integer, List<AnomalyLabel>> bySeries = new HashMap<>();
        for (AnomalyLabel label : told) {
            Integer place = places.get(label.series());
            if (place == null || label.at().isAfter(now)) {
                continue;
            }
            List<AnomalyLabel> own = bySeries.computeIfAbsent(place, _ -> new ArrayList<>());
            own.removeIf(earlier ->
                    earlier.onset().equals(label.onset())
                            && earlier.rule() == label.rule()
                            && earlier.direction() == label.direction());
            own.add(label);
        }
        return new Labels(bySeries, now);
    }

    public boolean none() {
        return bySeries.isEmpty();
    }

    /// What was said of this very event.
    public Optional<AnomalyLabel> about(Anomaly anomaly) {
        return of(anomaly.series()).stream().filter(l -> l.isAbout(anomaly)).findFirst();
    }

    /// Whether an event is a false alarm or expected, as far as is known now.
    public boolean mutes(Anomaly anomaly) {
        for (AnomalyLabel label : of(anomaly.series())) {
            boolean muted =
                    switch (label.verdict()) {
                        case AnomalyLabel.Verdict.Real _ -> false;
                        case AnomalyLabel.Verdict.FalseAlarm _ -> falseAlarm(label, anomaly);
                        case AnomalyLabel.Verdict.Expected(Instant until) ->
                                expected(label, anomaly, until);
                    };
            if (muted) {
                return !about(anomaly)
                        .map(l -> l.verdict() instanceof AnomalyLabel.Verdict.Real)
                        .orElse(false);
            }
        }
        return false;
    }

    /// Whether all that a series does now is expected.
    public boolean expected(int series) {
        return of(series).stream()
                .anyMatch(l ->
                        l.verdict() instanceof AnomalyLabel.Verdict.Expected(Instant until)
                                && now.isBefore(until));
    }

    /// Whether this very event was called a false alarm: it was normal, and may be learned from.
    public boolean falseAlarm(Anomaly anomaly) {
        return about(anomaly)
                .map(l -> l.verdict() instanceof AnomalyLabel.Verdict.FalseAlarm)
                .orElse(false);
    }

    private static boolean falseAlarm(AnomalyLabel label, Anomaly anomaly) {
        boolean silence = label.rule() == Anomaly.Rule.SILENCE;
        if (label.isAbout(anomaly)) {
            return silence || anomaly.peakSigma() <= OUTGROWN * label.peakSigma();
        }
        if (!label.kindred(anomaly) || !anomaly.onset().isAfter(label.at())) {
            return false;
        }
        Duration longest = Duration.ofMillis((long) (MARGIN * label.length().toMillis()));
        return silence
                ? AnomalyLabel.length(anomaly).compareTo(longest) <= 0
                : anomaly.peakSigma() <= MARGIN * label.peakSigma();
    }

    private boolean expected(AnomalyLabel label, Anomaly anomaly, Instant until) {
        Instant over = anomaly.ended().orElse(now);
        return !anomaly.onset().isBefore(label.onset()) && over.isBefore(until);
    }

    private List<AnomalyLabel> of(int series) {
        return bySeries.getOrDefault(series, List.of());
    }
}
