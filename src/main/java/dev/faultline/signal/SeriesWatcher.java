package dev.faultline.signal;

import dev.faultline.model.SeriesInfo;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Watches many series, one closed cell at a time, in O(1) a series: what is expected from the
/// learned season and a level that follows slowly, how far the value lies from it in robust sigmas,
/// and whether that is an anomaly. Level, season and scatter are followed with residuals clipped at
/// three sigmas; a level that has moved for good is found by [Drift] and set anew. While an anomaly
/// is open all of them stand still: an outage must not teach. State lies in arrays ([WatcherState])
/// that can be copied, written and read back; there is no clock and no thread.
///
/// Against a reference the weaker of two distances counts, from the reference and from the level
/// that follows: what differs from an old reference but does not change is not news.
///
/// Two ways lead to an anomaly: cells outside in a row ([AnomalyRuns]), or a single one that is a
/// [Surprise] and far outside.
///
/// Longer than 300 lines since it is the one door to a state of many slots: what it does with them
/// lies in [Following], [Attendance], [AnomalyRuns] and [Surprise].
public final class SeriesWatcher {
    /// What is farther away counts as so many sigmas.
    private static final double FARTHEST = 1e6;

    /// Larger values, and infinities, count as missing: their squares could not be told.
    private static final double HUGEST = 1e100;

    /// So many bounds away a value must be for its surprise to open an anomaly at once: what is
    /// rare in a steady series may be too small to matter.
    private static final double SURPRISE_BOUNDS = 2;

    private static final Surprise SURPRISE = new Surprise(SurpriseParameters.defaults());

    private final WatchRule rule;
    private final long start;
    private final long step;
    private final SeasonClock clock;
    private final WatcherState state;
    private final CellTime time;
    private boolean held;

    // These look into the arrays of the state, and are made anew where those are.
    private double[] factors;
    private double[] reals;
    private int[] wholes;
    private AnomalyRuns runs;
    private Following following;
    private Attendance attendance;

    // What the last step said.
    private double expected;
    private double trend;
    private double sigma;

    /// Watches `count` series of any signal on the grid whose cell 0 ends at `startMillis`.
    public SeriesWatcher(int count, long startMillis, long stepMillis, WatchRule rule) {
        this(new WatcherState(count), startMillis, stepMillis, rule, ones(count), SeasonClock.UTC);
    }

    /// Watches series by the bounds that the rule has for their signals.
    ///
    /// @param clock by whose local time seasons repeat
    public SeriesWatcher(
            List<SeriesInfo> series,
            long startMillis,
            long stepMillis,
            WatchRule rule,
            SeasonClock clock) {
        this(
                new WatcherState(series.size()),
                startMillis,
                stepMillis,
                rule,
                factors(series, rule),
                clock);
    }

    private SeriesWatcher(
            WatcherState state,
            long startMillis,
            long stepMillis,
            WatchRule rule,
            double[] factors,
            SeasonClock clock) {
        this.state = state;
        this.clock = clock;
        this.rule = rule;
        this.factors = factors;
        start = startMillis;
        step = stepMillis;
        reals = state.reals;
        wholes = state.wholes;
        runs = new AnomalyRuns(state, start, step, rule, factors);
        following = new Following(state, step);
        attendance = new Attendance(state, rule, runs, step);
        time = new CellTime(clock, start, step);
    }

    private static double[] ones(int count) {
        double[] ones = new double[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static double[] factors(List<SeriesInfo> series, WatchRule rule) {
        return series.stream().mapToDouble(s -> 1 / rule.sensitivity().of(s.signal())).toArray();
    }

    /// Takes further series; their numbers follow on those that are known.
    public void add(List<SeriesInfo> series) {
        int known = state.count;
        state.grow(known + series.size());
        if (factors.length < state.profiles.length) {
            factors = Arrays.copyOf(factors, state.profiles.length);
        }
        System.arraycopy(factors(series, rule), 0, factors, known, series.size());
        reals = state.reals;
        wholes = state.wholes;
        runs = new AnomalyRuns(state, start, step, rule, factors);
        following = new Following(state, step);
        attendance = new Attendance(state, rule, runs, step);
    }

    /// A copy that goes its own way.
    public SeriesWatcher copy() {
        SeriesWatcher copy =
                new SeriesWatcher(
                        state.copy(),
                        start,
                        step,
                        rule,
                        Arrays.copyOf(factors, state.count),
                        clock);
        copy.held = held;
        return copy;
    }

    /// Writes all that is remembered; the grid and the rule are the caller's.
    public void write(DataOutput out) throws IOException {
        out.writeLong(start);
        out.writeLong(step);
        out.writeBoolean(held);
        state.write(out);
    }

    /// Goes on where the watcher that was written stood, to the last bit.
    ///
    /// @param series those that it watched, in the same order
    /// @throws IOException where the data end early, or are not the state of that many series
    public static SeriesWatcher read(
            DataInput in, List<SeriesInfo> series, WatchRule rule, SeasonClock clock)
            throws IOException {
        long start = in.readLong();
        long step = in.readLong();
        boolean held = in.readBoolean();
        WatcherState state = WatcherState.read(in);
        if (state.count != series.size()) {
            throw new IOException(
                    "The state is of %d series, there are %d."
                            .formatted(state.count, series.size()));
        }
        SeriesWatcher watcher =
                new SeriesWatcher(state, start, step, rule, factors(series, rule), clock);
        watcher.held = held;
        return watcher;
    }

    /// Takes a newly learned normal from the next cell on.
    public void learn(int series, Baseline baseline) {
        Method before = method(series);
        boolean open = !runs.calm(series);
        state.learn(series, baseline);
        int r = series * WatcherState.REALS;
        int w = series * WatcherState.WHOLES;
        wholes[w + WatcherState.ASKED] = RefitReason.NONE.code;
        if (baseline.method() == Method.REFERENCE) {
            wholes[w + WatcherState.UPDATES] = 0;
            return;
        }
        reals[r + WatcherState.LEVEL] = baseline.level();
        if (before == Method.LEARNING && !open) {
            wholes[w + WatcherState.UPDATES] = BaselineFit.LEAST;
        }
    }

    /// Takes a normal that was brought along from another watch: its level counts from the first
    /// cell, since that may lie in an outage.
    ///
    /// @param cells of history that stand behind it
    public void bring(int series, Baseline baseline, int cells) {
        learn(series, baseline);
        int w = series * WatcherState.WHOLES;
        reals[series * WatcherState.REALS + WatcherState.LEVEL] = baseline.level();
        wholes[w + WatcherState.UPDATES] = Math.max(BaselineFit.LEAST, cells);
        wholes[w + WatcherState.BROUGHT] = cells;
    }

    /// What is normal for a series now, as it was learned and followed; empty while learning.
    public Optional<Baseline> baseline(int series) {
        return method(series) == Method.LEARNING
                ? Optional.empty()
                : Optional.of(state.baseline(series, clock));
    }

    /// Holds season, scatter and drift of all series while an incident is going on, so that it does
    /// not teach those either that it has hardly reached. Levels of calm series go on following.
    public void hold(boolean incident) {
        held = incident;
    }

    /// Takes the next closed cell of a series.
    ///
    /// @param value its mean, `NaN` for a gap; infinities and what is beyond 1e100 count as gaps
    /// @return the anomaly that ended with this cell, if one did
    public Optional<Anomaly> step(int series, int cell, double value) {
        time.look(cell);
        boolean gap = !(Math.abs(value) <= HUGEST);
        Optional<Anomaly> ended = Optional.empty();
        if (method(series) == Method.LEARNING) {
            expected = Double.NaN;
            trend = Double.NaN;
            sigma = Double.NaN;
            if (!gap) {
                SURPRISE.step(state.surprises, series * Surprise.SIZE, time.local / 1000, value);
            }
        } else {
            ended = judge(series, cell, value, gap);
        }
        Optional<Anomaly> heard = attendance.listen(series, cell, gap ? Double.NaN : value);
        return heard.isPresent() ? heard : ended;
    }

    /// Takes a closed cell in which the series could not be heard: that there is no value says
    /// nothing. No silence begins or goes on, and what is usual stays as it was.
    public void unheard(int series, int cell) {
        time.look(cell);
        if (method(series) == Method.LEARNING) {
            expected = Double.NaN;
            trend = Double.NaN;
            sigma = Double.NaN;
        } else {
            judge(series, cell, Double.NaN, true);
        }
        attendance.deaf(series);
    }

    /// Whether a series reports in nearly every cell and is not silent, so that a cell without it
    /// is something.
    public boolean reports(int series, int cell) {
        return attendance.usual(series, cell);
    }

    /// Counts a sample that came after its cell was closed.
    public void late(int series) {
        attendance.late(series);
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
        return Method.of(state.whole(series, WatcherState.METHOD));
    }

    /// Why a series asks to be learned anew since the last fit that it was given.
    public RefitReason asked(int series) {
        return RefitReason.of(state.whole(series, WatcherState.ASKED));
    }

    /// Asks for a fit of a series: because it is due, or because somebody wants it.
    public void ask(int series, RefitReason reason) {
        wholes[series * WatcherState.WHOLES + WatcherState.ASKED] = reason.code;
    }

    /// How far a series can be trusted.
    public Reliability reliability(int series) {
        return attendance.reliability(series);
    }

    /// The first cell in which the series had a value, or -1.
    public int firstSeen(int series) {
        return state.whole(series, WatcherState.FIRST_SEEN);
    }

    /// Cells of history behind a baseline that was brought along, 0 where none was.
    public int brought(int series) {
        return state.whole(series, WatcherState.BROUGHT);
    }

    public int size() {
        return state.count;
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

    private Optional<Anomaly> judge(int series, int cell, double value, boolean gap) {
        int r = series * WatcherState.REALS;
        int w = series * WatcherState.WHOLES;
        boolean logarithmic = wholes[w + WatcherState.LOGARITHMIC] == 1;
        boolean standing = wholes[w + WatcherState.METHOD] == Method.REFERENCE.code;
        short[] profile = state.profiles[series];
        double season = season(series, profile);
        double scaled =
                logarithmic ? Math.log(Math.max(value, reals[r + WatcherState.LEAST])) : value;
        double rest = scaled - season;
        if (standing && wholes[w + WatcherState.UPDATES] == 0 && !gap) {
            reals[r + WatcherState.LEVEL] = rest;
        }
        double known = state.sigmas[series * WatcherState.SIGMAS + time.partOfDay] * time.widen;
        double wide = reals[r + WatcherState.WIDE] * time.widen;
        double spread = known * reals[r + WatcherState.SPREAD];
        double level = reals[r + (standing ? WatcherState.NORMAL : WatcherState.LEVEL)];
        expected = logarithmic ? Math.exp(level + season) : level + season;
        trend = profile.length == 0 ? expected : logarithmic ? Math.exp(level) : level;
        double shown = standing ? wide : spread;
        sigma = logarithmic ? shown * expected : shown;
        if (gap) {
            return Optional.empty();
        }
        double distance = (rest - reals[r + WatcherState.LEVEL]) / spread;
        if (standing) {
            distance = weaker(distance, (rest - reals[r + WatcherState.NORMAL]) / wide);
        }
        distance = Math.clamp(distance, -FARTHEST, FARTHEST);
        Optional<Anomaly> ended = Optional.empty();
        int at = series * Surprise.SIZE;
        if (runs.calm(series)) {
            double surprise =
                    held ? 0 : SURPRISE.step(state.surprises, at, time.local / 1000, value);
            if (surprise >= Surprise.ALERT
                    && Math.abs(distance) > SURPRISE_BOUNDS * runs.bound(series)) {
                Anomaly.Rule rule = Anomaly.Rule.of(Surprise.rule(state.surprises, at));
                runs.open(series, cell, distance, rule);
            } else {
                runs.count(series, cell, distance);
            }
        } else if (!runs.silent(series)) {
            ended = runs.outlast(series, cell, distance);
            if (ended.isPresent() && runs.accepted(series, cell)) {
                following.begin(series, rest);
            }
        }
        if (runs.calm(series)) {
            following.follow(series, cell, time.local, rest, known, held);
        }
        return ended;
    }

    private double season(int series, short[] profile) {
        if (profile.length == 0) {
            return 0;
        }
        int r = series * WatcherState.REALS;
        long cycle = state.whole(series, WatcherState.CYCLE_MINUTES) * 60_000L;
        double season = Season.at(time.local, cycle, profile, reals[r + WatcherState.UNIT]);
        double saturday = reals[r + WatcherState.SATURDAY];
        double sunday = reals[r + WatcherState.SUNDAY];
        return saturday == 0 && sunday == 0
                ? season
                : season + Season.weekend(time.dayOfWeek, saturday, sunday);
    }

    private static double weaker(double a, double b) {
        if (Math.signum(a) != Math.signum(b)) {
            return 0;
        }
        return Math.abs(a) < Math.abs(b) ? a : b;
    }
}
