package dev.faultline.signal;

import java.util.Arrays;
import java.util.stream.IntStream;

/// A series taken apart: y = seasonal + trend + resid, cell by cell. The arrays belong to the
/// result and are not changed.
///
/// @param seasonal what comes back with the period, in the unit of y
/// @param trend what changes slowly, in the unit of y
/// @param resid what is left; `NaN` where nothing was measured
/// @param weights how much each value counted in the last pass, 0..1; 0 where nothing was measured
@SuppressWarnings("ArrayRecordComponent") // bulk numbers: compared by nobody
public record StlResult(
        StlParameters parameters,
        double[] seasonal,
        double[] trend,
        double[] resid,
        double[] weights) {
    /// Beyond how many standard deviations of the residual a value is flagged.
    private static final double FLAG_SIGMAS = 3;

    /// Below which share of the largest value a residual is rounding noise.
    private static final double ROUNDING = 1e-12;

    /// Numbers up to this size, and down to its inverse, have a square.
    private static final double SQUARABLE = 1e100;

    public int size() {
        return resid.length;
    }

    /// Indices of the flagged values: |resid − mean| > 3·std (of the population). A series whose
    /// residual is rounding noise (std ≤ 1e-12·max|y|) has none.
    public int[] anomalies() {
        double most =
                Arrays.stream(resid).filter(Double::isFinite).map(Math::abs).reduce(0, Math::max);
        if (most > SQUARABLE || (most > 0 && most < 1 / SQUARABLE)) {
            double unit = most;
            return new StlResult(
                            parameters,
                            scaled(seasonal, unit),
                            scaled(trend, unit),
                            scaled(resid, unit),
                            weights)
                    .anomalies();
        }
        double[] present = Arrays.stream(resid).filter(Double::isFinite).toArray();
        double mean = Arrays.stream(present).average().orElse(0);
        double variance =
                Arrays.stream(present).map(r -> (r - mean) * (r - mean)).average().orElse(0);
        double std = Math.sqrt(variance);
        double largest =
                IntStream.range(0, size())
                        .filter(i -> Double.isFinite(resid[i]))
                        .mapToDouble(i -> Math.abs(seasonal[i] + trend[i] + resid[i]))
                        .max()
                        .orElse(0);
        if (std <= ROUNDING * largest) {
            return new int[0];
        }
        return IntStream.range(0, size())
                .filter(i -> Math.abs(resid[i] - mean) > FLAG_SIGMAS * std)
                .toArray();
    }

    private static double[] scaled(double[] values, double unit) {
        return Arrays.stream(values).map(v -> v / unit).toArray();
    }
}
