package dev.faultline.signal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Seasonal-trend decomposition by LOESS, the direct algorithm: Cleveland, Cleveland, McRae and
/// Terpenning 1990, *STL: A Seasonal-Trend Decomposition Procedure Based on PlainLoess*, in the
/// reading of statsmodels 0.13.5. Costs about n·(trend + lowPass) operations a pass.
///
/// Missing values (`NaN`) take part with weight 0: season and trend are estimated there from the
/// neighbours, the residual stays `NaN`. A gap that no window bridges is crossed by a straight
/// line.
public final class PlainStl {
    private final double[] y;
    private final boolean @Nullable [] missing;
    private final StlParameters parameters;
    private final int n;
    private final PlainLoess seasonalLoess;
    private final PlainLoess trendLoess;
    private final PlainLoess lowPassLoess;

    private final double[] seasonal;
    private final double[] trend;

    /// Robustness weights; null while every value counts the same.
    private double @Nullable [] weights;

    private final double[] detrended;
    private final double[] cycles;
    private final double[] averaged;
    private final double[] twice;

    private PlainStl(double[] y, boolean @Nullable [] missing, StlParameters parameters) {
        this.y = y;
        this.missing = missing;
        this.parameters = parameters;
        n = y.length;
        seasonalLoess =
                new PlainLoess(
                        parameters.seasonal(),
                        parameters.seasonalDegree(),
                        parameters.seasonalJump());
        trendLoess =
                new PlainLoess(
                        parameters.trend(), parameters.trendDegree(), parameters.trendJump());
        lowPassLoess =
                new PlainLoess(
                        parameters.lowPass(), parameters.lowPassDegree(), parameters.lowPassJump());
        seasonal = new double[n];
        trend = new double[n];
        weights = missing == null ? null : presence(missing);
        detrended = new double[n];
        cycles = new double[n + 2 * parameters.period()];
        averaged = new double[cycles.length];
        twice = new double[cycles.length];
    }

    /// Takes a series apart.
    ///
    /// @param y values on a regular grid, `NaN` = missing; at least two periods, at least one value
    /// @throws IllegalArgumentException if it is shorter, empty of values, or has infinite ones
    public static StlResult decompose(double[] y, StlParameters parameters) {
        if (y.length < 2L * parameters.period()) {
            throw new IllegalArgumentException(
                    "%d values are fewer than two periods of %d"
                            .formatted(y.length, parameters.period()));
        }
        boolean[] missing = new boolean[y.length];
        int present = 0;
        double sum = 0;
        for (int i = 0; i < y.length; i++) {
            if (Double.isInfinite(y[i])) {
                throw new IllegalArgumentException("value " + i + " is infinite");
            }
            missing[i] = Double.isNaN(y[i]);
            if (!missing[i]) {
                present++;
                sum += y[i];
            }
        }
        if (present == 0) {
            throw new IllegalArgumentException("all values are missing");
        }
        // Away from zero, digits would be lost; the method itself does not care.
        double mean = sum / present;
        double[] centred = new double[y.length];
        for (int i = 0; i < y.length; i++) {
            centred[i] = missing[i] ? 0 : y[i] - mean;
        }
        return new PlainStl(centred, present == y.length ? null : missing, parameters).run(mean);
    }

    private StlResult run(double mean) {
        for (int pass = 0; ; pass++) {
            for (int i = 0; i < parameters.inner(); i++) {
                step();
            }
            if (pass == parameters.outer()) {
                break;
            }
            weights = robustness();
        }
        double[] resid = new double[n];
        double[] level = new double[n];
        for (int i = 0; i < n; i++) {
            boolean gap = missing != null && missing[i];
            resid[i] = gap ? Double.NaN : y[i] - seasonal[i] - trend[i];
            level[i] = trend[i] + mean;
        }
        double[] last = weights;
        if (last == null) {
            last = new double[n];
            Arrays.fill(last, 1);
        }
        return new StlResult(parameters, seasonal, level, resid, last);
    }

    /// One pass of the inner loop: the season of what the trend left, then the trend of what the
    /// season left.
    private void step() {
        int period = parameters.period();
        for (int i = 0; i < n; i++) {
            detrended[i] = y[i] - trend[i];
        }
        smoothCycles();
        average(cycles, n + 2 * period, period, averaged);
        average(averaged, n + period + 1, period, twice);
        average(twice, n + 2, 3, averaged);
        lowPassLoess.smooth(averaged, n, null, null, detrended, 0);
        for (int i = 0; i < n; i++) {
            seasonal[i] = cycles[period + i] - detrended[i];
            detrended[i] = y[i] - seasonal[i];
        }
        trendLoess.smooth(detrended, n, weights, missing, trend, 0);
    }

    /// Smooths each phase of the season over the cycles, with one more cycle at each end.
    private void smoothCycles() {
        int period = parameters.period();
        int most = (n - 1) / period + 1;
        double[] values = new double[most];
        double[] smooth = new double[most + 2];
        double[] own = new double[most];
        boolean[] gaps = new boolean[most];
        for (int phase = 0; phase < period; phase++) {
            int count = (n - phase - 1) / period + 1;
            for (int i = 0; i < count; i++) {
                int at = i * period + phase;
                values[i] = detrended[at];
                own[i] = weights == null ? 1 : weights[at];
                gaps[i] = missing != null && missing[at];
            }
            double @Nullable [] used = weights == null ? null : own;
            seasonalLoess.smooth(values, count, used, missing == null ? null : gaps, smooth, 1);
            int length = parameters.seasonal();
            double first =
                    seasonalLoess.at(values, count, used, -1, 0, Math.min(length, count) - 1);
            double last =
                    seasonalLoess.at(
                            values, count, used, count, Math.max(0, count - length), count - 1);
            smooth[0] = Double.isNaN(first) ? smooth[1] : first;
            smooth[count + 1] = Double.isNaN(last) ? smooth[count] : last;
            for (int i = 0; i < count + 2; i++) {
                cycles[i * period + phase] = smooth[i];
            }
        }
    }

    /// Bisquare weights of the residual, 6 medians wide; missing values keep 0.
    private double @Nullable [] robustness() {
        double[] distance = new double[n];
        double[] sorted = new double[n];
        int present = 0;
        for (int i = 0; i < n; i++) {
            distance[i] = Math.abs(y[i] - seasonal[i] - trend[i]);
            if (missing == null || !missing[i]) {
                sorted[present++] = distance[i];
            }
        }
        Arrays.sort(sorted, 0, present);
        double wide = 3 * (sorted[present / 2] + sorted[present - present / 2 - 1]);
        double[] made = new double[n];
        for (int i = 0; i < n; i++) {
            if (missing != null && missing[i]) {
                made[i] = 0;
            } else if (wide == 0 || distance[i] <= .001 * wide) {
                made[i] = 1;
            } else if (distance[i] <= .999 * wide) {
                double t = distance[i] / wide;
                made[i] = (1 - t * t) * (1 - t * t);
            }
        }
        return made;
    }

    private static double[] presence(boolean[] missing) {
        double[] weights = new double[missing.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = missing[i] ? 0 : 1;
        }
        return weights;
    }

    /// Moving average of `length` cells: n − length + 1 values.
    private static void average(double[] x, int n, int length, double[] out) {
        double sum = 0;
        for (int i = 0; i < length; i++) {
            sum += x[i];
        }
        out[0] = sum / length;
        for (int i = 1; i <= n - length; i++) {
            sum += x[i + length - 1] - x[i - 1];
            out[i] = sum / length;
        }
    }
}
