package dev.faultline.signal;

import dev.faultline.signal.loess.Loess;
import dev.faultline.signal.loess.LoessWork;

/// Step 3 of the inner loop (Cleveland et al. 1990, section 3.2): what the season's smoother let
/// through of the level. Two moving averages of one period, one of three cells, then LOESS.
final class LowPass {
    private final int cells;
    private final int period;
    private final Loess loess;
    private final LoessWork work;
    private final double[] once;
    private final double[] twice;

    LowPass(int cells, int period, Loess loess, LoessWork work) {
        this.cells = cells;
        this.period = period;
        this.loess = loess;
        this.work = work;
        once = new double[cells + period + 1];
        twice = new double[cells + 2];
    }

    /// @param cycles smoothed cycle-subseries, n + 2·period values
    /// @param into n values
    void smooth(double[] cycles, double[] into) {
        average(cycles, cells + period + 1, period, once);
        average(once, cells + 2, period, twice);
        for (int i = 0; i < cells; i++) {
            once[i] = (twice[i] + twice[i + 1] + twice[i + 2]) / 3;
        }
        loess.smooth(once, into, work);
    }

    /// Moving average over `length` cells.
    private static void average(double[] x, int count, int length, double[] into) {
        double sum = 0;
        for (int i = 0; i < length; i++) {
            sum += x[i];
        }
        double share = 1.0 / length;
        into[0] = sum * share;
        for (int i = 1; i < count; i++) {
            sum += x[i + length - 1] - x[i - 1];
            into[i] = sum * share;
        }
    }
}
