package dev.faultline.signal;

import java.util.Arrays;

/// Spread that a few wild values do not move.
public final class RobustScale {
    /// The median absolute deviation of a normal distribution times this is its standard deviation.
    private static final double NORMAL = 1.4826;

    /// A heavy tail widens the spread: 99 % of the values lie within this many sigmas.
    private static final double TAIL_SIGMAS = 3.5;

    private RobustScale() {}

    /// Sigma of residuals around 0: max(1.4826·median|r|, q99|r|/3.5); 0 where there are none.
    ///
    /// @param residuals finite; sorted by magnitude on return
    static double aroundZero(double[] residuals, int size) {
        if (size == 0) {
            return 0;
        }
        for (int i = 0; i < size; i++) {
            residuals[i] = Math.abs(residuals[i]);
        }
        Arrays.sort(residuals, 0, size);
        double median = middle(residuals, size);
        double tail = residuals[(int) ((size - 1) * .99)];
        return Math.max(NORMAL * median, tail / TAIL_SIGMAS);
    }

    /// The median of the finite ones among some values, `NaN` where there are none.
    public static double median(double[] values) {
        double[] sorted = sorted(values);
        return sorted.length == 0 ? Double.NaN : middle(sorted, sorted.length);
    }

    /// The finite ones among some values in ascending order.
    static double[] sorted(double[] values) {
        double[] present = new double[values.length];
        int size = 0;
        for (double value : values) {
            if (Double.isFinite(value)) {
                present[size++] = value;
            }
        }
        Arrays.sort(present, 0, size);
        return Arrays.copyOf(present, size);
    }

    private static double middle(double[] sorted, int size) {
        return (sorted[(size - 1) / 2] + sorted[size / 2]) / 2;
    }
}
