package dev.faultline.evaluation;

import dev.faultline.capture.Recording;
import dev.faultline.engine.Engine;
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
        EnginePlay play = new EnginePlay(given);
        Engine engine = play.engine();
        List<Event> events = new ArrayList<>();
        List<Instant> incidents = new ArrayList<>();
        Map<Opened, Instant> open = new HashMap<>();
        boolean going = false;
        for (int row = 0; row < recording.rows(); row++) {
            Instant now = play.next();
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
}
