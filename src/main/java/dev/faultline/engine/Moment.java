package dev.faultline.engine;

import dev.faultline.cause.Diagnosis;
import dev.faultline.cause.Diagnostician;
import dev.faultline.cause.Pins;
import dev.faultline.engine.history.History;
import dev.faultline.model.ChangeEvent;
import dev.faultline.model.Notice;
import dev.faultline.model.SeriesInfo;
import dev.faultline.signal.Anomaly;
import dev.faultline.signal.Labels;
import dev.faultline.topology.Corrections;
import dev.faultline.topology.Topology;
import dev.faultline.topology.TopologyChange;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What was known at one moment, frozen: any thread can work out from it what that means.
///
/// @param since from when on deviations are measured
/// @param past what is remembered of the moments before
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
        Past past) {
    /// What came in since, and costs nothing to tell.
    record Fresh(Snapshot.Newest newest, Snapshot.Counts counts, List<Notice> notices) {}

    /// Works out what it means, and writes down what is believed therefore.
    Diagnosis diagnose(Diagnostician diagnostician) {
        Diagnosis diagnosis =
                diagnostician.diagnose(topology, deviations.all(), changes, since, pins);
        past.believe(history.length(), diagnosis);
        return diagnosis;
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
                past);
    }
}
