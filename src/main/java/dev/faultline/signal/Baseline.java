package dev.faultline.signal;

/// The learned normal of one series, immutable: how its values are scaled, what comes back daily,
/// where its level was when it was learned, and how far values scatter around it. Fitted by
/// [BaselineFit].
public final class Baseline {
    private final Method method;
    private final Scale scale;
    private final Season season;
    private final double level;
    private final double[] sigmas;
    private final double wide;
    private final SeasonClock clock;

    /// @param level without the season, on the scale
    /// @param sigmas scatter of a value around the following level, by equal parts of the day
    /// @param wide scatter of a value around `level` and season in the long run
    Baseline(
            Method method,
            Scale scale,
            Season season,
            double level,
            double[] sigmas,
            double wide,
            SeasonClock clock) {
        this.method = method;
        this.scale = scale;
        this.season = season;
        this.level = level;
        this.sigmas = sigmas;
        this.wide = wide;
        this.clock = clock;
    }

    /// How it was learned.
    public Method method() {
        return method;
    }

    /// Whether something comes back daily.
    public boolean seasonal() {
        return !season.none();
    }

    /// On which scale the series is compared.
    public Scale scale() {
        return scale;
    }

    /// What is expected at a moment while the level stays where it was learned, in the unit of the
    /// series.
    public double expected(long millis) {
        return scale.out(level + season.at(millis));
    }

    double level() {
        return level;
    }

    double season(long millis) {
        return season.at(millis);
    }

    double sigma(long millis) {
        int part = (int) (clock.timeOfDay(millis) * sigmas.length / Season.DAY);
        return sigmas[part] * clock.widen(millis);
    }

    double wide(long millis) {
        return wide * clock.widen(millis);
    }
}
