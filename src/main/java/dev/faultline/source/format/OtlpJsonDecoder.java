package dev.faultline.source.format;

import dev.faultline.source.RejectReason;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// OTLP metrics in JSON: an `ExportMetricsServiceRequest` in protobuf's JSON. Names in camel case,
/// as the specification asks, or in snake case; 64-bit numbers as texts or as numbers; temporality
/// as a number or by its name.
final class OtlpJsonDecoder extends JsonDecoder {
    private static final long NANOS_OF_MILLI = 1_000_000;

    OtlpJsonDecoder(PointSink sink) {
        super(Format.OTLP_JSON, sink);
    }

    @Override
    void object(JsonNode request, long recordMillis) throws Unreadable {
        JsonNode all = either(request, "resourceMetrics", "resource_metrics");
        if (!all.isArray()) {
            reject(RejectReason.INCOMPLETE, "no 'resourceMetrics'");
            return;
        }
        for (JsonNode sender : all) {
            naming.sender();
            for (JsonNode attribute : sender.path("resource").path("attributes")) {
                JsonNode value = OtlpAttributes.plain(attribute.path("value"));
                if (!value.isNull()) {
                    naming.resource(optional(attribute.path("key")), text(value));
                }
            }
            for (JsonNode scope : either(sender, "scopeMetrics", "scope_metrics")) {
                String name = optional(scope.path("scope").path("name"));
                for (JsonNode metric : scope.path("metrics")) {
                    metric(metric, name, recordMillis);
                }
            }
        }
    }

    private void metric(JsonNode metric, String scope, long recordMillis) throws Unreadable {
        OtlpData data = null;
        JsonNode found = metric;
        for (OtlpData candidate : OtlpData.values()) {
            JsonNode body =
                    candidate == OtlpData.EXPONENTIAL
                            ? either(metric, candidate.json, "exponential_histogram")
                            : metric.path(candidate.json);
            if (body.isObject()) {
                data = candidate;
                found = body;
            }
        }
        String name = optional(metric.path("name"));
        if (data == null) {
            reject(RejectReason.UNSUPPORTED, "an OTLP metric without a kind of data that is known");
            return;
        }
        if (name.isEmpty()) {
            reject(RejectReason.INCOMPLETE, "an OTLP metric without a name");
            return;
        }
        PointKind kind =
                data.kind(
                        temporality(
                                either(found, "aggregationTemporality", "aggregation_temporality")),
                        either(found, "isMonotonic", "is_monotonic").asBoolean(false));
        if (kind == null) {
            reject(RejectReason.UNSUPPORTED, OtlpData.CHANGES);
            return;
        }
        String unit = optional(metric.path("unit"));
        for (JsonNode point : either(found, "dataPoints", "data_points")) {
            naming.series(name, unit, kind);
            if (!scope.isEmpty()) {
                naming.label(OtlpProtoDecoder.SCOPE, scope);
            }
            for (JsonNode attribute : point.path("attributes")) {
                JsonNode value = OtlpAttributes.plain(attribute.path("value"));
                if (!value.isNull()) {
                    naming.label(optional(attribute.path("key")), text(value));
                }
            }
            point(data, point, recordMillis);
        }
    }

    private static int temporality(JsonNode node) {
        return switch (node.asString("")) {
            case "AGGREGATION_TEMPORALITY_DELTA" -> OtlpData.DELTA;
            case "AGGREGATION_TEMPORALITY_CUMULATIVE" -> OtlpData.CUMULATIVE;
            default -> node.asInt(0);
        };
    }

    private void point(OtlpData data, JsonNode point, long recordMillis) throws Unreadable {
        int series = naming.number();
        long nanos = nanos(either(point, "timeUnixNano", "time_unix_nano"));
        long at = nanos == Times.NONE ? nanos : nanos == 0 ? recordMillis : nanos / NANOS_OF_MILLI;
        long start = nanos(either(point, "startTimeUnixNano", "start_time_unix_nano"));
        long since = Math.max(0, start / NANOS_OF_MILLI);
        if ((point.path("flags").asInt(0) & OtlpData.NO_VALUE) != 0) {
            point(series, at, since, Double.NaN);
            return;
        }
        if (data == OtlpData.GAUGE || data == OtlpData.SUM) {
            JsonNode real = either(point, "asDouble", "as_double");
            JsonNode value = real.isMissingNode() ? either(point, "asInt", "as_int") : real;
            if (value.isMissingNode()) {
                reject(RejectReason.INCOMPLETE, "an OTLP point without a value");
            } else {
                point(series, at, since, real(value, Double.NaN));
            }
            return;
        }
        Distribution distribution = distribution(data, point);
        if (distribution == null) {
            reject(RejectReason.MALFORMED, OtlpData.MISFIT);
        } else {
            distribution(series, at, since, distribution);
        }
    }

    private @Nullable Distribution distribution(OtlpData data, JsonNode point) {
        double count = real(point.path("count"), 0);
        JsonNode sum = point.path("sum");
        if (data == OtlpData.HISTOGRAM) {
            return OtlpData.explicit(
                    count,
                    real(sum, Double.NaN),
                    reals(either(point, "explicitBounds", "explicit_bounds")),
                    reals(either(point, "bucketCounts", "bucket_counts")));
        }
        if (data == OtlpData.EXPONENTIAL) {
            JsonNode positive = point.path("positive");
            double negatives = 0;
            for (double c :
                    reals(either(point.path("negative"), "bucketCounts", "bucket_counts"))) {
                negatives += c;
            }
            return OtlpData.exponential(
                    count,
                    real(sum, Double.NaN),
                    point.path("scale").asInt(0),
                    real(either(point, "zeroCount", "zero_count"), 0),
                    positive.path("offset").asInt(0),
                    reals(either(positive, "bucketCounts", "bucket_counts")),
                    negatives);
        }
        JsonNode values = either(point, "quantileValues", "quantile_values");
        double[] quantiles = new double[values.size()];
        double[] of = new double[values.size()];
        for (int i = 0; i < of.length; i++) {
            quantiles[i] = real(values.path(i).path("quantile"), 0);
            of[i] = real(values.path(i).path("value"), 0);
        }
        return new Distribution.Quantiles(count, real(sum, 0), quantiles, of);
    }

    private double[] reals(JsonNode list) {
        double[] all = new double[list.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = real(list.path(i), Double.NaN);
        }
        return all;
    }

    private double real(JsonNode node, double otherwise) {
        return number(node) ? decimal.value() : otherwise;
    }
}
