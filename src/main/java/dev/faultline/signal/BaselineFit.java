package dev.faultline.signal;

import dev.faultline.model.SeriesInfo;
import java.util.Arrays;
import java.util.Optional;

/// Learns a [Baseline] from a window of one series: a pure function of the window, so that whoever
/// comes to the same moment on another way learns the same.
///
/// With a daily season: values are averaged in parts of the day (at most 96), taken apart by STL,
/// and the season of the last up to seven days is averaged (its newest cycle alone is noisy). The
/// scatter is measured at full resolution, against the level that follows, as the watcher does it.
public final class BaselineFit {
    /// Parts of a day in a season, at most.
    private static final int PARTS = 96;

    /// Parts of a day with a scatter of their own.
    private static final int SIGMA_PARTS = 24;

    private static final int CYCLES_AVERAGED = 7;

    /// Autocorrelation at one day below which there is no season.
    private static final double SEASON_CORRELATION = .3;

    /// Fewer values than this are no baseline.
    public static final int LEAST = 12;

    private final long first;
    private final long step;
    private final double[] values;
    private final Scale scale;

    private BaselineFit(
            SeriesInfo series, double[] window, double[] sorted, long first, long step) {
        this.first = first;
        this.step = step;
        scale = Scale.of(series.signal(), series.unit(), sorted);
        values = new double[window.length];
        for (int i = 0; i < window.length; i++) {
            values[i] = Double.isNaN(window[i]) ? Double.NaN : scale.in(window[i]);
        }
    }

    /// The normal of a series from its own history.
    ///
    /// @param window values on the grid, oldest first; `NaN` where there is a gap and where the
    ///   series was not normal
    /// @param firstMillis the end of the first cell, ms since the epoch
    /// @param stepMillis the length of a cell, ms
    /// @return empty where too little is there
    public static Optional<Baseline> own(
            SeriesInfo series, double[] window, long firstMillis, long stepMillis) {
        double[] sorted = RobustScale.sorted(window);
        if (sorted.length < LEAST) {
            return Optional.empty();
        }
        BaselineFit fit = new BaselineFit(series, window, sorted, firstMillis, stepMillis);
        Season season = window.length * stepMillis >= 2 * Season.DAY ? fit.season() : Season.NONE;
        return Optional.of(fit.following(season));
    }

    /// The normal of a series from a reference that is known to be normal.
    ///
    /// @param window as in [#own]; at least two and a half days of it show a season
    public static Optional<Baseline> reference(
            SeriesInfo series, double[] window, long firstMillis, long stepMillis) {
        double[] sorted = RobustScale.sorted(window);
        if (sorted.length < LEAST) {
            return Optional.empty();
        }
        BaselineFit fit = new BaselineFit(series, window, sorted, firstMillis, stepMillis);
        Season season = window.length * stepMillis >= 2.5 * Season.DAY ? fit.season() : Season.NONE;
        return Optional.of(fit.standing(season));
    }

    private Baseline following(Season season) {
        double[] sigmas = new double[season.none() ? 1 : SIGMA_PARTS];
        double level = scatter(season, sigmas);
        Method method = season.none() ? Method.LEVEL : Method.STL;
        return new Baseline(method, scale, season, level, sigmas, largest(sigmas));
    }

    private Baseline standing(Season season) {
        double[] sigmas = new double[season.none() ? 1 : SIGMA_PARTS];
        scatter(season, sigmas);
        double[] rest = new double[values.length];
        for (int i = 0; i < rest.length; i++) {
            rest[i] = values[i] - season.at(middle(i));
        }
        double level = RobustScale.median(rest);
        int size = 0;
        for (double value : rest) {
            if (!Double.isNaN(value)) {
                rest[size++] = value - level;
            }
        }
        double wide = Math.max(scale.sigmaFloor(), RobustScale.aroundZero(rest, size));
        return new Baseline(Method.REFERENCE, scale, season, level, sigmas, wide);
    }

    /// Follows the level through the last week of the window.
    ///
    /// @param sigmas filled with the scatter around it, by parts of the day
    /// @return the level at the end
    private double scatter(Season season, double[] sigmas) {
        int cells = (int) Math.min(values.length, CYCLES_AVERAGED * Season.DAY / step);
        int from = values.length - cells;
        double[] residuals = new double[cells];
        double gain = Level.gain(step);
        double sigma = Math.max(scale.sigmaFloor(), roughSigma(from));
        double level = Double.NaN;
        int updates = 0;
        for (int i = 0; i < cells; i++) {
            residuals[i] = Double.NaN;
            double value = values[from + i];
            if (Double.isNaN(value)) {
                continue;
            }
            double rest = value - season.at(middle(from + i));
            if (updates == 0) {
                level = rest;
            } else {
                double residual = rest - level;
                // The first few say more about where the level starts than about the scatter.
                if (updates >= LEAST / 2) {
                    residuals[i] = residual;
                }
                level = Level.follow(level, residual, sigma, updates, gain);
            }
            updates++;
        }
        partSigmas(residuals, from, sigmas);
        return level;
    }

    /// Scatter from cell to cell: enough to clip by before anything is known.
    private double roughSigma(int from) {
        double[] steps = new double[values.length - from];
        int size = 0;
        double before = Double.NaN;
        for (int i = from; i < values.length; i++) {
            if (!Double.isNaN(values[i])) {
                if (!Double.isNaN(before)) {
                    steps[size++] = values[i] - before;
                }
                before = values[i];
            }
        }
        return RobustScale.aroundZero(steps, size) / Math.sqrt(2);
    }

    /// One sigma a part of the day, each from the part and its two neighbours, not below half of
    /// that of the whole day.
    private void partSigmas(double[] residuals, int from, double[] sigmas) {
        double[] copy = RobustScale.sorted(residuals);
        double whole = Math.max(scale.sigmaFloor(), RobustScale.aroundZero(copy, copy.length));
        int parts = sigmas.length;
        if (parts == 1) {
            sigmas[0] = whole;
            return;
        }
        double[][] byPart = new double[parts][residuals.length / parts + 16];
        int[] sizes = new int[parts];
        for (int i = 0; i < residuals.length; i++) {
            if (!Double.isNaN(residuals[i])) {
                int part = (int) (Math.floorMod(middle(from + i), Season.DAY) * parts / Season.DAY);
                if (sizes[part] == byPart[part].length) {
                    byPart[part] = Arrays.copyOf(byPart[part], sizes[part] * 2);
                }
                byPart[part][sizes[part]++] = residuals[i];
            }
        }
        double[] own = new double[parts];
        for (int part = 0; part < parts; part++) {
            own[part] =
                    sizes[part] < LEAST ? whole : RobustScale.aroundZero(byPart[part], sizes[part]);
        }
        for (int part = 0; part < parts; part++) {
            double left = own[(part + parts - 1) % parts];
            double right = own[(part + 1) % parts];
            sigmas[part] =
                    Math.max(
                            Math.max(scale.sigmaFloor(), whole / 2),
                            Math.max(own[part], (left + own[part] + right) / 3));
        }
    }

    /// The daily season by STL, none where the series does not repeat itself.
    private Season season() {
        long perDay = Season.DAY / step;
        int parts = (int) Math.min(PARTS, perDay);
        if (parts < 4) {
            return Season.NONE;
        }
        double width = (double) Season.DAY / parts;
        long origin = Math.floorDiv(middle(0), Season.DAY) * Season.DAY;
        int skipped = (int) ((middle(0) - origin) / width);
        int buckets = (int) ((middle(values.length - 1) - origin) / width) - skipped + 1;
        double[] means = new double[buckets];
        int[] counts = new int[buckets];
        for (int i = 0; i < values.length; i++) {
            if (!Double.isNaN(values[i])) {
                int bucket = (int) ((middle(i) - origin) / width) - skipped;
                means[bucket] += values[i];
                counts[bucket]++;
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
        return new Season(
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

    private static double largest(double[] values) {
        return Arrays.stream(values).max().orElseThrow();
    }

    /// The middle of a cell, ms since the epoch.
    private long middle(int cell) {
        return first + cell * step - step / 2;
    }
}
