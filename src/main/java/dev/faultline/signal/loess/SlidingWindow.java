package dev.faultline.signal.loess;

import java.util.Arrays;

/// Sums over the windows that lie whole inside a series, in a time that does not depend on their
/// length.
///
/// All these windows have one half width h, so the sums are a convolution with the tricube, and the
/// tricube is a polynomial on each side. The series is cut into blocks one cell longer than the
/// weight reaches; the running power moments of each are taken in a coordinate of its own, v in
/// [−1, 1]. A window around x in block b then consists of the end of block b − 1, block b left and
/// right of x, and the beginning of block b + 1, and for each power k of v
///
/// Σ w·d^m·z = Σ_k F_k(x)·(total_k − row_k(x)) of b − 1, + C_k(x)·row_k(x) + R_k(x)·total_k of b,
/// + N_k(x)·row_k(x) of b + 1,
///
/// where the tables F, R, N are the polynomial of the left or right side re-centred at the block of
/// the data by the binomial theorem, and C = left − right. Re-centring loses at most three digits
/// ((|u| + 1)⁹/2⁹ = 512 where a block is seen from the far end of the next); errors do not
/// accumulate, as every block begins anew.
final class SlidingWindow {
    private static final TableCache<Integer, SlidingWindow> SHARED =
            new TableCache<>(48L << 20, SlidingWindow::bytes);

    private final int half;
    private final int block;
    private final PowerMoments moments;

    /// By order, then power, then position in the block.
    private final double[][][] far = new double[Tricube.ORDERS][][];

    private final double[][][] centre = new double[Tricube.ORDERS][][];
    private final double[][][] rest = new double[Tricube.ORDERS][][];
    private final double[][][] next = new double[Tricube.ORDERS][][];

    /// One over the full weight of a window.
    private final double inverse;

    private SlidingWindow(int half) {
        this.half = half;
        block = Tricube.reach(half) + 1;
        moments = new PowerMoments(block);
        double full = 1;
        for (int d = 1; d < block; d++) {
            full += 2 * Tricube.weight(d, half);
        }
        inverse = 1 / full;
        for (int order = 0; order < Tricube.ORDERS; order++) {
            build(order);
        }
    }

    /// The tables for a half width, shared.
    static SlidingWindow of(int half) {
        return SHARED.get(half, SlidingWindow::new);
    }

    long bytes() {
        return 8L * block * 4 * (3 * Tricube.POWERS + 3);
    }

    int block() {
        return block;
    }

    private void build(int order) {
        int powers = Tricube.POWERS + order;
        double[][] f = new double[powers][block];
        double[][] c = new double[powers][block];
        double[][] r = new double[powers][block];
        double[][] n = new double[powers][block];
        double[] left = new double[powers];
        double[] right = new double[powers];
        double ratio = moments.scale() / half;
        double apart = block / moments.scale();
        for (int x = 0; x < block; x++) {
            double u = (x - moments.middle()) / moments.scale();
            Tricube.expand(order, -1, u + apart, ratio, half, left);
            for (int k = 0; k < powers; k++) {
                f[k][x] = left[k] * inverse;
            }
            Tricube.expand(order, -1, u, ratio, half, left);
            Tricube.expand(order, 1, u, ratio, half, right);
            for (int k = 0; k < powers; k++) {
                c[k][x] = (left[k] - right[k]) * inverse;
                r[k][x] = right[k] * inverse;
            }
            Tricube.expand(order, 1, u - apart, ratio, half, right);
            for (int k = 0; k < powers; k++) {
                n[k][x] = right[k] * inverse;
            }
        }
        far[order] = f;
        centre[order] = c;
        rest[order] = r;
        next[order] = n;
    }

    /// Fills `into[m][x]` for x from half to n − half, m below `orders`.
    void sums(double[] z, int n, int orders, double[][] into, LoessWork work) {
        int first = half - block;
        double[][][] rows = work.blockRows;
        fill(z, n, first, 0, orders, rows);
        fill(z, n, first, 1, orders, rows);
        for (int b = 1; first + b * block < n - half; b++) {
            fill(z, n, first, b + 1, orders, rows);
            int start = first + b * block;
            int count = Math.min(block, n - half - start);
            int last = Math.min(block, n - start) - 1;
            for (int order = 0; order < orders; order++) {
                double[] sum = work.accumulated[order];
                Arrays.fill(sum, 0, count, 0);
                for (int k = 0; k < Tricube.POWERS + order; k++) {
                    double[] before = rows[(b - 1) % 3][k];
                    double[] here = rows[b % 3][k];
                    add(
                            count,
                            sum,
                            far[order][k],
                            before,
                            before[block - 1],
                            centre[order][k],
                            here,
                            rest[order][k],
                            here[last],
                            next[order][k],
                            rows[(b + 1) % 3][k]);
                }
                correct(z, start, count, order, sum);
                System.arraycopy(sum, 0, into[order], start, count);
            }
        }
    }

    private void fill(double[] z, int n, int first, int b, int orders, double[][][] rows) {
        int from = first + b * block;
        moments.fill(z, from, Math.clamp(n - from, 0, block), orders, rows[b % 3]);
    }

    private static void add(
            int count,
            double[] sum,
            double[] far,
            double[] before,
            double beforeTotal,
            double[] centre,
            double[] here,
            double[] rest,
            double hereTotal,
            double[] next,
            double[] after) {
        for (int i = 0; i < count; i++) {
            sum[i] +=
                    far[i] * (beforeTotal - before[i])
                            + centre[i] * here[i]
                            + rest[i] * hereTotal
                            + next[i] * after[i];
        }
    }

    /// Where the weight is not the polynomial: it is 1 near x, and the beginning of the next block
    /// holds one cell that is out of reach.
    private void correct(double[] z, int start, int count, int order, double[] sum) {
        for (int d = 1; d <= Tricube.core(half); d++) {
            double w = (1 - Tricube.polynomial((double) d / half)) * inverse * power(d, order);
            double left = order == 1 ? -w : w;
            for (int i = 0; i < count; i++) {
                sum[i] += left * z[start + i - d] + w * z[start + i + d];
            }
        }
        double out = Tricube.polynomial((double) block / half) * inverse * power(block, order);
        if (block < half) {
            for (int i = 0; i < count; i++) {
                sum[i] -= out * z[start + i + block];
            }
        }
    }

    static double power(double distance, int order) {
        return order == 0 ? 1 : order == 1 ? distance : distance * distance;
    }
}
