package dev.faultline.app;

import dev.faultline.engine.Snapshot;
import dev.faultline.model.ChangeEvent;
import dev.faultline.model.SeriesInfo;
import dev.faultline.model.ServiceId;
import dev.faultline.signal.Anomaly;
import dev.faultline.topology.TopologyChange;
import dev.faultline.wording.Wording;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What happened, in order: changes, the onset, anomalies. It begins six hours before the onset, or
/// before now while there is none.
record Timeline(List<Entry> entries) {
    /// How far back what happened may still matter.
    static final Duration BEFORE = Duration.ofHours(6);

    /// A change of the graph is as worth seeing as an anomaly of so many sigmas.
    private static final double GRAPH_WEIGHT = 12;

    Timeline {
        entries = List.copyOf(entries);
    }

    /// One thing that happened.
    ///
    /// @param component empty for the onset, which is the system's
    /// @param weight how loud it was: the peak of an anomaly in sigmas; infinite for what must not
    ///   be left out
    record Entry(
            Instant at, Kind kind, Optional<ServiceId> component, String text, double weight) {}

    enum Kind {
        CHANGE,
        ONSET,
        ANOMALY
    }

    static Timeline of(Snapshot snapshot, Wording wording) {
        Instant from = snapshot.onset().orElse(snapshot.at()).minus(BEFORE);
        List<Entry> entries = new ArrayList<>();
        for (ChangeEvent change : snapshot.changes()) {
            entries.add(
                    new Entry(
                            change.at(),
                            Kind.CHANGE,
                            Optional.of(change.component()),
                            wording.change(change),
                            Double.POSITIVE_INFINITY));
        }
        for (TopologyChange change : snapshot.graphChanges()) {
            entries.add(
                    new Entry(
                            change.at(),
                            Kind.CHANGE,
                            Optional.of(change.component()),
                            wording.graph().change(change),
                            GRAPH_WEIGHT));
        }
        snapshot.onset()
                .ifPresent(onset ->
                        entries.add(
                                new Entry(
                                        onset,
                                        Kind.ONSET,
                                        Optional.empty(),
                                        wording.onset(),
                                        Double.POSITIVE_INFINITY)));
        for (Anomaly anomaly : snapshot.reported()) {
            SeriesInfo series = snapshot.series().get(anomaly.series());
            entries.add(
                    new Entry(
                            anomaly.onset(),
                            Kind.ANOMALY,
                            Optional.of(series.service()),
                            wording.anomaly(anomaly, series),
                            anomaly.peakSigma()));
        }
        entries.removeIf(entry -> entry.at().isBefore(from));
        entries.sort(Comparator.comparing(Entry::at).thenComparing(Entry::kind));
        return new Timeline(entries);
    }

    /// The loudest entries, in order of time.
    Timeline loudest(int most) {
        List<Entry> kept =
                entries.stream()
                        .sorted(Comparator.comparingDouble(Entry::weight).reversed())
                        .limit(most)
                        .toList();
        return new Timeline(entries.stream().filter(kept::contains).toList());
    }
}
