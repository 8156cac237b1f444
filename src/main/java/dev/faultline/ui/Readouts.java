package dev.faultline.ui;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Short forms that only the window needs, for where there is little room. What is said elsewhere
/// too is said by [dev.faultline.wording.Figures].
public final class Readouts {
    private static final DateTimeFormatter DAY_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss zzz", Locale.ENGLISH);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss zzz", Locale.ENGLISH);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("MMM d", Locale.ENGLISH);

    private static final ZoneId UTC = ZoneId.of("UTC");

    /// By which clocks times are read on this screen. What is told to others is always in UTC.
    private static volatile ZoneId zone = UTC;

    private Readouts() {}

    /// Has times read in another zone from now on; what is drawn already stays until it is drawn
    /// again.
    public static void in(ZoneId other) {
        zone = other;
    }

    /// A moment in the zone that is not the one shown: where the person is, or UTC.
    public static String elsewhere(Instant at) {
        return DAY_TIME.format(at.atZone(zone.equals(UTC) ? ZoneId.systemDefault() : UTC));
    }

    /// A probability in whole percent, without the sign; never rounded to a certainty.
    public static String percent(double p) {
        if (Double.isNaN(p)) {
            return "?";
        }
        if (p > 0 && p < 0.005) {
            return "<1";
        }
        if (p < 1 && p >= 0.995) {
            return ">99";
        }
        return Long.toString(Math.round(p * 100));
    }

    /// `2025-04-19 04:30:00 UTC`.
    public static String dayTime(Instant at) {
        return DAY_TIME.format(at.atZone(zone));
    }

    /// `04:30:00 UTC`.
    public static String clock(Instant at) {
        return CLOCK.format(at.atZone(zone));
    }

    /// `04:30`.
    public static String time(Instant at) {
        return TIME.format(at.atZone(zone));
    }

    /// `Apr 19`.
    public static String day(Instant at) {
        return DAY.format(at.atZone(zone));
    }

    /// `1,234,567`.
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /// A long name shortened in its middle to `length` characters.
    public static String shortened(String name, int length) {
        if (name.length() <= length) {
            return name;
        }
        int head = length / 2;
        int tail = length - 1 - head;
        return name.substring(0, head) + "…" + name.substring(name.length() - tail);
    }
}
