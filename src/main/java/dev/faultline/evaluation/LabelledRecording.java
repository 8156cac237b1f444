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
record LabelledRecording(
        String name,
        Map<String, String> group,
        Optional<Recording> reference,
        Recording recording,
        Duration step,
        List<Truth> truths) {
    LabelledRecording {
        truths = List.copyOf(truths);
    }

    /// The case of one of its faults: the minutes before and after the onset.
    LabelledCase cut(
            Truth truth,
            Optional<Recording> normal,
            Duration before,
            Duration after,
            String caseName) {
        Map<String, String> groups = new LinkedHashMap<>(group);
        groups.put("kind", truth.kind());
        TimeSpan seen = new TimeSpan(truth.onset().minus(before), truth.onset().plus(after));
        return new LabelledCase(
                caseName, groups, normal, recording.within(seen), truth.onset(), step, truth);
    }

    /// The time before the first fault, or all of it where there is none.
    TimeSpan quietBefore() {
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
