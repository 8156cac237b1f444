package dev.faultline.signal.loess;

/// Which cells a LOESS looks at: the `length` cells nearest to x, all of them where there are
/// fewer. Cells are counted from 0; x may be −1 or `count`, one cell outside.
///
/// @param count cells in the series
/// @param length cells in a window, odd
record Windows(int count, int length) {
    /// Slopes are given up where the weight stands closer together than this share of the series.
    private static final double SPREAD = .001;

    /// Half width in the interior.
    int half() {
        return (length - 1) / 2;
    }

    /// Whether every window is the whole series.
    boolean whole() {
        return length >= count;
    }

    int cells() {
        return Math.min(length, count);
    }

    /// The first cell of the window of x.
    int left(int x) {
        return whole() ? 0 : Math.clamp(x - half(), 0, count - length);
    }

    /// By how much a window longer than the series is widened: (length − count)/2, rounded down.
    int beyond() {
        return Math.max(0, length - count) / 2;
    }

    /// The half width h of the window that starts at `left`, seen from x.
    int half(int x, int left) {
        return Math.max(x - left, left + cells() - 1 - x) + beyond();
    }

    /// Whether x is too near to an end for a window that is symmetric around it.
    boolean edge(int x) {
        return whole() || x < half() || x >= count - half();
    }

    /// The standard deviation of the weighted positions above which a line has a slope: √c >
    /// .001·(count − 1).
    double spread() {
        return SPREAD * (count - 1.0);
    }

    /// Whether weights can be spread so wide at all; positions in a stretch of r cells have a
    /// standard deviation of r/2 at most.
    boolean canSlope(int degree) {
        return degree > 0 && (cells() - 1) / 2.0 > spread() * (1 - 1e-6);
    }
}
