package dev.faultline.source.meaning;

import dev.faultline.source.format.Distribution;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What came to a cumulative distribution between two of its points.
final class Growth {
    /// Indexes of buckets at the largest scale reach from 2^-1074 to 2^1024; 2^31 would overflow.
    private static final int LARGEST_INDEX = (1 << 30) - 1;

    private Growth() {}

    /// The observations of `now` that were not in `before`.
    ///
    /// @return null where `now` does not continue `before`: a bucket fell, or it has other buckets
    static @Nullable Distribution between(Distribution before, Distribution now) {
        return switch (now) {
            case Distribution.Explicit(var count, var sum, var bounds, var counts) ->
                    before instanceof Distribution.Explicit b && Arrays.equals(b.bounds(), bounds)
                            ? explicit(count - b.count(), sum - b.sum(), bounds, b.counts(), counts)
                            : null;
            case Distribution.Exponential exponential ->
                    before instanceof Distribution.Exponential b
                            ? exponential(b, exponential)
                            : null;
            case Distribution.Quantiles(var count, var sum, var quantiles, var values) ->
                    before instanceof Distribution.Quantiles b && count >= b.count()
                            ? new Distribution.Quantiles(
                                    count - b.count(), sum - b.sum(), quantiles, values)
                            : null;
        };
    }

    private static @Nullable Distribution explicit(
            double count, double sum, double[] bounds, double[] before, double[] now) {
        double[] growth = new double[now.length];
        for (int i = 0; i < now.length; i++) {
            growth[i] = now[i] - before[i];
            if (growth[i] < 0) {
                return null;
            }
        }
        return count < 0 ? null : new Distribution.Explicit(count, sum, bounds, growth);
    }

    /// What is wrong with a distribution; empty where nothing is. What follows relies on it.
    static String fault(Distribution of) {
        if (!(of.count() >= 0 && of.count() <= Double.MAX_VALUE)) {
            return "a distribution whose count is no number";
        }
        return switch (of) {
            case Distribution.Explicit(_, _, var bounds, var counts) -> {
                for (int i = 0; i < bounds.length; i++) {
                    if (Double.isNaN(bounds[i]) || (i > 0 && bounds[i] <= bounds[i - 1])) {
                        yield "bounds of buckets that do not ascend";
                    }
                }
                yield counts.length > 0 && counts.length != bounds.length + 1
                        ? "another number of buckets than of bounds"
                        : countsFault(counts);
            }
            case Distribution.Exponential e ->
                    e.scale() < -10
                                    || e.scale() > 20
                                    || Math.abs((long) e.offset()) > LARGEST_INDEX
                                    || e.counts().length > LARGEST_INDEX
                            ? "an exponential histogram beyond all scales"
                            : !(e.zeros() >= 0 && e.negatives() >= 0)
                                    ? "a bucket whose count is no number"
                                    : countsFault(e.counts());
            case Distribution.Quantiles(_, _, var quantiles, var values) ->
                    quantiles.length == values.length
                            ? ""
                            : "another number of quantiles than of values";
        };
    }

    private static String countsFault(double[] counts) {
        for (double count : counts) {
            if (!(count >= 0 && count <= Double.MAX_VALUE)) {
                return "a bucket whose count is no number";
            }
        }
        return "";
    }

    /// At the smaller of both scales: a producer merges its buckets when values spread.
    private static @Nullable Distribution exponential(
            Distribution.Exponential before, Distribution.Exponential now) {
        int scale = Math.min(before.scale(), now.scale());
        int shiftBefore = before.scale() - scale;
        int shiftNow = now.scale() - scale;
        if (now.counts().length == 0 && before.counts().length > 0) {
            return null;
        }
        int first = now.offset() >> shiftNow;
        int last = (now.offset() + Math.max(0, now.counts().length - 1)) >> shiftNow;
        double[] growth = new double[last - first + 1];
        for (int i = 0; i < now.counts().length; i++) {
            growth[((now.offset() + i) >> shiftNow) - first] += now.counts()[i];
        }
        for (int i = 0; i < before.counts().length; i++) {
            if (before.counts()[i] == 0) {
                continue;
            }
            int place = ((before.offset() + i) >> shiftBefore) - first;
            if (place < 0 || place >= growth.length || growth[place] < before.counts()[i]) {
                return null;
            }
            growth[place] -= before.counts()[i];
        }
        double count = now.count() - before.count();
        double zeros = now.zeros() - before.zeros();
        double negatives = now.negatives() - before.negatives();
        return count < 0 || zeros < 0 || negatives < 0
                ? null
                : new Distribution.Exponential(
                        count, now.sum() - before.sum(), scale, zeros, first, growth, negatives);
    }
}
