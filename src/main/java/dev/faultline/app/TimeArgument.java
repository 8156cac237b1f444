package dev.faultline.app;

import dev.faultline.model.TimeSpan;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;

/// A moment as people write it on the command line, always UTC: `2025-04-19T04:30:00Z`, the same
/// without seconds, with a space or without the Z; or the time of day alone, which is that of the
/// capture's first day.
final class TimeArgument {
    private TimeArgument() {}

    /// @throws DateTimeException with a sentence, where it is no time or not within the span
    static Instant parse(String text, TimeSpan span) {
        Instant at = read(text, span);
        if (!span.contains(at)) {
            throw new DateTimeException(
                    "'%s' is not within the capture, which reaches from %s to %s."
                            .formatted(text, span.from(), span.to()));
        }
        return at;
    }

    private static Instant read(String text, TimeSpan span) {
        String bare = text.strip().replace(' ', 'T').replaceFirst("[zZ]$", "");
        try {
            if (bare.contains("T")) {
                return LocalDateTime.parse(bare).toInstant(ZoneOffset.UTC);
            }
            return LocalTime.parse(bare)
                    .atDate(span.from().atOffset(ZoneOffset.UTC).toLocalDate())
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new DateTimeException(
                    "'%s' is no time such as 2025-04-19T04:30:00Z or, on the first day, 04:30."
                            .formatted(text),
                    e);
        }
    }
}
