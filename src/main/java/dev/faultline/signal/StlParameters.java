package dev.faultline.signal;

import java.util.Optional;

/// What STL is told, with the names and defaults of statsmodels 0.13.5 `STL(y, period)`.
///
/// @param period cells in one season, at least 2
/// @param seasonal length of the seasonal smoother, cycles; odd, at least 3
/// @param trend length of the trend smoother, cells; odd, longer than the period
/// @param lowPass length of the low-pass smoother, cells; odd, longer than the period
/// @param seasonalDegree 0 (weighted mean) or 1 (weighted line)
/// @param trendDegree 0 or 1
/// @param lowPassDegree 0 or 1
/// @param seasonalJump smooth every so many cells and interpolate between them; 1 is exact
/// @param trendJump as `seasonalJump`
/// @param lowPassJump as `seasonalJump`
/// @param inner passes of the inner loop (season, then trend)
/// @param outer how often robustness weights are made anew; 0 is not robust
public record StlParameters(
        int period,
        int seasonal,
        int trend,
        int lowPass,
        int seasonalDegree,
        int trendDegree,
        int lowPassDegree,
        int seasonalJump,
        int trendJump,
        int lowPassJump,
        int inner,
        int outer) {
    private static final int DEFAULT_SEASONAL = 7;

    /// Twice this is still an `int`, and so are the default windows.
    private static final int LONGEST_PERIOD = 1 << 29;

    public StlParameters {
        if (period < 2) {
            throw new IllegalArgumentException("period is " + period + ", it must be at least 2");
        }
        requireOdd("seasonal", seasonal);
        requireOdd("trend", trend);
        requireOdd("low-pass", lowPass);
        if (trend <= period || lowPass <= period) {
            throw new IllegalArgumentException(
                    "trend is %d and low-pass is %d, both must be longer than the period %d"
                            .formatted(trend, lowPass, period));
        }
        for (int degree : new int[] {seasonalDegree, trendDegree, lowPassDegree}) {
            if (degree != 0 && degree != 1) {
                throw new IllegalArgumentException("degree is " + degree + ", it must be 0 or 1");
            }
        }
        if (seasonalJump < 1 || trendJump < 1 || lowPassJump < 1 || inner < 1 || outer < 0) {
            throw new IllegalArgumentException(
                    "jumps and inner passes must be at least 1, outer ones at least 0");
        }
    }

    /// The defaults of statsmodels for a period: seasonal 7, lines, every cell, not robust.
    public static StlParameters of(int period) {
        return of(period, false);
    }

    /// The defaults of statsmodels for a period; robust means 15 outer passes of 2 inner ones
    /// instead of 5 inner ones alone.
    public static StlParameters of(int period, boolean robust) {
        return of(
                period,
                robust,
                DEFAULT_SEASONAL,
                Optional.empty(),
                Optional.empty(),
                new int[] {1, 1, 1});
    }

    /// The defaults of statsmodels where nothing else is said.
    ///
    /// @param trend empty for [#defaultTrend(int, int)]
    /// @param lowPass empty for the smallest odd number above the period
    /// @param degrees of the seasonal, trend and low-pass smoother
    public static StlParameters of(
            int period,
            boolean robust,
            int seasonal,
            Optional<Integer> trend,
            Optional<Integer> lowPass,
            int[] degrees) {
        if (period > LONGEST_PERIOD) {
            throw new IllegalArgumentException(
                    "period is %d, it must be at most %d".formatted(period, LONGEST_PERIOD));
        }
        int low = period + 1 + period % 2;
        return new StlParameters(
                period,
                seasonal,
                trend.orElse(defaultTrend(period, seasonal)),
                lowPass.orElse(low % 2 == 0 ? low + 1 : low),
                degrees[0],
                degrees[1],
                degrees[2],
                1,
                1,
                1,
                robust ? 2 : 5,
                robust ? 15 : 0);
    }

    /// The smallest odd integer not below 1.5·period/(1 − 1.5/seasonal), Cleveland et al. 1990,
    /// equation 5.
    public static int defaultTrend(int period, int seasonal) {
        int length = (int) Math.ceil(1.5 * period / (1 - 1.5 / seasonal));
        return length % 2 == 0 ? length + 1 : length;
    }

    /// The same with another number of inner passes.
    public StlParameters withInner(int passes) {
        return new StlParameters(
                period,
                seasonal,
                trend,
                lowPass,
                seasonalDegree,
                trendDegree,
                lowPassDegree,
                seasonalJump,
                trendJump,
                lowPassJump,
                passes,
                outer);
    }

    public boolean robust() {
        return outer > 0;
    }

    private static void requireOdd(String name, int length) {
        if (length < 3 || length % 2 == 0) {
            throw new IllegalArgumentException(
                    name + " is " + length + ", it must be odd and at least 3");
        }
    }
}
