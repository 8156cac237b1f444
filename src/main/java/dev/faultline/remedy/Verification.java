package dev.faultline.remedy;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Tells whether a run helped, from the series that it was expected to bring back.
///
/// Distances are measured from the baseline as it was **before** the incident: the level of then
/// with the season of now, in the robust sigmas of then. An expected value that has followed the
/// trouble meanwhile would call any level a cure.
///
/// What is back to usual may have come back by itself. How probable that was is told from earlier
/// trouble where there was enough of it, and otherwise from this trouble alone: a stretch of time
/// of which one knows only that it has lasted `d` ends within the next `w` with probability w / (d
/// + w), whatever its length is drawn from, if the moment at which one looks is any moment of it
///   (J. R. Gott, Nature 363:315, 1993). Only where that is at most [#RARELY] does a run count as
///   the reason. A person who acts early, as one should, is told "cannot tell" more often for it.
public final class Verification {
    /// Farther from the frozen baseline than this is out of the ordinary, robust sigmas.
    public static final double USUAL = 3;

    /// A run counts as the reason only where it would have come by itself no more often than this.
    public static final double RARELY = 0.05;

    /// So many cells in a row must be back to usual.
    private static final int BACK = 3;

    /// The distance before the run is told from so many cells of the trouble, at most.
    private static final int BEFORE = 10;

    /// With fewer cases of earlier trouble this trouble alone is asked as well.
    private static final int ENOUGH = 20;

    /// Farther off by this factor, and by [#FARTHER] sigmas, is worse.
    private static final double WORSE = 1.5;

    private static final double FARTHER = 2;

    /// From this probability on a component still counts as in trouble.
    private static final double TROUBLE = 0.5;

    private Verification() {}

    /// One series, cell by cell, from before the incident until now. `NaN` where nothing was heard
    /// or known.
    ///
    /// @param ends when each cell ended, ms since the epoch, growing
    /// @param expected trend and season together, as known when the cell closed
    /// @param sigma robust standard deviation of the residual
    @SuppressWarnings("ArrayRecordComponent") // bulk data, written once
    public record Course(
            long[] ends, double[] observed, double[] expected, double[] trend, double[] sigma) {}

    /// Trouble that was left alone.
    ///
    /// @param lasted how long, so far where it has not ended
    /// @param ended whether it went away by itself
    public record Earlier(Duration lasted, boolean ended) {}

    /// A run, and what it was to bring.
    ///
    /// @param onset of the trouble
    /// @param started when the script began
    /// @param ended when it ended
    /// @param within so long after that it is to have its effect
    /// @param courses of the series that it was to bring back
    /// @param earlier trouble of such components that nobody acted on
    /// @param causeBefore P(cause) of the target when the run was confirmed
    /// @param causeNow the same now
    /// @param troubleNow P(in trouble) of the target now
    /// @param somethingElse whether something else was done to the target meanwhile
    public record Case(
            Instant onset,
            Instant started,
            Instant ended,
            Duration within,
            List<Course> courses,
            List<Earlier> earlier,
            double causeBefore,
            double causeNow,
            double troubleNow,
            boolean somethingElse) {
        public Case {
            courses = List.copyOf(courses);
            earlier = List.copyOf(earlier);
        }
    }

    /// Judges a run.
    ///
    /// @param now up to when all is known
    /// @return empty while it is too early
    public static Optional<Verdict> judge(Case run, Instant now) {
        boolean over = !now.isBefore(run.ended().plus(run.within()));
        Distances all = Distances.of(run);
        if (all.before.length == 0 || all.after.length < BACK) {
            return over
                    ? Optional.of(
                            new Verdict.CannotTell(
                                    figures(run, all, Double.NaN), Verdict.Reason.TOO_LITTLE_DATA))
                    : Optional.empty();
        }
        int back = all.back();
        if (back >= 0 && run.troubleNow() < TROUBLE) {
            return Optional.of(recovered(run, all, back));
        }
        if (!over) {
            return Optional.empty();
        }
        Verdict.Figures figures = figures(run, all, Double.NaN);
        double before = figures.before();
        double after = figures.after();
        if (after > WORSE * before && after > before + FARTHER) {
            return Optional.of(new Verdict.Worse(figures));
        }
        return Optional.of(
                after < before / 2
                        ? new Verdict.CannotTell(figures, Verdict.Reason.PARTLY)
                        : new Verdict.DidNot(figures));
    }

    private static Verdict recovered(Case run, Distances all, int back) {
        Duration lasted = Duration.between(run.onset(), run.started());
        Duration more = Duration.between(run.started(), Instant.ofEpochMilli(all.ends[back]));
        double byItself = byItself(lasted, more, run.earlier());
        Verdict.Figures figures = figures(run, all, byItself);
        if (median(all.before) <= USUAL) {
            // It was back before anything was done.
            return new Verdict.CannotTell(figures, Verdict.Reason.HEALS_BY_ITSELF);
        }
        if (run.somethingElse()) {
            return new Verdict.CannotTell(figures, Verdict.Reason.SOMETHING_ELSE);
        }
        return byItself <= RARELY
                ? new Verdict.Worked(figures)
                : new Verdict.CannotTell(figures, Verdict.Reason.HEALS_BY_ITSELF);
    }

    /// How probable it is that trouble that has lasted so long ends within a further while with
    /// nobody doing anything, 0..1. Of enough earlier cases it is their share, each weighed by one
    /// over its length, since longer ones have more moments at which one might look; this case
    /// counts as one of them, which keeps the promise however few there are (a weighted conformal
    /// p-value: Tibshirani and others, arXiv:1904.06019). Of few it is what this case says alone,
    /// or their share where that is more.
    static double byItself(Duration lasted, Duration more, List<Earlier> earlier) {
        double d = Math.max(0, lasted.toMillis());
        double w = Math.max(1, more.toMillis());
        double mine = 1 / (d + w);
        int cases = 0;
        double all = mine;
        double ended = mine;
        for (Earlier each : earlier) {
            double length = each.lasted().toMillis();
            boolean within = length <= d + w;
            // One that was not seen to end within this while, nor beyond it, says nothing.
            if (length >= d && length > 0 && (each.ended() || !within)) {
                cases++;
                all += 1 / length;
                ended += within ? 1 / length : 0;
            }
        }
        double share = ended / all;
        double alone = w / (d + w);
        return cases >= ENOUGH ? share : Math.max(alone, cases == 0 ? 0 : (ended - mine) / all);
    }

    private static Verdict.Figures figures(Case run, Distances all, double byItself) {
        return new Verdict.Figures(
                median(all.before),
                median(tail(all.after, BACK)),
                run.causeBefore(),
                run.causeNow(),
                byItself,
                all.after.length);
    }

    private static double[] tail(double[] values, int most) {
        return Arrays.copyOfRange(values, Math.max(0, values.length - most), values.length);
    }

    /// `NaN` for none.
    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        return n == 0 ? Double.NaN : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    }

    /// How far the worst of the series is from its frozen baseline, in the direction of the
    /// trouble: the last cells before the run, and all that ended after it.
    private static final class Distances {
        private final double[] before;
        private final double[] after;
        private final long[] ends;

        private Distances(double[] before, double[] after, long[] ends) {
            this.before = before;
            this.after = after;
            this.ends = ends;
        }

        static Distances of(Case run) {
            double[] before = new double[0];
            double[] after = new double[0];
            long[] ends = new long[0];
            for (Course course : run.courses()) {
                double[] frozen = frozen(course, run.onset().toEpochMilli());
                double side = side(course, frozen, run);
                // What was before the trouble says nothing of how far off it was.
                double[] mine =
                        between(
                                course,
                                frozen,
                                side,
                                run.onset().toEpochMilli() - 1,
                                run.started().toEpochMilli());
                double[] since =
                        between(course, frozen, side, run.ended().toEpochMilli(), Long.MAX_VALUE);
                if (mine.length > 0 && since.length > 0) {
                    before = worst(before, tail(mine, BEFORE));
                    after = worst(after, since);
                    ends = ends.length == 0 ? ends(course, run) : ends;
                }
            }
            return new Distances(before, after, tailed(ends, after.length));
        }

        /// The first of the last cells that are all back to usual; -1 where the newest is not, or
        /// there are too few of them.
        int back() {
            int first = after.length;
            while (first > 0 && after[first - 1] <= USUAL) {
                first--;
            }
            return after.length - first >= BACK ? first : -1;
        }

        private static long[] ends(Course course, Case run) {
            long from = run.ended().toEpochMilli();
            return Arrays.stream(course.ends()).filter(end -> end > from).toArray();
        }

        private static long[] tailed(long[] ends, int length) {
            return Arrays.copyOfRange(
                    ends, ends.length - Math.min(length, ends.length), ends.length);
        }

        /// By cell, aligned at the newest: the larger of the two.
        private static double[] worst(double[] one, double[] other) {
            if (one.length == 0) {
                return other;
            }
            int n = Math.min(one.length, other.length);
            double[] worst = new double[n];
            for (int i = 0; i < n; i++) {
                worst[i] = Math.max(one[one.length - n + i], other[other.length - n + i]);
            }
            return worst;
        }

        /// Distances from the frozen baseline, all cells; `NaN` where that is not known.
        private static double[] frozen(Course course, long onset) {
            double level = Double.NaN;
            double sigma = Double.NaN;
            for (int i = 0; i < course.ends().length && course.ends()[i] < onset; i++) {
                if (!Double.isNaN(course.trend()[i]) && course.sigma()[i] > 0) {
                    level = course.trend()[i];
                    sigma = course.sigma()[i];
                }
            }
            double[] distances = new double[course.ends().length];
            for (int i = 0; i < distances.length; i++) {
                double season = course.expected()[i] - course.trend()[i];
                double expected = level + (Double.isNaN(season) ? 0 : season);
                distances[i] = (course.observed()[i] - expected) / sigma;
            }
            return distances;
        }

        /// To which side the trouble was: +1 or -1.
        private static double side(Course course, double[] distances, Case run) {
            double[] trouble =
                    between(
                            course,
                            distances,
                            1,
                            run.onset().toEpochMilli(),
                            run.started().toEpochMilli());
            return median(trouble) < 0 ? -1 : 1;
        }

        /// The distances of the cells that ended after one time and not after another; what was not
        /// heard is left out.
        private static double[] between(
                Course course, double[] distances, double side, long after, long until) {
            double[] found = new double[distances.length];
            int n = 0;
            for (int i = 0; i < distances.length; i++) {
                long end = course.ends()[i];
                if (end > after && end <= until && !Double.isNaN(distances[i])) {
                    found[n++] = side * distances[i];
                }
            }
            return Arrays.copyOf(found, n);
        }
    }
}
