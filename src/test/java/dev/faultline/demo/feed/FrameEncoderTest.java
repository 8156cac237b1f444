package dev.faultline.demo.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.faultline.demo.bank.Agent;
import dev.faultline.demo.bank.BankFrame;
import dev.faultline.demo.bank.BankSeries;
import dev.faultline.demo.bank.LogLine;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the agents write is read by the classes that OpenTelemetry generates, and by Jackson.
class FrameEncoderTest {
    private static final Instant AT = Instant.parse("2026-03-02T10:05:00Z");
    private static final Instant SINCE = Instant.parse("2026-03-01T00:00:00.25Z");
    private static final Map<String, String> PAYMENTS =
            Map.of("service.name", "payments", "host.name", "host-a1");

    private static final List<BankSeries> SERIES =
            List.of(
                    series(
                            Agent.OTLP,
                            PAYMENTS,
                            "process.memory.usage",
                            "By",
                            BankSeries.Shape.GAUGE),
                    new BankSeries(
                            Agent.OTLP,
                            PAYMENTS,
                            "http.server.request.duration",
                            "s",
                            BankSeries.Shape.HISTOGRAM,
                            new double[] {.1, 1, 5},
                            Map.of("http.response.status_code", "200")),
                    new BankSeries(
                            Agent.OTLP,
                            PAYMENTS,
                            "http.server.request.duration",
                            "s",
                            BankSeries.Shape.HISTOGRAM,
                            new double[] {.1, 1, 5},
                            Map.of("http.response.status_code", "503")),
                    series(
                            Agent.PROMETHEUS,
                            Map.of("instance", "host-a1:9100", "job", "node"),
                            "node_network_receive_bytes_total",
                            "",
                            BankSeries.Shape.COUNTER),
                    new BankSeries(
                            Agent.SERVICE_GRAPH,
                            Map.of(),
                            "traces_service_graph_request_total",
                            "",
                            BankSeries.Shape.COUNTER,
                            new double[0],
                            Map.of("client", "payments", "server", "payments-db")),
                    new BankSeries(
                            Agent.PROMETHEUS,
                            Map.of("job", "queue"),
                            "wait_seconds",
                            "",
                            BankSeries.Shape.HISTOGRAM,
                            new double[] {.5, 10},
                            Map.of()));

    private static BankSeries series(
            Agent agent,
            Map<String, String> resource,
            String metric,
            String unit,
            BankSeries.Shape shape) {
        return new BankSeries(agent, resource, metric, unit, shape, new double[0], Map.of());
    }

    private static List<FeedRecord> encode(List<LogLine> logs, BankFrame.Reading... readings) {
        return new FrameEncoder(SERIES).encode(new BankFrame(AT, List.of(readings), logs));
    }

    private static long nanos(Instant at) {
        return at.getEpochSecond() * 1_000_000_000L + at.getNano();
    }

    private static Map<String, String> read(List<KeyValue> attributes) {
        return attributes.stream()
                .collect(Collectors.toMap(KeyValue::getKey, a -> a.getValue().getStringValue()));
    }

    @Test
    void theServicesOwnMetricsAreOneRequestAResourceWithAllPointsOfAMetricTogether()
            throws Exception {
        List<FeedRecord> records =
                encode(
                        List.of(),
                        new BankFrame.Reading.Value(0, Instant.EPOCH, 1.5e9),
                        new BankFrame.Reading.Histogram(1, SINCE, new long[] {7, 2, 0, 1}, 8.75),
                        new BankFrame.Reading.Histogram(2, SINCE, new long[] {0, 0, 0, 3}, 30));
        assertThat(records).extracting(FeedRecord::topic).containsExactly(Topic.OTLP);
        assertThat(records.getFirst().timestampMillis()).isEqualTo(AT.toEpochMilli());
        ResourceMetrics resource =
                ExportMetricsServiceRequest.parseFrom(records.getFirst().value())
                        .getResourceMetrics(0);
        assertThat(read(resource.getResource().getAttributesList())).isEqualTo(PAYMENTS);
        List<Metric> metrics = resource.getScopeMetrics(0).getMetricsList();
        assertThat(metrics)
                .extracting(Metric::getName, Metric::getUnit)
                .containsExactly(
                        tuple("process.memory.usage", "By"),
                        tuple("http.server.request.duration", "s"));
        NumberDataPoint level = metrics.getFirst().getGauge().getDataPoints(0);
        assertThat(level.getAsDouble()).isEqualTo(1.5e9);
        assertThat(level.getTimeUnixNano()).isEqualTo(nanos(AT));
        assertThat(metrics.get(1).getHistogram().getAggregationTemporality())
                .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
        List<HistogramDataPoint> points = metrics.get(1).getHistogram().getDataPointsList();
        assertThat(points).hasSize(2);
        HistogramDataPoint fine = points.getFirst();
        assertThat(fine.getBucketCountsList()).containsExactly(7L, 2L, 0L, 1L);
        assertThat(fine.getExplicitBoundsList()).containsExactly(.1, 1., 5.);
        assertThat(fine.getCount()).isEqualTo(10);
        assertThat(fine.getSum()).isEqualTo(8.75);
        assertThat(fine.getStartTimeUnixNano()).isEqualTo(nanos(SINCE));
        assertThat(read(fine.getAttributesList()))
                .containsEntry("http.response.status_code", "200");
        assertThat(read(points.get(1).getAttributesList()))
                .containsEntry("http.response.status_code", "503");
    }

    @Test
    void theServiceGraphIsCountsThatNeverFallOnATopicOfTheirOwn() throws Exception {
        List<FeedRecord> records = encode(List.of(), new BankFrame.Reading.Value(4, SINCE, 12_345));
        assertThat(records).extracting(FeedRecord::topic).containsExactly(Topic.SERVICE_GRAPH);
        Metric metric =
                ExportMetricsServiceRequest.parseFrom(records.getFirst().value())
                        .getResourceMetrics(0)
                        .getScopeMetrics(0)
                        .getMetrics(0);
        assertThat(metric.getSum().getIsMonotonic()).isTrue();
        assertThat(metric.getSum().getAggregationTemporality())
                .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
        NumberDataPoint point = metric.getSum().getDataPoints(0);
        assertThat(point.getAsDouble()).isEqualTo(12_345);
        assertThat(point.getStartTimeUnixNano()).isEqualTo(nanos(SINCE));
        assertThat(read(point.getAttributesList()))
                .isEqualTo(Map.of("client", "payments", "server", "payments-db"));
    }

    @Test
    void whatPrometheusScrapedIsOneJsonObjectASampleAndAHistogramItsBuckets() {
        List<FeedRecord> records =
                encode(
                        List.of(),
                        new BankFrame.Reading.Value(3, SINCE, 9_876_543_210.0),
                        new BankFrame.Reading.Histogram(5, SINCE, new long[] {4, 1, 2}, 33.5));
        List<JsonNode> samples =
                records.stream().map(r -> new JsonMapper().readTree(r.value())).toList();
        JsonNode counter = samples.getFirst();
        assertThat(counter.path("timestamp").asString()).isEqualTo("2026-03-02T10:05:00Z");
        assertThat(counter.path("value").asString()).isEqualTo("9876543210");
        assertThat(counter.path("name").asString()).isEqualTo("node_network_receive_bytes_total");
        assertThat(counter.path("labels").path("__name__").asString())
                .isEqualTo("node_network_receive_bytes_total");
        assertThat(counter.path("labels").path("instance").asString()).isEqualTo("host-a1:9100");
        assertThat(samples.subList(1, samples.size()))
                .extracting(
                        s -> s.path("name").asString(),
                        s -> s.path("labels").path("le").asString(""),
                        s -> s.path("value").asString())
                .containsExactly(
                        tuple("wait_seconds_bucket", "0.5", "4"),
                        tuple("wait_seconds_bucket", "10", "5"),
                        tuple("wait_seconds_bucket", "+Inf", "7"),
                        tuple("wait_seconds_sum", "", "33.5"),
                        tuple("wait_seconds_count", "", "7"));
    }

    @Test
    void linesOfLogsAreOneRequestAResourceWithTheirEvents() throws Exception {
        List<FeedRecord> records =
                encode(
                        List.of(
                                new LogLine(
                                        AT.minusSeconds(3),
                                        PAYMENTS,
                                        LogLine.Severity.ERROR,
                                        "",
                                        "connection to payments-db timed out after 500 ms: ä€"),
                                new LogLine(
                                        AT.minusSeconds(2),
                                        Map.of("service.name", "cards"),
                                        LogLine.Severity.INFO,
                                        "deployment",
                                        "cards 4.2.1 is live"),
                                new LogLine(
                                        AT.minusSeconds(1),
                                        PAYMENTS,
                                        LogLine.Severity.WARN,
                                        "",
                                        "pool is full")));
        assertThat(records).extracting(FeedRecord::topic).containsExactly(Topic.LOGS, Topic.LOGS);
        var payments =
                ExportLogsServiceRequest.parseFrom(records.getFirst().value()).getResourceLogs(0);
        assertThat(read(payments.getResource().getAttributesList())).isEqualTo(PAYMENTS);
        List<LogRecord> lines = payments.getScopeLogs(0).getLogRecordsList();
        assertThat(lines)
                .extracting(l -> l.getBody().getStringValue())
                .containsExactly(
                        "connection to payments-db timed out after 500 ms: ä€", "pool is full");
        assertThat(lines.getFirst().getSeverityNumber())
                .isEqualTo(SeverityNumber.SEVERITY_NUMBER_ERROR);
        assertThat(lines.getFirst().getTimeUnixNano()).isEqualTo(nanos(AT.minusSeconds(3)));
        assertThat(lines.getFirst().getObservedTimeUnixNano()).isEqualTo(nanos(AT));
        LogRecord deployment =
                ExportLogsServiceRequest.parseFrom(records.get(1).value())
                        .getResourceLogs(0)
                        .getScopeLogs(0)
                        .getLogRecords(0);
        assertThat(deployment.getEventName()).isEqualTo("deployment");
    }

    @Test
    void longMessagesWithinMessagesKeepTheirLengths() throws Exception {
        List<BankSeries> many = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            many.add(
                    new BankSeries(
                            Agent.OTLP,
                            PAYMENTS,
                            "metric." + i / 100,
                            "1",
                            BankSeries.Shape.GAUGE,
                            new double[0],
                            Map.of("route", "/" + "x".repeat(i % 200))));
        }
        List<BankFrame.Reading> readings =
                IntStream.range(0, many.size())
                        .<BankFrame.Reading>mapToObj(
                                i -> new BankFrame.Reading.Value(i, Instant.EPOCH, i / 7.0))
                        .toList();
        List<FeedRecord> records =
                new FrameEncoder(many).encode(new BankFrame(AT, readings, List.of()));
        assertThat(records.getFirst().value().length).isGreaterThan(1 << 18);
        List<Double> values =
                ExportMetricsServiceRequest.parseFrom(records.getFirst().value())
                        .getResourceMetrics(0)
                        .getScopeMetrics(0)
                        .getMetricsList()
                        .stream()
                        .flatMap(m -> m.getGauge().getDataPointsList().stream())
                        .map(NumberDataPoint::getAsDouble)
                        .toList();
        assertThat(values)
                .isEqualTo(IntStream.range(0, many.size()).mapToObj(i -> i / 7.0).toList());
    }

    @Test
    void whoSaidNothingSendsNothing() {
        assertThat(encode(List.of())).isEmpty();
        assertThat(
                        new String(
                                encode(List.of(), new BankFrame.Reading.Value(0, Instant.EPOCH, 1))
                                        .getFirst()
                                        .value(),
                                StandardCharsets.ISO_8859_1))
                .contains("process.memory.usage")
                .doesNotContain("http.server.request.duration");
    }
}
