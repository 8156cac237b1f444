package dev.faultline.source.format;

import dev.faultline.source.RejectReason;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What Vector writes: `{"name":…,"timestamp":…,"kind":"absolute|incremental","tags":{…},…}` and
/// one of `counter`, `gauge`, `set`, `distribution`, `aggregated_histogram`, `aggregated_summary`
/// (vector.dev/docs/architecture/data-model/metric). A set becomes the number of its values.
final class VectorDecoder extends JsonDecoder {
    private static final long NANOS_OF_MILLI = 1_000_000;

    VectorDecoder(PointSink sink) {
        super(Format.VECTOR, sink);
    }

    @Override
    void object(JsonNode metric, long recordMillis) throws Unreadable {
        if (missing(metric, "name", "kind")) {
            return;
        }
        boolean incremental = metric.path("kind").asString("").equals("incremental");
        PointKind counted = incremental ? PointKind.DELTA : PointKind.CUMULATIVE;
        String namespace = optional(metric.path("namespace"));
        String name = (namespace.isEmpty() ? "" : namespace + "_") + text(metric.path("name"));
        naming.sender();
        naming.series(name, "", counted);
        labels(metric.path("tags"));
        long at = time(metric.path("timestamp"), NANOS_OF_MILLI, recordMillis);
        if (metric.has("counter")) {
            number(metric.path("counter").path("value"), at);
        } else if (metric.has("gauge") && incremental) {
            reject(RejectReason.UNSUPPORTED, "a change of a gauge, which says not how much it is");
        } else if (metric.has("gauge")) {
            naming.metric(name, PointKind.GAUGE);
            number(metric.path("gauge").path("value"), at);
        } else if (metric.has("set")) {
            naming.metric(name, PointKind.GAUGE);
            point(naming.number(), at, 0, metric.path("set").path("values").size());
        } else {
            Distribution found = distribution(metric);
            if (found != null) {
                distribution(naming.number(), at, 0, found);
            }
        }
    }

    private void number(JsonNode value, long at) throws Unreadable {
        if (number(value)) {
            double number = decimal.value();
            point(naming.number(), at, 0, number);
        } else {
            reject(RejectReason.NOT_A_NUMBER, "a 'value' that is no number");
        }
    }

    private @Nullable Distribution distribution(JsonNode metric) throws Unreadable {
        if (metric.has("distribution")) {
            return samples(metric.path("distribution").path("samples"));
        }
        if (metric.has("aggregated_histogram")) {
            return buckets(metric.path("aggregated_histogram"));
        }
        if (metric.has("aggregated_summary")) {
            return quantiles(metric.path("aggregated_summary"));
        }
        reject(RejectReason.UNSUPPORTED, "a kind of Vector metric that is not read");
        return null;
    }

    /// Observations one by one, each as often as its rate says: a bucket for each value.
    private Distribution samples(JsonNode samples) {
        TreeMap<Double, Double> rates = new TreeMap<>();
        double sum = 0;
        double count = 0;
        for (JsonNode sample : samples) {
            double value = real(sample.path("value"));
            double rate = real(sample.path("rate"));
            if (Double.isFinite(value) && Double.isFinite(rate)) {
                rates.merge(value, rate, Double::sum);
                sum += value * rate;
                count += rate;
            }
        }
        double[] bounds = new double[rates.size()];
        double[] counts = new double[rates.size() + 1];
        int i = 0;
        for (Map.Entry<Double, Double> each : rates.entrySet()) {
            bounds[i] = each.getKey();
            counts[i++] = each.getValue();
        }
        return new Distribution.Explicit(count, sum, bounds, counts);
    }

    /// Buckets by their upper limits, of which the last may be infinite or missing.
    private @Nullable Distribution buckets(JsonNode histogram) {
        TreeMap<Double, Double> buckets = new TreeMap<>();
        for (JsonNode bucket : histogram.path("buckets")) {
            double limit = real(bucket.path("upper_limit"));
            buckets.merge(
                    Double.isNaN(limit) ? Double.POSITIVE_INFINITY : limit,
                    real(bucket.path("count")),
                    Double::sum);
        }
        Double above = buckets.remove(Double.POSITIVE_INFINITY);
        double[] bounds = buckets.keySet().stream().mapToDouble(Double::doubleValue).toArray();
        double[] counts = new double[bounds.length + 1];
        int i = 0;
        for (double count : buckets.values()) {
            counts[i++] = count;
        }
        counts[i] = above == null ? 0 : above;
        return OtlpData.explicit(
                real(histogram.path("count")), real(histogram.path("sum")), bounds, counts);
    }

    private Distribution quantiles(JsonNode summary) {
        JsonNode list = summary.path("quantiles");
        double[] quantiles = new double[list.size()];
        double[] values = new double[list.size()];
        for (int i = 0; i < values.length; i++) {
            JsonNode each = list.path(i);
            // up to Vector 0.11 a quantile was called an upper limit
            quantiles[i] =
                    real(each.has("quantile") ? each.path("quantile") : each.path("upper_limit"));
            values[i] = real(each.path("value"));
        }
        return new Distribution.Quantiles(
                real(summary.path("count")), real(summary.path("sum")), quantiles, values);
    }

    private double real(JsonNode node) {
        return number(node) ? decimal.value() : Double.NaN;
    }
}
