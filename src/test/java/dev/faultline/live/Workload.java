package dev.faultline.live;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.resource.v1.Resource;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Records of a made-up system as its agents would write them: services with twenty gauges each.
/// Each value is told by its series and time alone, so that whoever reads it can be checked.
public final class Workload {
    /// Gauges of one service.
    public static final int METRICS = 20;

    private static final String[] NAMES = {
        "cpu.utilization", "memory.utilization", "disk.utilization", "queue_depth", "connections",
        "request_rate", "error_share", "latency_p50", "latency_p95", "latency_p99"
    };

    private final int services;
    private final byte[][] requests;
    private final int[][] times;
    private final int[][] values;

    /// @param series a multiple of [#METRICS]
    public Workload(int series) {
        services = series / METRICS;
        requests = new byte[services][];
        times = new int[services][];
        values = new int[services][];
        for (int service = 0; service < services; service++) {
            template(service);
        }
    }

    public int services() {
        return services;
    }

    public int series() {
        return services * METRICS;
    }

    /// What a series measured at a time: a daily wave with some noise, three decimals.
    public static double value(int series, long atMillis) {
        double day = Math.sin(2 * Math.PI * (atMillis % 86_400_000) / 86_400_000.0 + series % 7);
        long mixed = (atMillis / 1000 * 31 + series) * 0x9E3779B97F4A7C15L;
        double noise = ((mixed >>> 40) & 0xffff) / 65536.0 - .5;
        return Math.round(1000 * (10 + series % 13 + 2 * day + noise)) / 1000.0;
    }

    /// A record of the own format, 205 bytes or a few less or more.
    public byte[] own(int series, long atMillis) {
        return ("{\"ts\":%d,\"service\":\"%s\",\"metric\":\"%s\",\"value\":%s,\"unit\":\"\",\"labels\":{"
                        + "\"host.name\":\"web-%04d\",\"cloud.availability_zone\":\"eu-central-1a\","
                        + "\"k8s.namespace.name\":\"payments\",\"team\":\"core\"}}")
                .formatted(
                        atMillis,
                        service(series),
                        metric(series),
                        value(series, atMillis),
                        series / METRICS)
                .getBytes(StandardCharsets.UTF_8);
    }

    /// A record as prometheus-kafka-adapter writes it.
    public byte[] prometheus(int series, long atMillis) {
        return ("{\"timestamp\":\"%s\",\"value\":\"%s\",\"name\":\"%s\",\"labels\":{\"__name__\":\"%3$s\","
                        + "\"job\":\"%s\",\"instance\":\"10.0.%d.%d:9100\"}}")
                .formatted(
                        java.time.Instant.ofEpochMilli(atMillis / 1000 * 1000),
                        value(series, atMillis),
                        metric(series).replace('.', '_'),
                        service(series),
                        series / METRICS / 256,
                        series / METRICS % 256)
                .getBytes(StandardCharsets.UTF_8);
    }

    /// All gauges of one service at one time as an OTLP protobuf request.
    public byte[] otlp(int service, long atMillis) {
        byte[] request = requests[service].clone();
        ByteBuffer bytes = ByteBuffer.wrap(request).order(ByteOrder.LITTLE_ENDIAN);
        for (int metric = 0; metric < METRICS; metric++) {
            bytes.putLong(times[service][metric], atMillis * 1_000_000);
            bytes.putDouble(values[service][metric], value(service * METRICS + metric, atMillis));
        }
        return request;
    }

    public static String service(int series) {
        return String.format(Locale.ROOT, "service-%04d", series / METRICS);
    }

    public static String metric(int series) {
        int metric = series % METRICS;
        return metric < NAMES.length
                ? NAMES[metric]
                : "app." + NAMES[metric - NAMES.length].replace('.', '_') + ".shadow";
    }

    /// One request with marks where times and values go.
    private void template(int service) {
        long time = 0x7AC3_5B91_0000_0000L + service;
        double value = -1.2345678e123;
        List<Metric> metrics = new ArrayList<>();
        for (int metric = 0; metric < METRICS; metric++) {
            metrics.add(
                    Metric.newBuilder()
                            .setName(metric(metric))
                            .setUnit("1")
                            .setGauge(
                                    Gauge.newBuilder()
                                            .addDataPoints(
                                                    NumberDataPoint.newBuilder()
                                                            .setTimeUnixNano(time)
                                                            .setAsDouble(value)
                                                            .addAttributes(text("state", "used"))))
                            .build());
        }
        byte[] request =
                ExportMetricsServiceRequest.newBuilder()
                        .addResourceMetrics(
                                ResourceMetrics.newBuilder()
                                        .setResource(
                                                Resource.newBuilder()
                                                        .addAttributes(
                                                                text(
                                                                        "service.name",
                                                                        service(service * METRICS)))
                                                        .addAttributes(
                                                                text(
                                                                        "host.name",
                                                                        "web-" + service)))
                                        .addScopeMetrics(
                                                ScopeMetrics.newBuilder().addAllMetrics(metrics)))
                        .build()
                        .toByteArray();
        requests[service] = request;
        times[service] = places(request, time);
        values[service] = places(request, Double.doubleToRawLongBits(value));
    }

    private static KeyValue text(String key, String value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }

    private static int[] places(byte[] request, long mark) {
        ByteBuffer bytes = ByteBuffer.wrap(request).order(ByteOrder.LITTLE_ENDIAN);
        int[] places = new int[METRICS];
        int found = 0;
        for (int i = 0; i + 8 <= request.length; i++) {
            if (bytes.getLong(i) == mark) {
                places[found++] = i;
            }
        }
        if (found != METRICS) {
            throw new IllegalStateException("marks at " + Arrays.toString(places));
        }
        return places;
    }
}
