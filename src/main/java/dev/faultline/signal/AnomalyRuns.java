package dev.faultline.signal;

import dev.faultline.signal.Anomaly.Direction;
import dev.faultline.signal.Anomaly.Kind;
import dev.faultline.signal.Anomaly.Rule;
import java.time.Instant;
import java.util.Optional;

/// The runs of cells outside of many series, and the anomalies that come of them, by the
/// [WatchRule]. What is remembered lies in a [WatcherState].
final class AnomalyRuns {
    private static final int CALM = 0;
    private static final int UP = 1;
    private static final int DOWN = 2;
    private static final int SILENT = 3;

    /// Cells of an anomaly before a line through its distances says something.
    private static final int TREND_CELLS = 10;

    /// Correlation of distance and time of what grows along a line.
    private static final double TREND_CORRELATION = .8;

    /// An onset counts as the same time of the season within this share of it.
    private static final long SEASON_SHARE = 48;

    private final WatchRule rule;
    private final long start;
    private final long step;
    private final double[] factors;
    private final WatcherState state;
    private final double[] reals;
    private final int[] wholes;

    /// @param factors one a series, on the bounds of the rule
    AnomalyRuns(
            WatcherState state,
            long startMillis,
            long stepMillis,
            WatchRule rule,
            double[] factors) {
        this.state = state;
        this.rule = rule;
        this.factors = factors;
        start = startMillis;
        step = stepMillis;
        reals = state.reals;
        wholes = state.wholes;
    }

    boolean calm(int series) {
        return how(series) == CALM;
    }

    boolean silent(int series) {
        return how(series) == SILENT;
    }

    boolean above(int series) {
        return how(series) == UP;
    }

    boolean below(int series) {
        return how(series) == DOWN;
    }

    /// First cell of the open anomaly, or -1.
    int openSince(int series) {
        return calm(series) ? WatcherState.NEVER : state.whole(series, WatcherState.RUN_FIRST);
    }

    Optional<Anomaly> open(int series) {
        return calm(series) ? Optional.empty() : Optional.of(anomaly(series, Optional.empty()));
    }

    /// Sigmas beyond which a value of a series is outside.
    double bound(int series) {
        return rule.bound() * factors[series];
    }

    /// Adds a cell of a calm series to its run outside, or ends the run.
    void count(int series, int cell, double distance) {
        int r = series * WatcherState.REALS;
        int w = series * WatcherState.WHOLES;
        double size = Math.abs(distance);
        double bound = rule.bound() * factors[series];
        if (size <= bound) {
            reals[r + WatcherState.RUN_SUM] = 0;
            return;
        }
        if (reals[r + WatcherState.RUN_SUM] == 0
                || Math.signum(reals[r + WatcherState.PEAK]) != Math.signum(distance)) {
            reals[r + WatcherState.RUN_SUM] = 0;
            reals[r + WatcherState.PEAK] = distance;
            wholes[w + WatcherState.RUN_FIRST] = cell;
        }
        reals[r + WatcherState.RUN_SUM] += Math.min(rule.most(), size / bound);
        reach(series, cell, distance);
        if (reals[r + WatcherState.RUN_SUM] >= rule.open()) {
            begin(series, distance > 0 ? UP : DOWN, Rule.RESIDUAL);
        }
    }

    /// Opens an anomaly of a calm series at once, since something else than its run says so. Where
    /// a run on that side has begun, it began the anomaly.
    void open(int series, int cell, double distance, Rule raised) {
        int r = series * WatcherState.REALS;
        boolean sameSide = Math.signum(reals[r + WatcherState.PEAK]) == Math.signum(distance);
        if (reals[r + WatcherState.RUN_SUM] == 0 || !sameSide) {
            reals[r + WatcherState.PEAK] = distance;
            wholes[series * WatcherState.WHOLES + WatcherState.RUN_FIRST] = cell;
        }
        reach(series, cell, distance);
        begin(series, distance > 0 ? UP : DOWN, raised);
    }

    /// Follows an open anomaly until the series is back for good, or has stayed away for so long
    /// that this is the new normal.
    Optional<Anomaly> outlast(int series, int cell, double distance) {
        int r = series * WatcherState.REALS;
        int w = series * WatcherState.WHOLES;
        double size = Math.abs(distance);
        boolean sameSide = distance > 0 == above(series);
        if (size > rule.bound() * factors[series] && sameSide) {
            reach(series, cell, distance);
        }
        int place = wholes[w + WatcherState.OPEN_CELLS]++;
        reals[r + WatcherState.SUM] += distance;
        reals[r + WatcherState.SLOPE_SUM] += place * distance;
        reals[r + WatcherState.SQUARE_SUM] += distance * distance;
        boolean inside = size <= rule.inside() * factors[series] || !sameSide;
        wholes[w + WatcherState.BACK] = inside ? wholes[w + WatcherState.BACK] + 1 : 0;
        boolean accepted = accepted(series, cell);
        return accepted || wholes[w + WatcherState.BACK] >= rule.closeCells()
                ? Optional.of(
                        close(series, accepted ? cell : wholes[w + WatcherState.RUN_LAST] + 1))
                : Optional.empty();
    }

    /// Whether the run that began last has lasted so long that it is the new normal.
    boolean accepted(int series, int cell) {
        return cell - state.whole(series, WatcherState.RUN_FIRST) >= rule.acceptCells();
    }

    void fallSilent(int series, int firstMissing) {
        wholes[series * WatcherState.WHOLES + WatcherState.RUN_FIRST] = firstMissing;
        reals[series * WatcherState.REALS + WatcherState.PEAK] = 0;
        begin(series, SILENT, Rule.SILENCE);
    }

    /// Follows a silence until the series is heard twice in a row, or has been silent for so long
    /// that nobody waits for it.
    Optional<Anomaly> hear(int series, int cell, boolean gap) {
        int w = series * WatcherState.WHOLES;
        if (gap) {
            wholes[w + WatcherState.RUN_LAST] = cell;
            wholes[w + WatcherState.BACK] = 0;
            return accepted(series, cell) ? Optional.of(close(series, cell)) : Optional.empty();
        }
        wholes[w + WatcherState.BACK]++;
        return wholes[w + WatcherState.BACK] >= 2
                ? Optional.of(close(series, wholes[w + WatcherState.RUN_LAST] + 1))
                : Optional.empty();
    }

    private void begin(int series, int how, Rule raised) {
        int r = series * WatcherState.REALS;
        int w = series * WatcherState.WHOLES;
        wholes[w + WatcherState.STATE] = how;
        wholes[w + WatcherState.RULE] = raised.code();
        wholes[w + WatcherState.RAISED_BY] = wholes[w + WatcherState.METHOD];
        wholes[w + WatcherState.BACK] = 0;
        wholes[w + WatcherState.OPEN_CELLS] = 0;
        reals[r + WatcherState.SUM] = 0;
        reals[r + WatcherState.SLOPE_SUM] = 0;
        reals[r + WatcherState.SQUARE_SUM] = 0;
        reals[r + WatcherState.FLAPS]++;
    }

    private void reach(int series, int cell, double distance) {
        int peak = series * WatcherState.REALS + WatcherState.PEAK;
        wholes[series * WatcherState.WHOLES + WatcherState.RUN_LAST] = cell;
        if (Math.abs(distance) > Math.abs(reals[peak])) {
            reals[peak] = distance;
        }
    }

    private Anomaly close(int series, int endCell) {
        int w = series * WatcherState.WHOLES;
        Anomaly closed = anomaly(series, Optional.of(timeOf(endCell)));
        wholes[w + WatcherState.BEFORE_FIRST] = wholes[w + WatcherState.RUN_FIRST];
        wholes[w + WatcherState.BEFORE_STATE] = wholes[w + WatcherState.STATE];
        wholes[w + WatcherState.STATE] = CALM;
        reals[series * WatcherState.REALS + WatcherState.RUN_SUM] = 0;
        return closed;
    }

    private Anomaly anomaly(int series, Optional<Instant> ended) {
        return new Anomaly(
                series,
                timeOf(state.whole(series, WatcherState.RUN_FIRST)),
                timeOf(state.whole(series, WatcherState.RUN_LAST)),
                ended,
                above(series) ? Direction.UP : Direction.DOWN,
                Math.abs(state.real(series, WatcherState.PEAK)),
                kind(series),
                Rule.of(state.whole(series, WatcherState.RULE)),
                Method.of(state.whole(series, WatcherState.RAISED_BY)));
    }

    private Kind kind(int series) {
        int w = series * WatcherState.WHOLES;
        if (silent(series)) {
            return Kind.SILENCE;
        }
        if (sameTimeAsBefore(series)) {
            return Kind.SEASON_CHANGE;
        }
        int cells = wholes[w + WatcherState.RUN_LAST] - wholes[w + WatcherState.RUN_FIRST] + 1;
        if (cells <= rule.closeCells()) {
            return Kind.SPIKE;
        }
        return grows(series) ? Kind.TREND_CHANGE : Kind.LEVEL_SHIFT;
    }

    /// Whether the anomaly before was on the same side and began one season earlier.
    private boolean sameTimeAsBefore(int series) {
        int w = series * WatcherState.WHOLES;
        long cycle = wholes[w + WatcherState.CYCLE_MINUTES] * 60_000L;
        if (cycle == 0
                || wholes[w + WatcherState.BEFORE_FIRST] == WatcherState.NEVER
                || wholes[w + WatcherState.BEFORE_STATE] != how(series)) {
            return false;
        }
        long apart =
                (wholes[w + WatcherState.RUN_FIRST] - wholes[w + WatcherState.BEFORE_FIRST]) * step;
        return Math.abs(apart - cycle) <= Math.max(2 * step, cycle / SEASON_SHARE);
    }

    /// Whether the distances since it opened lie along a line that leads away: their correlation
    /// with their place, whose sums over 0..n−1 are known.
    private boolean grows(int series) {
        int r = series * WatcherState.REALS;
        double n = state.whole(series, WatcherState.OPEN_CELLS);
        if (n < TREND_CELLS) {
            return false;
        }
        double sum = reals[r + WatcherState.SUM];
        double places = n * (n - 1) / 2;
        double covariance = reals[r + WatcherState.SLOPE_SUM] - places * sum / n;
        double spread = (n * n - 1) * n / 12;
        double variance = reals[r + WatcherState.SQUARE_SUM] - sum * sum / n;
        double side = above(series) ? 1 : -1;
        return variance > 0 && side * covariance > TREND_CORRELATION * Math.sqrt(spread * variance);
    }

    private int how(int series) {
        return wholes[series * WatcherState.WHOLES + WatcherState.STATE];
    }

    private Instant timeOf(int cell) {
        return Instant.ofEpochMilli(start + cell * step);
    }
}
