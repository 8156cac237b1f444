package dev.faultline.signal;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.DayOfWeek;
import java.util.Arrays;

/// What comes back every hour, day or week by local time on the scale of a series: a profile over
/// the cycle, and for a day how far Saturdays and Sundays (and what resembles them) lie from the
/// days around them.
///
/// The profile takes 2 bytes a phase: whole steps of `unit`, which is the largest of its values
/// divided by 8191, so that it is kept to half of that (6e-5 of the largest) and can grow fourfold
/// while it is followed.
final class Season {
    static final long HOUR = 3_600_000L;
    static final long DAY = SeasonClock.DAY;
    static final long WEEK = 7 * DAY;

    static final Season NONE = new Season(SeasonClock.UTC, DAY, new short[0], 1, 0, 0);

    private static final int SATURDAY = DayOfWeek.SATURDAY.getValue();

    private static final int SUNDAY = DayOfWeek.SUNDAY.getValue();

    private static final double STEPS = 8191;

    /// A week of ten-second phases: more than any of ours.
    private static final int MOST_PHASES = 60_480;

    private final SeasonClock clock;
    private final long cycle;
    private final short[] profile;
    private final double unit;
    private final double saturday;
    private final double sunday;

    /// @param profile in steps of `unit`, the value at the middle of each of the equal parts of the
    ///   cycle; empty for no season
    Season(
            SeasonClock clock,
            long cycleMillis,
            short[] profile,
            double unit,
            double saturday,
            double sunday) {
        this.clock = clock;
        cycle = cycleMillis;
        this.profile = profile;
        this.unit = unit;
        this.saturday = saturday;
        this.sunday = sunday;
    }

    /// @param profile value at the middle of each of the equal parts of the cycle, mean 0
    static Season of(
            SeasonClock clock, long cycleMillis, double[] profile, double saturday, double sunday) {
        double most = Arrays.stream(profile).map(Math::abs).max().orElse(0);
        double unit = most > 0 ? most / STEPS : 1;
        short[] steps = new short[profile.length];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = (short) Math.rint(profile[i] / unit);
        }
        return new Season(clock, cycleMillis, steps, unit, saturday, sunday);
    }

    boolean none() {
        return profile.length == 0;
    }

    long cycleMillis() {
        return cycle;
    }

    short[] profile() {
        return profile;
    }

    double unit() {
        return unit;
    }

    double saturday() {
        return saturday;
    }

    double sunday() {
        return sunday;
    }

    /// The season at a moment, between the middles of the parts by a straight line.
    double at(long millis) {
        return none()
                ? 0
                : at(behaved(clock, millis), cycle, profile, unit)
                        + weekend(clock.dayOfWeek(millis), saturday, sunday);
    }

    /// The local time that people behave by: a holiday that resembles a Sunday counts as one.
    static long behaved(SeasonClock clock, long millis) {
        long local = clock.local(millis);
        int day = SeasonClock.dayOfWeekOf(Math.floorDiv(local, DAY));
        return local + (clock.dayOfWeek(millis) - day) * DAY;
    }

    /// The profile of a cycle at a local time, without weekends.
    static double at(long local, long cycle, short[] profile, double unit) {
        int parts = profile.length;
        double place = (double) Math.floorMod(local, cycle) * parts / cycle - .5;
        int left = (int) Math.floor(place);
        double share = place - left;
        int before = left < 0 ? parts - 1 : left;
        int after = left + 1 == parts ? 0 : left + 1;
        double a = profile[before];
        double b = profile[after];
        return unit * (a + share * (b - a));
    }

    /// Moves the phase of a local time; less than half a step is lost.
    static void follow(long local, long cycle, short[] profile, double unit, double change) {
        int phase = (int) (Math.floorMod(local, cycle) * profile.length / cycle);
        double moved = profile[phase] + change / unit;
        profile[phase] = (short) Math.clamp(Math.rint(moved), Short.MIN_VALUE, Short.MAX_VALUE);
    }

    /// @param day 1 (Monday) to 7
    static double weekend(int day, double saturday, double sunday) {
        return day == SATURDAY ? saturday : day == SUNDAY ? sunday : 0;
    }

    /// This season with a share of another one of the same cycle and parts; this one where they
    /// differ in that.
    Season blended(Season other, double share) {
        if (none() || other.cycle != cycle || other.profile.length != profile.length) {
            return this;
        }
        double[] mixed = new double[profile.length];
        for (int i = 0; i < mixed.length; i++) {
            mixed[i] = (1 - share) * unit * profile[i] + share * other.unit * other.profile[i];
        }
        return of(
                clock,
                cycle,
                mixed,
                (1 - share) * saturday + share * other.saturday,
                (1 - share) * sunday + share * other.sunday);
    }

    /// How far the Saturdays or Sundays among some days lie from the nearest working days on both
    /// sides: the mean difference, 0 where no weekend is there with both neighbours.
    ///
    /// @param levels one level a day, `NaN` where unknown
    /// @param firstDay epoch day of the first, local
    static double weekendOffset(double[] levels, long firstDay, boolean ofSaturdays) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < levels.length; i++) {
            if (SeasonClock.dayOfWeekOf(firstDay + i) != SATURDAY
                    || i < 1
                    || i + 2 >= levels.length) {
                continue;
            }
            double difference =
                    levels[ofSaturdays ? i : i + 1] - (levels[i - 1] + levels[i + 2]) / 2;
            if (!Double.isNaN(difference)) {
                sum += difference;
                count++;
            }
        }
        return count == 0 ? 0 : sum / count;
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(cycle);
        out.writeDouble(unit);
        out.writeDouble(saturday);
        out.writeDouble(sunday);
        out.writeInt(profile.length);
        for (short phase : profile) {
            out.writeShort(phase);
        }
    }

    static Season read(DataInput in, SeasonClock clock) throws IOException {
        long cycle = in.readLong();
        double unit = in.readDouble();
        double saturday = in.readDouble();
        double sunday = in.readDouble();
        short[] profile = readProfile(in);
        boolean known = cycle == HOUR || cycle == DAY || cycle == WEEK;
        if (!known || !Double.isFinite(unit + saturday + sunday)) {
            throw new IOException("A season of %d ms is damaged.".formatted(cycle));
        }
        return profile.length == 0
                ? NONE
                : new Season(clock, cycle, profile, unit, saturday, sunday);
    }

    static short[] readProfile(DataInput in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > MOST_PHASES) {
            throw new IOException("A season claims %d phases.".formatted(length));
        }
        short[] profile = new short[length];
        for (int i = 0; i < length; i++) {
            profile[i] = in.readShort();
        }
        return profile;
    }
}
