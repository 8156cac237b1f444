package dev.faultline.signal;

/// Smallest and largest value so far, and how far a new one lies beyond them. State is two numbers
/// in somebody's array.
final class RunningRange {
    /// Numbers of state.
    static final int SIZE = 2;

    /// Values beyond those skipped and again as many, after which a record means something.
    private static final int SETTLE = 10;

    /// A range below this share of the value is rounding.
    private static final double ROUNDING = 1e-9;

    private RunningRange() {}

    /// Takes a value.
    ///
    /// @param place which value it is, from 1
    /// @param skip first values that do not count (a mean that has just begun)
    /// @return by which share of the range it lies beyond it; 0 inside; 1 where the range was a
    ///   single value until now
    static double exceed(double[] s, int at, double place, int skip, double x) {
        if (place <= skip) {
            s[at] = x;
            s[at + 1] = x;
            return 0;
        }
        double excess = Math.max(x - s[at + 1], s[at] - x);
        if (!(excess > 0)) {
            return 0;
        }
        double range = s[at + 1] - s[at];
        s[at] = Math.min(s[at], x);
        s[at + 1] = Math.max(s[at + 1], x);
        if (place <= 2 * skip + SETTLE) {
            return 0;
        }
        return range == 0 ? 1 : excess / Math.max(range, ROUNDING * Math.abs(x));
    }
}
