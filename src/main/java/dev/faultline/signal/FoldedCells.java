package dev.faultline.signal;

import java.util.Arrays;

/// The values of a window as means over equal parts of a cycle of local time: what an hour, a day
/// or a week looked like, one after the other.
final class FoldedCells {
    private static final int CYCLES_AVERAGED = 7;

    /// Length of the cycle, ms.
    final long cycle;

    /// Parts of a cycle.
    final int parts;

    /// Local begin of the first cycle that is touched, ms.
    final long origin;

    /// Parts of the first cycle before the window begins.
    final int skipped;

    /// One a part, in order of time; `NaN` where nothing is.
    final double[] means;

    private final int present;

    private FoldedCells(
            long cycle, int parts, long origin, int skipped, double[] means, int present) {
        this.cycle = cycle;
        this.parts = parts;
        this.origin = origin;
        this.skipped = skipped;
        this.means = means;
        this.present = present;
    }

    /// @param values `NaN` for gaps
    /// @param middle of the first cell, ms since the epoch
    /// @param clock by whose local time cycles begin
    static FoldedCells of(
            double[] values, long middle, long step, SeasonClock clock, long cycle, int parts) {
        double width = (double) cycle / parts;
        long begin = clock.local(middle);
        long origin = Math.floorDiv(begin, cycle) * cycle;
        int skipped = (int) ((begin - origin) / width);
        long end = clock.local(middle + (values.length - 1) * step);
        int buckets = Math.max(1, (int) ((end - origin) / width) - skipped + 1);
        double[] means = new double[buckets];
        int[] counts = new int[buckets];
        for (int i = 0; i < values.length; i++) {
            if (!Double.isNaN(values[i])) {
                long local = clock.local(middle + i * step);
                int bucket = (int) Math.floor((local - origin) / width) - skipped;
                // Clocks go back: the hour that comes twice may reach beyond the ends.
                if (bucket >= 0 && bucket < buckets) {
                    means[bucket] += values[i];
                    counts[bucket]++;
                }
            }
        }
        int present = 0;
        for (int i = 0; i < buckets; i++) {
            means[i] = counts[i] == 0 ? Double.NaN : means[i] / counts[i];
            present += counts[i] == 0 ? 0 : 1;
        }
        return new FoldedCells(cycle, parts, origin, skipped, means, present);
    }

    /// Whether at least so many cycles are there, half of them or more with values.
    boolean hold(int cycles) {
        return means.length >= cycles * parts && present >= means.length / 2;
    }

    /// Which part of its cycle a mean belongs to.
    int part(int i) {
        return (skipped + i) % parts;
    }

    /// How much a cycle looks like the one before: autocorrelation around the median, −1..1.
    double repeats() {
        return correlation(means, parts);
    }

    /// The same of the means without a moving average over one cycle: for a cycle so short that any
    /// slow change makes neighbours alike.
    double repeatsApartFromTrend() {
        double[] rest = means.clone();
        int half = parts / 2;
        for (int i = 0; i < rest.length; i++) {
            double sum = 0;
            int count = 0;
            for (int j = Math.max(0, i - half); j <= Math.min(means.length - 1, i + half); j++) {
                if (!Double.isNaN(means[j])) {
                    sum += means[j];
                    count++;
                }
            }
            rest[i] -= count == 0 ? 0 : sum / count;
        }
        return correlation(rest, parts);
    }

    static double correlation(double[] values, int lag) {
        double median = RobustScale.median(values);
        double both = 0;
        double left = 0;
        double right = 0;
        for (int i = lag; i < values.length; i++) {
            double a = values[i - lag] - median;
            double b = values[i] - median;
            if (!Double.isNaN(a) && !Double.isNaN(b)) {
                both += a * b;
                left += a * a;
                right += b * b;
            }
        }
        return left > 0 && right > 0 ? both / Math.sqrt(left * right) : 0;
    }

    /// The season of the last up to seven cycles by STL, averaged (the newest alone is noisy), with
    /// mean 0.
    double[] profile() {
        // Two passes are what Cleveland et al. recommend; the season hardly moves after them.
        StlResult result = Stl.decompose(means, StlParameters.of(parts).withInner(2));
        double[] profile = new double[parts];
        int[] counts = new int[parts];
        int from = Math.max(0, means.length - CYCLES_AVERAGED * parts);
        for (int i = from; i < means.length; i++) {
            profile[part(i)] += result.seasonal()[i];
            counts[part(i)]++;
        }
        for (int part = 0; part < parts; part++) {
            profile[part] /= counts[part];
        }
        double mean = Arrays.stream(profile).average().orElse(0);
        for (int part = 0; part < parts; part++) {
            profile[part] -= mean;
        }
        return profile;
    }
}
