package dev.faultline.source.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.engine.CommandSink;
import dev.faultline.engine.Engine;
import dev.faultline.engine.EngineCommand;
import dev.faultline.source.RecordReceiver.Part;
import dev.faultline.source.WatchedTime;
import dev.faultline.source.mask.Masking;
import dev.faultline.source.meaning.Intake;
import dev.faultline.source.meaning.MappingRules;
import dev.faultline.source.meaning.Rejects;
import dev.faultline.topology.AgeLimits;
import dev.faultline.topology.Topology;
import dev.faultline.topology.TopologyFiles;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.resource.v1.Resource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// The graph that a live source makes of the records of a service-graph connector and of what
/// senders say of themselves. The test is the reader.
class LiveTopologyTest {
    private static final Duration STEP = Duration.ofMinutes(1);
    private static final long START =
            Instant.now().toEpochMilli() / 60_000 * 60_000 - 6 * 3_600_000L;

    private final Set<Part> partitions = new HashSet<>();
    private final Engine engine = new Engine();
    private final List<EngineCommand> sent = new ArrayList<>();
    private long offset;

    @Test
    void callsThatAreCountedBecomeDependenciesInBothSpellings() throws Exception {
        LiveSource source = source(Topology.empty());
        for (int minute = 0; minute < 5; minute++) {
            otlp(source, minute, "traces_service_graph_request_total", "shop", "orders", "", 7);
            otlp(
                    source,
                    minute,
                    "traces_service_graph_request_total",
                    "orders",
                    "db",
                    "database",
                    7);
            otlp(
                    source,
                    minute,
                    "traces_service_graph_request_total",
                    "user",
                    "shop",
                    "virtual_node",
                    7);
            otlp(
                    source,
                    minute,
                    "traces_service_graph_request_total",
                    "orders",
                    "bank",
                    "virtual_node",
                    7);
            otlp(
                    source,
                    minute,
                    "traces_service_graph_request_total",
                    "orders",
                    "mailer",
                    "messaging_system",
                    7);
            otlp(source, minute, "traces_service_graph_request_total", "orders", "unknown", "", 7);
            prometheus(
                    source,
                    minute,
                    "traces_service_graph_request_server_seconds_count",
                    "shop",
                    "stock",
                    "",
                    "",
                    3);
            prometheus(
                    source,
                    minute,
                    "traces_service_graph_request_client_seconds_bucket",
                    "shop",
                    "ads",
                    "",
                    "+Inf",
                    3);
            prometheus(
                    source,
                    minute,
                    "traces_service_graph_request_total",
                    "shop",
                    "never",
                    "",
                    "",
                    0);
            histogram(source, minute, "traces_service_graph_request_server", "shop", "search", 4);
            poll(source, minute);
        }
        end(source, 7);
        assertThat(edges())
                .containsExactlyInAnyOrder(
                        "shop calls orders",
                        "orders calls db",
                        "user calls shop",
                        "orders calls bank",
                        "mailer consumes orders",
                        "shop calls stock",
                        "shop calls ads",
                        "shop calls search");
        assertThat(kinds())
                .containsEntry("db", "database")
                .containsEntry("user", "entry")
                .containsEntry("bank", "third-party")
                .containsEntry("mailer", "service")
                .doesNotContainKey("collector-host");
    }

    @Test
    void aCountThatStandsStillAgesAndTheGraphIsToldOnlyWhenItChanges() throws Exception {
        LiveSource source = source(Topology.empty());
        for (int minute = 0; minute < 120; minute++) {
            long calls = Math.min(minute, 20) * 5L;
            count(source, minute, "shop", "mail", calls);
            count(source, minute, "shop", "orders", minute * 5L);
            poll(source, minute);
        }
        end(source, 125);
        assertThat(edges())
                .containsExactlyInAnyOrder("shop calls mail (faded)", "shop calls orders");
        assertThat(told().size()).as("begun, met, called, faded").isLessThanOrEqualTo(4);
        Instant faded =
                engine.snapshot().topology().dependencies().stream()
                        .filter(d -> d.faded())
                        .findFirst()
                        .orElseThrow()
                        .lastSeen()
                        .orElseThrow();
        assertThat(faded).isEqualTo(Instant.ofEpochMilli(START + 20 * 60_000L));
    }

    @Test
    void aPodThatMovesLeavesItsHostAndZonesHoldHosts() throws Exception {
        LiveSource source = source(Topology.empty());
        for (int minute = 0; minute < 90; minute++) {
            String host = minute < 10 ? "host-1" : "host-2";
            gauge(
                    source,
                    minute,
                    "orders",
                    Map.of("host.name", host, "cloud.availability_zone", "a"));
            gauge(
                    source,
                    minute,
                    "shop",
                    Map.of(
                            "k8s.node.name",
                            "host-1",
                            "host.name",
                            "shop-7f-x",
                            "k8s.pod.name",
                            "shop-7f-x"));
            gauge(source, minute, "boxed", Map.of("host.name", "0123456789ab"));
            poll(source, minute);
        }
        end(source, 95);
        List<List<String>> graphs = told().stream().map(LiveTopologyTest::edges).toList();
        assertThat(graphs)
                .anyMatch(g ->
                        g.containsAll(List.of("orders runs-on host-1", "orders runs-on host-2")))
                .anyMatch(g -> g.contains("orders runs-on host-1 (faded)"));
        assertThat(edges())
                .containsExactlyInAnyOrder(
                        "orders runs-on host-2",
                        "shop runs-on host-1",
                        "host-1 in-zone a",
                        "host-2 in-zone a");
        assertThat(kinds()).containsEntry("host-1", "host").containsEntry("a", "zone");
    }

    /// Where each poll ends changes nothing.
    @Test
    void theSameRecordsGiveTheSameGraphsAtTheSameTicks() throws Exception {
        List<String> first = ticks(1);
        assertThat(ticks(7)).isEqualTo(first);
        assertThat(first).anyMatch(line -> line.contains("faded"));
    }

    private List<String> ticks(int pollsEach) throws Exception {
        sent.clear();
        partitions.clear();
        LiveSource source = source(Topology.empty());
        for (int minute = 0; minute < 180; minute++) {
            count(source, minute, "shop", "mail", Math.min(minute, 60) * 5L);
            count(source, minute, "shop", "orders", minute * 5L);
            gauge(source, minute, "orders", Map.of("host.name", "host-" + minute / 60));
            if (minute % pollsEach == 0) {
                poll(source, minute);
            }
        }
        end(source, 185);
        List<String> graphs = new ArrayList<>();
        String newest = "";
        for (EngineCommand command : sent) {
            if (command instanceof EngineCommand.TopologyChanged(var topology)) {
                newest =
                        topology.dependencies().stream()
                                .map(d ->
                                        d.from()
                                                + ">"
                                                + d.to()
                                                + (d.faded() ? " faded" : "")
                                                + d.sightings())
                                .toList()
                                .toString();
            } else if (command instanceof EngineCommand.Tick(var at)) {
                graphs.add(at + " " + newest);
            }
        }
        return graphs.subList(2, 178);
    }

    @Test
    void whatAFileSaysIsBelievedMoreAndItsNamesAreFound() throws Exception {
        Topology told =
                TopologyFiles.parse(
                                "t.json",
                                """
                                {"components":[{"id":"Shop","team":"web"},{"id":"orders","kind":"gateway"}],
                                 "dependencies":[{"from":"Shop","to":"orders","weight":0.5}]}
                                """)
                        .topology();
        LiveSource source = source(told);
        for (int minute = 0; minute < 4; minute++) {
            count(source, minute, "shop", "orders", minute);
            poll(source, minute);
        }
        end(source, 6);
        Topology merged = engine.snapshot().topology();
        assertThat(merged.components()).hasSize(2);
        assertThat(merged.component(0).id().value()).isEqualTo("shop");
        assertThat(merged.component(0).team()).isEqualTo("web");
        assertThat(kinds()).containsEntry("orders", "gateway");
        assertThat(merged.dependencies().getFirst().weight()).isEqualTo(.5);
        assertThat(engine.snapshot().notices())
                .anyMatch(n ->
                        n.text().equals("'Shop' is taken for 'shop': written in another case."));
    }

    private LiveSource source(Topology told) {
        CommandSink sink =
                command -> {
                    sent.add(command);
                    engine.apply(command);
                };
        return new LiveSource(
                Instant.ofEpochMilli(START - 60_000),
                STEP,
                told,
                AgeLimits.DEFAULT,
                Map.of(),
                WatchedTime.REAL,
                new Intake(
                        MappingRules.defaults(), Masking.none(), new Rejects(Masking.none()), STEP),
                (start, step) ->
                        sink.send(
                                new EngineCommand.Start(Topology.empty(), List.of(), start, step)),
                sink);
    }

    private void count(LiveSource source, int minute, String client, String server, long calls)
            throws InterruptedException {
        send(
                source,
                minute,
                collector(
                        sum(
                                "traces_service_graph_request_total",
                                client,
                                server,
                                "",
                                minute,
                                calls)));
    }

    private void otlp(
            LiveSource source,
            int minute,
            String metric,
            String client,
            String server,
            String type,
            long rate)
            throws InterruptedException {
        send(source, minute, collector(sum(metric, client, server, type, minute, rate * minute)));
    }

    private static Metric sum(
            String metric, String client, String server, String type, int minute, long value) {
        return Metric.newBuilder()
                .setName(metric)
                .setSum(
                        Sum.newBuilder()
                                .setIsMonotonic(true)
                                .setAggregationTemporality(
                                        AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE)
                                .addDataPoints(
                                        NumberDataPoint.newBuilder()
                                                .addAttributes(pair("client", client))
                                                .addAttributes(pair("server", server))
                                                .addAttributes(pair("connection_type", type))
                                                .setStartTimeUnixNano((START - 60_000) * 1_000_000)
                                                .setTimeUnixNano(
                                                        (START + minute * 60_000L) * 1_000_000)
                                                .setAsInt(value)))
                .build();
    }

    private void histogram(
            LiveSource source, int minute, String metric, String client, String server, long rate)
            throws InterruptedException {
        Metric of =
                Metric.newBuilder()
                        .setName(metric)
                        .setUnit("s")
                        .setHistogram(
                                Histogram.newBuilder()
                                        .setAggregationTemporality(
                                                AggregationTemporality
                                                        .AGGREGATION_TEMPORALITY_CUMULATIVE)
                                        .addDataPoints(
                                                HistogramDataPoint.newBuilder()
                                                        .addAttributes(pair("client", client))
                                                        .addAttributes(pair("server", server))
                                                        .setStartTimeUnixNano(
                                                                (START - 60_000) * 1_000_000)
                                                        .setTimeUnixNano(
                                                                (START + minute * 60_000L)
                                                                        * 1_000_000)
                                                        .setCount(rate * minute)
                                                        .setSum(rate * minute * .1)
                                                        .addExplicitBounds(.2)
                                                        .addBucketCounts(rate * minute)
                                                        .addBucketCounts(0)))
                        .build();
        send(source, minute, collector(of));
    }

    /// What the connector sends carries the resource of the collector: where that runs says nothing
    /// of those who call each other.
    private static ResourceMetrics collector(Metric metric) {
        return of(Map.of("host.name", "collector-host"), metric);
    }

    private void gauge(LiveSource source, int minute, String service, Map<String, String> resource)
            throws InterruptedException {
        Metric metric =
                Metric.newBuilder()
                        .setName("queue.length")
                        .setGauge(
                                Gauge.newBuilder()
                                        .addDataPoints(
                                                NumberDataPoint.newBuilder()
                                                        .setTimeUnixNano(
                                                                (START + minute * 60_000L)
                                                                        * 1_000_000)
                                                        .setAsDouble(3)))
                        .build();
        Map<String, String> all = new TreeMap<>(resource);
        all.put("service.name", service);
        send(source, minute, of(all, metric));
    }

    private static ResourceMetrics of(Map<String, String> resource, Metric metric) {
        Resource.Builder sender = Resource.newBuilder();
        resource.forEach((key, value) -> sender.addAttributes(pair(key, value)));
        return ResourceMetrics.newBuilder()
                .setResource(sender)
                .addScopeMetrics(ScopeMetrics.newBuilder().addMetrics(metric))
                .build();
    }

    private void send(LiveSource source, int minute, ResourceMetrics metrics)
            throws InterruptedException {
        byte[] value =
                ExportMetricsServiceRequest.newBuilder()
                        .addResourceMetrics(metrics)
                        .build()
                        .toByteArray();
        partitions.add(new Part("metrics", 0));
        source.record("metrics", 0, offset++, START + minute * 60_000L, value);
    }

    private void prometheus(
            LiveSource source,
            int minute,
            String metric,
            String client,
            String server,
            String type,
            String le,
            long rate)
            throws InterruptedException {
        String record =
                "{\"timestamp\":\"%s\",\"value\":\"%d\",\"name\":\"%s\",\"labels\":{\"__name__\":\"%s\",\"job\":\"tempo\",\"client\":\"%s\",\"server\":\"%s\",\"connection_type\":\"%s\"%s}}"
                        .formatted(
                                Instant.ofEpochMilli(START + minute * 60_000L),
                                rate * minute,
                                metric,
                                metric,
                                client,
                                server,
                                type,
                                le.isEmpty() ? "" : ",\"le\":\"" + le + "\"");
        partitions.add(new Part("prometheus", 0));
        source.record(
                "prometheus",
                0,
                offset++,
                START + minute * 60_000L,
                record.getBytes(StandardCharsets.UTF_8));
    }

    private static KeyValue pair(String key, String value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }

    private void poll(LiveSource source, int minute) throws InterruptedException {
        source.polled(at(minute).plusSeconds(10), Set.of(), partitions);
    }

    /// Everything was read that is there.
    private void end(LiveSource source, int minute) throws InterruptedException {
        source.polled(at(minute), partitions, partitions);
    }

    private static Instant at(int minute) {
        return Instant.ofEpochMilli(START + minute * 60_000L);
    }

    private List<Topology> told() {
        return sent.stream()
                .filter(EngineCommand.TopologyChanged.class::isInstance)
                .map(c -> ((EngineCommand.TopologyChanged) c).topology())
                .toList();
    }

    private List<String> edges() {
        return edges(engine.snapshot().topology());
    }

    private static List<String> edges(Topology topology) {
        return topology.dependencies().stream()
                .map(d ->
                        d.from()
                                + " "
                                + d.kind().label()
                                + " "
                                + d.to()
                                + (d.faded() ? " (faded)" : ""))
                .toList();
    }

    private Map<String, String> kinds() {
        Map<String, String> kinds = new TreeMap<>();
        engine.snapshot()
                .topology()
                .components()
                .forEach(c -> kinds.put(c.id().value(), c.kind().label()));
        return kinds;
    }
}
