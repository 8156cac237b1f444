package dev.faultline.signal;

import java.util.Optional;

/// Whether and when series report: their silences, and how far they can be trusted. State lies in a
/// [WatcherState].
final class Attendance {
    /// Cells over which the usual shares of present and late ones are remembered.
    private static final double MEMORY = 240;

    /// Values a series must have been able to send before its silence says anything.
    private static final int LEAST_AGE = 12;

    /// A value that stands still for an hour, at least this many cells, is stuck.
    private static final int LEAST_STUCK = 60;

    private final WatchRule rule;
    private final AnomalyRuns runs;
    private final double[] reals;
    private final int[] wholes;
    private final int perDay;
    private final int stuck;

    Attendance(WatcherState state, WatchRule rule, AnomalyRuns runs, long stepMillis) {
        this.rule = rule;
        this.runs = runs;
        reals = state.reals;
        wholes = state.wholes;
        perDay = (int) Math.max(1, Season.DAY / stepMillis);
        stuck = (int) Math.max(LEAST_STUCK, Season.HOUR / stepMillis);
    }

    /// Counts a sample that came after its cell was closed.
    void late(int series) {
        wholes[series * WatcherState.WHOLES + WatcherState.LATE_NOW]++;
    }

    /// Opens and ends silences, and keeps count of what is usual.
    ///
    /// @param value `NaN` for a gap
    /// @return the silence that ended with this cell, if one did
    Optional<Anomaly> listen(int series, int cell, double value) {
        int w = series * WatcherState.WHOLES;
        int r = series * WatcherState.REALS;
        boolean gap = Double.isNaN(value);
        if (!gap) {
            boolean same = value == reals[r + WatcherState.VALUE];
            wholes[w + WatcherState.SAME] = same ? wholes[w + WatcherState.SAME] + 1 : 0;
            reals[r + WatcherState.VALUE] = value;
            if (wholes[w + WatcherState.FIRST_SEEN] == WatcherState.NEVER) {
                wholes[w + WatcherState.FIRST_SEEN] = cell;
            }
        }
        int first = wholes[w + WatcherState.FIRST_SEEN];
        if (first == WatcherState.NEVER) {
            return Optional.empty();
        }
        int age = cell - first + 1;
        double memory = Math.min(age, MEMORY);
        double late = wholes[w + WatcherState.LATE_NOW] > 0 ? 1 : 0;
        wholes[w + WatcherState.LATE_NOW] = 0;
        reals[r + WatcherState.LATE] += (late - reals[r + WatcherState.LATE]) / memory;
        reals[r + WatcherState.FLAPS] -= reals[r + WatcherState.FLAPS] / perDay;
        int missing = gap ? wholes[w + WatcherState.MISSING] + 1 : 0;
        wholes[w + WatcherState.MISSING] = missing;
        if (missing == rule.silentCells()
                && runs.calm(series)
                && age >= LEAST_AGE
                && reals[r + WatcherState.PRESENCE] >= rule.usualPresence()) {
            runs.fallSilent(series, cell - missing + 1);
        }
        if (missing < rule.silentCells()) {
            // A silence is not what is usual, however long it lasts.
            double present = gap ? 0 : 1;
            reals[r + WatcherState.PRESENCE] +=
                    (present - reals[r + WatcherState.PRESENCE]) / memory;
        }
        return runs.silent(series) ? runs.hear(series, cell, gap) : Optional.empty();
    }

    /// Takes a cell in which the series could not be heard: what is missing is counted anew from
    /// the next one, unless it was silent before.
    void deaf(int series) {
        if (runs.calm(series)) {
            wholes[series * WatcherState.WHOLES + WatcherState.MISSING] = 0;
        }
    }

    /// Whether a series reports in nearly every cell, and has not fallen silent.
    boolean usual(int series, int cell) {
        int w = series * WatcherState.WHOLES;
        int first = wholes[w + WatcherState.FIRST_SEEN];
        return first != WatcherState.NEVER
                && cell - first + 1 >= LEAST_AGE
                && reals[series * WatcherState.REALS + WatcherState.PRESENCE]
                        >= rule.usualPresence()
                && wholes[w + WatcherState.MISSING] < rule.silentCells()
                && !runs.silent(series);
    }

    /// How far a series can be trusted.
    Reliability reliability(int series) {
        int w = series * WatcherState.WHOLES;
        int r = series * WatcherState.REALS;
        if (wholes[w + WatcherState.FIRST_SEEN] == WatcherState.NEVER) {
            return new Reliability(0, Reliability.Reason.GAPS);
        }
        boolean scatters = wholes[w + WatcherState.LOGARITHMIC] == 1;
        return Reliability.of(
                reals[r + WatcherState.PRESENCE],
                reals[r + WatcherState.LATE],
                reals[r + WatcherState.FLAPS],
                scatters && wholes[w + WatcherState.SAME] >= stuck);
    }
}
