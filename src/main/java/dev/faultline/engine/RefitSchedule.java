package dev.faultline.engine;

/// When the baseline of a series is learned anew: while it is young each time its history doubled,
/// at two days for the first season, then once a day; series take turns, so that not all are due in
/// the same cell.
final class RefitSchedule {
    private static final long DAY = 86_400_000L;

    /// The first cells at which a level can be told.
    private static final int FIRST = 12;

    /// Days of history that a fit looks at.
    private static final int WINDOW_DAYS = 14;

    private static final int YOUNG_WINDOW_DAYS = 1;

    private static final long LAG_MILLIS = 600_000;

    private final int perDay;

    RefitSchedule(long stepMillis) {
        perDay = (int) Math.max(1, DAY / stepMillis);
    }

    /// Cells that are needed to know a season.
    int twoSeasons() {
        return 2 * perDay;
    }

    /// Whether a series is due.
    ///
    /// @param age cells since its first value
    boolean due(int series, int age) {
        if (age < twoSeasons()) {
            return age % FIRST == 0 && Integer.bitCount(age / FIRST) == 1;
        }
        return (age - twoSeasons()) % perDay == turn(series);
    }

    /// Cells between the moment at which a fit is asked for and the one at which it counts: ten
    /// minutes, so that it can be computed meanwhile; the first ones are short and cheap.
    int lag(int age) {
        return age < twoSeasons() ? 1 : Math.clamp(LAG_MILLIS / (DAY / perDay), 1, 10);
    }

    /// How many cells back a fit looks.
    int window(int age) {
        return Math.min(age, perDay * (age < twoSeasons() ? YOUNG_WINDOW_DAYS : WINDOW_DAYS));
    }

    /// Spread over the hours after two seasons are there, at a step that is prime to most counts.
    private int turn(int series) {
        return series * 7 % Math.max(1, perDay / 8);
    }
}
