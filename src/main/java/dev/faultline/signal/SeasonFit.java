package dev.faultline.signal;

import java.util.Arrays;

/// Learns the daily season of a window of values by STL over the means of parts of the day.
final class SeasonFit {
    /// Parts of a day, at most.
    private static final int PARTS = 96;

    private static final int CYCLES_AVERAGED = 7;

    /// Autocorrelation at one day below which there is no season.
    private static final double SEASON_CORRELATION = .3;

    private SeasonFit() {}

    /// The daily season, none where the series does not repeat itself.
    ///
    /// @param values on the scale of the series, `NaN` for gaps
    /// @param first the end of the first cell, ms since the epoch
    /// @param clock by whose local time days repeat
    static Season of(double[] values, long first, long step, SeasonClock clock) {
        long perDay = Season.DAY / step;
        long middle = first - step / 2;
        int parts = (int) Math.min(PARTS, perDay);
        if (parts < 4) {
            return Season.NONE;
        }
        double width = (double) Season.DAY / parts;
        long begin = clock.local(middle);
        long origin = Math.floorDiv(begin, Season.DAY) * Season.DAY;
        int skipped = (int) ((begin - origin) / width);
        long end = clock.local(middle + (values.length - 1) * step);
        int buckets = (int) ((end - origin) / width) - skipped + 1;
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
        if (buckets < 2 * parts || present < buckets / 2 || !repeats(means, parts)) {
            return Season.NONE;
        }
        // Two passes are what Cleveland et al. recommend; the season hardly moves after them.
        StlResult result = Stl.decompose(means, StlParameters.of(parts).withInner(2));
        double[] profile = profile(result.seasonal(), parts, skipped);
        double[] days = dayLevels(means, profile, parts, skipped);
        long firstDay = origin / Season.DAY;
        for (int i = 0; i < days.length; i++) {
            days[i] = clock.special(firstDay + i) ? Double.NaN : days[i];
        }
        return Season.of(
                clock,
                Season.DAY,
                profile,
                Season.weekendOffset(days, firstDay, true),
                Season.weekendOffset(days, firstDay, false));
    }

    /// Whether a day looks like the day before: autocorrelation at one day.
    private static boolean repeats(double[] means, int parts) {
        double median = RobustScale.median(means);
        double both = 0;
        double left = 0;
        double right = 0;
        for (int i = parts; i < means.length; i++) {
            double a = means[i - parts] - median;
            double b = means[i] - median;
            if (!Double.isNaN(a) && !Double.isNaN(b)) {
                both += a * b;
                left += a * a;
                right += b * b;
            }
        }
        return both > SEASON_CORRELATION * Math.sqrt(left * right) && both > 0;
    }

    private static double[] profile(double[] seasonal, int parts, int skipped) {
        double[] profile = new double[parts];
        int[] counts = new int[parts];
        int from = Math.max(0, seasonal.length - CYCLES_AVERAGED * parts);
        for (int i = from; i < seasonal.length; i++) {
            int part = (skipped + i) % parts;
            profile[part] += seasonal[i];
            counts[part]++;
        }
        double mean = 0;
        for (int part = 0; part < parts; part++) {
            profile[part] /= counts[part];
            mean += profile[part] / parts;
        }
        for (int part = 0; part < parts; part++) {
            profile[part] -= mean;
        }
        return profile;
    }

    /// The median of each calendar day without its season; `NaN` for days less than half there.
    private static double[] dayLevels(double[] means, double[] profile, int parts, int skipped) {
        int days = (skipped + means.length - 1) / parts + 1;
        double[] levels = new double[days];
        for (int day = 0; day < days; day++) {
            double[] rest = new double[parts];
            Arrays.fill(rest, Double.NaN);
            int present = 0;
            for (int part = 0; part < parts; part++) {
                int i = day * parts + part - skipped;
                if (i >= 0 && i < means.length && !Double.isNaN(means[i])) {
                    rest[part] = means[i] - profile[part];
                    present++;
                }
            }
            levels[day] = present < parts / 2 ? Double.NaN : RobustScale.median(rest);
        }
        return levels;
    }
}
