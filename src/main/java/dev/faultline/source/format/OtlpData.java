package dev.faultline.source.format;

import org.jspecify.annotations.Nullable;

/// The kinds of data of an OTLP metric, and what their points are
/// (opentelemetry.io/docs/specs/otel/metrics/data-model).
enum OtlpData {
    GAUGE(5, "gauge"),
    SUM(7, "sum"),
    HISTOGRAM(9, "histogram"),
    EXPONENTIAL(10, "exponentialHistogram"),
    SUMMARY(11, "summary");

    /// Temporality of points since the last one.
    static final int DELTA = 1;

    /// Temporality of points since a fixed start.
    static final int CUMULATIVE = 2;

    /// Bits of a point's flags: it says that there is no value.
    static final int NO_VALUE = 1;

    /// What is said of data without a [#kind].
    static final String CHANGES =
            "an OTLP sum of changes that may also fall (a non-monotonic delta)";

    /// What is said of a histogram that is none.
    static final String MISFIT =
            "an OTLP histogram whose buckets do not fit its bounds, or of a scale that is not used";

    /// Scales that the data model allows.
    private static final int LEAST_SCALE = -10;

    private static final int MOST_SCALE = 20;

    /// Its number in `Metric`.
    final int field;

    /// Its name in JSON.
    final String json;

    OtlpData(int field, String json) {
        this.field = field;
        this.json = json;
    }

    /// What its points are; null for changes of something that may also fall, which say nothing of
    /// how much there is.
    @Nullable PointKind kind(int temporality, boolean monotonic) {
        if (this == GAUGE) {
            return PointKind.GAUGE;
        }
        if (this == SUMMARY) {
            return PointKind.CUMULATIVE;
        }
        boolean falls = this == SUM && !monotonic;
        return switch (temporality) {
            case CUMULATIVE -> falls ? PointKind.GAUGE : PointKind.CUMULATIVE;
            case DELTA -> falls ? null : PointKind.DELTA;
            default -> falls ? PointKind.GAUGE : PointKind.UNTOLD;
        };
    }

    /// A histogram by its bounds; null where bounds and counts do not fit each other.
    static @Nullable Distribution explicit(
            double count, double sum, double[] bounds, double[] counts) {
        if (bounds.length == 0 && counts.length == 0) {
            return new Distribution.Explicit(count, sum, bounds, new double[] {count});
        }
        boolean fits = counts.length == bounds.length + 1;
        for (int i = 1; i < bounds.length && fits; i++) {
            fits = bounds[i - 1] < bounds[i];
        }
        return fits ? new Distribution.Explicit(count, sum, bounds, counts) : null;
    }

    /// A histogram by its scale; null for one that the data model does not know.
    static @Nullable Distribution exponential(
            double count,
            double sum,
            int scale,
            double zeros,
            int offset,
            double[] counts,
            double negatives) {
        boolean fits =
                scale >= LEAST_SCALE
                        && scale <= MOST_SCALE
                        && (long) offset + counts.length <= Integer.MAX_VALUE;
        return fits
                ? new Distribution.Exponential(count, sum, scale, zeros, offset, counts, negatives)
                : null;
    }
}
