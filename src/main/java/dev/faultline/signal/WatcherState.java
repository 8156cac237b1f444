package dev.faultline.signal;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/// All that is remembered of many series, in a fixed layout of primitive arrays: a series is a
/// slice of each. It can be copied (checkpoints), written and read back to the last bit (state
/// stores).
///
/// A series takes [#REALS] doubles, [#WHOLES] ints, [#SIGMAS] floats and [Surprise#SIZE] doubles,
/// 976 bytes together, and beside them its season: 2 bytes a phase. Slots of the doubles and ints
/// are named below; those from [#NORMAL] on are what was learned, the others what is followed.
///
/// Longer than 300 lines for the names of its slots.
final class WatcherState {
    // Doubles.
    /// The level that follows, on the scale of the series.
    static final int LEVEL = 0;

    /// Share of cells with a value lately.
    static final int PRESENCE = 1;

    /// How much wider values scatter lately than was learned, a factor of at least 1.
    static final int SPREAD = 2;

    /// Page and Hinkley's sums, in sigmas.
    static final int UP = 3;

    static final int DOWN = 4;

    /// Sum of the run outside, in bounds.
    static final int RUN_SUM = 5;

    /// Farthest cell of the run, sigmas with their sign.
    static final int PEAK = 6;

    /// Of the distances since an anomaly opened: their sum, that of place times distance, and of
    /// squares.
    static final int SUM = 7;

    static final int SLOPE_SUM = 8;
    static final int SQUARE_SUM = 9;

    /// Share of cells lately for which something came too late.
    static final int LATE = 10;

    /// Anomalies opened, about a day.
    static final int FLAPS = 11;

    /// The last value, in the unit of the series.
    static final int VALUE = 12;

    /// The level that was learned.
    static final int NORMAL = 13;

    static final int WIDE = 14;
    static final int LEAST = 15;
    static final int SIGMA_FLOOR = 16;

    /// What one step of the season's profile is worth.
    static final int UNIT = 17;

    static final int SATURDAY = 18;
    static final int SUNDAY = 19;
    static final int REALS = 20;

    // Ints.
    /// Values that the level has followed since it was set.
    static final int UPDATES = 0;

    static final int FIRST_SEEN = 1;

    /// Missing cells in a row.
    static final int MISSING = 2;

    static final int RUN_FIRST = 3;
    static final int RUN_LAST = 4;

    /// Cells back inside in a row.
    static final int BACK = 5;

    /// Calm, above, below or silent; see [AnomalyRuns].
    static final int STATE = 6;

    /// [Method#code] of what raised the open anomaly.
    static final int RAISED_BY = 7;

    /// Cells since an anomaly opened that have a value.
    static final int OPEN_CELLS = 8;

    /// First cell of the anomaly before, and its side.
    static final int BEFORE_FIRST = 9;

    static final int BEFORE_STATE = 10;

    /// Cells in a row with the same value.
    static final int SAME = 11;

    /// [RefitReason#code] of what is asked for.
    static final int ASKED = 12;

    /// The cell of the last drift.
    static final int DRIFTED = 13;

    /// Samples since the last cell that came too late.
    static final int LATE_NOW = 14;

    /// [Method#code] of the baseline.
    static final int METHOD = 15;

    /// 1 where the scale is logarithmic.
    static final int LOGARITHMIC = 16;

    /// Length of the season in minutes, 0 for none.
    static final int CYCLE_MINUTES = 17;

    /// Cells of history that stand behind a baseline brought along.
    static final int BROUGHT = 18;

    /// [Anomaly.Rule#code] of what raised the open anomaly.
    static final int RULE = 19;

    static final int WHOLES = 20;

    /// Parts of the day with a scatter of their own.
    static final int SIGMAS = 24;

    static final int NEVER = -1;

    private static final int MAGIC = 0x464c5753; // FLWS
    private static final int VERSION = 1;
    private static final short[] NO_PROFILE = {};

    // Arrays may be longer than `count` asks for: room for series that come later.
    int count;
    double[] reals;
    int[] wholes;
    float[] sigmas;

    /// State of the [Surprise] of each series.
    double[] surprises;

    short[][] profiles;

    /// The state of series of which nothing is known.
    WatcherState(int count) {
        this.count = count;
        reals = new double[count * REALS];
        wholes = new int[count * WHOLES];
        sigmas = new float[count * SIGMAS];
        surprises = new double[count * Surprise.SIZE];
        profiles = new short[count][];
        begin(0);
    }

    /// Takes further series of which nothing is known: there are `newCount` now. The arrays may be
    /// others after it.
    void grow(int newCount) {
        int known = count;
        if (newCount > profiles.length) {
            int capacity = Math.max(newCount, profiles.length + profiles.length / 4);
            reals = Arrays.copyOf(reals, capacity * REALS);
            wholes = Arrays.copyOf(wholes, capacity * WHOLES);
            sigmas = Arrays.copyOf(sigmas, capacity * SIGMAS);
            surprises = Arrays.copyOf(surprises, capacity * Surprise.SIZE);
            profiles = Arrays.copyOf(profiles, capacity);
        }
        count = newCount;
        begin(known);
    }

    private void begin(int from) {
        Arrays.fill(profiles, from, count, NO_PROFILE);
        for (int series = from; series < count; series++) {
            int w = series * WHOLES;
            wholes[w + FIRST_SEEN] = NEVER;
            wholes[w + BEFORE_FIRST] = NEVER;
            wholes[w + DRIFTED] = NEVER;
            wholes[w + METHOD] = Method.LEARNING.code;
            wholes[w + RAISED_BY] = Method.LEARNING.code;
            reals[series * REALS + SPREAD] = 1;
            reals[series * REALS + VALUE] = Double.NaN;
        }
    }

    private WatcherState(WatcherState other) {
        count = other.count;
        reals = Arrays.copyOf(other.reals, count * REALS);
        wholes = Arrays.copyOf(other.wholes, count * WHOLES);
        sigmas = Arrays.copyOf(other.sigmas, count * SIGMAS);
        surprises = Arrays.copyOf(other.surprises, count * Surprise.SIZE);
        profiles = new short[count][];
        Arrays.setAll(profiles, i -> copy(other.profiles[i]));
    }

    WatcherState copy() {
        return new WatcherState(this);
    }

    private static short[] copy(short[] profile) {
        return profile.length == 0 ? NO_PROFILE : profile.clone();
    }

    double real(int series, int slot) {
        return reals[series * REALS + slot];
    }

    int whole(int series, int slot) {
        return wholes[series * WHOLES + slot];
    }

    /// Puts what was learned into the slice of a series.
    void learn(int series, Baseline baseline) {
        int r = series * REALS;
        int w = series * WHOLES;
        Scale scale = baseline.scale();
        Season season = baseline.season();
        reals[r + NORMAL] = baseline.level();
        reals[r + WIDE] = baseline.wide();
        reals[r + LEAST] = scale.least();
        reals[r + SIGMA_FLOOR] = scale.sigmaFloor();
        reals[r + UNIT] = season.unit();
        reals[r + SATURDAY] = season.saturday();
        reals[r + SUNDAY] = season.sunday();
        reals[r + SPREAD] = 1;
        reals[r + UP] = 0;
        reals[r + DOWN] = 0;
        wholes[w + METHOD] = baseline.method().code;
        wholes[w + LOGARITHMIC] = scale.logarithmic() ? 1 : 0;
        wholes[w + CYCLE_MINUTES] = (int) (season.cycleMillis() / 60_000);
        profiles[series] = copy(season.profile());
        System.arraycopy(baseline.sigmas(), 0, sigmas, series * SIGMAS, SIGMAS);
    }

    /// What was learned of a series, with the season and the level as they were followed since.
    ///
    /// @param clock by whose local time it was learned
    Baseline baseline(int series, SeasonClock clock) {
        int r = series * REALS;
        int w = series * WHOLES;
        int s = series * SIGMAS;
        short[] profile = copy(profiles[series]);
        Season season =
                profile.length == 0
                        ? Season.NONE
                        : new Season(
                                clock,
                                wholes[w + CYCLE_MINUTES] * 60_000L,
                                profile,
                                reals[r + UNIT],
                                reals[r + SATURDAY],
                                reals[r + SUNDAY]);
        Method method = Method.of(wholes[w + METHOD]);
        return new Baseline(
                method,
                new Scale(wholes[w + LOGARITHMIC] == 1, reals[r + LEAST], reals[r + SIGMA_FLOOR]),
                season,
                reals[r + (method == Method.REFERENCE ? NORMAL : LEVEL)],
                Arrays.copyOfRange(sigmas, s, s + SIGMAS),
                reals[r + WIDE],
                clock);
    }

    /// Writes everything: magic, version, count, then doubles, ints, floats, surprises and
    /// profiles.
    void write(DataOutput out) throws IOException {
        out.writeInt(MAGIC);
        out.writeInt(VERSION);
        out.writeInt(count);
        for (int i = 0; i < count * REALS; i++) {
            out.writeLong(Double.doubleToRawLongBits(reals[i]));
        }
        for (int i = 0; i < count * WHOLES; i++) {
            out.writeInt(wholes[i]);
        }
        for (int i = 0; i < count * SIGMAS; i++) {
            out.writeInt(Float.floatToRawIntBits(sigmas[i]));
        }
        for (int i = 0; i < count * Surprise.SIZE; i++) {
            out.writeLong(Double.doubleToRawLongBits(surprises[i]));
        }
        for (int i = 0; i < count; i++) {
            out.writeInt(profiles[i].length);
            for (short phase : profiles[i]) {
                out.writeShort(phase);
            }
        }
    }

    /// Reads what [#write] wrote.
    ///
    /// @throws IOException where it ends early or is something else
    static WatcherState read(DataInput in) throws IOException {
        int magic = in.readInt();
        int version = in.readInt();
        if (magic != MAGIC || version != VERSION) {
            throw new IOException(
                    "This is no state of a watcher of version %d (it begins with %08x %d)."
                            .formatted(VERSION, magic, version));
        }
        int count = in.readInt();
        if (count < 0) {
            throw new IOException("The state of a watcher claims %d series.".formatted(count));
        }
        WatcherState state = new WatcherState(count);
        for (int i = 0; i < state.reals.length; i++) {
            state.reals[i] = Double.longBitsToDouble(in.readLong());
        }
        for (int i = 0; i < state.wholes.length; i++) {
            state.wholes[i] = in.readInt();
        }
        for (int i = 0; i < state.sigmas.length; i++) {
            state.sigmas[i] = Float.intBitsToFloat(in.readInt());
        }
        for (int i = 0; i < state.surprises.length; i++) {
            state.surprises[i] = Double.longBitsToDouble(in.readLong());
        }
        for (int i = 0; i < count; i++) {
            state.profiles[i] = Season.readProfile(in);
        }
        return state;
    }
}
