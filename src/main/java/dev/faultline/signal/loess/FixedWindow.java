package dev.faultline.signal.loess;

import java.util.Arrays;

/// Sums near the left end of a series, where the window is always its first cells and the half
/// width changes with x; also for windows that are the whole series.
///
/// One set of running power moments over the window, v in [−1, 1] over all of it, serves every x: Σ
/// w·d^m·z = Σ_k C_k(x)·row_k(x) + R_k(x)·total_k, with R the polynomial of the right side
/// re-centred at x and C = left − right. No digits are lost, since h is at least the distance of x
/// from the farther end: |t| ≤ (|v| + |u|)/(1 + |u|) ≤ 1. The right end is the same on the reversed
/// data.
final class FixedWindow {
    private record Key(int cells, int beyond, int outputs) {}

    private static final TableCache<Key, FixedWindow> SHARED =
            new TableCache<>(48L << 20, FixedWindow::bytes);

    private final int cells;
    private final int beyond;
    private final int outputs;
    private final PowerMoments moments;

    private final double[][][] centre = new double[Tricube.ORDERS][][];
    private final double[][][] rest = new double[Tricube.ORDERS][][];

    /// One over the full weight, by x.
    private final double[] inverse;

    /// S1 and S2 where all cells count the same, divided by the full weight.
    private final double[][] full = new double[Tricube.ORDERS][];

    private FixedWindow(Key key) {
        cells = key.cells;
        beyond = key.beyond;
        outputs = key.outputs;
        moments = new PowerMoments(cells);
        inverse = new double[outputs];
        Arrays.fill(inverse, 1);
        for (int order = 0; order < Tricube.ORDERS; order++) {
            build(order);
        }
        normalise();
    }

    /// The tables for x below `outputs`, shared.
    ///
    /// @param cells in the window
    /// @param beyond by how much the half width is larger than the distance to the farther end
    static FixedWindow of(int cells, int beyond, int outputs) {
        return SHARED.get(new Key(cells, beyond, outputs), FixedWindow::new);
    }

    long bytes() {
        return 8L * outputs * 2 * (3 * Tricube.POWERS + 3);
    }

    /// S_m by x where all cells count the same.
    double[] full(int order) {
        return full[order];
    }

    private int half(int x) {
        return Math.max(x, cells - 1 - x) + beyond;
    }

    private void build(int order) {
        int powers = Tricube.POWERS + order;
        double[][] c = new double[powers][outputs];
        double[][] r = new double[powers][outputs];
        double[] left = new double[powers];
        double[] right = new double[powers];
        for (int x = 0; x < outputs; x++) {
            double u = (x - moments.middle()) / moments.scale();
            double ratio = moments.scale() / half(x);
            Tricube.expand(order, -1, u, ratio, half(x), left);
            Tricube.expand(order, 1, u, ratio, half(x), right);
            for (int k = 0; k < powers; k++) {
                c[k][x] = left[k] - right[k];
                r[k][x] = right[k];
            }
        }
        centre[order] = c;
        rest[order] = r;
    }

    private void normalise() {
        double[] ones = new double[cells];
        Arrays.fill(ones, 1);
        double[][] sums = new double[Tricube.ORDERS][outputs];
        sums(ones, 0, Tricube.ORDERS, sums, new double[PowerMoments.ROWS][cells]);
        for (int x = 0; x < outputs; x++) {
            inverse[x] = 1 / sums[0][x];
            for (int order = 0; order < Tricube.ORDERS; order++) {
                sums[order][x] *= inverse[x];
                for (int k = 0; k < Tricube.POWERS + order; k++) {
                    centre[order][k][x] *= inverse[x];
                    rest[order][k][x] *= inverse[x];
                }
            }
        }
        System.arraycopy(sums, 0, full, 0, full.length);
    }

    /// Fills `into[m][x]` for x below the number of outputs, m below `orders`.
    ///
    /// @param from where the window begins in z
    void sums(double[] z, int from, int orders, double[][] into, double[][] rows) {
        moments.fill(z, from, cells, orders, rows);
        for (int order = 0; order < orders; order++) {
            double[] sum = into[order];
            Arrays.fill(sum, 0, outputs, 0);
            for (int k = 0; k < Tricube.POWERS + order; k++) {
                add(outputs, sum, centre[order][k], rows[k], rest[order][k], rows[k][cells - 1]);
            }
        }
        correct(z, from, orders, into);
    }

    private static void add(
            int count, double[] sum, double[] centre, double[] row, double[] rest, double total) {
        for (int i = 0; i < count; i++) {
            sum[i] += centre[i] * row[i] + rest[i] * total;
        }
    }

    /// Where the weight is not the polynomial: 1 near x, 0 between .999 h and h.
    private void correct(double[] z, int from, int orders, double[][] into) {
        for (int x = 0; x < outputs; x++) {
            int h = half(x);
            int farthest = Math.min(h - 1, Math.max(x, cells - 1 - x));
            for (int d = 1; d <= Math.min(Tricube.core(h), farthest); d++) {
                move(z, from, x, d, 1 - Tricube.polynomial((double) d / h), orders, into);
            }
            for (int d = Tricube.reach(h) + 1; d <= farthest; d++) {
                move(z, from, x, d, -Tricube.polynomial((double) d / h), orders, into);
            }
        }
    }

    private void move(
            double[] z, int from, int x, int d, double weight, int orders, double[][] into) {
        double left = x - d < 0 ? 0 : weight * inverse[x] * z[from + x - d];
        double right = x + d >= cells ? 0 : weight * inverse[x] * z[from + x + d];
        into[0][x] += left + right;
        if (orders > 1) {
            into[1][x] += d * (right - left);
        }
        if (orders > 2) {
            into[2][x] += (double) d * d * (left + right);
        }
    }
}
