package dev.faultline.evaluation;

import dev.faultline.capture.Recording;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// One incident of a labelled data set, as it is given to whoever ranks it, and apart from that the
/// truth.
///
/// @param name where it comes from, for messages
/// @param groups what it is counted under, in the order of the table: `scenario`, `day`, `kind` …
/// @param reference what was recorded while nothing was wrong; empty where the data set has none
/// @param recording the minutes before and after the onset, up to when the ranking is asked for
/// @param onset when it began: given, or shifted by the protocol
/// @param step the sampling interval
/// @param truth read only to score
public record LabelledCase(
        String name,
        Map<String, String> groups,
        Optional<Recording> reference,
        Recording recording,
        Instant onset,
        Duration step,
        Truth truth) {}
