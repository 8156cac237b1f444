package dev.faultline.evaluation;

import dev.faultline.capture.Recording;
import dev.faultline.model.TimeSpan;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A recording with all that is known of what happened in it.
///
/// @param name where it comes from, for messages
/// @param group what it is counted under: its `day` or `system`
/// @param reference what was recorded while nothing was wrong; empty where the data set has none
/// @param step the sampling interval
/// @param truths read only to score
public record LabelledRecording(
        String name,
        Map<String, String> group,
        Optional<Recording> reference,
        Recording recording,
        Duration step,
        List<Truth> truths) {
    public LabelledRecording {
        truths = List.copyOf(truths);
    }

    /// One of its faults, to be asked about.
    ///
    /// @param system as in [LabelledIncident]
    /// @param normal what it is compared with
    LabelledIncident incident(
            Truth truth,
            String system,
            Optional<Recording> normal,
            Duration before,
            Duration after,
            String caseName) {
        Map<String, String> groups = new LinkedHashMap<>(group);
        groups.put("kind", truth.kind());
        return new LabelledIncident(caseName, system, groups, normal, this, truth, before, after);
    }

    /// The time before the first fault, or all of it where there is none.
    public TimeSpan quietBefore() {
        Instant first = Instant.ofEpochMilli(recording.atMillis()[0]);
        Instant last = Instant.ofEpochMilli(recording.atMillis()[recording.rows() - 1]);
        Instant end =
                truths.stream()
                        .filter(Truth::fault)
                        .map(Truth::onset)
                        .min(Instant::compareTo)
                        .orElse(last);
        return new TimeSpan(first, end.isBefore(first) ? first : end);
    }
}
