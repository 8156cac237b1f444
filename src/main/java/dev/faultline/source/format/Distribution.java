package dev.faultline.source.format;

/// Many observations in one point.
@SuppressWarnings("ArrayRecordComponent") // bulk data: compared by nobody, copied by nobody
public sealed interface Distribution {
    /// How many observations.
    double count();

    /// Their sum, in the unit of the series; `NaN` where it was not told.
    double sum();

    /// Observations counted by buckets with told bounds.
    ///
    /// @param bounds upper bounds, ascending; one fewer than counts
    /// @param counts observations of each bucket alone, the last above all bounds
    record Explicit(double count, double sum, double[] bounds, double[] counts)
            implements Distribution {}

    /// Observations counted by buckets whose bounds grow by 2^(2^-scale), as in the OpenTelemetry
    /// data model.
    ///
    /// @param zeros observations not told from zero
    /// @param offset index of the first positive bucket: it holds (base^offset, base^(offset+1)]
    /// @param counts of the positive buckets, from offset on
    /// @param negatives observations below zero, all together
    record Exponential(
            double count,
            double sum,
            int scale,
            double zeros,
            int offset,
            double[] counts,
            double negatives)
            implements Distribution {}

    /// Quantiles that the producer computed.
    ///
    /// @param quantiles 0..1
    /// @param values of each quantile
    record Quantiles(double count, double sum, double[] quantiles, double[] values)
            implements Distribution {}
}
