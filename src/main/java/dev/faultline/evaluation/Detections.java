package dev.faultline.evaluation;

import dev.faultline.capture.Recording;
import dev.faultline.engine.Engine;
import dev.faultline.engine.EngineCommand;
import dev.faultline.model.SampleBatch;
import dev.faultline.model.SeriesInfo;
import dev.faultline.model.ServiceId;
import dev.faultline.signal.Anomaly;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the engine reported while a recording was played to it, and when.
///
/// @param events anomalies, in the order in which they were reported
/// @param incidents when incidents opened
record Detections(List<Event> events, List<Instant> incidents) {
    /// An anomaly.
    ///
    /// @param reported the tick after which it was first there
    /// @param over the tick after which it was there no more; the end of time if it stayed
    record Event(ServiceId service, Instant reported, Instant over) {}

    /// Plays the reference and the recording, a tick a row.
    static Detections of(LabelledRecording given) {
        Recording recording = given.recording();
        Engine engine = new Engine();
        engine.apply(
                new EngineCommand.Start(
                        recording.topology(),
                        recording.series(),
                        Instant.ofEpochMilli(recording.atMillis()[0]),
                        given.step()));
        given.reference()
                .ifPresent(normal ->
                        engine.apply(
                                new EngineCommand.Reference(
                                        rows(
                                                normal,
                                                columns(normal, recording),
                                                0,
                                                normal.rows()))));
        int[] own = columns(recording, recording);
        List<Event> events = new ArrayList<>();
        List<Instant> incidents = new ArrayList<>();
        Map<Opened, Instant> open = new HashMap<>();
        boolean going = false;
        for (int row = 0; row < recording.rows(); row++) {
            Instant now = Instant.ofEpochMilli(recording.atMillis()[row]);
            engine.apply(new EngineCommand.Samples(rows(recording, own, row, row + 1)));
            engine.apply(new EngineCommand.Tick(now));
            Set<Opened> still = new HashSet<>();
            for (Anomaly anomaly : engine.open()) {
                Opened each = new Opened(anomaly.series(), anomaly.onset());
                still.add(each);
                open.putIfAbsent(each, now);
            }
            open.entrySet()
                    .removeIf(each -> {
                        boolean over = !still.contains(each.getKey());
                        if (over) {
                            events.add(event(recording, each, now));
                        }
                        return over;
                    });
            if (engine.onset().isPresent() != going) {
                going = !going;
                if (going) {
                    incidents.add(now);
                }
            }
        }
        open.entrySet().forEach(each -> events.add(event(recording, each, Instant.MAX)));
        events.sort(Comparator.comparing(Event::reported));
        return new Detections(List.copyOf(events), List.copyOf(incidents));
    }

    private static Event event(
            Recording recording, Map.Entry<Opened, Instant> opened, Instant over) {
        ServiceId service = recording.series().get(opened.getKey().series()).service();
        return new Event(service, opened.getValue(), over);
    }

    private record Opened(int series, Instant onset) {}

    /// For each column of `from`, which series of `to` it is; -1 for none.
    private static int[] columns(Recording from, Recording to) {
        Map<SeriesInfo, Integer> places = new HashMap<>();
        for (int s = 0; s < to.series().size(); s++) {
            places.put(to.series().get(s), s);
        }
        return from.series().stream().mapToInt(s -> places.getOrDefault(s, -1)).toArray();
    }

    private static SampleBatch rows(Recording recording, int[] columns, int first, int end) {
        SampleBatch.Builder batch =
                new SampleBatch.Builder((end - first) * recording.series().size());
        for (int row = first; row < end; row++) {
            long at = recording.atMillis()[row];
            for (int s = 0; s < columns.length; s++) {
                double value = recording.values()[s][row];
                if (columns[s] >= 0 && Double.isFinite(value)) {
                    batch.add(columns[s], at, at, value);
                }
            }
        }
        return batch.build();
    }
}
