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
public final class SeriesWatcher {
    /// Cells over which the usual shares of present and late ones are remembered.
    private static final double SHARE_MEMORY = 240;

    /// Values a series must have been able to send before its silence says anything.
    private static final int LEAST_AGE = 12;

    /// What is farther away counts as so many sigmas.
    private static final double FARTHEST = 1e6;

    /// Larger values, and infinities, count as missing: their squares could not be told.
    private static final double HUGEST = 1e100;

    /// Share of a residual that one cycle of the season takes over.
    private static final double SEASON_GAIN = .1;

    /// How fast the scatter is followed, a cell.
    private static final double SPREAD_GAIN = .005;

    private static final double MOST_SPREAD = 4;

    /// 1.4826·median|r| is the standard deviation of normally distributed residuals.
    private static final double MEDIAN_TO_SIGMA = DeviationMeter.MAD_TO_SIGMA;

    /// A value that stands still for an hour, at least this many cells, is stuck.
    private static final int LEAST_STUCK = 60;

    private final WatchRule rule;
    private final long start;
    private final long step;
    private final double gain;
    private final SeasonClock clock;
    private final double[] factors;
    private final int perDay;
    private final WatcherState state;
    private final double[] reals;
    private final int[] wholes;
    private final AnomalyRuns runs;
    private boolean held;

    // What the calendar says about the newest cell.
    private int timedCell = -1;
    private long local;
    private int partOfDay;
    private int dayOfWeek;
    private double widen;

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
        gain = Level.gain(stepMillis);
        perDay = (int) Math.max(1, Season.DAY / stepMillis);
        reals = state.reals;
        wholes = state.wholes;
        runs = new AnomalyRuns(state, start, step, rule, factors);
    }

    private static double[] ones(int count) {
        double[] ones = new double[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static double[] factors(List<SeriesInfo> series, WatchRule rule) {
        return series.stream().mapToDouble(s -> 1 / rule.sensitivity().of(s.signal())).toArray();
    }

    /// A copy that goes its own way.
    public SeriesWatcher copy() {
        SeriesWatcher copy = new SeriesWatcher(state.copy(), start, step, rule, factors, clock);
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
        look(cell);
        boolean gap = !(Math.abs(value) <= HUGEST);
        Optional<Anomaly> ended = Optional.empty();
        if (method(series) == Method.LEARNING) {
            expected = Double.NaN;
            trend = Double.NaN;
            sigma = Double.NaN;
        } else {
            ended = judge(series, cell, value, gap);
        }
        if (!gap) {
            compareWithLast(series, value);
        }
        Optional<Anomaly> heard = listen(series, cell, gap);
        return heard.isPresent() ? heard : ended;
    }

    /// Counts a sample that came after its cell was closed.
    public void late(int series) {
        wholes[series * WatcherState.WHOLES + WatcherState.LATE_NOW]++;
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
        int w = series * WatcherState.WHOLES;
        int r = series * WatcherState.REALS;
        if (wholes[w + WatcherState.FIRST_SEEN] == WatcherState.NEVER) {
            return new Reliability(0, Reliability.Reason.GAPS);
        }
        int still = (int) Math.max(LEAST_STUCK, Season.HOUR / step);
        boolean scatters = wholes[w + WatcherState.LOGARITHMIC] == 1;
        return Reliability.of(
                reals[r + WatcherState.PRESENCE],
                reals[r + WatcherState.LATE],
                reals[r + WatcherState.FLAPS],
                scatters && wholes[w + WatcherState.SAME] >= still);
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
        double known = state.sigmas[series * WatcherState.SIGMAS + partOfDay] * widen;
        double wide = reals[r + WatcherState.WIDE] * widen;
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
        if (runs.calm(series)) {
            runs.count(series, cell, distance);
        } else if (!runs.silent(series)) {
            ended = runs.outlast(series, cell, distance);
            if (ended.isPresent() && runs.accepted(series, cell)) {
                reals[r + WatcherState.LEVEL] = rest;
                wholes[w + WatcherState.UPDATES] = 0;
                ask(series, RefitReason.DRIFT);
            }
        }
        if (runs.calm(series)) {
            follow(series, cell, rest, known, profile);
        }
        return ended;
    }

    /// Looks a new cell up in the calendar: the same for all series.
    private void look(int cell) {
        if (cell != timedCell) {
            long middle = start + cell * step - step / 2;
            timedCell = cell;
            local = clock.local(middle);
            partOfDay = Baseline.partOfDay(local);
            dayOfWeek = clock.dayOfWeek(middle);
            widen = clock.widen(middle);
        }
    }

    private double season(int series, short[] profile) {
        if (profile.length == 0) {
            return 0;
        }
        int r = series * WatcherState.REALS;
        long cycle = state.whole(series, WatcherState.CYCLE_MINUTES) * 60_000L;
        double season = Season.at(local, cycle, profile, reals[r + WatcherState.UNIT]);
        double saturday = reals[r + WatcherState.SATURDAY];
        double sunday = reals[r + WatcherState.SUNDAY];
        return saturday == 0 && sunday == 0
                ? season
                : season + Season.weekend(dayOfWeek, saturday, sunday);
    }

    /// Level, season and scatter take over a share of the residual.
    private void follow(int series, int cell, double rest, double known, short[] profile) {
        int r = series * WatcherState.REALS;
        int w = series * WatcherState.WHOLES;
        double spread = known * reals[r + WatcherState.SPREAD];
        double apart = rest - reals[r + WatcherState.LEVEL];
        int updates = wholes[w + WatcherState.UPDATES];
        reals[r + WatcherState.LEVEL] =
                Level.follow(reals[r + WatcherState.LEVEL], apart, spread, updates, gain);
        wholes[w + WatcherState.UPDATES]++;
        if (held || updates < LEAST_AGE) {
            return;
        }
        double clipped = Level.clip(apart, spread);
        if (wholes[w + WatcherState.METHOD] == Method.STL.code && profile.length > 0) {
            long cycle = wholes[w + WatcherState.CYCLE_MINUTES] * 60_000L;
            double share = SEASON_GAIN * Math.min(1, (double) step * profile.length / cycle);
            Season.follow(local, cycle, profile, reals[r + WatcherState.UNIT], share * clipped);
        }
        boolean wider = MEDIAN_TO_SIGMA * Math.abs(apart) > spread;
        double grown = reals[r + WatcherState.SPREAD] * (wider ? 1 + SPREAD_GAIN : 1 - SPREAD_GAIN);
        reals[r + WatcherState.SPREAD] = Math.clamp(grown, 1, MOST_SPREAD);
        if (Drift.seen(reals, r, clipped / spread)) {
            drifted(series, cell);
        }
    }

    /// The level is set anew from the next values; a fit is asked for four times a day at most.
    private void drifted(int series, int cell) {
        int w = series * WatcherState.WHOLES;
        wholes[w + WatcherState.UPDATES] = Drift.SET_ANEW;
        int last = wholes[w + WatcherState.DRIFTED];
        if (last == WatcherState.NEVER || cell - last >= Math.max(1, perDay / 4)) {
            wholes[w + WatcherState.DRIFTED] = cell;
            ask(series, RefitReason.DRIFT);
        }
    }

    private void compareWithLast(int series, double value) {
        int last = series * WatcherState.REALS + WatcherState.VALUE;
        int w = series * WatcherState.WHOLES + WatcherState.SAME;
        wholes[w] = value == reals[last] ? wholes[w] + 1 : 0;
        reals[last] = value;
    }

    /// Opens and ends silences, and keeps count of what is usual.
    private Optional<Anomaly> listen(int series, int cell, boolean gap) {
        int w = series * WatcherState.WHOLES;
        int r = series * WatcherState.REALS;
        if (!gap && wholes[w + WatcherState.FIRST_SEEN] == WatcherState.NEVER) {
            wholes[w + WatcherState.FIRST_SEEN] = cell;
        }
        int first = wholes[w + WatcherState.FIRST_SEEN];
        if (first == WatcherState.NEVER) {
            return Optional.empty();
        }
        int age = cell - first + 1;
        double memory = Math.min(age, SHARE_MEMORY);
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

    private static double weaker(double a, double b) {
        if (Math.signum(a) != Math.signum(b)) {
            return 0;
        }
        return Math.abs(a) < Math.abs(b) ? a : b;
    }
}
