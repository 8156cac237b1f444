package dev.faultline.source.format;

import dev.faultline.source.RejectReason;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.resource.v1.Resource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// What it costs to take a point out of its record, beside what is usual: a bare Jackson streaming
/// loop over the same bytes, and the classes that protoc generates. 10,000 series in turn; a score is
/// for one point. Values have as many digits as programs write: some two decimals, some all of a double.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class DecodeBenchmark {
    private static final int RECORDS = 100_000;
    private static final int SERIES = 10_000;
    private static final long START = 1_795_374_000_000L;
    private static final int POINTS = 20;

    private final byte[][] own = new byte[RECORDS][];
    private final byte[][] prometheus = new byte[RECORDS][];
    private final byte[][] otlp = new byte[RECORDS / POINTS][];
    private final JsonFactory json = new JsonFactory();
    private final Sum sum = new Sum();
    private final TopicDecoder ownDecoder = new TopicDecoder(sum);
    private final TopicDecoder prometheusDecoder = new TopicDecoder(sum);
    private final TopicDecoder otlpDecoder = new TopicDecoder(sum);

    @Setup(Level.Trial)
    public void write() {
        Random random = new Random(3);
        for (int i = 0; i < RECORDS; i++) {
            int series = i % SERIES;
            double value = random.nextGaussian() * 100;
            String number = i % 2 == 0 ? "%.2f".formatted(value) : Double.toString(value);
            long at = START + i / SERIES * 10_000L;
            own[i] =
                    """
                    {"ts":%d,"service":"svc-%04d","metric":"http_server_request_duration_p%02d","value":%s,"unit":"ms",\
                    "labels":{"zone":"eu-central-1a","host":"web-%03d.example.org","version":"1.42.%d","env":"prod"}}"""
                            .formatted(at, series / 10, series % 10, number, series % 500, series % 7)
                            .getBytes(StandardCharsets.UTF_8);
            prometheus[i] =
                    """
                    {"timestamp":"%s","value":"%s","name":"http_requests_total","labels":{"__name__":"http_requests_total",\
                    "instance":"10.0.%d.%d:9100","job":"svc-%d","method":"GET","code":"200"}}"""
                            .formatted(java.time.Instant.ofEpochMilli(at), number, series / 256, series % 256, series % 40)
                            .getBytes(StandardCharsets.UTF_8);
        }
        for (int i = 0; i < otlp.length; i++) {
            otlp[i] = request(i, random).toByteArray();
        }
        System.out.printf(
                "bytes: own %d, prometheus %d, otlp %d a point%n",
                own[0].length, prometheus[0].length, otlp[0].length / POINTS);
    }

    /// Five metrics of four points each, as a service sends them.
    private static ExportMetricsServiceRequest request(int i, Random random) {
        int service = i % (SERIES / POINTS);
        ScopeMetrics.Builder scope = ScopeMetrics.newBuilder();
        scope.getScopeBuilder().setName("io.opentelemetry.runtime-telemetry").setVersion("2.9.0");
        for (int m = 0; m < 5; m++) {
            Metric.Builder metric = scope.addMetricsBuilder().setName("http.server.metric." + m);
            metric.setDescription("Something that a server counts").setUnit("{request}");
            metric.getSumBuilder()
                    .setIsMonotonic(true)
                    .setAggregationTemporality(
                            AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
            for (int p = 0; p < POINTS / 5; p++) {
                NumberDataPoint.Builder point = metric.getSumBuilder().addDataPointsBuilder();
                point.setStartTimeUnixNano(START * 1_000_000);
                point.setTimeUnixNano((START + i * 10L) * 1_000_000);
                point.setAsDouble(random.nextDouble() * 1e6);
                point.addAttributes(attribute("http.request.method", "GET"));
                point.addAttributes(attribute("http.route", "/api/v1/things/" + p));
                point.addAttributes(attribute("network.protocol.version", "1.1"));
            }
        }
        Resource.Builder resource = Resource.newBuilder();
        resource.addAttributes(attribute("service.name", "svc-" + service));
        resource.addAttributes(attribute("service.namespace", "shop"));
        resource.addAttributes(attribute("host.name", "web-" + service + ".example.org"));
        return ExportMetricsServiceRequest.newBuilder()
                .addResourceMetrics(
                        ResourceMetrics.newBuilder().setResource(resource).addScopeMetrics(scope))
                .build();
    }

    private static KeyValue attribute(String key, String value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public double ownFaultline() {
        return decode(ownDecoder, own);
    }

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public double prometheusFaultline() {
        return decode(prometheusDecoder, prometheus);
    }

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public double otlpFaultline() {
        return decode(otlpDecoder, otlp);
    }

    private double decode(TopicDecoder decoder, byte[][] records) {
        sum.total = 0;
        for (byte[] each : records) {
            decoder.decode(each, START);
        }
        if (sum.rejects > 0) {
            throw new IllegalStateException(sum.rejects + " rejects");
        }
        return sum.total;
    }

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public double ownJackson() {
        return jackson(own);
    }

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public double prometheusJackson() {
        return jackson(prometheus);
    }

    /// Looks at all names and texts, and takes the numbers.
    private double jackson(byte[][] records) {
        double total = 0;
        for (byte[] each : records) {
            try (JsonParser parser = json.createParser(ObjectReadContext.empty(), each)) {
                for (JsonToken token = parser.nextToken();
                        token != null;
                        token = parser.nextToken()) {
                    switch (token) {
                        case PROPERTY_NAME -> total += parser.currentName().length();
                        case VALUE_STRING -> total += parser.getString().length();
                        case VALUE_NUMBER_INT -> total += parser.getLongValue();
                        case VALUE_NUMBER_FLOAT -> total += parser.getDoubleValue();
                        default -> {}
                    }
                }
            }
        }
        return total;
    }

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public double otlpGenerated() throws IOException {
        double total = 0;
        for (byte[] each : otlp) {
            for (ResourceMetrics r :
                    ExportMetricsServiceRequest.parseFrom(each).getResourceMetricsList()) {
                for (ScopeMetrics s : r.getScopeMetricsList()) {
                    for (Metric m : s.getMetricsList()) {
                        for (NumberDataPoint p : m.getSum().getDataPointsList()) {
                            total += p.getAsDouble() + p.getTimeUnixNano();
                            for (KeyValue a : p.getAttributesList()) {
                                total += a.getKey().length() + a.getValue().getStringValue().length();
                            }
                        }
                    }
                }
            }
        }
        return total;
    }

    /// Adds up what it gets.
    private static final class Sum implements PointSink {
        private double total;
        private int series;
        private int rejects;

        @Override
        public int series(RawSeries added) {
            return series++;
        }

        @Override
        public void point(int number, long atMillis, long sinceMillis, double value) {
            total += value + number + atMillis;
        }

        @Override
        public void distribution(int number, long atMillis, long sinceMillis, Distribution value) {
            total += value.count();
        }

        @Override
        public void reject(RejectReason reason, String detail) {
            rejects++;
        }
    }
}
