package dev.faultline.signal.loess;

import org.jspecify.annotations.Nullable;

/// Sums over long windows of one series, by power moments: [SlidingWindow] inside, [FixedWindow] at
/// both ends.
final class MomentSums implements WindowSums {
    /// The error of a sum is some 1e-14 of what three full blocks add up to.
    private static final LocalLine.Trust TRUST = new LocalLine.Trust(.02, .01);

    private final Windows windows;
    private final int degree;

    /// Outputs of the left end; the right one has the others.
    private final int leftEnd;

    private final int rightEnd;
    private final FixedWindow end;

    /// Null where every window is the whole series.
    private final @Nullable SlidingWindow inside;

    /// alpha and beta of the ends where all cells count the same.
    private final double[] alpha;

    private final double[] beta;

    MomentSums(Windows windows, int degree) {
        this.windows = windows;
        this.degree = degree;
        leftEnd = windows.whole() ? (windows.count() + 1) / 2 : windows.half();
        rightEnd = windows.whole() ? windows.count() / 2 : windows.half();
        inside = windows.whole() ? null : SlidingWindow.of(windows.half());
        end = FixedWindow.of(windows.cells(), windows.beyond(), leftEnd);
        alpha = new double[leftEnd];
        beta = new double[leftEnd];
        solveFull();
    }

    /// Where c is too close to its threshold, the sums are added up again in the reference's order.
    private void solveFull() {
        double[][] sums = new double[Tricube.ORDERS][leftEnd];
        for (int x = 0; x < leftEnd; x++) {
            int h = windows.half(x, 0) - windows.beyond();
            for (int m = 0; m < sums.length; m++) {
                sums[m][x] = end.full(m)[x];
            }
            boolean slope = windows.canSlope(degree);
            LocalLine.solve(sums, x, x + 1, h, windows.spread(), slope, TRUST, alpha, beta);
            if (Double.isNaN(alpha[x])) {
                double[] line = new double[windows.cells()];
                for (int j = 0; j < line.length; j++) {
                    line[j] = j - x;
                }
                double mean = LocalLine.at(line, 0, 1, null, windows, x, 0, 0);
                double fitted = LocalLine.at(line, 0, 1, null, windows, x, 0, degree);
                // With a slope the fit to z = d is 0 at x, without one it is the mean S1/S0.
                boolean sloped = Math.abs(fitted) < .5 * Math.abs(mean);
                double a = sums[1][x];
                double c = sums[2][x] - a * a;
                alpha[x] = sloped ? 1 + a * a / c : 1;
                beta[x] = sloped ? -a / c : 0;
            }
        }
    }

    @Override
    public void sums(double[] z, int orders, double[][] into, LoessWork work) {
        if (inside != null) {
            inside.sums(z, windows.count(), orders, into, work);
        }
        end.sums(z, 0, orders, work.accumulated, work.edgeRows);
        for (int m = 0; m < orders; m++) {
            System.arraycopy(work.accumulated[m], 0, into[m], 0, leftEnd);
        }
        reverse(z, work);
        end.sums(work.reversed, 0, orders, work.accumulated, work.edgeRows);
        int n = windows.count();
        for (int m = 0; m < orders; m++) {
            int sign = m == 1 ? -1 : 1;
            for (int x = 0; x < rightEnd; x++) {
                into[m][n - 1 - x] = sign * work.accumulated[m][x];
            }
        }
    }

    @Override
    public void estimate(double[] z, double[] into, LoessWork work) {
        if (inside != null) {
            double[] kept = work.sums[0];
            work.sums[0] = into;
            inside.sums(z, windows.count(), 1, work.sums, work);
            work.sums[0] = kept;
        }
        int orders = windows.canSlope(degree) ? 2 : 1;
        end.sums(z, 0, orders, work.accumulated, work.edgeRows);
        for (int x = 0; x < leftEnd; x++) {
            into[x] = estimate(work.accumulated, x, orders);
        }
        reverse(z, work);
        end.sums(work.reversed, 0, orders, work.accumulated, work.edgeRows);
        for (int x = 0; x < rightEnd; x++) {
            into[windows.count() - 1 - x] = estimate(work.accumulated, x, orders);
        }
    }

    private double estimate(double[][] sums, int x, int orders) {
        return orders == 1 ? sums[0][x] : alpha[x] * sums[0][x] + beta[x] * sums[1][x];
    }

    private void reverse(double[] z, LoessWork work) {
        int last = windows.count() - 1;
        for (int i = 0; i < windows.cells(); i++) {
            work.reversed[i] = z[last - i];
        }
    }

    @Override
    public LocalLine.Trust trust() {
        return TRUST;
    }

    @Override
    public void reserve(LoessWork work) {
        work.needSums(windows.count());
        work.needEdges(windows.cells(), leftEnd);
        if (inside != null) {
            work.needBlocks(inside.block());
        }
    }
}
