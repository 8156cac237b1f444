package dev.faultline.capture;

import dev.faultline.model.TimeSpan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What a capture says about itself, `capture.json`.
///
/// @param title one line for a list of captures
/// @param source who recorded or simulated it, with the reference to cite
/// @param licence under which licence it may be passed on
/// @param span the time line: what is replayed
/// @param step the sampling interval of its series
/// @param reference spans known to be normal. They are knowledge that came with the capture, like a
///   baseline file: a replay is given them before it starts, wherever they lie on the time line
/// @param openAt where a reader starts, chosen by whoever made the capture
/// @param note what a reader must know about it (for example: simulated); may be empty
public record CaptureInfo(
        String title,
        String source,
        String licence,
        TimeSpan span,
        Duration step,
        List<TimeSpan> reference,
        Instant openAt,
        String note) {
    /// The newest version of the format that this program reads: with a time line, as recordings
    /// have it. Captures without one are still of version 1.
    public static final int FORMAT_VERSION = 2;

    public CaptureInfo {
        if (step.isZero() || step.isNegative()) {
            throw new IllegalArgumentException("step " + step + " is not positive");
        }
        reference = List.copyOf(reference);
    }
}
