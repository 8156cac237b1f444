package dev.faultline.signal;

import dev.faultline.signal.Anomaly.Direction;
import dev.faultline.signal.Anomaly.Rule;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/// The runs of cells outside of many series, and the anomalies that come of them, by the
/// [WatchRule]. State lies in arrays and can be copied.
final class AnomalyRuns {
    private static final int NEVER = -1;

    private static final byte CALM = 0;
    private static final byte UP = 1;
    private static final byte DOWN = 2;
    private static final byte SILENT = 3;

    private final WatchRule rule;
    private final long start;
    private final long step;

    private final int[] first;
    private final int[] last;
    private final double[] sum;
    private final double[] peak;
    private final int[] back;
    private final byte[] state;
    private final Method[] method;

    AnomalyRuns(int count, long startMillis, long stepMillis, WatchRule rule) {
        this.rule = rule;
        start = startMillis;
        step = stepMillis;
        first = new int[count];
        last = new int[count];
        sum = new double[count];
        peak = new double[count];
        back = new int[count];
        state = new byte[count];
        method = new Method[count];
        Arrays.fill(method, Method.LEARNING);
    }

    private AnomalyRuns(AnomalyRuns other) {
        rule = other.rule;
        start = other.start;
        step = other.step;
        first = other.first.clone();
        last = other.last.clone();
        sum = other.sum.clone();
        peak = other.peak.clone();
        back = other.back.clone();
        state = other.state.clone();
        method = other.method.clone();
    }

    AnomalyRuns copy() {
        return new AnomalyRuns(this);
    }

    boolean calm(int series) {
        return state[series] == CALM;
    }

    boolean silent(int series) {
        return state[series] == SILENT;
    }

    boolean above(int series) {
        return state[series] == UP;
    }

    boolean below(int series) {
        return state[series] == DOWN;
    }

    /// First cell of the open anomaly, or -1.
    int openSince(int series) {
        return calm(series) ? NEVER : first[series];
    }

    Optional<Anomaly> open(int series) {
        return calm(series) ? Optional.empty() : Optional.of(anomaly(series, Optional.empty()));
    }

    /// Adds a cell of a calm series to its run outside, or ends the run.
    void count(int series, int cell, Method how, double distance) {
        double size = Math.abs(distance);
        if (size <= rule.bound()) {
            sum[series] = 0;
            return;
        }
        if (sum[series] == 0 || Math.signum(peak[series]) != Math.signum(distance)) {
            sum[series] = 0;
            peak[series] = distance;
            first[series] = cell;
        }
        sum[series] += Math.min(rule.most(), size / rule.bound());
        reach(series, cell, distance);
        if (sum[series] >= rule.open()) {
            state[series] = distance > 0 ? UP : DOWN;
            method[series] = how;
            back[series] = 0;
        }
    }

    /// Follows an open anomaly until the series is back for good, or has stayed away for so long
    /// that this is the new normal.
    Optional<Anomaly> outlast(int series, int cell, double distance) {
        double size = Math.abs(distance);
        boolean sameSide = distance > 0 == above(series);
        if (size > rule.bound() && sameSide) {
            reach(series, cell, distance);
        }
        back[series] = size <= rule.inside() || !sameSide ? back[series] + 1 : 0;
        boolean accepted = accepted(series, cell);
        return accepted || back[series] >= rule.closeCells()
                ? Optional.of(close(series, accepted ? cell : last[series] + 1))
                : Optional.empty();
    }

    /// Whether the run that began last has lasted so long that it is the new normal.
    boolean accepted(int series, int cell) {
        return cell - first[series] >= rule.acceptCells();
    }

    void fallSilent(int series, int firstMissing, Method how) {
        state[series] = SILENT;
        method[series] = how;
        first[series] = firstMissing;
        peak[series] = 0;
        back[series] = 0;
    }

    /// Follows a silence until the series is heard twice in a row, or has been silent for so long
    /// that nobody waits for it.
    Optional<Anomaly> hear(int series, int cell, boolean gap) {
        if (gap) {
            last[series] = cell;
            back[series] = 0;
            return accepted(series, cell) ? Optional.of(close(series, cell)) : Optional.empty();
        }
        back[series]++;
        return back[series] >= 2 ? Optional.of(close(series, last[series] + 1)) : Optional.empty();
    }

    private void reach(int series, int cell, double distance) {
        last[series] = cell;
        if (Math.abs(distance) > Math.abs(peak[series])) {
            peak[series] = distance;
        }
    }

    private Anomaly close(int series, int endCell) {
        Anomaly closed = anomaly(series, Optional.of(timeOf(endCell)));
        state[series] = CALM;
        sum[series] = 0;
        return closed;
    }

    private Anomaly anomaly(int series, Optional<Instant> ended) {
        return new Anomaly(
                series,
                timeOf(first[series]),
                timeOf(last[series]),
                ended,
                above(series) ? Direction.UP : Direction.DOWN,
                Math.abs(peak[series]),
                silent(series) ? Rule.SILENCE : Rule.RESIDUAL,
                method[series]);
    }

    private Instant timeOf(int cell) {
        return Instant.ofEpochMilli(start + cell * step);
    }
}
