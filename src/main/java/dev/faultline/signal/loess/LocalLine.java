package dev.faultline.signal.loess;

import org.jspecify.annotations.Nullable;

/// The estimate at x from the line fitted to its neighbours (`est` of the authors' program).
///
/// With S_m = Σ w·d^m and T_m = Σ w·d^m·z over the window, d = j − x, a = S1/S0 and c = S2/S0 − a²,
/// the line's value at x is T0/S0 − (a/c)·(T1 − a·T0)/S0 = alpha·T0 + beta·T1, or T0/S0 where √c ≤
/// .001·(count − 1) or the degree is 0.
final class LocalLine {
    /// How near to its threshold c is looked at again.
    private static final double CLOSE = 1e-6;

    private LocalLine() {}

    /// How far sums can be relied on.
    ///
    /// @param little share of the full weight below which S0 has lost too many digits
    /// @param narrow share of the squared distance of the farthest cell below which c has
    record Trust(double little, double narrow) {}

    /// Fills alpha and beta from the sums of the weights, each divided by the full weight of its
    /// window; alpha is `NaN` where only [#at] is exact enough.
    ///
    /// @param sums S0, S1, S2
    /// @param farthest the distance of the farthest cell of the window
    /// @param trust how far the sums can be relied on
    static void solve(
            double[][] sums,
            int from,
            int to,
            int farthest,
            double spread,
            boolean slope,
            Trust trust,
            double[] alpha,
            double[] beta) {
        double[] s0 = sums[0];
        if (!slope) {
            for (int i = from; i < to; i++) {
                alpha[i] = s0[i] < trust.little() ? Double.NaN : 1 / s0[i];
                beta[i] = 0;
            }
            return;
        }
        double[] s1 = sums[1];
        double[] s2 = sums[2];
        double narrow = trust.narrow() * farthest * farthest;
        double threshold = spread * spread;
        for (int i = from; i < to; i++) {
            double inverse = 1 / s0[i];
            double a = s1[i] * inverse;
            double c = s2[i] * inverse - a * a;
            boolean lost =
                    s0[i] < trust.little()
                            || c < narrow
                            || Math.abs(c - threshold) < CLOSE * threshold;
            double b = c > threshold ? a / c : 0;
            alpha[i] = lost ? Double.NaN : (1 + a * b) * inverse;
            beta[i] = -b * inverse;
        }
    }

    /// The estimate in the reference's own order of sums; `NaN` where no cell has weight.
    ///
    /// @param z the series; its cell j lies at `first` + j·`stride`
    /// @param weights of the cells, laid out like z; null where all count the same
    static double at(
            double[] z,
            int first,
            int stride,
            double @Nullable [] weights,
            Windows windows,
            int x,
            int left,
            int degree) {
        int h = windows.half(x, left);
        int from = Math.max(left, x - h);
        int to = Math.min(left + windows.cells() - 1, x + h);
        double s0 = 0;
        double s1 = 0;
        for (int j = from; j <= to; j++) {
            double w = weight(weights, first + j * stride, j - x, h);
            s0 += w;
            s1 += w * (j - x);
        }
        if (s0 <= 0) {
            return Double.NaN;
        }
        double a = s1 / s0;
        double slope = 0;
        if (h > 0 && degree > 0) {
            double c = 0;
            for (int j = from; j <= to; j++) {
                double d = j - x - a;
                c += weight(weights, first + j * stride, j - x, h) / s0 * d * d;
            }
            slope = Math.sqrt(c) > windows.spread() ? -a / c : 0;
        }
        double sum = 0;
        for (int j = from; j <= to; j++) {
            int at = first + j * stride;
            sum += weight(weights, at, j - x, h) / s0 * (slope * (j - x - a) + 1) * z[at];
        }
        return sum;
    }

    private static double weight(double @Nullable [] weights, int at, int distance, int half) {
        double w = Tricube.weight(Math.abs(distance), half);
        return weights == null ? w : w * weights[at];
    }
}
