package dev.faultline.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignalRulesTest {
    @ParameterizedTest
    @CsvSource({
        "rps, TRAFFIC, PER_SECOND",
        "qps, TRAFFIC, PER_SECOND",
        "requests, TRAFFIC, COUNT",
        "workload, TRAFFIC, PER_SECOND",
        "http_requests_total, TRAFFIC, PER_SECOND",
        "error_share, ERRORS, RATIO",
        "http_requests_5xx_ratio, ERRORS, RATIO",
        "client_error_share, CLIENT_ERRORS, RATIO",
        "availability, AVAILABILITY, PERCENT",
        "success_percent, AVAILABILITY, PERCENT",
        "SuccessRate(%), AVAILABILITY, PERCENT",
        "PodServerLatencyP90(s), LATENCY, SECONDS",
        "CPUUtilization, CPU, RATIO",
        "latency, LATENCY, SECONDS",
        "latency_p99, LATENCY, SECONDS",
        "latency_mean, LATENCY, SECONDS",
        "client_latency_p90, CLIENT_LATENCY, SECONDS",
        "http.server.request.duration, LATENCY, SECONDS",
        "http.client.request.duration, CLIENT_LATENCY, SECONDS",
        "http_server_request_duration_seconds_p95, LATENCY, SECONDS",
        "response_time_ms, LATENCY, UNKNOWN",
        "cpu, CPU, RATIO",
        "cpu_percent, CPU, PERCENT",
        "container_cpu_usage, CPU, RATIO",
        "memory, MEMORY, BYTES",
        "container_memory_working_set_bytes, MEMORY, BYTES",
        "memory_percent, MEMORY, PERCENT",
        "disk, DISK, RATIO",
        "connections, CONNECTIONS, COUNT",
        "db_connections_active, CONNECTIONS, COUNT",
        "queue_depth, SATURATION, COUNT",
        "kafka_consumer_lag, SATURATION, COUNT",
        "hit_share, OTHER, RATIO",
        "network_receive_bytes, NETWORK, BYTES_PER_SECOND",
        "mood, OTHER, UNKNOWN",
    })
    void tellsSignalAndUnitByName(String metric, Signal signal, Unit unit) {
        SeriesInfo info = SignalRules.defaults().describe(SeriesId.of("a", metric));
        assertThat(info.signal()).isEqualTo(signal);
        assertThat(info.unit()).isEqualTo(unit);
    }
}
