package dev.faultline.signal;

import java.util.Arrays;

/// Finds what comes back in a window of values, and learns it by STL: a day, with Saturdays and
/// Sundays apart; a week, where what is left of the days repeats itself weekly, or where no day
/// does; an hour, where neither is there; or nothing. A day holds its hours, and a week its days.
/// Cycles begin by local time.
final class SeasonFit {
    /// Parts of a day, at most: five minutes each.
    private static final int DAY_PARTS = 288;

    /// Parts of a day within a week, of which there are few.
    private static final int WEEKDAY_PARTS = 96;

    /// A cycle of fewer parts has no shape.
    private static final int LEAST_PARTS = 4;

    private static final int LEAST_HOURS = 6;

    /// Autocorrelation at one cycle below which there is no season.
    private static final double SEASON_CORRELATION = .3;

    /// What is left of the days must repeat itself this much to be a week.
    private static final double WEEK_CORRELATION = .5;

    /// What is left of the days must be this share of the whole, or the week is not worth its
    /// length.
    private static final double WEEK_SHARE = .2;

    private final double[] values;
    private final long middle;
    private final long step;
    private final SeasonClock clock;

    private SeasonFit(double[] values, long first, long step, SeasonClock clock) {
        this.values = values;
        middle = first - step / 2;
        this.step = step;
        this.clock = clock;
    }

    /// The season, none where the series does not repeat itself.
    ///
    /// @param values on the scale of the series, `NaN` for gaps
    /// @param first the end of the first cell, ms since the epoch
    /// @param clock by whose local time cycles begin
    static Season of(double[] values, long first, long step, SeasonClock clock) {
        SeasonFit fit = new SeasonFit(values, first, step, clock);
        Season season = fit.dayOrWeek();
        return season.none() ? fit.hour() : season;
    }

    private Season dayOrWeek() {
        FoldedCells days = fold(Season.DAY, DAY_PARTS);
        if (days.parts < LEAST_PARTS || !days.hold(2)) {
            return Season.NONE;
        }
        if (days.repeats() <= SEASON_CORRELATION) {
            if (!days.hold(14)) {
                return Season.NONE;
            }
            FoldedCells weeks = fold(Season.WEEK, 7 * WEEKDAY_PARTS);
            return weeks.hold(2) && weeks.repeats() > SEASON_CORRELATION
                    ? Season.of(clock, Season.WEEK, weeks.profile(), 0, 0)
                    : Season.NONE;
        }
        double[] profile = days.profile();
        double[] levels = dayLevels(days, profile);
        long firstDay = days.origin / Season.DAY;
        for (int i = 0; i < levels.length; i++) {
            levels[i] = clock.special(firstDay + i) ? Double.NaN : levels[i];
        }
        Season day =
                Season.of(
                        clock,
                        Season.DAY,
                        profile,
                        Season.weekendOffset(levels, firstDay, true),
                        Season.weekendOffset(levels, firstDay, false));
        return week(day, days);
    }

    /// The week instead of a day where what the day leaves comes back after a week.
    private Season week(Season day, FoldedCells days) {
        if (!days.hold(14)) {
            return day;
        }
        double[] rest = new double[days.means.length];
        for (int i = 0; i < rest.length; i++) {
            rest[i] = days.means[i] - day.at(middle + i * Season.DAY / days.parts);
        }
        boolean matters = spread(rest) > WEEK_SHARE * spread(days.means);
        if (!matters || FoldedCells.correlation(rest, 7 * days.parts) <= WEEK_CORRELATION) {
            return day;
        }
        return Season.of(clock, Season.WEEK, fold(Season.WEEK, 7 * WEEKDAY_PARTS).profile(), 0, 0);
    }

    /// Mean distance from the median.
    private static double spread(double[] means) {
        double median = RobustScale.median(means);
        return Arrays.stream(means)
                .filter(mean -> !Double.isNaN(mean))
                .map(mean -> Math.abs(mean - median))
                .average()
                .orElse(0);
    }

    private Season hour() {
        FoldedCells hours = fold(Season.HOUR, (int) (Season.HOUR / Math.min(step, Season.HOUR)));
        return hours.parts >= LEAST_PARTS
                        && hours.hold(LEAST_HOURS)
                        && hours.repeatsApartFromTrend() > SEASON_CORRELATION
                ? Season.of(clock, Season.HOUR, hours.profile(), 0, 0)
                : Season.NONE;
    }

    /// Folds into parts that are not shorter than a cell.
    private FoldedCells fold(long cycle, int most) {
        int parts = Math.clamp(cycle / step, 1, most);
        return FoldedCells.of(values, middle, step, clock, cycle, parts);
    }

    /// The median of each calendar day without its season; `NaN` for days less than half there.
    private static double[] dayLevels(FoldedCells folded, double[] profile) {
        int parts = folded.parts;
        int days = (folded.skipped + folded.means.length - 1) / parts + 1;
        double[] levels = new double[days];
        for (int day = 0; day < days; day++) {
            double[] rest = new double[parts];
            Arrays.fill(rest, Double.NaN);
            int present = 0;
            for (int part = 0; part < parts; part++) {
                int i = day * parts + part - folded.skipped;
                if (i >= 0 && i < folded.means.length && !Double.isNaN(folded.means[i])) {
                    rest[part] = folded.means[i] - profile[part];
                    present++;
                }
            }
            levels[day] = present < parts / 2 ? Double.NaN : RobustScale.median(rest);
        }
        return levels;
    }
}
