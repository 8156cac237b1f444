package dev.faultline.signal;

import org.jspecify.annotations.Nullable;

/// Seasonal-trend decomposition by LOESS, exact and in a time that does not depend on the period:
/// Cleveland, Cleveland, McRae and Terpenning 1990, *STL: A Seasonal-Trend Decomposition Procedure
/// Based on Loess*, with the numbers of statsmodels 0.13.5.
///
/// The paper's loops are in [StlRun], its smoothers in the package `loess`, tables that depend on
/// lengths alone in [StlPlan].
///
/// Missing values (`NaN`) take part with weight 0: season and trend are estimated there from the
/// neighbours, the residual stays `NaN`. A gap that no window bridges is crossed by a straight
/// line.
public final class Stl {
    /// Values beyond this size are refused: sums of powers could overflow.
    public static final double LARGEST = 1e250;

    private Stl() {}

    /// Takes a series apart.
    ///
    /// @param y values on a regular grid, `NaN` = missing; at least two periods, at least one value
    /// @throws IllegalArgumentException if it is shorter, empty of values, or has infinite ones or
    ///   ones beyond ±1e250
    public static StlResult decompose(double[] y, StlParameters parameters) {
        return checked(y, null, parameters);
    }

    /// Takes a series apart in which some values count less than others.
    ///
    /// @param y values on a regular grid, `NaN` = missing
    /// @param weights how much each value counts, ≥ 0; only their ratios matter. A value of weight
    ///   0 has no part in season and trend, but has a residual
    /// @throws IllegalArgumentException as above, or if weights are negative or not finite, not as
    ///   many as values, or no value has one
    public static StlResult decompose(double[] y, double[] weights, StlParameters parameters) {
        if (weights.length != y.length) {
            throw new IllegalArgumentException(
                    "there are %d weights for %d values".formatted(weights.length, y.length));
        }
        for (int i = 0; i < weights.length; i++) {
            if (!(weights[i] >= 0 && weights[i] <= Double.MAX_VALUE)) {
                throw new IllegalArgumentException(
                        "weight %d is %s, it must be finite and not negative"
                                .formatted(i, weights[i]));
            }
        }
        return checked(y, weights, parameters);
    }

    private static StlResult checked(
            double[] y, double @Nullable [] weights, StlParameters parameters) {
        if (y.length < 2L * parameters.period()) {
            throw new IllegalArgumentException(
                    "%d values are fewer than two periods of %d"
                            .formatted(y.length, parameters.period()));
        }
        boolean any = false;
        for (int i = 0; i < y.length; i++) {
            if (Double.isInfinite(y[i])) {
                throw new IllegalArgumentException("value " + i + " is infinite");
            }
            if (Math.abs(y[i]) > LARGEST) {
                throw new IllegalArgumentException(
                        "value %d is %s, values beyond ±%s cannot be taken apart"
                                .formatted(i, y[i], LARGEST));
            }
            any |= !Double.isNaN(y[i]) && (weights == null || weights[i] > 0);
        }
        if (!any) {
            throw new IllegalArgumentException(
                    weights == null ? "all values are missing" : "no value has a weight");
        }
        return StlPlan.of(parameters, y.length).fit(y, weights);
    }
}
