package dev.faultline.demo.feed;

import dev.faultline.demo.bank.BankFrame;
import dev.faultline.demo.bank.BankSeries;
import dev.faultline.source.format.Proto;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Metrics as `ExportMetricsServiceRequest`: one for each resource, in it one message for each
/// metric with all of its points. Numbers of fields: opentelemetry-proto, metrics/v1/metrics.proto.
final class OtlpMetrics {
    private static final int CUMULATIVE = 2;

    private final List<Resource> resources = new ArrayList<>();
    private final Proto proto = new Proto();

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Resource(byte[] message, List<Metric> metrics) {}

    /// @param points fields of each point that stay as they are, by place in the bank's list
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Metric(
            byte[] name, BankSeries first, long[] bounds, Map<Integer, byte[]> points) {}

    /// Of these series of the bank.
    ///
    /// @param places in the bank's list
    OtlpMetrics(List<BankSeries> series, List<Integer> places) {
        Map<Map<String, String>, Map<String, Metric>> byResource = new LinkedHashMap<>();
        for (int place : places) {
            BankSeries each = series.get(place);
            boolean histogram = each.shape() == BankSeries.Shape.HISTOGRAM;
            byResource
                    .computeIfAbsent(each.resource(), _ -> new LinkedHashMap<>())
                    .computeIfAbsent(each.metric(), _ -> metric(each))
                    .points
                    .put(place, OtlpAttributes.of(histogram ? 9 : 7, each.labels()));
        }
        byResource.forEach((resource, metrics) ->
                resources.add(
                        new Resource(
                                OtlpAttributes.resource(resource), List.copyOf(metrics.values()))));
    }

    private static Metric metric(BankSeries series) {
        long[] bounds = new long[series.bounds().length];
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] = Double.doubleToRawLongBits(series.bounds()[i]);
        }
        return new Metric(
                series.metric().getBytes(StandardCharsets.UTF_8),
                series,
                bounds,
                new LinkedHashMap<>());
    }

    /// Gives the requests of one frame; none of a resource that said nothing.
    ///
    /// @param readings by place in the bank's list; null where there is none
    void write(Instant at, BankFrame.@Nullable Reading[] readings, Consumer<byte[]> to) {
        for (Resource resource : resources) {
            if (resource.metrics.stream().anyMatch(metric -> said(metric, readings))) {
                int metrics = proto.open(1);
                proto.raw(1, resource.message);
                int scope = proto.open(2);
                for (Metric metric : resource.metrics) {
                    if (said(metric, readings)) {
                        write(metric, nanos(at), readings);
                    }
                }
                proto.close(scope);
                proto.close(metrics);
                to.accept(proto.take());
            }
        }
    }

    private static boolean said(Metric metric, BankFrame.@Nullable Reading[] readings) {
        return metric.points.keySet().stream().anyMatch(place -> readings[place] != null);
    }

    private void write(Metric metric, long at, BankFrame.@Nullable Reading[] readings) {
        int message = proto.open(2);
        proto.raw(1, metric.name);
        if (!metric.first.unit().isEmpty()) {
            proto.text(3, metric.first.unit());
        }
        int data =
                proto.open(
                        switch (metric.first.shape()) {
                            case GAUGE -> 5;
                            case COUNTER -> 7;
                            case HISTOGRAM -> 9;
                        });
        metric.points.forEach((place, attributes) -> {
            BankFrame.Reading reading = readings[place];
            if (reading != null) {
                write(metric, reading, at, attributes);
            }
        });
        if (metric.first.shape() != BankSeries.Shape.GAUGE) {
            proto.number(2, CUMULATIVE);
        }
        if (metric.first.shape() == BankSeries.Shape.COUNTER) {
            proto.number(3, 1); // it never falls
        }
        proto.close(data);
        proto.close(message);
    }

    private void write(Metric metric, BankFrame.Reading reading, long at, byte[] attributes) {
        int point = proto.open(1);
        switch (reading) {
            case BankFrame.Reading.Value(int _, Instant since, double value) -> {
                if (metric.first.shape() == BankSeries.Shape.COUNTER) {
                    proto.fixed(2, nanos(since));
                }
                proto.fixed(3, at);
                proto.real(4, value);
            }
            case BankFrame.Reading.Histogram(int _, Instant since, long[] counts, double sum) -> {
                proto.fixed(2, nanos(since));
                proto.fixed(3, at);
                long all = 0;
                for (long count : counts) {
                    all += count;
                }
                proto.fixed(4, all);
                proto.real(5, sum);
                packed(6, counts);
                packed(7, metric.bounds);
            }
        }
        proto.append(attributes);
        proto.close(point);
    }

    private void packed(int field, long[] values) {
        int mark = proto.open(field);
        for (long value : values) {
            proto.packed(value);
        }
        proto.close(mark);
    }

    static long nanos(Instant at) {
        return at.getEpochSecond() * 1_000_000_000 + at.getNano();
    }
}
