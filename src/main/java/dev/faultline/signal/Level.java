package dev.faultline.signal;

/// The level of a series as it follows its values: fast at first, then with a time constant of an
/// hour. A step is clipped at three sigmas, so that one wild value does not move it.
final class Level {
    private static final double CLIP_SIGMAS = 3;

    private static final double FOLLOW_MILLIS = 3_600_000;

    private Level() {}

    /// The share of a residual that the level takes over in one cell.
    static double gain(long stepMillis) {
        return 1 - Math.exp(-stepMillis / FOLLOW_MILLIS);
    }

    /// The level after a residual.
    ///
    /// @param updates how many residuals it has followed before
    static double follow(double level, double residual, double sigma, int updates, double gain) {
        return level + Math.max(gain, 1.0 / (updates + 1)) * clip(residual, sigma);
    }

    static double clip(double residual, double sigma) {
        double clip = CLIP_SIGMAS * sigma;
        return Math.clamp(residual, -clip, clip);
    }
}
