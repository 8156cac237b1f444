package dev.faultline.engine;

import dev.faultline.cause.Diagnosis;
import dev.faultline.engine.history.BeliefHistory;
import dev.faultline.engine.history.History;
import dev.faultline.incident.IncidentEvent;
import dev.faultline.model.ChangeEvent;
import dev.faultline.model.Notice;
import dev.faultline.model.SeriesInfo;
import dev.faultline.model.ServiceId;
import dev.faultline.signal.Anomaly;
import dev.faultline.signal.Labels;
import dev.faultline.topology.Corrections;
import dev.faultline.topology.Topology;
import dev.faultline.topology.TopologyChange;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// All that is known at one moment, immutable: what the engine hands out and every screen shows.
///
/// @param revision grows by one with each tick since the engine started; goes back with a rewind
/// @param at the time it speaks about: nothing in it came later
/// @param topology what depends on what, as persons corrected it
/// @param graphChanges how that changed, the newest 2,000, by time
/// @param corrections what persons say of it against its sources
/// @param series the series table; indices elsewhere point into it
/// @param history observed and expected values on a regular grid
/// @param anomalies all that opened up to now, by onset
/// @param onset when what is going on now began; empty while nothing is
/// @param diagnosis posterior, ranking, evidence and, on request, explanations; with what persons
///   pinned, as far as it holds at that time, and without it
/// @param changes deploys, configuration and notes up to now, by time
/// @param counts what was taken in and what was left out
/// @param notices sentences about the input
/// @param labels what persons said about anomalies, as far as it holds at that time
/// @param newest the newest sample of each series; it may be newer than `at`
/// @param blind since when nothing can be told of anything, and why; empty while that is not so
/// @param beliefs what was believed up to now, as far as it was worked out
/// @param past what is remembered of the moments before
/// @param incidents what the engine found of incidents up to now, by time; what persons say of them
///   is laid over it
public record Snapshot(
        long revision,
        Instant at,
        Topology topology,
        List<TopologyChange> graphChanges,
        Corrections corrections,
        List<SeriesInfo> series,
        History history,
        List<Anomaly> anomalies,
        Optional<Instant> onset,
        Diagnosis diagnosis,
        List<ChangeEvent> changes,
        Counts counts,
        List<Notice> notices,
        Labels labels,
        Newest newest,
        Optional<Blind> blind,
        BeliefHistory beliefs,
        Past past,
        List<IncidentEvent> incidents) {
    public Snapshot {
        graphChanges = List.copyOf(graphChanges);
        series = List.copyOf(series);
        anomalies = List.copyOf(anomalies);
        changes = List.copyOf(changes);
        notices = List.copyOf(notices);
        incidents = List.copyOf(incidents);
    }

    /// What was known at an earlier moment, as far as that is remembered; empty before the first.
    /// Takes as long as a diagnosis: not on the FX thread.
    public Optional<Snapshot> asKnownAt(Instant earlier) {
        return past.at(earlier, notices);
    }

    /// Whether the course of the beliefs is there as finely as it will be.
    public boolean recollected() {
        return Recollection.next(this, beliefs).isEmpty();
    }

    /// The anomalies that no label mutes.
    public List<Anomaly> reported() {
        return labels.none()
                ? anomalies
                : anomalies.stream().filter(a -> !labels.mutes(a)).toList();
    }

    /// Components of which an anomaly is open that no label mutes.
    public Set<ServiceId> anomalous() {
        return reported().stream()
                .filter(Anomaly::open)
                .map(a -> topology.named(series.get(a.series()).service()))
                .collect(Collectors.toSet());
    }

    /// Components that have series of their own.
    public Set<ServiceId> measured() {
        return series.stream()
                .map(each -> topology.named(each.service()))
                .collect(Collectors.toSet());
    }

    /// The newest sample of each series, or of the parts that it is made of. Series that came up
    /// after it was made are not in it.
    ///
    /// @param atMillis when it was measured, ms since the epoch; [Long#MIN_VALUE] for none
    /// @param values in the unit of the series
    @SuppressWarnings("ArrayRecordComponent") // bulk data, written once
    public record Newest(long[] atMillis, double[] values) {
        /// The time of the newest sample of all; empty where there is none.
        public Optional<Instant> at() {
            long newest = Arrays.stream(atMillis).max().orElse(Long.MIN_VALUE);
            return newest == Long.MIN_VALUE
                    ? Optional.empty()
                    : Optional.of(Instant.ofEpochMilli(newest));
        }

        /// When the newest sample of a series was measured; empty where there is none.
        public Optional<Instant> at(int series) {
            return series >= atMillis.length || atMillis[series] == Long.MIN_VALUE
                    ? Optional.empty()
                    : Optional.of(Instant.ofEpochMilli(atMillis[series]));
        }

        /// The newest value of a series; `NaN` where there is none.
        public double value(int series) {
            return at(series).isEmpty() ? Double.NaN : values[series];
        }
    }

    /// Nearly nothing is heard, for reasons that lie on the way here: nothing is said of what is
    /// measured.
    ///
    /// @param since from when on nothing came
    /// @param why one sentence
    public record Blind(Instant since, String why) {}

    /// What was taken in and what was left out.
    ///
    /// @param samples taken in
    /// @param late left out because their cell was closed when they came
    /// @param duplicates came for a cell that had a value; averaged with it
    /// @param early left out because they claim to be from too far in the future
    public record Counts(long samples, long late, long duplicates, long early) {}
}
