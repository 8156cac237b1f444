package dev.faultline.signal.loess;

import org.jspecify.annotations.Nullable;

/// Locally weighted regression of degree 0 or 1 on evenly spaced cells: Cleveland, Cleveland, McRae
/// and Terpenning 1990, section 2, with the numbers of statsmodels 0.13.5. A plan: its tables
/// depend on lengths alone, it is immutable and shared by all threads.
///
/// Weighted smoothing has two parts, as weights change less often than values: [#weigh] works out
/// what the weights make of each window, [#smooth(double[], double[], boolean[], Weighing,
/// double[], LoessWork)] uses it.
public abstract sealed class Loess permits WindowLoess, GatheredLoess {
    /// Windows up to this length are added up term by term.
    private static final int SHORT = 81;

    /// Smooths a series.
    ///
    /// @param cells in the series
    /// @param length cells in a window, odd
    /// @param degree 0 or 1
    /// @param jump smooth every so many cells and draw lines between them; 1 is exact
    public static Loess series(int cells, int length, int degree, int jump) {
        return new WindowLoess(new CycleLayout(cells, 1, false), length, degree, jump, SHORT);
    }

    /// Smooths each cycle-subseries of a season (the same phase of all cycles) and extends it by
    /// one cycle at both ends: the outputs are `cells` + 2·`period`, the first of them the cycle
    /// before the first.
    public static Loess cycles(int cells, int period, int length, int degree, int jump) {
        CycleLayout layout = new CycleLayout(cells, period, true);
        boolean brief = Math.min(length, layout.count(0)) <= SHORT;
        return brief
                ? new WindowLoess(layout, length, degree, jump, SHORT)
                : new GatheredLoess(layout, length, degree, jump);
    }

    /// Estimates with all cells counting the same.
    public abstract void smooth(double[] z, double[] into, LoessWork work);

    /// Room for what [#weigh] works out.
    public abstract Weighing[] weighings();

    /// Works out what the weights make of each window.
    ///
    /// @param weights of the cells, ≥ 0
    public abstract void weigh(double[] weights, Weighing[] into, LoessWork work);

    /// Estimates with the weights that were weighed last. Where a window holds no weight the
    /// estimate is the value itself (as in the reference); where that is missing too, the line
    /// between the nearest estimates of its series.
    ///
    /// @param missing cells that hold no value and have weight 0; null where there are none
    public abstract void smooth(
            double[] z,
            double[] weights,
            boolean @Nullable [] missing,
            Weighing[] by,
            double[] into,
            LoessWork work);

    abstract void reserve(LoessWork work);
}
