package dev.faultline.source.format;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// Requests with every kind of data, attribute and flag that OTLP has.
final class OtlpRequests {
    private final Random random;

    OtlpRequests(long seed) {
        random = new Random(seed);
    }

    ExportMetricsServiceRequest next() {
        ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
        for (int r = random.nextInt(1, 3); r > 0; r--) {
            ResourceMetrics.Builder resource = request.addResourceMetricsBuilder();
            resource.getResourceBuilder()
                    .addAllAttributes(attributes("sender"))
                    .setDroppedAttributesCount(random.nextInt(3));
            resource.setSchemaUrl("https://opentelemetry.io/schemas/1.30.0");
            for (int s = random.nextInt(1, 3); s > 0; s--) {
                ScopeMetrics.Builder scope = resource.addScopeMetricsBuilder();
                if (random.nextBoolean()) {
                    scope.getScopeBuilder()
                            .setName("scope-" + random.nextInt(2))
                            .setVersion("1." + random.nextInt(9));
                }
                for (int m = random.nextInt(1, 7); m > 0; m--) {
                    metric(scope.addMetricsBuilder());
                }
            }
        }
        return request.build();
    }

    private void metric(Metric.Builder metric) {
        metric.setName("metric." + random.nextInt(3))
                .setDescription("what it is")
                .setUnit(List.of("", "s", "By", "{thing}").get(random.nextInt(4)));
        AggregationTemporality temporality = AggregationTemporality.forNumber(random.nextInt(3));
        int points = random.nextInt(4);
        for (int i = 0; i < points; i++) {
            switch (metric.getName().hashCode() % 2 + random.nextInt(5)) {
                default -> metric.getGaugeBuilder().addDataPoints(number());
                case 1 ->
                        metric.getSumBuilder()
                                .setAggregationTemporality(temporality)
                                .setIsMonotonic(random.nextBoolean())
                                .addDataPoints(number());
                case 2 ->
                        metric.getHistogramBuilder()
                                .setAggregationTemporality(temporality)
                                .addDataPoints(histogram());
                case 3 ->
                        metric.getExponentialHistogramBuilder()
                                .setAggregationTemporality(temporality)
                                .addDataPoints(exponential());
                case 4 -> metric.getSummaryBuilder().addDataPoints(summary());
            }
        }
    }

    private NumberDataPoint number() {
        NumberDataPoint.Builder point =
                NumberDataPoint.newBuilder()
                        .setTimeUnixNano(nanos())
                        .addAllAttributes(attributes("label"))
                        .setFlags(random.nextInt(8) == 0 ? 1 : 0)
                        .addExemplars(Exemplar.newBuilder().setAsDouble(5));
        if (random.nextBoolean()) {
            point.setStartTimeUnixNano(nanos());
        }
        if (random.nextBoolean()) {
            point.setAsInt(random.nextLong(-1_000_000, Long.MAX_VALUE));
        } else {
            point.setAsDouble(random.nextInt(20) == 0 ? Double.NaN : random.nextGaussian());
        }
        return point.build();
    }

    private HistogramDataPoint histogram() {
        HistogramDataPoint.Builder point =
                HistogramDataPoint.newBuilder()
                        .setTimeUnixNano(nanos())
                        .setStartTimeUnixNano(nanos())
                        .addAllAttributes(attributes("label"))
                        .setCount(random.nextInt(1000));
        if (random.nextBoolean()) {
            point.setSum(random.nextDouble()).setMin(.1).setMax(.9);
        }
        int buckets = random.nextInt(6);
        for (int i = 0; i < buckets; i++) {
            point.addBucketCounts(random.nextInt(100)).addExplicitBounds(i * 1.5);
        }
        return (buckets == 0 ? point : point.addBucketCounts(3)).build();
    }

    private ExponentialHistogramDataPoint exponential() {
        ExponentialHistogramDataPoint.Builder point =
                ExponentialHistogramDataPoint.newBuilder()
                        .setTimeUnixNano(nanos())
                        .addAllAttributes(attributes("label"))
                        .setCount(random.nextInt(1000))
                        .setScale(random.nextInt(-10, 21))
                        .setZeroCount(random.nextInt(5))
                        .setZeroThreshold(1e-9);
        point.getPositiveBuilder().setOffset(random.nextInt(-50, 50));
        point.getNegativeBuilder().setOffset(random.nextInt(-50, 50));
        for (int i = random.nextInt(5); i > 0; i--) {
            point.getPositiveBuilder().addBucketCounts(random.nextLong(1L << 40));
            point.getNegativeBuilder().addBucketCounts(random.nextInt(200));
        }
        return (random.nextBoolean() ? point.setSum(random.nextDouble()) : point).build();
    }

    private SummaryDataPoint summary() {
        SummaryDataPoint.Builder point =
                SummaryDataPoint.newBuilder()
                        .setTimeUnixNano(nanos())
                        .addAllAttributes(attributes("label"))
                        .setCount(random.nextInt(1000))
                        .setSum(random.nextDouble());
        for (double q : new double[] {0, .5, .99, 1}) {
            point.addQuantileValuesBuilder().setQuantile(q).setValue(random.nextDouble());
        }
        return point.build();
    }

    private long nanos() {
        return random.nextInt(10) == 0 ? 0 : 1_795_374_741_695_000_000L + random.nextInt();
    }

    private List<KeyValue> attributes(String stem) {
        return IntStream.range(0, random.nextInt(4))
                .mapToObj(
                        i -> KeyValue.newBuilder().setKey(stem + "." + i).setValue(any(2)).build())
                .toList();
    }

    private AnyValue any(int depth) {
        AnyValue.Builder value = AnyValue.newBuilder();
        switch (random.nextInt(depth == 0 ? 5 : 8)) {
            case 0 -> value.setBoolValue(random.nextBoolean());
            case 1 -> value.setIntValue(random.nextInt(-3, 3));
            case 2 -> value.setDoubleValue(random.nextInt(3) / 2.);
            case 3 -> value.setBytesValue(ByteString.copyFromUtf8("b" + random.nextInt(3)));
            case 5 ->
                    value.setArrayValue(
                            ArrayValue.newBuilder()
                                    .addValues(any(depth - 1))
                                    .addValues(any(depth - 1)));
            case 6 ->
                    value.setKvlistValue(
                            KeyValueList.newBuilder()
                                    .addValues(
                                            KeyValue.newBuilder()
                                                    .setKey("k\"ü")
                                                    .setValue(any(depth - 1))));
            default -> value.setStringValue("text-ä-" + random.nextInt(3));
        }
        return value.build();
    }
}
