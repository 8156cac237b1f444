package dev.faultline.engine;

import dev.faultline.cause.Diagnosis;
import dev.faultline.cause.Diagnostician;
import dev.faultline.cause.Pins;
import dev.faultline.engine.history.History;
import dev.faultline.incident.Assessment;
import dev.faultline.incident.IncidentTracker;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What was known at one moment, frozen: any thread can work out from it what that means.
///
/// @param since from when on deviations are measured
/// @param past what is remembered of the moments before
/// @param incidents so far; may still be worked out
record Moment(
        long revision,
        Instant at,
        Topology topology,
        List<TopologyChange> graphChanges,
        Corrections corrections,
        List<SeriesInfo> series,
        History history,
        List<Anomaly> anomalies,
        Optional<Instant> onset,
        Instant since,
        Deviations deviations,
        List<ChangeEvent> changes,
        Labels labels,
        Pins pins,
        Optional<Snapshot.Blind> blind,
        Past past,
        Ahead<IncidentTracker> incidents) {
    /// What came in since, and costs nothing to tell.
    record Fresh(Snapshot.Newest newest, Snapshot.Counts counts, List<Notice> notices) {}

    /// Works out what it means, and writes down what is believed therefore.
    Diagnosis diagnose(Diagnostician diagnostician) {
        Diagnosis diagnosis =
                diagnostician.diagnose(topology, deviations.all(), changes, since, pins);
        past.believe(history.length(), diagnosis);
        return diagnosis;
    }

    /// What is believed of what is going on.
    ///
    /// @throws java.util.NoSuchElementException while nothing is going on
    Assessment assess(Diagnostician diagnostician) {
        Map<ServiceId, Instant> outside = new HashMap<>();
        for (Anomaly each : anomalies) {
            if (each.open() && !labels.mutes(each)) {
                ServiceId service = topology.named(series.get(each.series()).id().service());
                outside.merge(service, each.onset(), (a, b) -> a.isBefore(b) ? a : b);
            }
        }
        return new Assessment(
                at, onset.orElseThrow(), topology, diagnose(diagnostician).ranking(), outside);
    }

    Snapshot with(Diagnosis diagnosis, Fresh fresh) {
        return new Snapshot(
                revision,
                at,
                topology,
                graphChanges,
                corrections,
                series,
                history,
                anomalies,
                onset,
                diagnosis,
                changes,
                fresh.counts(),
                fresh.notices(),
                labels,
                fresh.newest(),
                blind,
                past.beliefs(history.length()),
                past,
                incidents.get().until(at));
    }
}
