package dev.faultline.evaluation;

import dev.faultline.capture.Recording;
import dev.faultline.model.TimeSpan;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// One fault, or one time without a fault, within its recording, from which cases are cut by the
/// protocol of its data set.
///
/// @param name where it comes from, for messages
/// @param system which names are told apart by: components of one name in two systems are two
///   roots. Empty where all recordings are of one system
/// @param groups what it is counted under, in the order of the table
/// @param reference what was recorded while nothing was wrong; empty where the data set has none
/// @param recording all that was recorded around it
/// @param truth read only to score
/// @param before how long before the onset the case begins
/// @param after how long after the onset the ranking is asked for
public record LabelledIncident(
        String name,
        String system,
        Map<String, String> groups,
        Optional<Recording> reference,
        LabelledRecording recording,
        Truth truth,
        Duration before,
        Duration after) {
    public LabelledIncident {
        groups = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(groups));
    }

    /// The case as it is asked with an onset: as long before and after it as the protocol says.
    public LabelledCase at(Instant onset) {
        return between(onset, onset.plus(after));
    }

    /// The case as it is asked with an onset at a time of its own.
    public LabelledCase between(Instant onset, Instant asked) {
        Recording all = recording.recording();
        Instant first = Instant.ofEpochMilli(all.atMillis()[0]);
        Instant from = first.plus(before).isAfter(onset) ? first : onset.minus(before);
        return new LabelledCase(
                name,
                groups,
                reference,
                all.within(new TimeSpan(from, asked)),
                onset,
                recording.step(),
                truth);
    }
}
