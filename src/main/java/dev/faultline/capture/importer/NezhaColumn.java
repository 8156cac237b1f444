package dev.faultline.capture.importer;

import dev.faultline.model.SeriesId;
import dev.faultline.model.SeriesInfo;
import dev.faultline.model.Signal;
import dev.faultline.model.Unit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a column of a Nezha table becomes.
///
/// @param factor from the unit of the table to `unit`
record NezhaColumn(String metric, Unit unit, Signal signal, double factor) {
    /// By header: what was measured on a pod.
    static final Map<String, NezhaColumn> OF_PODS = new LinkedHashMap<>();

    /// By header: what users saw of the front.
    static final Map<String, NezhaColumn> OF_THE_FRONT = new LinkedHashMap<>();

    static {
        double mebi = 1 << 20;
        // the use as a share of the limit is the signal; the same in other units says nothing new
        put(OF_PODS, "CpuUsage(m)", "cpu_millicores", Unit.UNKNOWN, Signal.OTHER);
        put(OF_PODS, "CpuUsageRate(%)", "cpu_percent", Unit.PERCENT, Signal.CPU);
        OF_PODS.put(
                "MemoryUsage(Mi)", new NezhaColumn("memory_bytes", Unit.BYTES, Signal.OTHER, mebi));
        put(OF_PODS, "MemoryUsageRate(%)", "memory_percent", Unit.PERCENT, Signal.MEMORY);
        put(OF_PODS, "SyscallRead", "syscall_reads", Unit.COUNT, Signal.OTHER);
        put(OF_PODS, "SyscallWrite", "syscall_writes", Unit.COUNT, Signal.OTHER);
        put(
                OF_PODS,
                "NetworkReceiveBytes",
                "network_receive_bytes",
                Unit.BYTES_PER_SECOND,
                Signal.NETWORK);
        put(
                OF_PODS,
                "NetworkTransmitBytes",
                "network_transmit_bytes",
                Unit.BYTES_PER_SECOND,
                Signal.NETWORK);
        for (String quantile : List.of("90", "95", "99")) {
            put(
                    OF_PODS,
                    "PodClientLatencyP" + quantile + "(s)",
                    "client_latency_p" + quantile,
                    Unit.SECONDS,
                    Signal.CLIENT_LATENCY);
            put(
                    OF_PODS,
                    "PodServerLatencyP" + quantile + "(s)",
                    "latency_p" + quantile,
                    Unit.SECONDS,
                    Signal.LATENCY);
        }
        put(OF_PODS, "PodWorkload(Ops)", "workload", Unit.PER_SECOND, Signal.TRAFFIC);
        put(OF_PODS, "PodSuccessRate(%)", "success_percent", Unit.PERCENT, Signal.AVAILABILITY);
        // of the machine below, which other pods share: no signal of the service
        put(OF_PODS, "NodeCpuUsageRate(%)", "node_cpu_percent", Unit.PERCENT, Signal.OTHER);
        put(OF_PODS, "NodeMemoryUsageRate(%)", "node_memory_percent", Unit.PERCENT, Signal.OTHER);
        put(
                OF_PODS,
                "NodeNetworkReceiveBytes",
                "node_network_receive_bytes",
                Unit.BYTES_PER_SECOND,
                Signal.OTHER);
        put(
                OF_THE_FRONT,
                "SuccessRate(%)",
                "user_success_percent",
                Unit.PERCENT,
                Signal.AVAILABILITY);
        for (String quantile : List.of("50", "90", "95", "99")) {
            put(
                    OF_THE_FRONT,
                    "LatencyP" + quantile + "(s)",
                    "user_latency_p" + quantile,
                    Unit.SECONDS,
                    Signal.LATENCY);
        }
    }

    SeriesInfo series(String service) {
        return new SeriesInfo(SeriesId.of(service, metric), unit, signal);
    }

    private static void put(
            Map<String, NezhaColumn> columns,
            String header,
            String metric,
            Unit unit,
            Signal signal) {
        columns.put(header, new NezhaColumn(metric, unit, signal, 1));
    }
}
