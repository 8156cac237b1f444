package dev.faultline.signal;

import dev.faultline.signal.Anomaly.Direction;
import dev.faultline.signal.Anomaly.Rule;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Watches many series, one closed cell at a time, in O(1) a series: what is expected from the
/// learned season and a level that follows slowly, how far the value lies from it in robust sigmas,
/// and whether that is an anomaly. While an anomaly is open the level stands still: an outage must
/// not teach. State lies in arrays and can be copied; there is no clock and no thread.
///
/// Against a reference the weaker of two distances counts, from the reference and from the level
/// that follows: what differs from an old reference but does not change is not news.
public final class SeriesWatcher {
    /// Cells over which the usual share of present ones is remembered.
    private static final double PRESENCE_MEMORY = 240;

    private static final int NEVER = -1;

    /// Values a series must have been able to send before its silence says anything.
    private static final int LEAST_AGE = 12;

    private final WatchRule rule;
    private final long start;
    private final long step;
    private final double gain;

    private final @Nullable Baseline[] baselines;
    private final double[] levels;
    private final int[] updates;
    private final int[] firstSeen;
    private final double[] presence;
    private final int[] missing;

    // A run of cells outside, and the anomaly that came of it.
    private final int[] runStart;
    private final int[] runLast;
    private final double[] runSum;
    private final double[] runPeak;
    private final int[] back;
    private final byte[] state;
    private final Method[] openMethod;

    private static final byte CALM = 0;
    private static final byte OPEN_UP = 1;
    private static final byte OPEN_DOWN = 2;
    private static final byte OPEN_SILENT = 3;

    // What the last step said.
    private double expected;
    private double trend;
    private double sigma;

    /// Watches `count` series on the grid whose cell 0 ends at `startMillis`.
    public SeriesWatcher(int count, long startMillis, long stepMillis, WatchRule rule) {
        this.rule = rule;
        start = startMillis;
        step = stepMillis;
        gain = Level.gain(stepMillis);
        baselines = new Baseline[count];
        levels = new double[count];
        updates = new int[count];
        firstSeen = filled(count);
        presence = new double[count];
        missing = new int[count];
        runStart = filled(count);
        runLast = filled(count);
        runSum = new double[count];
        runPeak = new double[count];
        back = new int[count];
        state = new byte[count];
        openMethod = new Method[count];
        Arrays.fill(openMethod, Method.LEARNING);
    }

    private SeriesWatcher(SeriesWatcher other) {
        rule = other.rule;
        start = other.start;
        step = other.step;
        gain = other.gain;
        baselines = other.baselines.clone();
        levels = other.levels.clone();
        updates = other.updates.clone();
        firstSeen = other.firstSeen.clone();
        presence = other.presence.clone();
        missing = other.missing.clone();
        runStart = other.runStart.clone();
        runLast = other.runLast.clone();
        runSum = other.runSum.clone();
        runPeak = other.runPeak.clone();
        back = other.back.clone();
        state = other.state.clone();
        openMethod = other.openMethod.clone();
    }

    /// A copy that goes its own way.
    public SeriesWatcher copy() {
        return new SeriesWatcher(this);
    }

    /// Takes a newly learned normal from the next cell on.
    public void learn(int series, Baseline baseline) {
        Baseline before = baselines[series];
        baselines[series] = baseline;
        if (baseline.method() == Method.REFERENCE) {
            updates[series] = 0;
            return;
        }
        levels[series] = baseline.level();
        if (before == null) {
            updates[series] = BaselineFit.LEAST;
        }
    }

    /// Takes the next closed cell of a series.
    ///
    /// @param value its mean, `NaN` for a gap
    /// @return the anomaly that ended with this cell, if one did
    public Optional<Anomaly> step(int series, int cell, double value) {
        long middle = start + cell * step - step / 2;
        boolean gap = Double.isNaN(value);
        Optional<Anomaly> ended = Optional.empty();
        Baseline baseline = baselines[series];
        if (baseline == null) {
            expected = Double.NaN;
            trend = Double.NaN;
            sigma = Double.NaN;
        } else {
            expect(series, baseline, middle, value);
            if (!gap) {
                ended = judge(series, cell, baseline, middle, value);
            }
        }
        Optional<Anomaly> heard = listen(series, cell, gap);
        return heard.isPresent() ? heard : ended;
    }

    /// What was expected of the series of the last step, in its unit; `NaN` while learning.
    public double expected() {
        return expected;
    }

    /// The same without the season.
    public double trend() {
        return trend;
    }

    /// Robust standard deviation around the expected value.
    public double sigma() {
        return sigma;
    }

    /// How the expected value of a series is made now.
    public Method method(int series) {
        Baseline baseline = baselines[series];
        return baseline == null ? Method.LEARNING : baseline.method();
    }

    /// The first cell in which the series had a value, or -1.
    public int firstSeen(int series) {
        return firstSeen[series];
    }

    public int size() {
        return state.length;
    }

    /// The anomaly of a series that is open now.
    public Optional<Anomaly> open(int series) {
        return state[series] == CALM
                ? Optional.empty()
                : Optional.of(anomaly(series, Optional.empty()));
    }

    /// First cell outside of the open anomaly of a series, or -1.
    public int openSince(int series) {
        return state[series] == CALM ? NEVER : runStart[series];
    }

    /// Whether the open anomaly of a series lies above what was expected.
    public boolean above(int series) {
        return state[series] == OPEN_UP;
    }

    /// Whether the open anomaly of a series lies below what was expected; a silence does not.
    public boolean below(int series) {
        return state[series] == OPEN_DOWN;
    }

    private void expect(int series, Baseline baseline, long middle, double value) {
        Scale scale = baseline.scale();
        double season = baseline.season(middle);
        boolean standing = baseline.method() == Method.REFERENCE;
        if (standing && updates[series] == 0 && !Double.isNaN(value)) {
            levels[series] = scale.in(value) - season;
        }
        double level = standing ? baseline.level() : levels[series];
        expected = scale.out(level + season);
        trend = scale.out(level);
        sigma = scale.spread(standing ? baseline.wide() : baseline.sigma(middle), expected);
    }

    private Optional<Anomaly> judge(
            int series, int cell, Baseline baseline, long middle, double value) {
        double rest = baseline.scale().in(value) - baseline.season(middle);
        double spread = baseline.sigma(middle);
        double distance = (rest - levels[series]) / spread;
        if (baseline.method() == Method.REFERENCE) {
            distance = weaker(distance, (rest - baseline.level()) / baseline.wide());
        }
        Optional<Anomaly> ended = Optional.empty();
        if (state[series] == CALM) {
            count(series, cell, baseline.method(), distance);
        } else if (state[series] != OPEN_SILENT) {
            ended = outlast(series, cell, distance);
            if (ended.isPresent() && cell - runStart[series] >= rule.acceptCells()) {
                levels[series] = rest;
                updates[series] = 0;
            }
        }
        if (state[series] == CALM) {
            double apart = rest - levels[series];
            levels[series] = Level.follow(levels[series], apart, spread, updates[series], gain);
            updates[series]++;
        }
        return ended;
    }

    /// Adds a cell to the run outside, or ends the run.
    private void count(int series, int cell, Method method, double distance) {
        double size = Math.abs(distance);
        if (size <= rule.bound()) {
            runSum[series] = 0;
            runPeak[series] = 0;
            return;
        }
        if (runSum[series] == 0 || Math.signum(runPeak[series]) != Math.signum(distance)) {
            runSum[series] = 0;
            runPeak[series] = distance;
            runStart[series] = cell;
        }
        runSum[series] += Math.min(rule.most(), size / rule.bound());
        runLast[series] = cell;
        if (size > Math.abs(runPeak[series])) {
            runPeak[series] = distance;
        }
        if (runSum[series] >= rule.open()) {
            state[series] = distance > 0 ? OPEN_UP : OPEN_DOWN;
            openMethod[series] = method;
            back[series] = 0;
        }
    }

    /// Follows an open anomaly until the series is back for good, or has stayed away for so long
    /// that this is the new normal.
    private Optional<Anomaly> outlast(int series, int cell, double distance) {
        double size = Math.abs(distance);
        boolean sameSide = (distance > 0) == (state[series] == OPEN_UP);
        if (size > rule.bound() && sameSide) {
            runLast[series] = cell;
            if (size > Math.abs(runPeak[series])) {
                runPeak[series] = distance;
            }
        }
        back[series] = size <= rule.inside() || !sameSide ? back[series] + 1 : 0;
        if (back[series] < rule.closeCells() && cell - runStart[series] < rule.acceptCells()) {
            return Optional.empty();
        }
        return Optional.of(close(series, runLast[series] + 1));
    }

    /// Opens and ends silences, and keeps count of what is usual.
    private Optional<Anomaly> listen(int series, int cell, boolean gap) {
        if (!gap && firstSeen[series] == NEVER) {
            firstSeen[series] = cell;
        }
        if (firstSeen[series] == NEVER) {
            return Optional.empty();
        }
        int age = cell - firstSeen[series] + 1;
        if (gap) {
            missing[series]++;
            if (missing[series] == rule.silentCells()
                    && state[series] == CALM
                    && age >= LEAST_AGE
                    && presence[series] >= rule.usualPresence()) {
                state[series] = OPEN_SILENT;
                openMethod[series] = method(series);
                runStart[series] = cell - missing[series] + 1;
                runPeak[series] = 0;
                back[series] = 0;
            }
            if (state[series] == OPEN_SILENT) {
                runLast[series] = cell;
                back[series] = 0;
                if (cell - runStart[series] >= rule.acceptCells()) {
                    return Optional.of(close(series, cell + 1));
                }
            }
        } else {
            missing[series] = 0;
        }
        if (missing[series] < rule.silentCells()) {
            // A silence is not what is usual, however long it lasts.
            double memory = Math.min(age, PRESENCE_MEMORY);
            presence[series] += ((gap ? 0 : 1) - presence[series]) / memory;
        }
        if (state[series] == OPEN_SILENT && !gap && ++back[series] >= 2) {
            return Optional.of(close(series, runLast[series] + 1));
        }
        return Optional.empty();
    }

    private Anomaly close(int series, int endCell) {
        Anomaly closed = anomaly(series, Optional.of(timeOf(endCell)));
        state[series] = CALM;
        runSum[series] = 0;
        runPeak[series] = 0;
        return closed;
    }

    private Anomaly anomaly(int series, Optional<Instant> ended) {
        boolean silence = state[series] == OPEN_SILENT;
        return new Anomaly(
                series,
                timeOf(runStart[series]),
                timeOf(runLast[series]),
                ended,
                state[series] == OPEN_UP ? Direction.UP : Direction.DOWN,
                Math.abs(runPeak[series]),
                silence ? Rule.SILENCE : Rule.RESIDUAL,
                openMethod[series]);
    }

    private Instant timeOf(int cell) {
        return Instant.ofEpochMilli(start + cell * step);
    }

    private static double weaker(double a, double b) {
        if (Math.signum(a) != Math.signum(b)) {
            return 0;
        }
        return Math.abs(a) < Math.abs(b) ? a : b;
    }

    private static int[] filled(int count) {
        int[] array = new int[count];
        Arrays.fill(array, NEVER);
        return array;
    }
}
