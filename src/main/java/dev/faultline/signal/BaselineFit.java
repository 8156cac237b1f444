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
    /// Days whose scatter counts.
    private static final int SCATTER_DAYS = 7;

    /// Values that choose a scale, about; a long window has many more.
    private static final int SCALE_SAMPLE = 1000;

    /// Cells that tell the scatter from one to the next.
    private static final int ROUGH_CELLS = 1000;

    /// Fewer values than this are no baseline.
    public static final int LEAST = 12;

    private final long first;
    private final long step;
    private final double[] values;
    private final Scale scale;
    private final SeasonClock clock;

    private BaselineFit(
            SeriesInfo series,
            double[] window,
            double[] sorted,
            long first,
            long step,
            SeasonClock clock) {
        this.first = first;
        this.step = step;
        this.clock = clock;
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
    /// @param clock by whose local time days repeat
    /// @return empty where too little is there
    public static Optional<Baseline> own(
            SeriesInfo series,
            double[] window,
            long firstMillis,
            long stepMillis,
            SeasonClock clock) {
        double[] sorted = RobustScale.sorted(sample(window));
        if (sorted.length < LEAST) {
            return Optional.empty();
        }
        BaselineFit fit = new BaselineFit(series, window, sorted, firstMillis, stepMillis, clock);
        Season season = fit.season();
        return Optional.of(fit.following(season));
    }

    /// The same by the days of Greenwich.
    public static Optional<Baseline> own(
            SeriesInfo series, double[] window, long firstMillis, long stepMillis) {
        return own(series, window, firstMillis, stepMillis, SeasonClock.UTC);
    }

    /// The same by the days of Greenwich.
    public static Optional<Baseline> reference(
            SeriesInfo series, double[] window, long firstMillis, long stepMillis) {
        return reference(series, window, firstMillis, stepMillis, SeasonClock.UTC);
    }

    /// The normal of a series from a reference that is known to be normal.
    ///
    /// @param window as in [#own]; at least two and a half days of it show a season
    public static Optional<Baseline> reference(
            SeriesInfo series,
            double[] window,
            long firstMillis,
            long stepMillis,
            SeasonClock clock) {
        double[] sorted = RobustScale.sorted(sample(window));
        if (sorted.length < LEAST) {
            return Optional.empty();
        }
        BaselineFit fit = new BaselineFit(series, window, sorted, firstMillis, stepMillis, clock);
        Season season = window.length * stepMillis >= 2.5 * Season.DAY ? fit.season() : Season.NONE;
        return Optional.of(fit.standing(season));
    }

    /// Every so many values of a long window: enough to choose a scale by.
    private static double[] sample(double[] window) {
        int stride = Math.max(1, window.length / SCALE_SAMPLE);
        double[] sample = new double[Math.ceilDiv(window.length, stride)];
        Arrays.setAll(sample, i -> window[i * stride]);
        return sample;
    }

    private Season season() {
        return SeasonFit.of(values, first, step, clock);
    }

    private Baseline following(Season season) {
        double[] sigmas = new double[season.none() ? 1 : WatcherState.SIGMAS];
        double level = scatter(season, sigmas);
        Method method = season.none() ? Method.LEVEL : Method.STL;
        return new Baseline(method, scale, season, level, floats(sigmas), largest(sigmas), clock);
    }

    private Baseline standing(Season season) {
        double[] sigmas = new double[season.none() ? 1 : WatcherState.SIGMAS];
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
        return new Baseline(Method.REFERENCE, scale, season, level, floats(sigmas), wide, clock);
    }

    /// Follows the level through the last week of the window.
    ///
    /// @param sigmas filled with the scatter around it, by parts of the day
    /// @return the level at the end
    private double scatter(Season season, double[] sigmas) {
        int cells = (int) Math.min(values.length, SCATTER_DAYS * Season.DAY / step);
        int from = values.length - cells;
        double[] residuals = new double[cells];
        double gain = Level.gain(step);
        double sigma = Math.max(scale.sigmaFloor(), roughSigma());
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
    private double roughSigma() {
        int from = Math.max(0, values.length - ROUGH_CELLS);
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
                int part = (int) (clock.timeOfDay(middle(from + i)) * parts / Season.DAY);
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

    /// One a part of the day, all the same where the day is not told apart.
    private static float[] floats(double[] sigmas) {
        float[] all = new float[WatcherState.SIGMAS];
        for (int part = 0; part < all.length; part++) {
            all[part] = (float) sigmas[sigmas.length == 1 ? 0 : part];
        }
        return all;
    }

    private static double largest(double[] values) {
        return Arrays.stream(values).max().orElseThrow();
    }

    /// The middle of a cell, ms since the epoch.
    private long middle(int cell) {
        return first + cell * step - step / 2;
    }
}
