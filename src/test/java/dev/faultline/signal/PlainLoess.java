package dev.faultline.signal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Locally weighted regression on evenly spaced cells with tricube weights, as `est` and `ess` of
/// Cleveland et al. 1990 and statsmodels 0.13.5. The weights of the interior are the same
/// everywhere and are worked out once.
final class PlainLoess {
    /// Distances below this share of the half width count as none, those above the other as out.
    private static final double NEAR = .001;

    private static final double FAR = .999;

    /// Below this share of the squared half width the one-pass spread has lost digits.
    private static final double NARROW = 1e-3;

    private final int length;
    private final int degree;
    private final int jump;

    /// Tricube at the distances 0..half, for the windows that lie whole inside the series.
    private final double[] kernel;

    private final double kernelSum;

    /// @param length cells in a window, odd
    /// @param degree 0 or 1
    /// @param jump smooth every so many cells
    PlainLoess(int length, int degree, int jump) {
        this.length = length;
        this.degree = degree;
        this.jump = jump;
        int half = (length - 1) / 2;
        kernel = new double[half + 1];
        double sum = 0;
        for (int d = 0; d <= half; d++) {
            kernel[d] = tricube(d, half);
            sum += d == 0 ? kernel[d] : 2 * kernel[d];
        }
        kernelSum = sum;
    }

    /// Smooths `y[0..n)` into `out[offset..offset+n)`.
    ///
    /// @param weights of the values, ≥ 0; null where all count the same
    /// @param missing cells that hold no value and have weight 0; null where there are none
    void smooth(
            double[] y,
            int n,
            double @Nullable [] weights,
            boolean @Nullable [] missing,
            double[] out,
            int offset) {
        if (n < 2) {
            out[offset] = y[0];
            return;
        }
        int hop = Math.min(jump, n - 1);
        for (int i = 0; i < n; i += hop) {
            out[offset + i] = cell(y, n, weights, missing, i);
        }
        if (hop > 1) {
            int last = (n - 1) / hop * hop;
            if (last != n - 1) {
                out[offset + n - 1] = cell(y, n, weights, missing, n - 1);
            }
            for (int i = 0; i < n - 1; i += hop) {
                line(out, offset + i, offset + Math.min(i + hop, n - 1));
            }
        }
        if (missing != null) {
            bridge(out, offset, n);
        }
    }

    /// The estimate at one cell; the value itself where no neighbour has weight (as the reference
    /// does), `NaN` where that is missing too.
    private double cell(
            double[] y, int n, double @Nullable [] weights, boolean @Nullable [] missing, int i) {
        int half = (length - 1) / 2;
        double estimate;
        if (length < n && i >= half && i < n - half) {
            estimate = weights == null ? interior(y, i) : interior(y, n, weights, i);
        } else {
            int left = length >= n ? 0 : Math.clamp(i - half, 0, n - length);
            int right = length >= n ? n - 1 : left + length - 1;
            estimate = at(y, n, weights, i, left, right);
        }
        if (!Double.isNaN(estimate)) {
            return estimate;
        }
        return missing != null && missing[i] ? Double.NaN : y[i];
    }

    /// Symmetric weights: the slope vanishes, what is left is a weighted mean.
    private double interior(double[] y, int i) {
        double even = kernel[0] * y[i];
        double odd = 0;
        int half = kernel.length - 1;
        int d = 1;
        for (; d < half; d += 2) {
            even += kernel[d] * (y[i - d] + y[i + d]);
            odd += kernel[d + 1] * (y[i - d - 1] + y[i + d + 1]);
        }
        if (d == half) {
            even += kernel[d] * (y[i - d] + y[i + d]);
        }
        return (even + odd) / kernelSum;
    }

    private double interior(double[] y, int n, double[] weights, int i) {
        double own = kernel[0] * weights[i];
        double s0 = own;
        double s1 = 0;
        double s2 = 0;
        double t0 = own * y[i];
        double t1 = 0;
        int half = kernel.length - 1;
        for (int d = 1; d <= half; d++) {
            double left = kernel[d] * weights[i - d];
            double right = kernel[d] * weights[i + d];
            double difference = right - left;
            double sum = right + left;
            double yLeft = left * y[i - d];
            double yRight = right * y[i + d];
            s0 += sum;
            s1 += d * difference;
            s2 += (double) d * d * sum;
            t0 += yLeft + yRight;
            t1 += d * (yRight - yLeft);
        }
        return line(s0, s1, s2, t0, t1, half, y, n, weights, i, i - half, i + half);
    }

    /// The estimate at position `x` (it may lie outside the series) from the cells left..right,
    /// both included; `NaN` where none of them has weight.
    double at(double[] y, int n, double @Nullable [] weights, int x, int left, int right) {
        int h = halfWidth(n, x, left, right);
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double t0 = 0;
        double t1 = 0;
        double far = FAR * h;
        double near = NEAR * h;
        double scale = h == 0 ? 0 : 1.0 / h;
        for (int j = left; j <= right; j++) {
            int d = j - x;
            double r = Math.abs(d);
            if (r > far) {
                continue;
            }
            double w = 1;
            if (r > near) {
                double t = r * scale;
                double c = 1 - t * t * t;
                w = c * c * c;
            }
            if (weights != null) {
                w *= weights[j];
            }
            double wd = w * d;
            s0 += w;
            s1 += wd;
            s2 += wd * d;
            t0 += w * y[j];
            t1 += wd * y[j];
        }
        return line(s0, s1, s2, t0, t1, h, y, n, weights, x, left, right);
    }

    /// The value of the weighted line at distance 0, from power sums of the distance: a = S1/S0, c
    /// = S2/S0 − a², T0/S0 − a/c·(T1/S0 − a·T0/S0).
    private double line(
            double s0,
            double s1,
            double s2,
            double t0,
            double t1,
            int h,
            double[] y,
            int n,
            double @Nullable [] weights,
            int x,
            int left,
            int right) {
        if (s0 <= 0) {
            return Double.NaN;
        }
        double mean = t0 / s0;
        if (h == 0 || degree == 0) {
            return mean;
        }
        double a = s1 / s0;
        double c = s2 / s0 - a * a;
        if (c < NARROW * h * h) {
            return careful(y, n, weights, x, left, right, s0);
        }
        return spread(c, n) ? mean - a / c * (t1 / s0 - a * mean) : mean;
    }

    /// The same in the reference's own order of sums, for windows in which nearly all weight lies
    /// in few cells.
    private double careful(
            double[] y, int n, double @Nullable [] weights, int x, int left, int right, double s0) {
        int h = halfWidth(n, x, left, right);
        double a = 0;
        for (int j = left; j <= right; j++) {
            a += weight(weights, j, x, h) / s0 * (j - x);
        }
        double c = 0;
        for (int j = left; j <= right; j++) {
            double d = j - x - a;
            c += weight(weights, j, x, h) / s0 * d * d;
        }
        double slope = spread(c, n) ? -a / c : 0;
        double sum = 0;
        for (int j = left; j <= right; j++) {
            sum += weight(weights, j, x, h) / s0 * (slope * (j - x - a) + 1) * y[j];
        }
        return sum;
    }

    /// Whether the weight is spread wide enough for a slope: √c > .001·(n−1).
    private static boolean spread(double c, int n) {
        return Math.sqrt(c) > NEAR * (n - 1.0);
    }

    private int halfWidth(int n, int x, int left, int right) {
        int h = Math.max(x - left, right - x);
        return length > n ? h + (length - n) / 2 : h;
    }

    private static double weight(double @Nullable [] weights, int j, int x, int h) {
        double w = tricube(Math.abs(j - x), h);
        return weights == null ? w : w * weights[j];
    }

    private static double tricube(double r, int h) {
        if (r > FAR * h) {
            return 0;
        }
        if (r <= NEAR * h) {
            return 1;
        }
        double t = r / h;
        double c = 1 - t * t * t;
        return c * c * c;
    }

    /// Fills the cells between two known ones with the line through both.
    private static void line(double[] values, int from, int to) {
        double slope = (values[to] - values[from]) / (to - from);
        for (int i = from + 1; i < to; i++) {
            values[i] = values[from] + slope * (i - from);
        }
    }

    /// Where a gap is so long that no window reached a value: the line between its ends, their
    /// value outside, 0 where there is no value at all.
    private static void bridge(double[] values, int offset, int n) {
        int known = -1;
        for (int i = 0; i < n; i++) {
            if (Double.isNaN(values[offset + i])) {
                continue;
            }
            if (known < 0) {
                Arrays.fill(values, offset, offset + i, values[offset + i]);
            } else if (i > known + 1) {
                line(values, offset + known, offset + i);
            }
            known = i;
        }
        double last = known < 0 ? 0 : values[offset + known];
        Arrays.fill(values, offset + known + 1, offset + n, last);
    }
}
