package dev.faultline.model;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// What a metric means, told by its name: the first rule whose pattern matches the whole name
/// decides. Names are compared in lower case with `_` between words: `http.server.duration` and
/// `httpServerDuration` are one name. A name that no rule knows is [Signal#OTHER]: kept and shown,
/// but it says nothing for or against a cause.
public final class SignalRules {
    private static final Pattern WORD_BREAK =
            Pattern.compile("([a-z0-9])([A-Z])|([A-Z])([A-Z][a-z])");

    private static final String STATISTIC = "(_(mean|avg|average|median|max|p\\d+|quantile))?";
    private static final String TIME_UNIT = "(_(s|sec|seconds))?";
    private static final String SHARE = "_(share|ratio|rate|fraction)";
    private static final String PERCENT = "_(percent|pct)";

    private static final SignalRules DEFAULTS =
            new SignalRules(
                    List.of(
                            // what a runtime does in itself is neither a call nor trouble
                            rule(
                                    "(.*_)?(gc|garbage_collection|safepoint)(_.*)?",
                                    Signal.OTHER,
                                    Unit.UNKNOWN),
                            // how many calls a histogram of latencies counts
                            rule(
                                    "(http|rpc|grpc|db|messaging)_client(_request|_operation)?_duration(_(seconds|milliseconds))?_rate",
                                    Signal.OTHER,
                                    Unit.PER_SECOND),
                            rule(
                                    "(.*_)?(latency|response_time|duration)(_(s|seconds|ms|milliseconds))?_rate",
                                    Signal.TRAFFIC,
                                    Unit.PER_SECOND),
                            // latency, the caller's view first: its names contain the others
                            rule(
                                    "(client|upstream|outbound|edge)_(latency|duration)"
                                            + STATISTIC
                                            + TIME_UNIT,
                                    Signal.CLIENT_LATENCY,
                                    Unit.SECONDS),
                            rule(
                                    "(http|rpc|grpc|db|messaging)_client(_request|_operation)?_duration"
                                            + TIME_UNIT
                                            + STATISTIC,
                                    Signal.CLIENT_LATENCY,
                                    Unit.SECONDS),
                            rule(
                                    "(.*_)?(latency|response_time)" + STATISTIC + TIME_UNIT,
                                    Signal.LATENCY,
                                    Unit.SECONDS),
                            rule(
                                    "(.*_)?duration" + TIME_UNIT + STATISTIC,
                                    Signal.LATENCY,
                                    Unit.SECONDS),
                            rule(
                                    "(.*_)?(latency|response_time|duration)_(ms|millis|milliseconds|us|micros)"
                                            + STATISTIC,
                                    Signal.LATENCY,
                                    Unit.UNKNOWN),
                            // calls that failed, the client's own account first
                            rule(
                                    "(.*_)?(client_error|denied|throttled)s?" + SHARE,
                                    Signal.CLIENT_ERRORS,
                                    Unit.RATIO),
                            rule("(.*_)?4xx" + SHARE, Signal.CLIENT_ERRORS, Unit.RATIO),
                            rule(
                                    "(.*_)?(client_errors?|4xx)" + PERCENT,
                                    Signal.CLIENT_ERRORS,
                                    Unit.PERCENT),
                            rule(
                                    "(.*_)?(client_errors|4xx)(_total|_per_second)?",
                                    Signal.CLIENT_ERRORS,
                                    Unit.PER_SECOND),
                            rule("(.*_)?(error|failure|5xx)s?" + SHARE, Signal.ERRORS, Unit.RATIO),
                            rule(
                                    "(.*_)?(error|failure|5xx)s?" + PERCENT,
                                    Signal.ERRORS,
                                    Unit.PERCENT),
                            rule(
                                    "(.*_)?(errors|failures|failed|5xx)(_total|_per_second)?",
                                    Signal.ERRORS,
                                    Unit.PER_SECOND),
                            rule("(.*_)?availability", Signal.AVAILABILITY, Unit.PERCENT),
                            rule(
                                    "(.*_)?success(_rate)?" + PERCENT,
                                    Signal.AVAILABILITY,
                                    Unit.PERCENT),
                            rule("(.*_)?success" + SHARE, Signal.AVAILABILITY, Unit.RATIO),
                            // traffic
                            rule(
                                    "(.*_)?(rps|qps|tps|ops|workload|throughput|(requests?|calls?|queries|messages)(_rate|_per_second|_total))",
                                    Signal.TRAFFIC,
                                    Unit.PER_SECOND),
                            rule(
                                    "(.*_)?(requests|calls|queries)(_(sum|count))?",
                                    Signal.TRAFFIC,
                                    Unit.COUNT),
                            // resources
                            rule(
                                    "(.*_)?cpu(_usage|_utili[sz]ation)?" + PERCENT,
                                    Signal.CPU,
                                    Unit.PERCENT),
                            rule(
                                    "(.*_)?cpu(_(usage|utili[sz]ation|share|ratio))?",
                                    Signal.CPU,
                                    Unit.RATIO),
                            rule(
                                    "(.*_)?(memory|mem|heap)(_.*)?" + PERCENT,
                                    Signal.MEMORY,
                                    Unit.PERCENT),
                            rule(
                                    "(.*_)?(memory|mem|heap)(_usage)?_(utili[sz]ation|share|ratio)",
                                    Signal.MEMORY,
                                    Unit.RATIO),
                            rule(
                                    "(.*_)?(memory|mem|heap)(_(usage|used|bytes|working_set|rss))*",
                                    Signal.MEMORY,
                                    Unit.BYTES),
                            rule(
                                    "(.*_)?(disk|filesystem)(_.*)?" + PERCENT,
                                    Signal.DISK,
                                    Unit.PERCENT),
                            rule(
                                    "(.*_)?(disk|filesystem)(_(usage|utili[sz]ation|share|ratio|busy))?",
                                    Signal.DISK,
                                    Unit.RATIO),
                            rule(
                                    "(.*_)?(connections|connection_pool|pool)(_(used|active|in_use|usage))?",
                                    Signal.CONNECTIONS,
                                    Unit.COUNT),
                            rule(
                                    "(.*_)?(network|net)_.*(bytes|octets).*",
                                    Signal.NETWORK,
                                    Unit.BYTES_PER_SECOND),
                            rule(
                                    "(.*_)?(queue_(depth|length|size)|backlog|consumer_lag|lag|inflight|in_flight|threads_busy)",
                                    Signal.SATURATION,
                                    Unit.COUNT),
                            rule(
                                    "(.*_)?(saturation|utili[sz]ation)",
                                    Signal.SATURATION,
                                    Unit.RATIO),
                            // a share of hits says how a cache fares, not that it is in trouble
                            rule("(.*_)?(hit|miss)s?" + SHARE, Signal.OTHER, Unit.RATIO)));

    private final List<Rule> rules;

    public SignalRules(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    /// The rules for names that are in common use: plain words (`rps`, `error_share`,
    /// `latency_p95`, `cpu`), the OpenTelemetry semantic conventions and Prometheus habits.
    public static SignalRules defaults() {
        return DEFAULTS;
    }

    /// One rule.
    ///
    /// @param pattern must match the whole normalised name
    public record Rule(Pattern pattern, Signal signal, Unit unit) {}

    /// A name in lower case with `_` between words, as rules compare it.
    public static String normalised(String name) {
        return WORD_BREAK
                .matcher(name)
                .replaceAll("$1$3_$2$4")
                .toLowerCase(Locale.ROOT)
                .replace("%", "_percent")
                .replaceAll("[^a-z0-9]+", "_")
                .replaceAll("^_|_$", "");
    }

    /// What a series of this name holds.
    public SeriesInfo describe(SeriesId id) {
        String name = normalised(id.metric());
        for (Rule rule : rules) {
            if (rule.pattern().matcher(name).matches()) {
                return new SeriesInfo(id, rule.unit(), rule.signal());
            }
        }
        return new SeriesInfo(id, Unit.UNKNOWN, Signal.OTHER);
    }

    /// As [#describe(SeriesId)], knowing the largest value too: memory or connections that never
    /// exceed 1 are a share of what there is, whatever their name usually counts.
    public SeriesInfo describe(SeriesId id, double largest) {
        SeriesInfo info = describe(id);
        boolean counts = info.unit() == Unit.BYTES || info.unit() == Unit.COUNT;
        return counts && info.signal().isResource() && largest <= 1
                ? new SeriesInfo(id, Unit.RATIO, info.signal())
                : info;
    }

    private static Rule rule(String pattern, Signal signal, Unit unit) {
        return new Rule(Pattern.compile(pattern), signal, unit);
    }
}
