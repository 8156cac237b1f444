package dev.faultline.signal;

/// Says of each value of a series how surprising it is, from what came before it and nothing else,
/// in O(1) a value. Seven simple rules vote with equal weight; each is bounded, so that none can
/// shout the others down:
///
/// - how far the value, and its running means over about 5 and 20 values, lie beyond everything
///   seen so far, as a share r of that range: r/(r + recordUnit);
/// - the same for the distance from the usual value at this hour of the day, and for its running
///   mean over about 5 values, once a day was seen;
/// - how rare the distance of the mean over 20 values from that over 200 is, and that of the value
///   from its prediction, in powers of ten d beyond `calmDecades` by a [ParetoTail]: d/(d + 3). Two
///   predictions race, the mean over 5 values and the usual value of the hour; the one that was
///   nearer lately predicts.
///
/// Their sum v is turned into v/(1+v). To be reported it has to be louder than the last report,
/// which fades by half in `halfLife` values: one alert for one event, not one a sample.
///
/// State of one series is a slice of [#SIZE] numbers of a shared array, zeros for a new one; a copy
/// of the slice goes on to the same bits. No object is made, no clock is read, an instance may be
/// shared by threads. `NaN`, infinities and values beyond 1e150 (whose distances overflow) count as
/// missing: they teach nothing.
public final class Surprise {
    /// Phases of the day whose usual value is kept.
    public static final int PHASES = 24;

    /// A score from which on a report is worth an alert: what NAB's standard profile asks for, over
    /// the files that the project has.
    public static final double ALERT = .38;

    private static final long DAY = 86_400;
    private static final double LARGEST = 1e150;

    /// Length of the running means, in values.
    private static final int SHORT = 5;

    private static final int MIDDLE = 20;
    private static final int LONG = 200;

    /// Memory of the race between the predictions, in values.
    private static final int RACE = 100;

    /// Memory of the profile, in values of the phase.
    private static final double PROFILE_GAIN = .03;

    /// Values of the season's rule and of the value itself that do not count yet.
    private static final int SEASON_SKIP = SHORT;

    private static final int VALUE_SKIP = 2;

    /// Powers of ten beyond what is calm that count half.
    private static final double DECADE_UNIT = 3;

    // Where what lies in the slice.
    private static final int COUNT = 0;
    private static final int MISSING = 1;
    private static final int START = 2;
    private static final int SHORT_MEAN = 3;
    private static final int MIDDLE_MEAN = 4;
    private static final int LONG_MEAN = 5;
    private static final int SEASON_COUNT = 6;
    private static final int LEVEL_ERROR = 7;
    private static final int PROFILE_ERROR = 8;
    private static final int LOUDEST = 9;
    private static final int LAST = 10;
    private static final int RULE = 11;
    private static final int SEASON_MEAN = 12;
    private static final int VALUE_RANGE = 13;
    private static final int SHORT_RANGE = VALUE_RANGE + RunningRange.SIZE;
    private static final int MIDDLE_RANGE = SHORT_RANGE + RunningRange.SIZE;
    private static final int SEASON_RANGE = MIDDLE_RANGE + RunningRange.SIZE;
    private static final int SEASON_MEAN_RANGE = SEASON_RANGE + RunningRange.SIZE;
    private static final int SHIFT_TAIL = SEASON_MEAN_RANGE + RunningRange.SIZE;
    private static final int STEP_TAIL = SHIFT_TAIL + ParetoTail.SIZE;
    private static final int PROFILE = STEP_TAIL + ParetoTail.SIZE;
    private static final int VISITS = PROFILE + PHASES;

    /// Numbers of state a series.
    public static final int SIZE = VISITS + PHASES;

    private final SurpriseParameters parameters;
    private final double fading;

    /// The rules with some settings.
    public Surprise(SurpriseParameters parameters) {
        this.parameters = parameters;
        fading = StrictMath.pow(.5, 1 / parameters.halfLife());
    }

    /// Takes the next value of a series.
    ///
    /// @param s states, the series' own from `at` on
    /// @param localSeconds when it was measured, in seconds of the clock that people go by where
    ///   the series comes from (only the time of day and the first day's length matter)
    /// @return 0..1: how surprising it is; 0 also where a louder report was made not long ago
    public double step(double[] s, int at, long localSeconds, double x) {
        if (!(Math.abs(x) <= LARGEST)) {
            s[at + MISSING]++;
            return 0;
        }
        double count = ++s[at + COUNT];
        if (count == 1 || localSeconds < s[at + START]) {
            s[at + START] = localSeconds;
        }
        double before = count == 1 ? x : s[at + SHORT_MEAN];
        double longMean = count == 1 ? x : s[at + LONG_MEAN];
        double shortMean = follow(s, at + SHORT_MEAN, count, SHORT, x);
        double middleMean = follow(s, at + MIDDLE_MEAN, count, MIDDLE, x);
        follow(s, at + LONG_MEAN, count, LONG, x);

        double record = share(RunningRange.exceed(s, at + VALUE_RANGE, count, VALUE_SKIP, x));
        double recordMean =
                share(RunningRange.exceed(s, at + SHORT_RANGE, count, SHORT, shortMean))
                        + share(
                                RunningRange.exceed(
                                        s, at + MIDDLE_RANGE, count, MIDDLE, middleMean));
        double shift = 0;
        if (count > MIDDLE) {
            double apart = Math.abs(middleMean - longMean);
            shift = rarity(ParetoTail.decades(s, at + SHIFT_TAIL, count - MIDDLE, apart));
        }
        int phase = (int) (Math.floorMod(localSeconds, DAY) * PHASES / DAY);
        double step = x - before;
        double seasonal = 0;
        if (s[at + VISITS + phase] > 0 && localSeconds - s[at + START] > DAY) {
            double apart = x - s[at + PROFILE + phase];
            double seen = ++s[at + SEASON_COUNT];
            double apartMean = follow(s, at + SEASON_MEAN, seen, SHORT, apart);
            seasonal =
                    share(RunningRange.exceed(s, at + SEASON_RANGE, seen, SEASON_SKIP, apart))
                            + share(
                                    RunningRange.exceed(
                                            s,
                                            at + SEASON_MEAN_RANGE,
                                            seen,
                                            SEASON_SKIP,
                                            apartMean));
            boolean profileLeads = s[at + PROFILE_ERROR] < s[at + LEVEL_ERROR];
            follow(s, at + LEVEL_ERROR, count, RACE, Math.abs(step));
            follow(s, at + PROFILE_ERROR, count, RACE, Math.abs(apart));
            if (profileLeads) {
                step = apart;
            }
        }
        double innovation = rarity(ParetoTail.decades(s, at + STEP_TAIL, count, Math.abs(step)));
        double visits = ++s[at + VISITS + phase];
        s[at + PROFILE + phase] +=
                Math.max(1 / visits, PROFILE_GAIN) * (x - s[at + PROFILE + phase]);
        return report(s, at, record, recordMean, seasonal, shift, innovation);
    }

    /// How surprising the last value was, 0..1, whether it was reported or not.
    public static double last(double[] s, int at) {
        return s[at + LAST];
    }

    /// The rule that contributed most to the last value's surprise; [SurpriseRule#RECORD] where
    /// nothing was surprising.
    public static SurpriseRule rule(double[] s, int at) {
        return SurpriseRule.of((int) s[at + RULE]);
    }

    /// Values taken so far.
    public static long taken(double[] s, int at) {
        return (long) s[at + COUNT];
    }

    /// Missing ones so far.
    public static long missing(double[] s, int at) {
        return (long) s[at + MISSING];
    }

    private double report(
            double[] s,
            int at,
            double record,
            double recordMean,
            double seasonal,
            double shift,
            double innovation) {
        double sum = record + recordMean + seasonal + shift + innovation;
        double most = record;
        SurpriseRule rule = SurpriseRule.RECORD;
        if (recordMean > most) {
            most = recordMean;
            rule = SurpriseRule.RECORD_MEAN;
        }
        if (seasonal > most) {
            most = seasonal;
            rule = SurpriseRule.SEASONAL;
        }
        if (shift > most) {
            most = shift;
            rule = SurpriseRule.MEAN_SHIFT;
        }
        if (innovation > most) {
            rule = SurpriseRule.INNOVATION;
        }
        double faded = s[at + LOUDEST] * fading;
        s[at + LOUDEST] = Math.max(faded, sum);
        double score = sum / (1 + sum);
        s[at + LAST] = score;
        s[at + RULE] = rule.code();
        return sum > faded ? score : 0;
    }

    private double share(double excess) {
        return excess / (excess + parameters.recordUnit());
    }

    private double rarity(double decades) {
        double beyond = Math.max(0, decades - parameters.calmDecades());
        return beyond / (beyond + DECADE_UNIT);
    }

    /// A running mean: of all values at first, then over about `length`.
    private static double follow(double[] s, int at, double count, int length, double x) {
        s[at] += Math.max(1 / count, 1. / length) * (x - s[at]);
        return s[at];
    }
}
