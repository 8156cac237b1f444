package dev.faultline.wording;

import dev.faultline.model.Unit;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Numbers as people read them: three significant digits, a unit, UTC. The same everywhere,
/// whatever the computer's locale, so that two people on a call see the same text.
public final class Figures {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final String NONE = "–";

    private Figures() {}

    /// A probability with two digits; what two digits would round to 0 or 1 is said to be beyond.
    public static String probability(double p) {
        if (Double.isNaN(p)) {
            return NONE;
        }
        if (p > 0 && p < 0.005) {
            return "<0.01";
        }
        if (p < 1 && p >= 0.995) {
            return ">0.99";
        }
        return String.format(Locale.ROOT, "%.2f", p);
    }

    /// A distance in robust sigmas, with its sign.
    public static String sigmas(double z) {
        if (Double.isNaN(z)) {
            return NONE;
        }
        if (Math.abs(z) >= 999.5) {
            return (z < 0 ? "<−999" : ">+999") + " σ";
        }
        return signed(z, Math.abs(z) >= 99.95 ? 0 : 1) + " σ";
    }

    /// A term of a sum of log odds, with its sign.
    public static String logOdds(double nats) {
        return Double.isNaN(nats) ? NONE : signed(nats, 2);
    }

    /// A share of one as a percentage.
    public static String share(double share) {
        return Double.isNaN(share) ? NONE : String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }

    /// By how much a probability may be off, rounded up: `0.013`.
    public static String tolerance(double delta) {
        return Double.isNaN(delta)
                ? NONE
                : String.format(Locale.ROOT, "%.3f", Math.ceil(1000 * delta - 1e-9) / 1000);
    }

    /// A whole number, its thousands apart: `40,000`.
    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /// A value of a series in its unit, scaled to be read: `183 ms`, `1.20k/s`, `512 MiB`; `–` for
    /// `NaN`.
    public static String value(double value, Unit unit) {
        if (!Double.isFinite(value)) {
            return NONE;
        }
        return switch (unit) {
            case SECONDS -> seconds(value);
            case RATIO -> significant(100 * value) + " %";
            case PERCENT -> significant(value) + " %";
            case PER_SECOND -> thousands(value) + "/s";
            case BYTES -> bytes(value);
            case BYTES_PER_SECOND -> bytes(value) + "/s";
            case COUNT, UNKNOWN -> thousands(value);
        };
    }

    /// A moment with its day: `2026-11-02 14:02`, UTC.
    public static String moment(Instant at) {
        return MOMENT.format(at);
    }

    /// The time of day: `14:02`, with seconds where there are any, UTC.
    public static String clock(Instant at) {
        return (at.getEpochSecond() % 60 == 0 ? CLOCK : SECONDS).format(at);
    }

    /// A length of time in its two largest parts: `2 d 4 h`, `12 min`, `40 s`.
    public static String duration(Duration length) {
        long s = Math.abs(length.toSeconds());
        if (s < 60) {
            return s + " s";
        }
        if (s < 3600) {
            return s / 60 + " min" + (s % 60 == 0 ? "" : " " + s % 60 + " s");
        }
        if (s < 86_400) {
            return s / 3600 + " h" + (s % 3600 < 60 ? "" : " " + s % 3600 / 60 + " min");
        }
        return s / 86_400 + " d" + (s % 86_400 < 3600 ? "" : " " + s % 86_400 / 3600 + " h");
    }

    private static String seconds(double value) {
        double size = Math.abs(value);
        if (size == 0 || size >= 1) {
            return significant(value) + " s";
        }
        return size >= 1e-3 ? significant(value * 1e3) + " ms" : significant(value * 1e6) + " µs";
    }

    private static String thousands(double value) {
        double size = Math.abs(value);
        if (size >= 1e9) {
            return significant(value / 1e9) + "G";
        }
        if (size >= 1e6) {
            return significant(value / 1e6) + "M";
        }
        return size >= 1e4 ? significant(value / 1e3) + "k" : significant(value);
    }

    private static String bytes(double value) {
        String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
        int unit = 0;
        double scaled = value;
        while (Math.abs(scaled) >= 1024 && unit < units.length - 1) {
            scaled /= 1024;
            unit++;
        }
        return significant(scaled) + " " + units[unit];
    }

    /// Three significant digits, never an exponent; whole numbers stay whole.
    private static String significant(double value) {
        double size = Math.abs(value);
        if (size < 5e-4) {
            return value == 0 ? "0" : value < 0 ? "−<0.001" : "<0.001";
        }
        // What was scaled to its unit is a whole number but for its last bits.
        if (Math.abs(value - Math.rint(value)) <= 1e-12 * size && size < 1e6) {
            return minus(String.format(Locale.ROOT, "%.0f", value));
        }
        int digits = (int) Math.clamp(2 - Math.floor(Math.log10(size)), 0, 3);
        return minus(String.format(Locale.ROOT, "%." + digits + "f", value));
    }

    private static String signed(double value, int digits) {
        String text = String.format(Locale.ROOT, "%." + digits + "f", Math.abs(value));
        boolean zero = text.chars().allMatch(c -> c == '0' || c == '.');
        return (zero ? "±" : value < 0 ? "−" : "+") + text;
    }

    private static String minus(String text) {
        return text.replace('-', '−');
    }
}
