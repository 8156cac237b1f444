package dev.faultline.signal;

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

    private final AnomalyRuns runs;

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
        runs = new AnomalyRuns(count, startMillis, stepMillis, rule);
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
        runs = other.runs.copy();
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
        return levels.length;
    }

    /// The anomaly of a series that is open now.
    public Optional<Anomaly> open(int series) {
        return runs.open(series);
    }

    /// First cell outside of the open anomaly of a series, or -1.
    public int openSince(int series) {
        return runs.openSince(series);
    }

    /// Whether the open anomaly of a series lies above what was expected.
    public boolean above(int series) {
        return runs.above(series);
    }

    /// Whether the open anomaly of a series lies below what was expected; a silence does not.
    public boolean below(int series) {
        return runs.below(series);
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
        sigma = scale.spread(standing ? baseline.wide(middle) : baseline.sigma(middle), expected);
    }

    private Optional<Anomaly> judge(
            int series, int cell, Baseline baseline, long middle, double value) {
        double rest = baseline.scale().in(value) - baseline.season(middle);
        double spread = baseline.sigma(middle);
        double distance = (rest - levels[series]) / spread;
        if (baseline.method() == Method.REFERENCE) {
            distance = weaker(distance, (rest - baseline.level()) / baseline.wide(middle));
        }
        Optional<Anomaly> ended = Optional.empty();
        if (runs.calm(series)) {
            runs.count(series, cell, baseline.method(), distance);
        } else if (!runs.silent(series)) {
            ended = runs.outlast(series, cell, distance);
            if (ended.isPresent() && runs.accepted(series, cell)) {
                levels[series] = rest;
                updates[series] = 0;
            }
        }
        if (runs.calm(series)) {
            double apart = rest - levels[series];
            levels[series] = Level.follow(levels[series], apart, spread, updates[series], gain);
            updates[series]++;
        }
        return ended;
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
        missing[series] = gap ? missing[series] + 1 : 0;
        if (missing[series] == rule.silentCells()
                && runs.calm(series)
                && age >= LEAST_AGE
                && presence[series] >= rule.usualPresence()) {
            runs.fallSilent(series, cell - missing[series] + 1, method(series));
        }
        if (missing[series] < rule.silentCells()) {
            // A silence is not what is usual, however long it lasts.
            double memory = Math.min(age, PRESENCE_MEMORY);
            presence[series] += ((gap ? 0 : 1) - presence[series]) / memory;
        }
        return runs.silent(series) ? runs.hear(series, cell, gap) : Optional.empty();
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
