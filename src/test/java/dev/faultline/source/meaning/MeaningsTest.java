package dev.faultline.source.meaning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.model.Signal;
import dev.faultline.model.Unit;
import dev.faultline.settings.Settings;
import dev.faultline.source.format.PointKind;
import dev.faultline.source.format.RawSeries;
import dev.faultline.source.meaning.MappingRules.Meaning;
import dev.faultline.source.meaning.Reading.Use;
import dev.faultline.topology.ComponentKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which names become what: the OpenTelemetry semantic conventions 1.38, Prometheus exporters,
/// collectd, Telegraf, Metricbeat.
class MeaningsTest {
    private final MappingRules rules = MappingRules.defaults();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // OpenTelemetry: gauges and counts
                "system.cpu.utilization     | 1   | GAUGE      | cpu.mode=idle   | cpu.utilization            | VALUE | CPU         | RATIO            | -1",
                "system.cpu.utilization     | 1   | GAUGE      | cpu.mode=user   | system.cpu.utilization     | VALUE | OTHER       | RATIO            | 1",
                "system.cpu.utilization     | 1   | GAUGE      | -               | system.cpu.utilization     | VALUE | CPU         | RATIO            | 1",
                "system.cpu.time            | s   | CUMULATIVE | state=idle      | cpu.utilization            | RATE  | CPU         | RATIO            | -1",
                "system.memory.usage        | By  | GAUGE      | state=used      | system.memory.usage        | VALUE | MEMORY      | BYTES            | 1",
                "system.memory.usage        | By  | GAUGE      | state=free      | system.memory.usage        | VALUE | OTHER       | BYTES            | 1",
                "system.memory.utilization  | 1   | GAUGE      | system.memory.state=used | system.memory.utilization | VALUE | MEMORY | RATIO       | 1",
                "system.filesystem.utilization | 1 | GAUGE     | -               | system.filesystem.utilization | VALUE | DISK     | RATIO            | 1",
                "system.filesystem.usage    | By  | GAUGE      | state=free      | system.filesystem.usage    | VALUE | OTHER       | BYTES            | 1",
                "system.disk.io_time        | s   | CUMULATIVE | device=sda      | disk.busy                  | RATE  | DISK        | RATIO            | 1",
                "system.network.io          | By  | CUMULATIVE | direction=receive | system.network.io.rate   | RATE  | NETWORK     | BYTES_PER_SECOND | 1",
                "system.network.errors      | {error} | CUMULATIVE | -           | system.network.errors.rate | RATE  | ERRORS      | PER_SECOND       | 1",
                "process.cpu.time           | s   | CUMULATIVE | -               | process.cpu.time.rate      | RATE  | CPU         | RATIO            | 1",
                "process.cpu.utilization    | 1   | GAUGE      | -               | process.cpu.utilization    | VALUE | CPU         | RATIO            | 1",
                "process.memory.usage       | By  | GAUGE      | -               | process.memory.usage       | VALUE | MEMORY      | BYTES            | 1",
                "process.memory.virtual     | By  | GAUGE      | -               | process.memory.virtual     | VALUE | OTHER       | BYTES            | 1",
                "jvm.memory.used            | By  | GAUGE      | jvm.memory.type=heap | jvm.memory.used       | VALUE | MEMORY      | BYTES            | 1",
                "jvm.memory.limit           | By  | GAUGE      | -               | jvm.memory.limit           | VALUE | OTHER       | BYTES            | 1",
                "jvm.cpu.recent_utilization | 1   | GAUGE      | -               | jvm.cpu.recent_utilization | VALUE | CPU         | RATIO            | 1",
                "container.cpu.time         | s   | CUMULATIVE | -               | container.cpu.time.rate    | RATE  | CPU         | RATIO            | 1",
                "container.memory.usage     | By  | GAUGE      | -               | container.memory.usage     | VALUE | MEMORY      | BYTES            | 1",
                "k8s.pod.cpu.usage          | {cpu} | GAUGE    | -               | k8s.pod.cpu.usage          | VALUE | CPU         | RATIO            | 1",
                "k8s.pod.memory.working_set | By  | GAUGE      | -               | k8s.pod.memory.working_set | VALUE | MEMORY      | BYTES            | 1",
                "k8s.pod.network.io         | By  | CUMULATIVE | -               | k8s.pod.network.io.rate    | RATE  | NETWORK     | BYTES_PER_SECOND | 1",
                "http.server.active_requests | {request} | GAUGE | -             | http.server.active_requests | VALUE | SATURATION | COUNT            | 1",
                "db.client.connection.count | {connection} | GAUGE | db.client.connection.state=used | db.client.connection.count | VALUE | CONNECTIONS | COUNT | 1",
                "db.client.connection.count | {connection} | GAUGE | db.client.connection.state=idle | db.client.connection.count | VALUE | OTHER | COUNT | 1",
                "db.client.connection.pending_requests | {request} | GAUGE | - | db.client.connection.pending_requests | VALUE | SATURATION | COUNT | 1",
                "messaging.client.consumed.messages | {message} | CUMULATIVE | - | messaging.client.consumed.messages | CALLS | TRAFFIC | PER_SECOND | 1",
                "kafka.consumer_group.lag   | 1   | GAUGE      | -               | kafka.consumer_group.lag   | VALUE | SATURATION  | COUNT            | 1",
                "orders.placed              | -   | CUMULATIVE | -               | orders.placed.rate         | RATE  | OTHER       | PER_SECOND       | 1",
                // Prometheus
                "up                         | -   | UNTOLD     | -               | up                         | VALUE | AVAILABILITY | RATIO           | 1",
                "redis_keyspace_misses_total | -  | UNTOLD     | -               | redis_keyspace_misses.rate | RATE  | SATURATION  | PER_SECOND       | 1",
                "redis_keyspace_hits_total  | -   | UNTOLD     | -               | redis_keyspace_hits.rate   | RATE  | OTHER       | PER_SECOND       | 1",
                "http_requests_total        | -   | UNTOLD     | code=200        | http_requests              | CALLS | TRAFFIC     | PER_SECOND       | 1",
                "http_client_requests_total | -   | UNTOLD     | -               | http_client_requests       | CALLS | OTHER       | PER_SECOND       | 1",
                "http_request_duration_seconds_bucket | - | UNTOLD | le=0.5      | http_request_duration_seconds | BUCKET | LATENCY | SECONDS          | 1",
                "http_request_duration_seconds_sum | - | UNTOLD | -              | http_request_duration_seconds | SUM | LATENCY    | SECONDS          | 1",
                "http_request_duration_seconds_count | - | UNTOLD | -            | http_request_duration_seconds | COUNT | LATENCY  | SECONDS          | 1",
                "http_request_duration_seconds | - | UNTOLD | quantile=0.99      | http_request_duration_seconds.p99 | VALUE | LATENCY | SECONDS       | 1",
                "http_server_requests_seconds_count | - | UNTOLD | -             | http_server_requests_seconds | COUNT | LATENCY   | SECONDS          | 1",
                "grpc_server_handling_seconds_bucket | - | UNTOLD | le=1         | grpc_server_handling_seconds | BUCKET | LATENCY  | SECONDS          | 1",
                "istio_request_duration_milliseconds_bucket | - | UNTOLD | le=10 | istio_request_duration_milliseconds | BUCKET | LATENCY | SECONDS    | 0.001",
                "jvm_gc_pause_seconds_sum   | -   | UNTOLD     | -               | jvm_gc_pause_seconds       | SUM   | OTHER       | SECONDS          | 1",
                "node_cpu_seconds_total     | -   | UNTOLD     | mode=idle       | cpu.utilization            | RATE  | CPU         | RATIO            | -1",
                "node_cpu_seconds_total     | -   | UNTOLD     | mode=iowait     | node_cpu_seconds.rate      | RATE  | OTHER       | RATIO            | 1",
                "node_load1                 | -   | UNTOLD     | -               | node_load1                 | VALUE | SATURATION  | COUNT            | 1",
                "node_memory_MemAvailable_bytes | - | UNTOLD   | -               | memory.utilization | LEFT | MEMORY | RATIO            | 1",
                "node_filesystem_avail_bytes | -  | UNTOLD     | -               | disk.utilization | LEFT | DISK      | RATIO            | 1",
                "node_disk_io_time_seconds_total | - | UNTOLD  | -               | disk.busy                  | RATE  | DISK        | RATIO            | 1",
                "node_network_receive_bytes_total | - | UNTOLD | -               | node_network_receive_bytes.rate | RATE | NETWORK | BYTES_PER_SECOND | 1",
                "node_network_receive_errs_total | - | UNTOLD  | -               | node_network_receive_errs.rate | RATE | ERRORS   | PER_SECOND       | 1",
                "process_cpu_seconds_total  | -   | UNTOLD     | -               | process_cpu_seconds.rate   | RATE  | CPU         | RATIO            | 1",
                "process_resident_memory_bytes | - | UNTOLD    | -               | process_resident_memory_bytes | VALUE | MEMORY   | BYTES            | 1",
                "container_cpu_usage_seconds_total | - | UNTOLD | -              | container_cpu_usage_seconds.rate | RATE | CPU    | RATIO            | 1",
                "container_memory_working_set_bytes | - | UNTOLD | -             | container_memory_working_set_bytes | VALUE | MEMORY | BYTES         | 1",
                "kafka_consumergroup_lag    | -   | UNTOLD     | -               | kafka_consumergroup_lag    | VALUE | SATURATION  | COUNT            | 1",
                "hikaricp_connections_active | -  | UNTOLD     | -               | hikaricp_connections_active | VALUE | CONNECTIONS | COUNT           | 1",
                "hikaricp_connections_pending | - | UNTOLD     | -               | hikaricp_connections_pending | VALUE | SATURATION | COUNT           | 1",
                "system_cpu_count           | -   | UNTOLD     | -               | system_cpu_count           | VALUE | OTHER       | UNKNOWN          | 1",
                "queue_wait_ms              | -   | UNTOLD     | -               | queue_wait_ms              | VALUE | OTHER       | SECONDS          | 0.001",
                "api_latency_ms             | -   | UNTOLD     | -               | api_latency_ms             | VALUE | LATENCY     | SECONDS          | 0.001",
                "payment_errors_total       | -   | UNTOLD     | -               | payment_errors.rate        | RATE  | ERRORS      | PER_SECOND       | 1",
                // collectd
                "cpu.percent                | -   | GAUGE      | type_instance=idle | cpu.utilization         | VALUE | CPU         | RATIO            | -0.01",
                "cpu                        | -   | CUMULATIVE | type_instance=idle | cpu.utilization         | RATE  | CPU         | RATIO            | -0.01",
                "load.shortterm             | -   | GAUGE      | -               | load.shortterm             | VALUE | SATURATION  | COUNT            | 1",
                "memory                     | -   | GAUGE      | type_instance=used | memory                  | VALUE | MEMORY      | BYTES            | 1",
                "memory                     | -   | GAUGE      | type_instance=cached | memory                | VALUE | OTHER       | BYTES            | 1",
                "df.df_complex              | -   | GAUGE      | type_instance=used | df.df_complex           | VALUE | DISK        | BYTES            | 1",
                "df.percent_bytes           | -   | GAUGE      | type_instance=used | df.percent_bytes        | VALUE | DISK        | PERCENT          | 1",
                "interface.if_octets.rx     | -   | GAUGE      | -               | interface.if_octets.rx     | VALUE | NETWORK     | BYTES_PER_SECOND | 1",
                "interface.if_octets.rx     | -   | CUMULATIVE | -               | interface.if_octets.rx.rate | RATE | NETWORK     | BYTES_PER_SECOND | 1",
                "interface.if_errors.tx     | -   | GAUGE      | -               | interface.if_errors.tx     | VALUE | ERRORS      | PER_SECOND       | 1",
                // Telegraf
                "cpu_usage_idle             | -   | UNTOLD     | cpu=cpu-total   | cpu.utilization            | VALUE | CPU         | RATIO            | -0.01",
                "cpu_usage_user             | -   | UNTOLD     | cpu=cpu-total   | cpu_usage_user             | VALUE | OTHER       | RATIO            | 0.01",
                "mem_used_percent           | -   | UNTOLD     | -               | mem_used_percent           | VALUE | MEMORY      | PERCENT          | 1",
                "mem_available_percent      | -   | UNTOLD     | -               | mem_available_percent      | VALUE | OTHER       | PERCENT          | 1",
                "mem_total                  | -   | UNTOLD     | -               | mem_total                  | VALUE | OTHER       | UNKNOWN          | 1",
                "disk_used_percent          | -   | UNTOLD     | -               | disk_used_percent          | VALUE | DISK        | PERCENT          | 1",
                "net_bytes_recv             | -   | UNTOLD     | -               | net_bytes_recv.rate        | RATE  | NETWORK     | BYTES_PER_SECOND | 1",
                "diskio_io_time             | -   | UNTOLD     | -               | disk.busy                  | RATE  | DISK        | RATIO            | 0.001",
                "docker_container_mem_usage_percent | - | UNTOLD | -             | docker_container_mem_usage_percent | VALUE | MEMORY | PERCENT       | 1",
                // Metricbeat
                "system.cpu.total.norm.pct  | -   | UNTOLD     | -               | system.cpu.total.norm.pct  | VALUE | CPU         | RATIO            | 1",
                "system.memory.actual.used.pct | - | UNTOLD    | -               | system.memory.actual.used.pct | VALUE | MEMORY   | RATIO            | 1",
                "system.filesystem.used.pct | -   | UNTOLD     | -               | system.filesystem.used.pct | VALUE | DISK        | RATIO            | 1",
                "system.network.in.bytes    | -   | UNTOLD     | -               | system.network.in.bytes.rate | RATE | NETWORK    | BYTES_PER_SECOND | 1",
                // own
                "rps                        | -   | UNTOLD     | -               | rps                        | VALUE | TRAFFIC     | PER_SECOND       | 1",
                "error_share                | -   | UNTOLD     | -               | error_share                | VALUE | ERRORS      | RATIO            | 1",
                "latency_p95                | ms  | UNTOLD     | -               | latency_p95                | VALUE | LATENCY     | SECONDS          | 0.001",
                "cpu                        | -   | UNTOLD     | -               | cpu                        | VALUE | CPU         | RATIO            | 1",
                "memory                     | MiB | UNTOLD     | -               | memory                     | VALUE | MEMORY      | BYTES            | 1048576",
            })
    void singleNumbers(
            String metric,
            String unit,
            PointKind kind,
            String label,
            String name,
            Use use,
            Signal signal,
            Unit base,
            double factor) {
        Reading reading = rules.point(watched(rules, raw(metric, unit, kind, label)));
        assertThat(reading)
                .extracting(
                        Reading::metric,
                        Reading::use,
                        Reading::signal,
                        Reading::unit,
                        Reading::factor)
                .containsExactly(name, use, signal, base, factor);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "http.server.request.duration | s  | -                 | http.server.request.duration | LATENCY        | SECONDS | 1     | TRAFFIC",
                "http.server.duration         | ms | -                 | http.server.duration         | LATENCY        | SECONDS | 0.001 | TRAFFIC",
                "http.client.request.duration | s  | -                 | http.client.request.duration | CLIENT_LATENCY | SECONDS | 1     | OTHER",
                "rpc.server.duration          | ms | -                 | rpc.server.duration          | LATENCY        | SECONDS | 0.001 | TRAFFIC",
                "rpc.client.duration          | ms | -                 | rpc.client.duration          | CLIENT_LATENCY | SECONDS | 0.001 | OTHER",
                "db.client.operation.duration | s  | -                 | db.client.operation.duration | CLIENT_LATENCY | SECONDS | 1     | OTHER",
                "messaging.process.duration   | s  | -                 | messaging.process.duration   | LATENCY        | SECONDS | 1     | TRAFFIC",
                "messaging.client.operation.duration | s | -           | messaging.client.operation.duration | CLIENT_LATENCY | SECONDS | 1 | OTHER",
                "batch_job_duration_seconds   | -  | -                 | batch_job_duration_seconds   | LATENCY        | SECONDS | 1     | OTHER",
                "duration                     | ms | -                 | duration                     | LATENCY        | SECONDS | 0.001 | TRAFFIC",
                "shop_cache_request_duration_seconds | - | -           | shop_cache_request_duration_seconds | LATENCY | SECONDS | 1     | OTHER",
                "jvm.gc.duration              | s  | -                 | jvm.gc.duration              | OTHER          | SECONDS | 1     | OTHER",
                "http.server.response.body.size | By | -               | http.server.response.body.size | OTHER        | BYTES   | 1     | OTHER",
                "traces.span.metrics.duration | ms | span.kind=SPAN_KIND_CLIENT | traces.span.metrics.duration.client | CLIENT_LATENCY | SECONDS | 0.001 | OTHER",
                "traces.span.metrics.duration | ms | span.kind=SPAN_KIND_SERVER | traces.span.metrics.duration | LATENCY | SECONDS | 0.001 | TRAFFIC",
            })
    void distributions(
            String metric,
            String unit,
            String label,
            String name,
            Signal signal,
            Unit base,
            double factor,
            Signal traffic) {
        Reading reading =
                rules.distribution(watched(rules, raw(metric, unit, PointKind.CUMULATIVE, label)));
        assertThat(reading)
                .extracting(
                        Reading::metric,
                        Reading::signal,
                        Reading::unit,
                        Reading::factor,
                        Readings::traffic)
                .containsExactly(name, signal, base, factor, traffic);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "http.server.request.duration | service.name=checkout,host.name=web-01 | checkout | SERVICE",
                "jvm.memory.used | service.name=unknown_service:java,k8s.deployment.name=cart | cart | SERVICE",
                "up | job=checkout,instance=10.0.0.1:8080 | checkout | SERVICE",
                "http_requests_total | job=kubernetes-pods,app=cart,pod=cart-7d9f8c6b5-x2x4z | cart | SERVICE",
                "node_load1 | job=node-exporter,instance=web-01:9100 | web-01 | HOST",
                "node_load1 | job=node-exporter,service=prometheus-node-exporter,node=web-02 | web-02 | HOST",
                "system.cpu.time | host.name=web-03 | web-03 | HOST",
                "container_memory_working_set_bytes | job=kubelet,pod=cart-7d9f8c6b5-x2x4z,container=app,instance=n1 | cart | SERVICE",
                "container_cpu_usage_seconds_total | job=kubelet,pod=redis-0 | redis | SERVICE",
                "k8s.pod.cpu.usage | k8s.deployment.name=pay,k8s.pod.name=pay-abc | pay | SERVICE",
                "kafka_consumergroup_lag | job=kafka-exporter,consumergroup=billing,topic=t | billing | CONSUMER",
                "istio_requests_total | job=istio,destination_service_name=cart,source_workload=web | cart | SERVICE",
                "traces_service_graph_request_total | client=web,server=cart | cart | SERVICE",
                "load.shortterm | host=web-01.example.org | web-01.example.org | HOST",
                "docker_container_mem_usage_percent | host=raynor,container_name=shop | shop | SERVICE",
                "system.memory.actual.used.pct | host.name=madsh01 | madsh01 | HOST",
            })
    void components(String metric, String labels, String component, ComponentKind kind) {
        Meaning.Watched of = watched(rules, raw(metric, null, PointKind.GAUGE, labels.strip()));
        assertThat(of.service().value()).isEqualTo(component);
        assertThat(of.kind()).isEqualTo(kind);
        assertThat(of.labels()).doesNotContainValue(component);
    }

    @ParameterizedTest
    @CsvSource({
        "http.response.status_code, 200, OK",
        "http.response.status_code, 404, CLIENT",
        "http.response.status_code, 401, DENIED",
        "http.status_code, 403, DENIED",
        "code, 429, THROTTLED",
        "status, 5xx, SERVER",
        "status, 301, OK",
        "code, 503, SERVER",
        "outcome, CLIENT_ERROR, CLIENT",
        "outcome, SERVER_ERROR, SERVER",
        "rpc.grpc.status_code, 0, OK",
        "rpc.grpc.status_code, 14, SERVER",
        "rpc.grpc.status_code, 5, CLIENT",
        "rpc.grpc.status_code, 16, DENIED",
        "grpc_code, ResourceExhausted, THROTTLED",
        "grpc_code, DeadlineExceeded, SERVER",
        "rpc.response.status_code, UNAVAILABLE, SERVER",
        "status.code, STATUS_CODE_ERROR, SERVER",
        "status.code, STATUS_CODE_UNSET, OK",
        "error.type, java.net.UnknownHostException, SERVER",
        "error.type, 404, CLIENT",
        "code, en-GB, ",
        "colour, 500, ",
    })
    void answers(String label, String value, StatusClass answer) {
        assertThat(StatusClass.of(Map.of(dev.faultline.model.SignalRules.normalised(label), value)))
                .isEqualTo(Optional.ofNullable(answer));
    }

    @Test
    void aUsersRulesComeFirst() {
        MappingRules own =
                new MappingRules(
                        new Settings.Mapping(
                                List.of(
                                        rule("debug_.*", Map.of(), "", null, "", null, true),
                                        rule(
                                                "([a-z]+)\\.web-01\\.mood",
                                                Map.of(),
                                                "${1}-shop",
                                                Signal.SATURATION,
                                                "%",
                                                null,
                                                false),
                                        rule(
                                                "",
                                                Map.of("team", "pay.*"),
                                                "${unit.name}",
                                                null,
                                                "",
                                                null,
                                                false),
                                        rule(
                                                "ticks",
                                                Map.of(),
                                                "",
                                                Signal.TRAFFIC,
                                                "",
                                                Settings.Counting.COUNTER,
                                                false))));
        assertThat(own.meaning(raw("debug_x", null, PointKind.GAUGE, "service=a")))
                .isEqualTo(new Meaning.Dropped());
        Meaning.Watched mood = watched(own, raw("prod.web-01.mood", null, PointKind.UNTOLD, null));
        assertThat(mood.service().value()).isEqualTo("prod-shop");
        assertThat(own.point(mood))
                .isEqualTo(
                        new Reading(
                                "prod.web-01.mood", Use.VALUE, Signal.SATURATION, Unit.PERCENT, 1));
        Meaning.Watched named =
                watched(
                        own,
                        raw("x", null, PointKind.GAUGE, "team=payments,unit.name=ledger,job=b"));
        assertThat(named.service().value()).isEqualTo("ledger");
        assertThat(named.labels()).isEqualTo(Map.of("team", "payments"));
        assertThat(
                        watched(own, raw("x", null, PointKind.GAUGE, "team=payments,job=b"))
                                .service()
                                .value())
                .isEqualTo("b");
        assertThat(own.point(watched(own, raw("ticks", null, PointKind.GAUGE, "job=b"))).use())
                .isEqualTo(Use.CALLS);
    }

    private static Settings.MappingRule rule(
            String metric,
            Map<String, String> labels,
            String service,
            @org.jspecify.annotations.Nullable Signal signal,
            String unit,
            Settings.@org.jspecify.annotations.Nullable Counting kind,
            boolean drop) {
        return new Settings.MappingRule(
                metric,
                labels,
                service,
                Optional.ofNullable(signal),
                unit,
                Optional.ofNullable(kind),
                drop);
    }

    private static RawSeries raw(String metric, String unit, PointKind kind, String labels) {
        SortedMap<String, String> all = new TreeMap<>();
        if (labels != null) {
            for (String pair : labels.split(",")) {
                all.put(pair.split("=")[0], pair.split("=")[1]);
            }
        }
        return new RawSeries(metric, unit == null ? "" : unit, kind, new TreeMap<>(), all);
    }

    /// The series with a job, where nothing else names its component.
    private static Meaning.Watched watched(MappingRules rules, RawSeries raw) {
        if (rules.meaning(raw) instanceof Meaning.Watched watched) {
            return watched;
        }
        SortedMap<String, String> labels = new TreeMap<>(raw.labels());
        labels.put("job", "a");
        return (Meaning.Watched)
                rules.meaning(
                        new RawSeries(
                                raw.metric(), raw.unit(), raw.kind(), raw.resource(), labels));
    }
}
