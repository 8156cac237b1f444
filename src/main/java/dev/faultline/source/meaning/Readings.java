package dev.faultline.source.meaning;

import dev.faultline.model.SeriesId;
import dev.faultline.model.SeriesInfo;
import dev.faultline.model.Signal;
import dev.faultline.model.SignalRules;
import dev.faultline.model.Unit;
import dev.faultline.source.format.PointKind;
import dev.faultline.source.meaning.Reading.Use;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What metrics mean by their names, units and labels, without any rule of a user: first the
/// [SpecialMetrics], then [SignalRules].
final class Readings {
    /// Names of counts among those of producers that do not tell counts from gauges.
    private static final Pattern COUNTS =
            Pattern.compile(
                    ".*_(total|count|sum|bucket)"
                            // Telegraf: network, disks, containers; Metricbeat
                            + "|(.*_)?net_(bytes|packets|err|drop)_(recv|sent|in|out)"
                            + "|(.*_)?diskio_(reads|writes|read_bytes|write_bytes|read_time|write_time|io_time)"
                            + "|docker_container_net_(rx|tx)_(bytes|packets|errors|dropped)"
                            + "|system_network_(in|out)_(bytes|packets|errors|dropped)"
                            + "|system_diskio_(read|write)_(bytes|count|time)"
                            + "|.*_ticks");

    /// What ends like a count and is none.
    private static final Pattern LEVELS =
            Pattern.compile(
                    "(.*_)?(cpu|core|thread|node|pod|replica|process|processes|connection|session|member"
                            + "|instance|partition|broker|activity|client|consumer|queue|file|fd)s?_count"
                            + "|(.*_)?(mem|memory|swap|disk|filesystem|fs|processes|inodes|threads)_(total|count)"
                            + "|(.*_)?lag_(sum|total)|.*_created");

    /// Names of what is left, of what there is in all, and of what can be given back: that there is
    /// more of it is no trouble.
    private static final Pattern NO_LOAD =
            Pattern.compile(
                    "(.*_)?(free|idle|avail|available|total|limit|limits|max|maximum|capacity|size|cached"
                            + "|cache|buffers|buffered|slab|sunreclaim|reserved|committed|init|virtual"
                            + "|shared|requested|request|swap|inactive|remaining|inodes)(_.*)?");

    private static final Pattern NO_QUEUE =
            Pattern.compile("(.*_)?(free|idle|avail|available|capacity|max|limit|remaining)(_.*)?");

    /// Labels that tell which part of a whole a value is.
    private static final Set<String> STATES =
            Set.of(
                    "state",
                    "mode",
                    "type_instance",
                    "system_memory_state",
                    "system_filesystem_state",
                    "db_client_connection_state",
                    "jvm_memory_type");

    /// Whether a distribution counts calls that the component answers. Where in doubt it does not:
    /// what is taken for traffic tells how much a component's other signals weigh.
    private static final Pattern ANSWERED =
            Pattern.compile(
                    "(.*_)?(http|rpc|grpc|server|api|requests?|responses?|calls?|handl\\w*|span_metrics"
                            + "|messaging_process|consume|response_time)(_.*)?|(duration|latency)(_.*)?");

    /// Calls that go on to something else.
    private static final Pattern OUTGOING =
            Pattern.compile(
                    "(.*_)?(client|upstream|outbound|egress|sent|publish(ed)?|producer|cache|external)(_.*)?"
                            + "|.+_(db|sql|redis|s3|dns)(_.*)?");

    /// Distributions of the OpenTelemetry semantic conventions: an answer that is no failure says
    /// so by having no `error.type`.
    private static final Pattern TELLS_ERRORS =
            Pattern.compile("(http|rpc|db|messaging|dns|gen_ai)_.*duration(_.*)?");

    private static final Pattern COUNT_END = Pattern.compile("[._](total|count|sum|bucket)$");

    /// Names are few and series many.
    private static final int REMEMBERED = 20_000;

    private final SpecialMetrics specials = new SpecialMetrics();
    private final Map<Asked, Reading> known = new HashMap<>();

    private record Asked(String metric, String unit, PointKind kind, Use use) {}

    /// How points of single numbers are to be read.
    ///
    /// @param name the metric, normalised
    /// @param labels of resource and point, by normalised name
    Reading point(
            String metric, String name, String unit, PointKind kind, Map<String, String> labels) {
        Optional<SpecialMetrics.Special> special = specials.find(name, labels);
        if (special.isPresent()) {
            return special.get().reading(metric, counts(kind, name), unit);
        }
        if (labels.containsKey("le") && name.endsWith("_bucket")) {
            return ofCalls(remembered(metric, unit, kind, Use.BUCKET), labels);
        }
        boolean counter = counts(kind, name);
        String quantile = labels.get("quantile");
        if (quantile != null && !counter) {
            Reading of = remembered(metric, unit, kind, Use.OBSERVATIONS);
            return new Reading(
                    metric + "." + Quantile.name(quantile),
                    Use.VALUE,
                    of.signal(),
                    of.unit(),
                    of.factor(),
                    0,
                    SpecialMetrics.OF_CALLS);
        }
        if (!counter) {
            return level(remembered(metric, unit, kind, Use.VALUE), name, labels);
        }
        if (name.endsWith("_sum") || name.endsWith("_count")) {
            Use part = name.endsWith("_sum") ? Use.SUM : Use.COUNT;
            Reading family = remembered(metric, unit, kind, part);
            if (family.signal() == Signal.LATENCY
                    || family.signal() == Signal.CLIENT_LATENCY
                    || family.unit() == Unit.SECONDS
                    || family.unit() == Unit.BYTES) {
                return ofCalls(family, labels);
            }
        }
        Reading rate = remembered(metric, unit, kind, Use.RATE);
        return rate.use() == Use.CALLS ? ofCalls(rate, labels) : rate;
    }

    /// How points that are distributions are to be read.
    Reading distribution(String metric, String unit, Map<String, String> labels) {
        return ofCalls(remembered(metric, unit, PointKind.UNTOLD, Use.OBSERVATIONS), labels);
    }

    /// Whether a family says by labels how each call ended, so that no label means a good end.
    static boolean tellsErrors(String metric) {
        return TELLS_ERRORS.matcher(SignalRules.normalised(metric)).matches();
    }

    /// What the number of calls of a family is: those that a component answers are its traffic.
    static Signal traffic(Reading family) {
        String name = SignalRules.normalised(family.metric());
        return switch (family.signal()) {
            case TRAFFIC -> Signal.TRAFFIC;
            case LATENCY ->
                    ANSWERED.matcher(name).matches() && !OUTGOING.matcher(name).matches()
                            ? Signal.TRAFFIC
                            : Signal.OTHER;
            default -> Signal.OTHER;
        };
    }

    /// A name without what says that it counts.
    static String withoutCount(String metric) {
        String base = COUNT_END.matcher(metric).replaceFirst("");
        return base.isBlank() ? metric : base;
    }

    static boolean counts(PointKind kind, String name) {
        return switch (kind) {
            case GAUGE, LINES -> false;
            case CUMULATIVE, DELTA -> true;
            case UNTOLD -> COUNTS.matcher(name).matches() && !LEVELS.matcher(name).matches();
        };
    }

    private Reading remembered(String metric, String unit, PointKind kind, Use use) {
        if (known.size() > REMEMBERED) {
            known.clear();
        }
        return known.computeIfAbsent(new Asked(metric, unit, kind, use), Readings::byName);
    }

    private static Reading byName(Asked asked) {
        return switch (asked.use()) {
            case VALUE, LEFT, WHOLE -> value(asked.metric(), asked.unit());
            case RATE, CALLS -> rate(asked.metric(), asked.unit());
            case BUCKET, SUM, COUNT -> {
                String family = withoutCount(asked.metric());
                // The unit of a count is that of calls, not of what they took.
                yield family(family, asked.use() == Use.COUNT ? "" : asked.unit(), asked.use());
            }
            case OBSERVATIONS -> family(asked.metric(), asked.unit(), Use.OBSERVATIONS);
        };
    }

    private static Reading value(String metric, String unit) {
        String name = SignalRules.normalised(metric);
        SeriesInfo info = described(metric);
        Measure measure = measure(unit, name, info.unit());
        return new Reading(metric, Use.VALUE, info.signal(), measure.unit(), measure.factor());
    }

    private static Reading rate(String metric, String unit) {
        String name = SignalRules.normalised(metric);
        String base = withoutCount(metric);
        SeriesInfo info = described(metric);
        if (info.signal() == Signal.OTHER) {
            info = described(base);
        }
        Measure measure = measure(unit, name, Unit.UNKNOWN).perSecond();
        if (info.signal() == Signal.TRAFFIC) {
            return OUTGOING.matcher(name).matches()
                    ? new Reading(base, Use.CALLS, Signal.OTHER, Unit.PER_SECOND, 1)
                    : new Reading(base, Use.CALLS, Signal.TRAFFIC, Unit.PER_SECOND, 1);
        }
        Signal signal =
                switch (info.signal()) {
                    // Time that is spent, counted: of what, its name does not say.
                    case LATENCY, CLIENT_LATENCY, MEMORY, DISK, CONNECTIONS, SATURATION ->
                            Signal.OTHER;
                    default -> info.signal();
                };
        return new Reading(base + ".rate", Use.RATE, signal, measure.unit(), measure.factor());
    }

    private static Reading family(String metric, String unit, Use use) {
        String name = SignalRules.normalised(metric);
        SeriesInfo info = described(metric);
        if (info.signal() == Signal.OTHER && SpecialMetrics.timesCalls(name)) {
            info = new SeriesInfo(info.id(), Unit.SECONDS, Signal.LATENCY);
        }
        Measure measure = measure(unit, name, info.unit());
        boolean time = info.signal() == Signal.LATENCY || info.signal() == Signal.CLIENT_LATENCY;
        return new Reading(
                metric, use, time ? info.signal() : Signal.OTHER, measure.unit(), measure.factor());
    }

    /// What is left of something, or all there is of it, is not its load.
    private static Reading level(Reading reading, String name, Map<String, String> labels) {
        boolean load =
                switch (reading.signal()) {
                    case CPU, MEMORY, DISK, CONNECTIONS ->
                            !NO_LOAD.matcher(name).matches()
                                    && STATES.stream()
                                            .map(state -> labels.getOrDefault(state, ""))
                                            .noneMatch(Readings::noLoad);
                    case SATURATION -> !NO_QUEUE.matcher(name).matches();
                    default -> true;
                };
        return load
                ? reading
                : new Reading(
                        reading.metric(),
                        Use.VALUE,
                        Signal.OTHER,
                        reading.unit(),
                        reading.factor());
    }

    private static boolean noLoad(String state) {
        return !state.isEmpty() && NO_LOAD.matcher(SignalRules.normalised(state)).matches();
    }

    /// Calls that a component makes, or that are told twice, are kept apart from those it answers.
    private static Reading ofCalls(Reading family, Map<String, String> labels) {
        String span = labels.getOrDefault("span_kind", "").toLowerCase(Locale.ROOT);
        span = span.substring(span.lastIndexOf('_') + 1);
        return switch (span) {
            case "client", "producer" ->
                    family.named(
                            span,
                            family.signal() == Signal.LATENCY
                                    ? Signal.CLIENT_LATENCY
                                    : Signal.OTHER);
            case "internal" -> family.named(span, Signal.OTHER);
            // A mesh tells each call at both of its ends.
            default ->
                    labels.getOrDefault("reporter", "").equals("source")
                            ? family.named("source", Signal.OTHER)
                            : family;
        };
    }

    private static SeriesInfo described(String metric) {
        SeriesId id = SeriesId.of("-", metric);
        return SignalRules.defaults().describe(id);
    }

    private static Measure measure(String unit, String name, Unit otherwise) {
        return Measure.told(unit).or(() -> Measure.named(name)).orElse(new Measure(otherwise, 1));
    }
}
