package dev.faultline.signal;

/// How rare a magnitude is, by a Pareto tail that follows the series: above the running 95 %
/// quantile u the chance of more than z is .05·(u/z)^(1/h), where h is the mean of ln(z/u) over the
/// excesses (Hill, *A simple general approach to inference about the tail of a distribution*,
/// 1975). An exponential tail in its place calls the second of two outliers impossible, and locks
/// up.
///
/// State is four numbers in somebody's array: u, h, a scale for the steps of u, excesses so far.
final class ParetoTail {
    /// Numbers of state.
    static final int SIZE = 4;

    /// Share of the values in the tail.
    private static final double TAIL = .05;

    private static final double TAIL_DECADES = -StrictMath.log10(TAIL);

    /// Values from which the first quantile is guessed before anything is called rare.
    private static final int WARM_UP = 200;

    /// The quantile's first guess, in mean magnitudes: that of an exponential law.
    private static final double FIRST_QUANTILE = 3;

    /// Slowest gain of the quantile (Robbins and Monro, *A stochastic approximation method*, 1951).
    private static final double QUANTILE_GAIN = .002;

    private static final double SCALE_GAIN = .001;
    private static final double TAIL_GAIN = .02;
    private static final double FIRST_EXCESS = .5;
    private static final double LEAST_EXCESS = .05;

    /// An outlier must not teach the tail more than this many times its mean excess.
    private static final double CLIP = 5;

    private static final double SCALE_CLIP = 10;
    private static final double LN10 = StrictMath.log(10);

    private ParetoTail() {}

    /// Takes a magnitude.
    ///
    /// @param place which one it is, from 1
    /// @param z 0 or above
    /// @return -log10 of the chance of one as large; 0 below the quantile or while warming up
    static double decades(double[] s, int at, double place, double z) {
        if (place <= WARM_UP) {
            s[at + 2] += (z - s[at + 2]) / place;
            s[at] = FIRST_QUANTILE * s[at + 2];
            s[at + 1] = FIRST_EXCESS;
            return 0;
        }
        double u = s[at];
        if (u <= 0) {
            s[at] = z;
            s[at + 2] = z;
            return 0;
        }
        double decades = 0;
        if (z > u) {
            double excess = StrictMath.log(z / u);
            double h = s[at + 1];
            decades = TAIL_DECADES + excess / Math.max(h, LEAST_EXCESS) / LN10;
            s[at + 3]++;
            double gain = Math.max(1 / (s[at + 3] + 2), TAIL_GAIN);
            s[at + 1] = h + gain * (Math.min(excess, CLIP * h) - h);
        }
        double scale = s[at + 2];
        scale += Math.max(1 / place, SCALE_GAIN) * (Math.min(z, SCALE_CLIP * scale) - scale);
        s[at + 2] = scale;
        double step = Math.max(2 / place, QUANTILE_GAIN) * Math.max(scale, u / 5);
        s[at] = Math.max(0, u + (z > u ? step * (1 - TAIL) : -step * TAIL));
        return decades;
    }
}
