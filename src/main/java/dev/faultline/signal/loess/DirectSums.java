package dev.faultline.signal.loess;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Sums over short windows, term by term; of one series, or of the cycle-subseries of a season at
/// once.
///
/// Cell r of the subseries of a phase lies at r·period + phase, so that neighbours in all subseries
/// are one stretch of memory: the interior is a convolution with a stride, each row of an end a
/// weighted sum of rows. Subseries differ by one in their count, which makes two groups.
final class DirectSums implements WindowSums {
    /// Sums of what is not negative keep their digits however small they are; c = S2/S0 − a² loses
    /// as many as it is smaller than its terms.
    private static final LocalLine.Trust TRUST = new LocalLine.Trust(1e-30, 1e-4);

    /// One row of outputs near an end, for the phases from..to.
    ///
    /// @param left first row of its window
    /// @param weights by order, then cell of the window; divided by the full weight
    /// @param line what the estimate multiplies the cells with where all count the same
    @SuppressWarnings("ArrayRecordComponent") // tables: compared by nobody
    private record Row(int from, int to, int at, int left, double[][] weights, double[] line) {}

    private final CycleLayout layout;
    private final int half;

    /// The weights of the interior by distance, divided by the full weight; empty where there is
    /// none.
    private final double[] kernel;

    private final List<Row> rows = new ArrayList<>();

    DirectSums(CycleLayout layout, int length, int degree) {
        this.layout = layout;
        half = (length - 1) / 2;
        kernel = length < layout.count(0) ? kernel(half) : new double[0];
        for (CycleLayout.Group group : layout.groups()) {
            Windows windows = new Windows(group.count(), length);
            for (int x = layout.first(); x < group.count() - layout.first(); x++) {
                if (windows.edge(x)) {
                    rows.add(row(group, windows, x, degree));
                }
            }
        }
    }

    private static double[] kernel(int half) {
        double[] kernel = new double[half + 2];
        double full = 0;
        for (int d = 0; d <= half; d++) {
            kernel[d] = Tricube.weight(d, half);
            full += d == 0 ? kernel[d] : 2 * kernel[d];
        }
        for (int d = 0; d <= half; d++) {
            kernel[d] /= full;
        }
        return kernel;
    }

    private Row row(CycleLayout.Group group, Windows windows, int x, int degree) {
        int left = windows.left(x);
        int h = windows.half(x, left);
        double[][] weights = new double[Tricube.ORDERS][windows.cells()];
        double[] line = new double[windows.cells()];
        double full = 0;
        for (int j = 0; j < line.length; j++) {
            weights[0][j] = Tricube.weight(Math.abs(left + j - x), h);
            full += weights[0][j];
        }
        for (int j = 0; j < line.length; j++) {
            int d = left + j - x;
            weights[0][j] /= full;
            weights[1][j] = weights[0][j] * d;
            weights[2][j] = weights[1][j] * d;
            // The estimate is linear in the cells: what it makes of 1 in one of them.
            double[] unit = new double[left + line.length];
            unit[left + j] = 1;
            line[j] = LocalLine.at(unit, 0, 1, null, windows, x, left, degree);
        }
        int at = (x - layout.first()) * layout.period();
        return new Row(group.from(), group.to(), at, left * layout.period(), weights, line);
    }

    @Override
    public void sums(double[] z, int orders, double[][] into, LoessWork work) {
        for (Row row : rows) {
            for (int m = 0; m < orders; m++) {
                apply(row, row.weights[m], z, into[m]);
            }
        }
        interior(z, orders, into, work);
    }

    @Override
    public void estimate(double[] z, double[] into, LoessWork work) {
        for (Row row : rows) {
            apply(row, row.line, z, into);
        }
        double[] kept = work.sums[0];
        work.sums[0] = into;
        interior(z, 1, work.sums, work);
        work.sums[0] = kept;
    }

    private void apply(Row row, double[] weights, double[] z, double[] into) {
        int period = layout.period();
        if (row.to - row.from == 1) {
            double sum = 0;
            for (int j = 0; j < weights.length; j++) {
                sum += weights[j] * z[row.left + j * period + row.from];
            }
            into[row.at + row.from] = sum;
            return;
        }
        Arrays.fill(into, row.at + row.from, row.at + row.to, 0);
        int j = 0;
        for (; j + 3 < weights.length; j += 4) {
            addFour(
                    into,
                    row.at,
                    row.from,
                    row.to,
                    z,
                    row.left + j * period,
                    period,
                    weights[j],
                    weights[j + 1],
                    weights[j + 2],
                    weights[j + 3]);
        }
        for (; j < weights.length; j++) {
            for (int p = row.from; p < row.to; p++) {
                into[row.at + p] += weights[j] * z[row.left + j * period + p];
            }
        }
    }

    private static void addFour(
            double[] into,
            int at,
            int from,
            int to,
            double[] z,
            int first,
            int period,
            double w0,
            double w1,
            double w2,
            double w3) {
        int second = first + period;
        int third = second + period;
        int fourth = third + period;
        for (int p = from; p < to; p++) {
            into[at + p] +=
                    w0 * z[first + p] + w1 * z[second + p] + w2 * z[third + p] + w3 * z[fourth + p];
        }
    }

    private void interior(double[] z, int orders, double[][] into, LoessWork work) {
        if (kernel.length == 0) {
            return;
        }
        int stride = layout.period();
        int end = layout.cells() - half * stride;
        int shift = -layout.first() * stride;
        for (int start = half * stride; start < end; start += LoessWork.CHUNK) {
            int count = Math.min(LoessWork.CHUNK, end - start);
            chunk(z, start, stride, count, orders, work);
            for (int m = 0; m < orders; m++) {
                System.arraycopy(work.chunk[m], 0, into[m], shift + start, count);
            }
        }
    }

    private void chunk(double[] z, int start, int stride, int count, int orders, LoessWork work) {
        double[][] near = work.shifted;
        double[] sum = work.chunk[0];
        for (int i = 0; i < count; i++) {
            sum[i] = kernel[0] * z[start + i];
        }
        for (int m = 1; m < orders; m++) {
            Arrays.fill(work.chunk[m], 0, count, 0);
        }
        for (int d = 1; d <= half; d += 2) {
            // An even half ends in a pair of which the second has weight 0.
            int e = Math.min(d + 1, half);
            System.arraycopy(z, start - d * stride, near[0], 0, count);
            System.arraycopy(z, start + d * stride, near[1], 0, count);
            System.arraycopy(z, start - e * stride, near[2], 0, count);
            System.arraycopy(z, start + e * stride, near[3], 0, count);
            double w = kernel[d];
            double v = kernel[d + 1];
            even(count, sum, near[0], near[1], near[2], near[3], w, v);
            if (orders > 1) {
                odd(count, work.chunk[1], near[0], near[1], near[2], near[3], w * d, v * e);
            }
            if (orders > 2) {
                double w2 = w * d * d;
                even(count, work.chunk[2], near[0], near[1], near[2], near[3], w2, v * e * e);
            }
        }
    }

    private static void even(
            int count,
            double[] sum,
            double[] l,
            double[] r,
            double[] ll,
            double[] rr,
            double w,
            double v) {
        for (int i = 0; i < count; i++) {
            sum[i] += w * (l[i] + r[i]) + v * (ll[i] + rr[i]);
        }
    }

    private static void odd(
            int count,
            double[] sum,
            double[] l,
            double[] r,
            double[] ll,
            double[] rr,
            double w,
            double v) {
        for (int i = 0; i < count; i++) {
            sum[i] += w * (r[i] - l[i]) + v * (rr[i] - ll[i]);
        }
    }

    @Override
    public LocalLine.Trust trust() {
        return TRUST;
    }

    @Override
    public void reserve(LoessWork work) {
        work.needSums(layout.outputs());
    }
}
