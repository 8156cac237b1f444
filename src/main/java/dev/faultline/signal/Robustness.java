package dev.faultline.signal;

import org.jspecify.annotations.Nullable;

/// The outer loop's weights (Cleveland et al. 1990, section 3.3): the bisquare B(u) = (1 − u²)² of
/// |resid|/(6·median|resid|), 1 up to .001 and 0 beyond .999 of it.
final class Robustness {
    private static final double NEAR = .001;
    private static final double FAR = .999;

    private final double[] distances;
    private final double[] selected;

    Robustness(int cells) {
        distances = new double[cells];
        selected = new double[cells];
    }

    /// @param given the caller's weights, 0 where nothing was measured; null where all are 1
    /// @param into the product of the given weight and B
    void weigh(
            double[] y,
            double[] seasonal,
            double[] trend,
            double @Nullable [] given,
            double[] into) {
        int n = y.length;
        int present = 0;
        for (int i = 0; i < n; i++) {
            distances[i] = Math.abs(y[i] - trend[i] - seasonal[i]);
        }
        if (given == null) {
            System.arraycopy(distances, 0, selected, 0, n);
            present = n;
        } else {
            for (int i = 0; i < n; i++) {
                if (given[i] > 0) {
                    selected[present++] = distances[i];
                }
            }
        }
        double wide = 3 * twiceTheMedian(present);
        double inverse = 1 / wide;
        for (int i = 0; i < n; i++) {
            double u = distances[i] * inverse;
            double b = (1 - u * u) * (1 - u * u);
            into[i] = wide == 0 || u <= NEAR ? 1 : u <= FAR ? b : 0;
        }
        if (given != null) {
            for (int i = 0; i < n; i++) {
                into[i] *= given[i];
            }
        }
    }

    /// The sum of the two values in the middle, twice the one where their number is odd.
    private double twiceTheMedian(int count) {
        int middle = count / 2;
        double upper = Selection.place(selected, count, middle);
        if (count % 2 == 1) {
            return 2 * upper;
        }
        double lower = 0;
        for (int i = 0; i < middle; i++) {
            lower = Math.max(lower, selected[i]);
        }
        return lower + upper;
    }
}
