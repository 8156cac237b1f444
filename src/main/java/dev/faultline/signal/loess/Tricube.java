package dev.faultline.signal.loess;

/// The weight of a neighbour, W(u) = (1 − u³)³ (Cleveland et al. 1990, section 2), as `est` of the
/// authors' program and statsmodels 0.13.5 have it: 1 up to .001 of the half width, 0 beyond .999.
///
/// Between the two it is a polynomial of the distance on each side. With t = (j − x)/h it is 1 −
/// 3t³ + 3t⁶ − t⁹ on the right and 1 + 3t³ + 3t⁶ + t⁹ on the left; that is what the moments of the
/// data are used for.
final class Tricube {
    /// Powers of t in the weight.
    static final int POWERS = 10;

    /// Sums that a line needs: of the weight, of weight·distance, of weight·distance².
    static final int ORDERS = 3;

    private static final double NEAR = .001;
    private static final double FAR = .999;
    private static final int HIGHEST = POWERS + ORDERS - 1;
    private static final double[][] BINOMIAL = binomials();

    private Tricube() {}

    /// The weight at a distance, both in cells.
    static double weight(int distance, int half) {
        if (distance > FAR * half) {
            return 0;
        }
        return distance <= NEAR * half ? 1 : polynomial((double) distance / half);
    }

    /// (1 − t³)³ for t ≥ 0.
    static double polynomial(double t) {
        double c = 1 - t * t * t;
        return c * c * c;
    }

    /// The farthest cell that has weight.
    static int reach(int half) {
        return (int) Math.floor(FAR * half);
    }

    /// The farthest cell that has weight 1.
    static int core(int half) {
        return (int) Math.floor(NEAR * half);
    }

    /// The polynomial of one side times distance^order, as coefficients of the powers of a local
    /// coordinate v: with t = ratio·(v − u), Σ_g p_g·ratio^g·C(g,k)·(−u)^(g−k) for v^k.
    ///
    /// @param order 0, 1 or 2
    /// @param side 1 for cells right of x, −1 for those left of it
    /// @param u the position x in the local coordinate
    /// @param ratio cells in a unit of v, divided by the half width
    /// @param half half width of the window, cells
    /// @param into coefficients of v⁰, v¹, …; as many as [#POWERS] + order
    static void expand(int order, int side, double u, double ratio, int half, double[] into) {
        double unit = order == 0 ? 1 : order == 1 ? half : (double) half * half;
        double[] shift = powers(-u);
        double[] shrink = powers(ratio);
        for (int k = 0; k < POWERS + order; k++) {
            double sum = 0;
            for (int third = 0; third <= 3; third++) {
                int g = 3 * third + order;
                if (g >= k) {
                    double term = BINOMIAL[3][third] * BINOMIAL[g][k] * shrink[g] * shift[g - k];
                    sum += (third % 2 == 1 ? -side : 1) * term;
                }
            }
            into[k] = sum * unit;
        }
    }

    private static double[] powers(double x) {
        double[] powers = new double[HIGHEST];
        powers[0] = 1;
        for (int g = 1; g < HIGHEST; g++) {
            powers[g] = powers[g - 1] * x;
        }
        return powers;
    }

    private static double[][] binomials() {
        double[][] rows = new double[HIGHEST][HIGHEST];
        for (int n = 0; n < HIGHEST; n++) {
            rows[n][0] = 1;
            for (int k = 1; k <= n; k++) {
                rows[n][k] = rows[n - 1][k - 1] + rows[n - 1][k];
            }
        }
        return rows;
    }
}
