package dev.faultline.source.meaning;

import dev.faultline.model.Unit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A unit as a producer spells it: the base unit that its numbers become, and by which factor.
///
/// @param factor base units in one of the producer's
record Measure(Unit unit, double factor) {
    /// Units of time, data and shares, by their UCUM code (<https://ucum.org/ucum>) as
    /// OpenTelemetry writes it, and as people write them. Case counts: `MBy` is 10⁶ bytes, `MiBy`
    /// 2²⁰.
    private static final Map<String, Measure> SPELLED =
            Map.ofEntries(
                    of("s", Unit.SECONDS, 1),
                    of("sec", Unit.SECONDS, 1),
                    of("second", Unit.SECONDS, 1),
                    of("seconds", Unit.SECONDS, 1),
                    of("ms", Unit.SECONDS, 1e-3),
                    of("millis", Unit.SECONDS, 1e-3),
                    of("millisecond", Unit.SECONDS, 1e-3),
                    of("milliseconds", Unit.SECONDS, 1e-3),
                    of("us", Unit.SECONDS, 1e-6),
                    of("µs", Unit.SECONDS, 1e-6),
                    of("μs", Unit.SECONDS, 1e-6),
                    of("micros", Unit.SECONDS, 1e-6),
                    of("microsecond", Unit.SECONDS, 1e-6),
                    of("microseconds", Unit.SECONDS, 1e-6),
                    of("ns", Unit.SECONDS, 1e-9),
                    of("nanos", Unit.SECONDS, 1e-9),
                    of("nanosecond", Unit.SECONDS, 1e-9),
                    of("nanoseconds", Unit.SECONDS, 1e-9),
                    of("min", Unit.SECONDS, 60),
                    of("minutes", Unit.SECONDS, 60),
                    of("h", Unit.SECONDS, 3600),
                    of("hours", Unit.SECONDS, 3600),
                    of("d", Unit.SECONDS, 86_400),
                    of("By", Unit.BYTES, 1),
                    of("B", Unit.BYTES, 1),
                    of("byte", Unit.BYTES, 1),
                    of("bytes", Unit.BYTES, 1),
                    of("octets", Unit.BYTES, 1),
                    of("bit", Unit.BYTES, .125),
                    of("bits", Unit.BYTES, .125),
                    of("kBy", Unit.BYTES, 1e3),
                    of("kB", Unit.BYTES, 1e3),
                    of("kilobytes", Unit.BYTES, 1e3),
                    of("KiBy", Unit.BYTES, 1024),
                    of("KiB", Unit.BYTES, 1024),
                    of("kib", Unit.BYTES, 1024),
                    of("MBy", Unit.BYTES, 1e6),
                    of("MB", Unit.BYTES, 1e6),
                    of("megabytes", Unit.BYTES, 1e6),
                    of("MiBy", Unit.BYTES, 1 << 20),
                    of("MiB", Unit.BYTES, 1 << 20),
                    of("mib", Unit.BYTES, 1 << 20),
                    of("GBy", Unit.BYTES, 1e9),
                    of("GB", Unit.BYTES, 1e9),
                    of("gigabytes", Unit.BYTES, 1e9),
                    of("GiBy", Unit.BYTES, 1 << 30),
                    of("GiB", Unit.BYTES, 1 << 30),
                    of("gib", Unit.BYTES, 1 << 30),
                    of("%", Unit.PERCENT, 1),
                    of("percent", Unit.PERCENT, 1),
                    of("pct", Unit.PERCENT, 1),
                    of("ratio", Unit.RATIO, 1),
                    of("fraction", Unit.RATIO, 1),
                    of("share", Unit.RATIO, 1),
                    of("count", Unit.COUNT, 1),
                    of("rps", Unit.PER_SECOND, 1),
                    of("qps", Unit.PER_SECOND, 1),
                    of("Hz", Unit.PER_SECOND, 1));

    /// What stands behind a unit in a name that says it: statistics, and what kind of count it is.
    private static final Pattern NAMED =
            Pattern.compile(
                    "(?:.*_)?(s|sec|seconds|ms|millis|milliseconds|us|micros|microseconds|ns|nanos"
                            + "|nanoseconds|minutes|hours|bytes|octets|bits|kilobytes|kib|megabytes"
                            + "|mib|gigabytes|gib|percent|pct|ratio|fraction|share)"
                            + "(?:_(?:total|count|sum|bucket|created|max|min|mean|avg|average|median|p\\d+))?");

    /// Letters that are a unit only at the end of a name of a time: `sockets_s` is none.
    private static final Pattern TIME =
            Pattern.compile(".*(duration|latency|time|delay|age|lag|wait|pause|elapsed).*");

    private static Map.Entry<String, Measure> of(String spelled, Unit unit, double factor) {
        return Map.entry(spelled, new Measure(unit, factor));
    }

    /// What a told unit means; empty where it says nothing (`1`, nothing, or unknown).
    static Optional<Measure> told(String unit) {
        String plain = unit.strip();
        int slash = plain.indexOf('/');
        if (slash >= 0) {
            // A rate: its time is the second as a rule, else it is converted too.
            Measure per = SPELLED.get(plain.substring(slash + 1).strip());
            if (per == null || per.unit() != Unit.SECONDS) {
                return Optional.empty();
            }
            Measure what = SPELLED.get(plain.substring(0, slash).strip());
            return Optional.of(
                    what != null && what.unit() == Unit.BYTES
                            ? new Measure(Unit.BYTES_PER_SECOND, what.factor() / per.factor())
                            : new Measure(Unit.PER_SECOND, 1 / per.factor()));
        }
        if (plain.startsWith("{") && plain.endsWith("}")) {
            return Optional.of(new Measure(Unit.COUNT, 1));
        }
        Measure exact = SPELLED.get(plain);
        return Optional.ofNullable(
                exact != null ? exact : SPELLED.get(plain.toLowerCase(Locale.ROOT)));
    }

    /// What a normalised name says of its unit.
    static Optional<Measure> named(String name) {
        Matcher found = NAMED.matcher(name);
        if (!found.matches()) {
            return Optional.empty();
        }
        String unit = found.group(1);
        if (unit.length() <= 2 && !TIME.matcher(name).matches()) {
            return Optional.empty();
        }
        return Optional.ofNullable(SPELLED.get(unit));
    }

    /// What this becomes where it is counted a second.
    Measure perSecond() {
        return switch (unit) {
            // Seconds a second are a share of time.
            case SECONDS -> new Measure(Unit.RATIO, factor);
            case BYTES -> new Measure(Unit.BYTES_PER_SECOND, factor);
            case RATIO, PERCENT, PER_SECOND, BYTES_PER_SECOND, COUNT, UNKNOWN ->
                    new Measure(Unit.PER_SECOND, 1);
        };
    }
}
