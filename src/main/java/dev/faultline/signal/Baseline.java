package dev.faultline.signal;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/// The learned normal of one series, immutable: how its values are scaled, what comes back every
/// hour, day or week, where its level was when it was learned, and how far values scatter around
/// it. Fitted by [BaselineFit].
public final class Baseline {
    private final Method method;
    private final Scale scale;
    private final Season season;
    private final double level;
    private final float[] sigmas;
    private final double wide;
    private final SeasonClock clock;

    /// @param level without the season, on the scale
    /// @param sigmas scatter of a value around the following level, by the [WatcherState#SIGMAS]
    ///   parts of the day
    /// @param wide scatter of a value around `level` and season in the long run
    Baseline(
            Method method,
            Scale scale,
            Season season,
            double level,
            float[] sigmas,
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

    /// Whether something comes back.
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

    /// The same baseline whose season holds a share of the one that was followed until now: a
    /// season is learned from few cycles, and what was known before says something still.
    public Baseline blended(Baseline followed, double share) {
        boolean comparable =
                followed.method == method
                        && followed.scale.logarithmic() == scale.logarithmic()
                        && seasonal();
        return comparable
                ? new Baseline(
                        method,
                        scale,
                        season.blended(followed.season, share),
                        level,
                        sigmas,
                        wide,
                        clock)
                : this;
    }

    /// Whether this is worth more than what was known before: a season of its own replaces
    /// everything; a mere level replaces neither a reference nor a season that was brought along
    /// from a longer history. A season that is not found again in two of its cycles is over.
    ///
    /// @param windowMillis length of the window that this was learned from
    public boolean replaces(Baseline before, long windowMillis) {
        return method == Method.STL
                || before.method == Method.LEVEL
                || (before.method != Method.REFERENCE
                        && windowMillis >= 2 * before.season.cycleMillis());
    }

    /// The length of what comes back, ms; 0 where nothing does.
    public long cycleMillis() {
        return seasonal() ? season.cycleMillis() : 0;
    }

    double level() {
        return level;
    }

    Season season() {
        return season;
    }

    double sigma(long millis) {
        return sigmas[partOfDay(clock.local(millis))] * clock.widen(millis);
    }

    float[] sigmas() {
        return sigmas;
    }

    double wide() {
        return wide;
    }

    double wide(long millis) {
        return wide * clock.widen(millis);
    }

    static int partOfDay(long local) {
        return (int) (Math.floorMod(local, Season.DAY) / (Season.DAY / WatcherState.SIGMAS));
    }

    void write(DataOutput out) throws IOException {
        out.writeByte(method.code);
        out.writeBoolean(scale.logarithmic());
        out.writeDouble(scale.least());
        out.writeDouble(scale.sigmaFloor());
        season.write(out);
        out.writeDouble(level);
        for (float sigma : sigmas) {
            out.writeFloat(sigma);
        }
        out.writeDouble(wide);
    }

    /// Reads what [#write] wrote.
    ///
    /// @throws IOException where it ends early or holds numbers that no baseline has
    static Baseline read(DataInput in, SeasonClock clock) throws IOException {
        int code = in.readUnsignedByte();
        Method method = Method.of(code);
        if (method == Method.LEARNING) {
            throw new IOException("A baseline of the unknown method %d.".formatted(code));
        }
        Scale scale = new Scale(in.readBoolean(), in.readDouble(), in.readDouble());
        Season season = Season.read(in, clock);
        double level = in.readDouble();
        float[] sigmas = new float[WatcherState.SIGMAS];
        boolean sound = Double.isFinite(level) && scale.sigmaFloor() > 0;
        for (int i = 0; i < sigmas.length; i++) {
            sigmas[i] = in.readFloat();
            sound &= sigmas[i] > 0 && Float.isFinite(sigmas[i]);
        }
        double wide = in.readDouble();
        if (!sound || !(wide > 0)) {
            throw new IOException("A baseline holds a level or a scatter that is no number.");
        }
        return new Baseline(method, scale, season, level, sigmas, wide, clock);
    }
}
