package dev.faultline.signal;

import java.time.DayOfWeek;

/// What comes back every day on the scale of a series: a profile over the local time of day, and
/// how far Saturdays and Sundays (and what resembles them) lie from the days around them.
final class Season {
    static final long DAY = SeasonClock.DAY;

    private static final int SATURDAY = DayOfWeek.SATURDAY.getValue();

    private static final int SUNDAY = DayOfWeek.SUNDAY.getValue();

    static final Season NONE = new Season(SeasonClock.UTC, new double[] {0}, 0, 0);

    private final SeasonClock clock;
    private final double[] profile;
    private final double saturday;
    private final double sunday;

    /// @param profile value at the middle of each of the equal parts of a day, mean 0
    Season(SeasonClock clock, double[] profile, double saturday, double sunday) {
        this.clock = clock;
        this.profile = profile;
        this.saturday = saturday;
        this.sunday = sunday;
    }

    boolean none() {
        return profile.length == 1;
    }

    /// The season at a moment, between the middles of the parts by a straight line.
    double at(long millis) {
        if (none()) {
            return 0;
        }
        double part = (double) DAY / profile.length;
        double place = clock.timeOfDay(millis) / part - .5;
        int left = (int) Math.floor(place);
        double share = place - left;
        double a = profile[Math.floorMod(left, profile.length)];
        double b = profile[Math.floorMod(left + 1, profile.length)];
        return a + share * (b - a) + weekend(millis);
    }

    private double weekend(long millis) {
        int day = clock.dayOfWeek(millis);
        return day == SATURDAY ? saturday : day == SUNDAY ? sunday : 0;
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
}
