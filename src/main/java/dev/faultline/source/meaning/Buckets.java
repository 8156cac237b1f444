package dev.faultline.source.meaning;

import dev.faultline.source.format.Distribution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Observations counted by buckets, of many distributions together, and the quantiles that they
/// tell. Within a bucket observations are taken to lie evenly, so a quantile is wrong by less than
/// the width of its bucket. Above the last bound a quantile is that bound, as nothing else is
/// known.
final class Buckets {
    /// Buckets of an exponential distribution; wider spread ones are merged by pairs.
    private static final int MOST = 2048;

    private final List<Layout> layouts = new ArrayList<>();

    /// Growth of `_bucket{le}` counts, each including all below it.
    private final TreeMap<Double, Double> upTo = new TreeMap<>();

    private boolean exponential;
    private int scale;
    private int offset;
    private double[] positive = {};
    private double zeros;

    /// Buckets with told bounds.
    @SuppressWarnings("ArrayRecordComponent") // bulk data: compared by nobody
    private record Layout(double[] bounds, double[] counts) {}

    void clear() {
        layouts.clear();
        upTo.clear();
        exponential = false;
        positive = new double[0];
        zeros = 0;
    }

    void add(Distribution.Explicit more) {
        for (Layout layout : layouts) {
            if (Arrays.equals(layout.bounds(), more.bounds())) {
                for (int i = 0; i < more.counts().length; i++) {
                    layout.counts()[i] += more.counts()[i];
                }
                return;
            }
        }
        layouts.add(new Layout(more.bounds(), more.counts().clone()));
    }

    /// Observations that took up to a bound.
    void add(double bound, double more) {
        upTo.merge(bound, more, Double::sum);
    }

    /// Merges as the OpenTelemetry data model has it: to the smaller scale, where bucket `i` of the
    /// larger is part of bucket `i >> (larger - smaller)`.
    void add(Distribution.Exponential more) {
        zeros += more.zeros() + more.negatives();
        if (!exponential) {
            exponential = true;
            scale = more.scale();
            offset = more.offset();
            positive = new double[0];
        }
        int common = Math.min(scale, more.scale());
        if (more.counts().length > 0) {
            while (span(common, more) > MOST) {
                common--;
            }
        }
        coarsen(common);
        int shift = more.scale() - common;
        for (int i = 0; i < more.counts().length; i++) {
            if (more.counts()[i] != 0) {
                grow(shifted((long) more.offset() + i, shift));
                positive[shifted((long) more.offset() + i, shift) - offset] += more.counts()[i];
            }
        }
    }

    private long span(int common, Distribution.Exponential more) {
        long from = shifted(more.offset(), more.scale() - common);
        long to = shifted((long) more.offset() + more.counts().length - 1, more.scale() - common);
        if (positive.length > 0) {
            from = Math.min(from, shifted(offset, scale - common));
            to = Math.max(to, shifted((long) offset + positive.length - 1, scale - common));
        }
        return to - from + 1;
    }

    private static int shifted(long index, int shift) {
        return (int) (index >> Math.min(shift, 62));
    }

    private void coarsen(int common) {
        int shift = scale - common;
        if (shift == 0) {
            return;
        }
        double[] before = positive;
        int first = offset;
        positive = new double[0];
        offset = shifted(first, shift);
        scale = common;
        for (int i = 0; i < before.length; i++) {
            if (before[i] != 0) {
                int place = shifted((long) first + i, shift);
                grow(place);
                positive[place - offset] += before[i];
            }
        }
    }

    private void grow(int index) {
        if (positive.length == 0) {
            offset = index;
            positive = new double[1];
        } else if (index < offset) {
            double[] wider = new double[positive.length + offset - index];
            System.arraycopy(positive, 0, wider, offset - index, positive.length);
            positive = wider;
            offset = index;
        } else if (index - offset >= positive.length) {
            positive = Arrays.copyOf(positive, index - offset + 1);
        }
    }

    /// The values below which the given shares of all observations lie.
    ///
    /// @param shares ascending, 0..1
    /// @return one value a share; `NaN` where nothing was observed
    double[] quantiles(double... shares) {
        Segments all = new Segments();
        int sources = 0;
        for (Layout layout : layouts) {
            sources++;
            all.explicit(layout.bounds(), layout.counts());
        }
        if (!upTo.isEmpty()) {
            sources++;
            all.cumulative(upTo);
        }
        if (exponential) {
            sources++;
            all.exponential(scale, offset, positive, zeros);
        }
        double[] found = new double[shares.length];
        for (int i = 0; i < shares.length; i++) {
            found[i] = sources == 1 ? all.swept(shares[i]) : all.searched(shares[i]);
        }
        return found;
    }

    /// Stretches of values with how many observations lie evenly in each.
    private static final class Segments {
        private double[] low = new double[32];
        private double[] high = new double[32];
        private double[] counts = new double[32];
        private int size;
        private double total;

        private void add(double from, double to, double count) {
            if (!(count > 0)) {
                return;
            }
            if (size == low.length) {
                low = Arrays.copyOf(low, 2 * size);
                high = Arrays.copyOf(high, 2 * size);
                counts = Arrays.copyOf(counts, 2 * size);
            }
            low[size] = from;
            high[size] = to;
            counts[size++] = count;
            total += count;
        }

        void explicit(double[] bounds, double[] observed) {
            for (int i = 0; i < observed.length; i++) {
                between(
                        i == 0 ? Double.NEGATIVE_INFINITY : bounds[i - 1],
                        i == bounds.length ? Double.POSITIVE_INFINITY : bounds[i],
                        observed[i]);
            }
        }

        void cumulative(SortedMap<Double, Double> upTo) {
            double below = Double.NEGATIVE_INFINITY;
            double counted = 0;
            for (Map.Entry<Double, Double> bucket : upTo.entrySet()) {
                // The buckets of one scrape may come apart: a smaller count above is none.
                double more = Math.max(0, bucket.getValue() - counted);
                between(below, bucket.getKey(), more);
                counted += more;
                below = bucket.getKey();
            }
        }

        private void between(double from, double to, double count) {
            if (to == Double.POSITIVE_INFINITY) {
                add(from, from, from == Double.NEGATIVE_INFINITY ? 0 : count);
            } else if (from == Double.NEGATIVE_INFINITY) {
                add(Math.min(0, to), to, count);
            } else {
                add(from, to, count);
            }
        }

        void exponential(int scale, int offset, double[] observed, double zeros) {
            add(0, 0, zeros);
            double exponent = Math.scalb(1.0, -scale);
            for (int i = 0; i < observed.length; i++) {
                add(
                        Math.pow(2, (offset + i) * exponent),
                        Math.pow(2, (offset + i + 1.0) * exponent),
                        observed[i]);
            }
        }

        /// Of segments that follow on each other.
        double swept(double share) {
            double left = share * total;
            for (int i = 0; i < size; i++) {
                if (left <= counts[i] || i == size - 1) {
                    double part = Math.clamp(left / counts[i], 0, 1);
                    return low[i] + part * (high[i] - low[i]);
                }
                left -= counts[i];
            }
            return Double.NaN;
        }

        /// Of segments that overlap: by halving.
        double searched(double share) {
            double from = Double.POSITIVE_INFINITY;
            double to = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < size; i++) {
                from = Math.min(from, low[i]);
                to = Math.max(to, high[i]);
            }
            if (size == 0) {
                return Double.NaN;
            }
            for (int i = 0; i < 60 && from < to; i++) {
                double middle = from + (to - from) / 2;
                if (below(middle) < share * total) {
                    from = middle;
                } else {
                    to = middle;
                }
            }
            return to;
        }

        private double below(double value) {
            double sum = 0;
            for (int i = 0; i < size; i++) {
                if (value >= high[i]) {
                    sum += counts[i];
                } else if (value > low[i]) {
                    sum += counts[i] * (value - low[i]) / (high[i] - low[i]);
                }
            }
            return sum;
        }
    }
}
