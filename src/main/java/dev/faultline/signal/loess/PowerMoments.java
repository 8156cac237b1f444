package dev.faultline.signal.loess;

/// Running sums Σ_{j ≤ x} v_j^k·z_j of a stretch of cells, v running from −1 to 1 over it.
///
/// One row a power, so that the loops over x that use them touch every array at one index.
final class PowerMoments {
    /// Rows that are ever needed: the weight's powers, two more for the distances.
    static final int ROWS = Tricube.POWERS + Tricube.ORDERS - 1;

    private final double[] v;

    /// v⁵ and v⁶: a pass over the cells makes five or six rows, more would not fit the registers.
    private final double[] fifth;

    private final double[] sixth;

    /// @param length cells in the stretch
    PowerMoments(int length) {
        v = new double[length];
        fifth = new double[length];
        sixth = new double[length];
        for (int i = 0; i < length; i++) {
            v[i] = (i - middle()) / scale();
            fifth[i] = Math.pow(v[i], 5);
            sixth[i] = Math.pow(v[i], 6);
        }
    }

    /// The position of v = 0, cells.
    double middle() {
        return (v.length - 1) / 2.0;
    }

    /// Cells in a unit of v.
    double scale() {
        return Math.max(middle(), 1);
    }

    /// Fills the first rows.
    ///
    /// @param from the first cell of the stretch in z
    /// @param count cells of it that there are
    /// @param orders 1: rows for sums of the weight; 2, 3: also of weight·distance, ·distance²
    void fill(double[] z, int from, int count, int orders, double[][] rows) {
        if (orders == 1) {
            five(z, from, count, rows);
            fiveMore(z, from, count, rows);
        } else {
            five(z, from, count, rows);
            one(z, from, count, rows[5]);
            sixMore(z, from, count, rows);
        }
    }

    private void five(double[] z, int from, int count, double[][] rows) {
        five(z, from, count, v, rows[0], rows[1], rows[2], rows[3], rows[4]);
    }

    private static void five(
            double[] z,
            int from,
            int count,
            double[] v,
            double[] r0,
            double[] r1,
            double[] r2,
            double[] r3,
            double[] r4) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        double s4 = 0;
        for (int i = 0; i < count; i++) {
            double u = v[i];
            double u2 = u * u;
            double p = z[from + i];
            double p2 = p * u2;
            s0 += p;
            s1 += p * u;
            s2 += p2;
            s3 += p2 * u;
            s4 += p2 * u2;
            r0[i] = s0;
            r1[i] = s1;
            r2[i] = s2;
            r3[i] = s3;
            r4[i] = s4;
        }
    }

    private void one(double[] z, int from, int count, double[] row) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += z[from + i] * fifth[i];
            row[i] = sum;
        }
    }

    private void fiveMore(double[] z, int from, int count, double[][] rows) {
        more(z, from, count, v, fifth, rows[5], rows[6], rows[7], rows[8], rows[9]);
    }

    private void sixMore(double[] z, int from, int count, double[][] rows) {
        more(z, from, count, v, sixth, rows[6], rows[7], rows[8], rows[9], rows[10]);
        double[] row = rows[11];
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += z[from + i] * sixth[i] * fifth[i];
            row[i] = sum;
        }
    }

    private static void more(
            double[] z,
            int from,
            int count,
            double[] v,
            double[] lowest,
            double[] r0,
            double[] r1,
            double[] r2,
            double[] r3,
            double[] r4) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        double s4 = 0;
        for (int i = 0; i < count; i++) {
            double u = v[i];
            double u2 = u * u;
            double p = z[from + i] * lowest[i];
            double p2 = p * u2;
            s0 += p;
            s1 += p * u;
            s2 += p2;
            s3 += p2 * u;
            s4 += p2 * u2;
            r0[i] = s0;
            r1[i] = s1;
            r2[i] = s2;
            r3[i] = s3;
            r4[i] = s4;
        }
    }
}
