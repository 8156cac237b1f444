package dev.faultline.ui.charts;

import dev.faultline.ui.DurationText;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A time to come, as a person writes it: `2 h`, `90 min`, `1 d`, `18:00`, `2026-11-23T18:00Z`.
final class UntilText {
    private static final Pattern CLOCK = Pattern.compile("\\d{1,2}:\\d{2}");

    private UntilText() {}

    /// The time that is meant, empty where it is none, or none after `now`.
    static Optional<Instant> parse(String text, Instant now) {
        String plain = text.strip().toLowerCase(Locale.ROOT);
        Optional<Duration> ahead = DurationText.parse(plain);
        if (ahead.isPresent()) {
            return after(now, now.plus(ahead.get()));
        }
        try {
            if (CLOCK.matcher(plain).matches()) {
                LocalTime time = LocalTime.parse(plain.length() == 4 ? "0" + plain : plain);
                Instant today =
                        now.atOffset(ZoneOffset.UTC)
                                .toLocalDate()
                                .atTime(time)
                                .toInstant(ZoneOffset.UTC);
                return after(now, today.isAfter(now) ? today : today.plus(Duration.ofDays(1)));
            }
            String moment = plain.toUpperCase(Locale.ROOT).replace(' ', 'T').replaceAll("Z$", "");
            return after(now, LocalDateTime.parse(moment).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> after(Instant now, Instant wanted) {
        return wanted.isAfter(now) ? Optional.of(wanted) : Optional.empty();
    }
}
