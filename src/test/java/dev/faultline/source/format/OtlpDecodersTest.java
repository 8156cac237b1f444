package dev.faultline.source.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedOutputStream;
import dev.faultline.source.RejectReason;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The oracle of protobuf are the classes that protoc generates, that of JSON is protobuf with the
/// same content.
class OtlpDecodersTest {
    private static final int REQUESTS = 500;
    private static final long SEED = 20261123;

    @Test
    void readsProtobufAsTheGeneratedClassesDo() {
        OtlpRequests requests = new OtlpRequests(SEED);
        Gathered read = new Gathered();
        RecordDecoder decoder = RecordDecoder.of(Format.OTLP_PROTO, read);
        int seen = 0;
        for (int i = 0; i < REQUESTS; i++) {
            ExportMetricsServiceRequest request = requests.next();
            read.points.clear();
            decoder.decode(request.toByteArray(), Gathered.RECORD_MILLIS);
            List<Gathered.Point> expected = expected(request);
            seen += expected.size();
            assertThat(texts(read.points))
                    .as("request %d, seed %d", i, SEED)
                    .isEqualTo(texts(expected));
        }
        assertThat(seen).isGreaterThan(REQUESTS);
        assertThat(read.rejects).isSubsetOf(RejectReason.UNSUPPORTED);
        assertThat(read.series).as("each series is told once").doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({"false,false,false", "true,false,false", "false,true,true"})
    void readsJsonAsProtobufOfTheSameContent(boolean snake, boolean bare, boolean named) {
        OtlpRequests requests = new OtlpRequests(SEED + 1);
        OtlpJson json = new OtlpJson(snake, bare, named);
        for (int i = 0; i < REQUESTS / 4; i++) {
            ExportMetricsServiceRequest request = requests.next();
            Gathered proto = Gathered.of(Format.OTLP_PROTO, request.toByteArray());
            Gathered read = Gathered.of(Format.OTLP_JSON, json.of(request).toString());
            assertThat(texts(read.points))
                    .as("request %d, seed %d", i, SEED + 1)
                    .isEqualTo(texts(proto.points));
            assertThat(read.rejects).isEqualTo(proto.rejects);
        }
    }

    @Test
    void readsTheTrueRecordsOfBothEncodings() throws IOException {
        for (byte[] record : Samples.all().get(Format.OTLP_PROTO)) {
            Gathered read = Gathered.of(Format.OTLP_PROTO, record);
            assertThat(texts(read.points))
                    .isEqualTo(texts(expected(ExportMetricsServiceRequest.parseFrom(record))))
                    .hasSize(4);
        }
        Gathered json =
                Gathered.of(
                        Format.OTLP_JSON,
                        Samples.all().get(Format.OTLP_JSON).toArray(byte[][]::new));
        assertThat(json.rejects).isEmpty();
        assertThat(json.series)
                .extracting(RawSeries::metric)
                .containsExactly(
                        "http.server.request.duration",
                        "orders.placed",
                        "http.server.active_requests",
                        "process.memory.usage");
        assertThat(json.series)
                .extracting(RawSeries::kind)
                .containsExactly(
                        PointKind.CUMULATIVE,
                        PointKind.CUMULATIVE,
                        PointKind.GAUGE,
                        PointKind.GAUGE);
        assertThat(json.points).hasSize(4 * 63);
    }

    @Test
    void fieldsMayComeInAnyOrder() throws IOException {
        ExportMetricsServiceRequest request = new OtlpRequests(SEED + 2).next();
        ByteArrayOutputStream turned = new ByteArrayOutputStream();
        for (ResourceMetrics resource : request.getResourceMetricsList()) {
            ByteArrayOutputStream inner = new ByteArrayOutputStream();
            for (ScopeMetrics scope : resource.getScopeMetricsList()) {
                ByteArrayOutputStream metrics = new ByteArrayOutputStream();
                for (Metric metric : scope.getMetricsList()) {
                    Metric nameless = metric.toBuilder().clearName().clearUnit().build();
                    Metric name =
                            Metric.newBuilder()
                                    .setName(metric.getName())
                                    .setUnit(metric.getUnit())
                                    .build();
                    ByteArrayOutputStream both = new ByteArrayOutputStream();
                    nameless.writeTo(both);
                    name.writeTo(both);
                    field(metrics, 2, both.toByteArray());
                }
                field(metrics, 1, scope.getScope().toByteArray());
                field(inner, 2, metrics.toByteArray());
            }
            field(inner, 1, resource.getResource().toByteArray());
            field(turned, 1, inner.toByteArray());
        }
        assertThat(texts(Gathered.of(Format.OTLP_PROTO, turned.toByteArray()).points))
                .isEqualTo(texts(Gathered.of(Format.OTLP_PROTO, request.toByteArray()).points))
                .isNotEmpty();
    }

    @Test
    void aSeriesKeepsItsNumberWhateverTheOrderOfItsAttributesAndTheVersionOfItsScope() {
        Gathered read =
                Gathered.of(
                        Format.OTLP_PROTO,
                        gauge("1.0", "a", "b").toByteArray(),
                        gauge("1.1", "b", "a").toByteArray(),
                        gauge("1.1", "b", "a").toByteArray());
        assertThat(read.series).hasSize(1);
        assertThat(read.points).hasSize(3);
    }

    @Test
    void readsPartsThatAreNotPacked() throws IOException {
        ByteArrayOutputStream point = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(point);
        out.writeFixed64(3, 1_795_374_741_695_000_000L);
        out.writeFixed64(4, 6);
        for (int count = 1; count <= 3; count++) {
            out.writeFixed64(6, count);
        }
        out.writeDouble(7, .5);
        out.writeDouble(7, 1);
        out.flush();
        ByteArrayOutputStream histogram = new ByteArrayOutputStream();
        field(histogram, 1, point.toByteArray());
        ByteArrayOutputStream metric = new ByteArrayOutputStream();
        field(metric, 1, "h".getBytes(StandardCharsets.UTF_8));
        field(metric, 9, histogram.toByteArray());
        ByteArrayOutputStream scope = new ByteArrayOutputStream();
        field(scope, 2, metric.toByteArray());
        ByteArrayOutputStream resource = new ByteArrayOutputStream();
        field(resource, 2, scope.toByteArray());
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        field(request, 1, resource.toByteArray());
        assertThat(texts(List.of(Gathered.of(Format.OTLP_PROTO, request.toByteArray()).only())))
                .first()
                .asString()
                .contains("Explicit 6.0 NaN [0.5, 1.0] [1.0, 2.0, 3.0]");
    }

    @Test
    void aHistogramWhoseBucketsDoNotFitItsBoundsSpoilsNoOther() {
        ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
        Metric.Builder metric =
                request.addResourceMetricsBuilder()
                        .addScopeMetricsBuilder()
                        .addMetricsBuilder()
                        .setName("h");
        metric.getHistogramBuilder()
                .addDataPoints(
                        HistogramDataPoint.newBuilder()
                                .setTimeUnixNano(1)
                                .addBucketCounts(1)
                                .addExplicitBounds(1))
                .addDataPoints(HistogramDataPoint.newBuilder().setTimeUnixNano(1).setCount(4));
        Gathered read = Gathered.of(Format.OTLP_PROTO, request.build().toByteArray());
        assertThat(read.rejects).containsExactly(RejectReason.MALFORMED);
        assertThat(read.points).hasSize(1);
    }

    private static ExportMetricsServiceRequest gauge(String version, String... attributes) {
        ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
        ScopeMetrics.Builder scope = request.addResourceMetricsBuilder().addScopeMetricsBuilder();
        scope.getScopeBuilder().setName("scope").setVersion(version);
        NumberDataPoint.Builder point =
                scope.addMetricsBuilder()
                        .setName("m")
                        .getGaugeBuilder()
                        .addDataPointsBuilder()
                        .setTimeUnixNano(1_795_374_741_695_000_000L)
                        .setAsDouble(1);
        for (String key : attributes) {
            point.addAttributes(
                    KeyValue.newBuilder()
                            .setKey(key)
                            .setValue(AnyValue.newBuilder().setStringValue(key)));
        }
        return request.build();
    }

    private static void field(ByteArrayOutputStream into, int number, byte[] bytes)
            throws IOException {
        CodedOutputStream out = CodedOutputStream.newInstance(into);
        out.writeByteArray(number, bytes);
        out.flush();
    }

    /// What a request says, by the generated classes.
    private static List<Gathered.Point> expected(ExportMetricsServiceRequest request) {
        List<Gathered.Point> all = new ArrayList<>();
        for (ResourceMetrics resource : request.getResourceMetricsList()) {
            TreeMap<String, String> sender =
                    texts(resource.getResource().getAttributesList(), null);
            for (ScopeMetrics scope : resource.getScopeMetricsList()) {
                for (Metric metric : scope.getMetricsList()) {
                    new Expectation(all, sender, scope.getScope().getName(), metric).add();
                }
            }
        }
        return all;
    }

    private record Expectation(
            List<Gathered.Point> all, TreeMap<String, String> sender, String scope, Metric metric) {
        void add() {
            switch (metric.getDataCase()) {
                case GAUGE ->
                        metric.getGauge()
                                .getDataPointsList()
                                .forEach(p -> number(PointKind.GAUGE, p));
                case SUM -> {
                    boolean grows = metric.getSum().getIsMonotonic();
                    PointKind kind = kind(metric.getSum().getAggregationTemporality().getNumber());
                    if (grows || kind != PointKind.DELTA) {
                        metric.getSum()
                                .getDataPointsList()
                                .forEach(p -> number(grows ? kind : PointKind.GAUGE, p));
                    }
                }
                case HISTOGRAM -> {
                    PointKind kind =
                            kind(metric.getHistogram().getAggregationTemporality().getNumber());
                    for (HistogramDataPoint p : metric.getHistogram().getDataPointsList()) {
                        double[] counts =
                                p.getBucketCountsCount() == 0
                                        ? new double[] {p.getCount()}
                                        : p.getBucketCountsList().stream()
                                                .mapToDouble(c -> c)
                                                .toArray();
                        many(
                                kind,
                                p.getAttributesList(),
                                p.getTimeUnixNano(),
                                p.getStartTimeUnixNano(),
                                new Distribution.Explicit(
                                        p.getCount(),
                                        p.hasSum() ? p.getSum() : Double.NaN,
                                        p.getExplicitBoundsList().stream()
                                                .mapToDouble(b -> b)
                                                .toArray(),
                                        counts));
                    }
                }
                case EXPONENTIAL_HISTOGRAM -> {
                    PointKind kind =
                            kind(
                                    metric.getExponentialHistogram()
                                            .getAggregationTemporality()
                                            .getNumber());
                    for (ExponentialHistogramDataPoint p :
                            metric.getExponentialHistogram().getDataPointsList()) {
                        many(
                                kind,
                                p.getAttributesList(),
                                p.getTimeUnixNano(),
                                p.getStartTimeUnixNano(),
                                new Distribution.Exponential(
                                        p.getCount(),
                                        p.hasSum() ? p.getSum() : Double.NaN,
                                        p.getScale(),
                                        p.getZeroCount(),
                                        p.getPositive().getOffset(),
                                        p.getPositive().getBucketCountsList().stream()
                                                .mapToDouble(c -> c)
                                                .toArray(),
                                        p.getNegative().getBucketCountsList().stream()
                                                .mapToDouble(c -> c)
                                                .sum()));
                    }
                }
                case SUMMARY -> {
                    for (SummaryDataPoint p : metric.getSummary().getDataPointsList()) {
                        many(
                                PointKind.CUMULATIVE,
                                p.getAttributesList(),
                                p.getTimeUnixNano(),
                                p.getStartTimeUnixNano(),
                                new Distribution.Quantiles(
                                        p.getCount(),
                                        p.getSum(),
                                        p.getQuantileValuesList().stream()
                                                .mapToDouble(q -> q.getQuantile())
                                                .toArray(),
                                        p.getQuantileValuesList().stream()
                                                .mapToDouble(q -> q.getValue())
                                                .toArray()));
                    }
                }
                case DATA_NOT_SET -> {}
            }
        }

        private static PointKind kind(int temporality) {
            return List.of(PointKind.UNTOLD, PointKind.DELTA, PointKind.CUMULATIVE)
                    .get(temporality);
        }

        private void number(PointKind kind, NumberDataPoint p) {
            double value = p.hasAsInt() ? p.getAsInt() : p.getAsDouble();
            add(
                    kind,
                    p.getAttributesList(),
                    p.getTimeUnixNano(),
                    p.getStartTimeUnixNano(),
                    p.getFlags() == 1 ? Double.NaN : value,
                    null);
        }

        private void many(
                PointKind kind,
                List<KeyValue> attributes,
                long at,
                long since,
                Distribution distribution) {
            add(kind, attributes, at, since, Double.NaN, distribution);
        }

        private void add(
                PointKind kind,
                List<KeyValue> attributes,
                long at,
                long since,
                double value,
                @Nullable Distribution distribution) {
            RawSeries series =
                    new RawSeries(
                            metric.getName(),
                            metric.getUnit(),
                            kind,
                            sender,
                            texts(attributes, scope));
            long millis = at == 0 ? Gathered.RECORD_MILLIS : at / 1_000_000;
            all.add(new Gathered.Point(series, millis, since / 1_000_000, value, distribution));
        }
    }

    private static TreeMap<String, String> texts(
            List<KeyValue> attributes, @Nullable String scope) {
        TreeMap<String, String> texts = new TreeMap<>();
        if (scope != null && !scope.isEmpty()) {
            texts.put("otel.scope.name", scope);
        }
        attributes.forEach(a -> texts.put(a.getKey(), text(a.getValue(), true)));
        return texts;
    }

    private static String text(AnyValue value, boolean top) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> quoted(value.getStringValue(), top);
            case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
            case INT_VALUE -> Long.toString(value.getIntValue());
            case DOUBLE_VALUE -> Double.toString(value.getDoubleValue());
            case BYTES_VALUE ->
                    quoted(
                            Base64.getEncoder().encodeToString(value.getBytesValue().toByteArray()),
                            top);
            case ARRAY_VALUE ->
                    "["
                            + String.join(
                                    ",",
                                    value.getArrayValue().getValuesList().stream()
                                            .map(v -> text(v, false))
                                            .toList())
                            + "]";
            case KVLIST_VALUE ->
                    "{"
                            + String.join(
                                    ",",
                                    value.getKvlistValue().getValuesList().stream()
                                            .map(kv ->
                                                    quoted(kv.getKey(), false)
                                                            + ":"
                                                            + text(kv.getValue(), false))
                                            .toList())
                            + "}";
            default -> throw new AssertionError(value);
        };
    }

    private static String quoted(String text, boolean top) {
        return top ? text : "\"" + text.replace("\"", "\\\"") + "\"";
    }

    /// Points as texts: arrays are compared by what is in them.
    static List<String> texts(List<Gathered.Point> points) {
        return points.stream().map(OtlpDecodersTest::text).toList();
    }

    private static String text(Gathered.Point p) {
        String many =
                switch (p.distribution()) {
                    case null -> "";
                    case Distribution.Explicit(var count, var sum, var bounds, var counts) ->
                            "Explicit "
                                    + count
                                    + " "
                                    + sum
                                    + " "
                                    + list(bounds)
                                    + " "
                                    + list(counts);
                    case Distribution.Exponential e ->
                            "Exponential "
                                    + List.of(
                                            e.count(),
                                            e.sum(),
                                            e.scale(),
                                            e.zeros(),
                                            e.offset(),
                                            list(e.counts()),
                                            e.negatives());
                    case Distribution.Quantiles(var count, var sum, var quantiles, var values) ->
                            "Quantiles " + count + " " + sum + " " + list(quantiles) + list(values);
                };
        return p.series() + " " + p.at() + " " + p.since() + " " + p.value() + " " + many;
    }

    private static String list(double[] values) {
        return Arrays.toString(values);
    }
}
