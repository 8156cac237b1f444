package dev.faultline.source.meaning;

import dev.faultline.model.Signal;
import dev.faultline.model.Unit;
import dev.faultline.source.meaning.Reading.Use;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Metrics whose name alone would be misread: what is left instead of what is used, parts that make
/// a whole, levels that are spelled like counts. Names are normalised; the first that fits decides.
/// Most of this class is the table.
final class SpecialMetrics {
    /// Labels of single calls: values that differ in them only are of one family.
    static final Set<String> OF_CALLS =
            Set.of(
                    "quantile",
                    "le",
                    "http_route",
                    "route",
                    "uri",
                    "path",
                    "handler",
                    "endpoint",
                    "http_request_method",
                    "http_method",
                    "method",
                    "verb",
                    "http_response_status_code",
                    "http_status_code",
                    "status",
                    "status_code",
                    "code",
                    "outcome",
                    "exception");

    private static final Set<String> CORES =
            Set.of("cpu", "plugin_instance", "cpu_logical_number", "core");

    private static final Pattern ANY = Pattern.compile(".*");

    private static final String MODE = "mode|cpu_mode|state|system_cpu_state|type_instance";

    /// Busy is what is not idle, on average over all cores.
    private static final String BUSY = "cpu.utilization";

    private static final String MEMORY_IN_USE = "memory.utilization";
    private static final String DISK_IN_USE = "disk.utilization";

    private static final List<Special> ALL =
            List.of(
                    // CPU: the share of idle time is what tells; the other parts are kept, but mute
                    busy("node_cpu_seconds_total|system_cpu_time", "idle", 1),
                    busy("system_cpu_utili[sz]ation", "idle", 1),
                    busy("cpu_percent", "idle", .01),
                    busy("cpu", "idle", .01), // collectd: jiffies of 10 ms
                    special("cpu_usage_idle", BUSY, Signal.CPU, Unit.RATIO, -.01, 1), // Telegraf
                    special("system_cpu_idle_norm_pct", BUSY, Signal.CPU, Unit.RATIO, -1, 1),
                    mute("node_cpu_seconds_total|system_cpu_time|cpu_time", 1, Unit.RATIO),
                    muteWith("system_cpu_utili[sz]ation|cpu_percent|cpu", MODE),
                    mute(
                            "cpu_(usage|time)_(user|system|nice|iowait|wait|irq|interrupt|softirq|steal|guest|guest_nice|idle|active)",
                            .01,
                            Unit.RATIO),
                    special("system_cpu_total_norm_pct", null, Signal.CPU, Unit.RATIO, 1, 0),
                    mute("system_cpu_.*_pct", 1, Unit.RATIO),
                    special(
                            "(process|container|jvm|k8s_pod|k8s_node|k8s_container)(_.*)?_cpu_(seconds|time|usage_seconds)(_total)?"
                                    + "|(process|container|jvm)_cpu_(seconds|time|usage_seconds)(_total)?",
                            null,
                            Signal.CPU,
                            Unit.RATIO,
                            1,
                            0),
                    special(
                            "(k8s_(pod|node|container)|container)_cpu_usage",
                            null,
                            Signal.CPU,
                            Unit.RATIO,
                            1,
                            0),
                    special(
                            "jvm_cpu_recent_utili[sz]ation|jvm_system_cpu_utili[sz]ation",
                            null,
                            Signal.CPU,
                            Unit.RATIO,
                            1,
                            0),
                    special(
                            "docker_container_cpu_usage_total",
                            null,
                            Signal.CPU,
                            Unit.RATIO,
                            1e-9,
                            0),
                    special(
                            "(node_|system_)?load_?1|load_shortterm|system_cpu_load_average_1m|system_load_1",
                            null,
                            Signal.SATURATION,
                            Unit.COUNT,
                            1,
                            0),
                    // Metricbeat writes shares as `pct`
                    special("system_memory_actual_used_pct", null, Signal.MEMORY, Unit.RATIO, 1, 0),
                    special(
                            "system_(filesystem|fsstat)_used_pct",
                            null,
                            Signal.DISK,
                            Unit.RATIO,
                            1,
                            0),
                    mute("system_.*_pct", 1, Unit.RATIO),
                    // two series make one share: what is left, and all there is
                    part("node_memory_mem_available_bytes", Use.LEFT, MEMORY_IN_USE, Signal.MEMORY),
                    part("node_memory_mem_total_bytes", Use.WHOLE, MEMORY_IN_USE, Signal.MEMORY),
                    part(
                            "node_filesystem_avail_bytes|windows_logical_disk_free_bytes",
                            Use.LEFT,
                            DISK_IN_USE,
                            Signal.DISK),
                    part(
                            "node_filesystem_size_bytes|windows_logical_disk_size_bytes",
                            Use.WHOLE,
                            DISK_IN_USE,
                            Signal.DISK),
                    // how long a disk was busy; how much went through it is no trouble
                    special(
                            "node_disk_io_time_seconds_total|system_disk_io_time",
                            "disk.busy",
                            Signal.DISK,
                            Unit.RATIO,
                            1,
                            0),
                    special(
                            "(.*_)?diskio_io_time|disk_io_time_io_time|disk_disk_io_time_io_time",
                            "disk.busy",
                            Signal.DISK,
                            Unit.RATIO,
                            1e-3,
                            0),
                    // df of collectd: bytes or percent by state
                    specialWith(
                            "df_complex|df_df_complex|df",
                            "type_instance",
                            "used",
                            Signal.DISK,
                            Unit.BYTES),
                    specialWith(
                            "percent_bytes|df_percent_bytes",
                            "type_instance",
                            "used",
                            Signal.DISK,
                            Unit.PERCENT),
                    mute(
                            "(df_)?(df_complex|percent_bytes|percent_inodes|df_inodes)(_.*)?",
                            1,
                            Unit.UNKNOWN),
                    // network
                    special(
                            "(node_network_(receive|transmit)|system_network_(in|out)|(interface_)?if)_(octets|bytes)(_(rx|tx|total))?"
                                    + "|(.*_)?net_bytes_(recv|sent)|docker_container_net_(rx|tx)_bytes|system_network_io"
                                    + "|container_network_(receive|transmit)_bytes_total|container_network_io|k8s_(pod|node)_network_io",
                            null,
                            Signal.NETWORK,
                            Unit.BYTES,
                            1,
                            0),
                    special(
                            "(node_network_(receive|transmit)|container_network_(receive|transmit))_(errs|errors|drop|packets_dropped)(_total)?"
                                    + "|(interface_)?if_(errors|dropped)(_(rx|tx))?|(.*_)?net_(err|drop)_(in|out)"
                                    + "|system_network_(errors|dropped)|system_network_(in|out)_(errors|dropped)",
                            null,
                            Signal.ERRORS,
                            Unit.COUNT,
                            1,
                            0),
                    specialWith(
                            "system_network_connections",
                            "state|network_connection_state",
                            "(?i)established",
                            Signal.CONNECTIONS,
                            Unit.COUNT),
                    mute("system_network_connections", 1, Unit.COUNT),
                    // whether it answers
                    special("up|probe_success", null, Signal.AVAILABILITY, Unit.RATIO, 1, 0),
                    // calls whose names say neither requests nor duration
                    special(
                            "grpc_server_handled_total",
                            null,
                            Signal.TRAFFIC,
                            Unit.PER_SECOND,
                            1,
                            0),
                    mute(
                            "grpc_(server|client)_(started|msg_received|msg_sent)_total",
                            1,
                            Unit.COUNT),
                    special(
                            "messaging_client_consumed_messages",
                            null,
                            Signal.TRAFFIC,
                            Unit.PER_SECOND,
                            1,
                            0),
                    special(
                            "traces_service_graph_request_total",
                            null,
                            Signal.TRAFFIC,
                            Unit.PER_SECOND,
                            1,
                            0),
                    special(
                            "traces_service_graph_request_failed_total",
                            null,
                            Signal.ERRORS,
                            Unit.COUNT,
                            1,
                            0),
                    // what waits
                    special(
                            "kafka_(consumer_?group|consumer)_lag(_(sum|max))?|kafka_consumer_(fetch_manager_)?records_lag(_max)?"
                                    + "|messaging_kafka_consumer_lag|rabbitmq_queue_messages(_(ready|unacked|unacknowledged))?"
                                    + "|(http_server|rpc_server)_(active_requests|requests_active)|(.*_)?connections?_pending(_requests)?",
                            null,
                            Signal.SATURATION,
                            Unit.COUNT,
                            1,
                            0),
                    // what a cache did not know, and others are asked for instead
                    special(
                            "(redis_)?keyspace_misses(_total)?|memcached_get_misses(_total)?|(.*_)?cache_misses(_total)?",
                            null,
                            Signal.SATURATION,
                            Unit.COUNT,
                            1,
                            0),
                    // connections in use
                    specialWith(
                            "db_client_connections?_(count|usage)",
                            "state|db_client_connection_state",
                            "used",
                            Signal.CONNECTIONS,
                            Unit.COUNT),
                    mute(
                            "db_client_connections?_(count|usage|max|idle_max|idle_min)",
                            1,
                            Unit.COUNT),
                    special(
                            "redis_connected_clients|mysql_global_status_threads_connected|pg_stat_activity_count|pg_stat_database_numbackends",
                            null,
                            Signal.CONNECTIONS,
                            Unit.COUNT,
                            1,
                            0));

    private static final Pattern TIMES_CALLS =
            Pattern.compile(
                    "(.*_)?(requests?|responses?|handling|processing|calls?|query|queries|rpc|server|client)"
                            + "(_(seconds|milliseconds|ms|time))");

    /// Names are few and series many.
    private static final int REMEMBERED = 20_000;

    private final Map<String, List<Special>> known = new HashMap<>();

    /// One metric.
    ///
    /// @param label names of a label, one of which must be there; empty for any labels
    /// @param as what it is called; null for its own name
    /// @param part of which two make a share; null where it stands for itself
    record Special(
            Pattern name,
            Set<String> label,
            Pattern value,
            @Nullable String as,
            Signal signal,
            Unit unit,
            double factor,
            double offset,
            @Nullable Use part) {
        /// @param told the unit, as the producer spells it
        Reading reading(String metric, boolean counter, String told) {
            if (part != null && as != null) {
                return new Reading(as, part, signal, unit, 1);
            }
            // A unit that the producer tells is converted, where what is known is of that kind.
            double scale =
                    Measure.told(told)
                            .filter(m ->
                                    m.unit() == this.unit || (m.unit() == Unit.SECONDS && counter))
                            .map(Measure::factor)
                            .orElse(1.0);
            Use use = !counter ? Use.VALUE : signal == Signal.TRAFFIC ? Use.CALLS : Use.RATE;
            String base = Readings.withoutCount(metric);
            Unit perSecond =
                    switch (this.unit) {
                        case BYTES -> Unit.BYTES_PER_SECOND;
                        case RATIO -> Unit.RATIO;
                        default -> Unit.PER_SECOND;
                    };
            return new Reading(
                    as != null ? as : use == Use.RATE ? base + ".rate" : counter ? base : metric,
                    use,
                    signal,
                    counter || isRate() ? perSecond : this.unit,
                    factor * scale,
                    offset,
                    as != null && as.equals(BUSY)
                            ? Set.of(
                                    "cpu",
                                    "plugin_instance",
                                    "cpu_logical_number",
                                    "core",
                                    "mode",
                                    "cpu_mode",
                                    "state",
                                    "system_cpu_state",
                                    "type_instance")
                            : signal == Signal.OTHER ? CORES : Set.of());
        }

        /// Whether even a level of it is a rate: nothing of it can be there at a moment.
        private boolean isRate() {
            return signal == Signal.NETWORK || signal == Signal.ERRORS;
        }

        private boolean fits(Map<String, String> labels) {
            return label.isEmpty()
                    || label.stream()
                            .anyMatch(l ->
                                    labels.containsKey(l)
                                            && value.matcher(labels.get(l)).matches());
        }
    }

    /// The special meaning of a metric, if it has one.
    ///
    /// @param name normalised
    /// @param labels by normalised name
    Optional<Special> find(String name, Map<String, String> labels) {
        if (known.size() > REMEMBERED) {
            known.clear();
        }
        return known
                .computeIfAbsent(
                        name, n -> ALL.stream().filter(s -> s.name().matcher(n).matches()).toList())
                .stream()
                .filter(special -> special.fits(labels))
                .findFirst();
    }

    private static Special busy(String name, String idle, double factor) {
        return new Special(
                Pattern.compile(name),
                labels(MODE),
                Pattern.compile(idle),
                BUSY,
                Signal.CPU,
                Unit.RATIO,
                -factor,
                1,
                null);
    }

    private static Special special(
            String name,
            @Nullable String as,
            Signal signal,
            Unit unit,
            double factor,
            double offset) {
        return new Special(
                Pattern.compile(name), Set.of(), ANY, as, signal, unit, factor, offset, null);
    }

    /// Where a label says that it is the part in use.
    private static Special specialWith(
            String name, String label, String value, Signal signal, Unit unit) {
        return new Special(
                Pattern.compile(name),
                labels(label),
                Pattern.compile(value),
                null,
                signal,
                unit,
                1,
                0,
                null);
    }

    private static Special part(String name, Use part, String as, Signal signal) {
        return new Special(
                Pattern.compile(name), Set.of(), ANY, as, signal, Unit.RATIO, 1, 0, part);
    }

    /// Kept, and says nothing for or against a cause.
    private static Special mute(String name, double factor, Unit unit) {
        return special(name, null, Signal.OTHER, unit, factor, 0);
    }

    /// Mute where a label says that it is a part.
    private static Special muteWith(String name, String label) {
        return specialWith(name, label, ".*", Signal.OTHER, Unit.RATIO);
    }

    private static Set<String> labels(String names) {
        return Set.of(names.split("\\|", -1));
    }

    /// Whether a distribution of times is of calls although its name says neither latency nor
    /// duration.
    static boolean timesCalls(String name) {
        return TIMES_CALLS.matcher(name).matches();
    }
}
