package dev.faultline.signal;

/// Page and Hinkley's test on the residuals of a series (E. S. Page, *Continuous inspection
/// schemes*, Biometrika 41, 1954): what they exceed half a sigma by is summed up, on each side, and
/// never below 0. Residuals around a level that stays where it is keep the sums small; a level that
/// has moved, and that the watcher does not catch up with, makes one of them grow.
final class Drift {
    /// Updates that a level set anew counts as having behind it: it moves a fifth of the way with
    /// the next value.
    static final int SET_ANEW = 4;

    /// Sigmas that are let pass.
    private static final double TOLERATED = .5;

    /// Sum that is a drift: in normal noise once in exp(2·½·30) values, 13 in a row at three sigmas
    /// at the soonest.
    private static final double BOUND = 30;

    private Drift() {}

    /// Adds a residual; where the level has moved both sums begin anew.
    ///
    /// @param residual in sigmas, clipped
    /// @param r where the slice of the series begins
    static boolean seen(double[] reals, int r, double residual) {
        double up = Math.max(0, reals[r + WatcherState.UP] + residual - TOLERATED);
        double down = Math.max(0, reals[r + WatcherState.DOWN] - residual - TOLERATED);
        boolean seen = up > BOUND || down > BOUND;
        reals[r + WatcherState.UP] = seen ? 0 : up;
        reals[r + WatcherState.DOWN] = seen ? 0 : down;
        return seen;
    }
}
