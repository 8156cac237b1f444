package dev.faultline.evaluation.nab;

import java.util.Arrays;
import java.util.List;

/// The score of a detector at every threshold, by the rules of NAB: Lavin and Ahmad, *Evaluating
/// Real-time Anomaly Detection Algorithms: the Numenta Anomaly Benchmark* (2015), and where the
/// paper is silent as the scorer of the repository (`nab/sweeper.py`, version 1.1) does it.
///
/// - A row whose score reaches the threshold is a report. Rows in probation are not looked at.
/// - A window earns hit·σ(y)/σ(−1), σ(y) = 2/(1+e^(5y)) − 1, for its earliest report, where y =
///   −(last − row + 1)/length runs from −1 at its first row to −1/length at its last; without a
///   report it costs `miss`.
/// - A report outside of every window costs falseAlarm·σ(y), y = (row − last)/(length − 1) of the
///   window before it; −falseAlarm where y ≥ 3, or where there is no window before.
/// - A window that lies in probation altogether does not count.
public final class NabSweep {
    private static final double STEEPNESS = 5;
    private static final double FAR = 3;
    private static final double FULL = sigmoid(-1);

    /// A threshold that no score reaches, as NAB's tools write it.
    static final double ABOVE_ALL = 1.1;

    private static final int OUTSIDE = -1;

    /// Scored rows of all files: score, window or [#OUTSIDE], and worth before its weight; from the
    /// highest score down.
    private final double[] scores;

    private final int[] windows;
    private final double[] worths;
    private final int windowCount;

    private NabSweep(double[] scores, int[] windows, double[] worths, int windowCount) {
        int[] order = descending(scores);
        this.scores = new double[order.length];
        this.windows = new int[order.length];
        this.worths = new double[order.length];
        for (int i = 0; i < order.length; i++) {
            this.scores[i] = scores[order[i]];
            this.windows[i] = windows[order[i]];
            this.worths[i] = worths[order[i]];
        }
        this.windowCount = windowCount;
    }

    /// Prepares the sweep over some files.
    ///
    /// @param scores by series, then row; 0..1, none is NaN
    public static NabSweep of(List<NabSeries> series, List<double[]> scores) {
        int rows = 0;
        for (NabSeries one : series) {
            rows += one.size() - one.probation();
        }
        double[] flat = new double[rows];
        int[] windows = new int[rows];
        double[] worths = new double[rows];
        int at = 0;
        int count = 0;
        for (int s = 0; s < series.size(); s++) {
            NabSeries one = series.get(s);
            double[] given = scores.get(s);
            if (given.length != one.size()) {
                throw new IllegalArgumentException(
                        one.path() + " has " + one.size() + " rows, not " + given.length);
            }
            int next = 0;
            for (int i = one.probation(); i < one.size(); i++) {
                while (next < one.windows().size() && one.windows().get(next).last() < i) {
                    next++;
                }
                boolean inside =
                        next < one.windows().size() && one.windows().get(next).first() <= i;
                flat[at] = given[i];
                windows[at] = inside ? count + next : OUTSIDE;
                worths[at] =
                        inside
                                ? inside(one.windows().get(next), i)
                                : next == 0 ? -1 : outside(one.windows().get(next - 1), i);
                at++;
            }
            count += one.windows().size();
        }
        return new NabSweep(flat, windows, worths, count);
    }

    /// Windows that count.
    public int windows() {
        boolean[] seen = new boolean[windowCount];
        int count = 0;
        for (int window : windows) {
            if (window != OUTSIDE && !seen[window]) {
                seen[window] = true;
                count++;
            }
        }
        return count;
    }

    /// The threshold with the highest score; of several the highest.
    public Point best(NabProfile profile) {
        double[] earned = new double[windowCount];
        double hits = -profile.miss() * windows();
        double falseAlarms = 0;
        Point best = new Point(ABOVE_ALL, hits);
        for (int i = 0; i < scores.length; i++) {
            if (windows[i] == OUTSIDE) {
                falseAlarms += worths[i] * profile.falseAlarm();
            } else {
                hits += gain(profile, earned, i);
            }
            boolean last = i + 1 == scores.length || scores[i + 1] != scores[i];
            if (last && hits + falseAlarms > best.score()) {
                best = new Point(scores[i], hits + falseAlarms);
            }
        }
        return best;
    }

    /// The score at a threshold.
    public double at(NabProfile profile, double threshold) {
        double[] earned = new double[windowCount];
        double score = -profile.miss() * windows();
        for (int i = 0; i < scores.length && scores[i] >= threshold; i++) {
            score +=
                    windows[i] == OUTSIDE
                            ? worths[i] * profile.falseAlarm()
                            : gain(profile, earned, i);
        }
        return score;
    }

    /// A score on the scale of the published tables: 0 for a detector that never reports, 100 for
    /// one that reports the first row of each window and nothing else.
    public double normalised(NabProfile profile, double score) {
        double silent = -profile.miss() * windows();
        double perfect = profile.hit() * windows();
        return perfect == silent ? Double.NaN : 100 * (score - silent) / (perfect - silent);
    }

    /// A threshold and what it scores, not normalised.
    ///
    /// @param threshold [#ABOVE_ALL] where it is best to report nothing
    public record Point(double threshold, double score) {}

    /// By how much a report raises the score of its window.
    private double gain(NabProfile profile, double[] earned, int i) {
        double worth = worths[i] * profile.hit();
        double before = earned[windows[i]];
        if (worth <= before) {
            return 0;
        }
        earned[windows[i]] = worth;
        return before == 0 ? worth + profile.miss() : worth - before;
    }

    private static double inside(NabSeries.Window window, int row) {
        return sigmoid(-(window.last() - row + 1.) / window.length()) / FULL;
    }

    private static double outside(NabSeries.Window window, int row) {
        double position = (row - window.last()) / (window.length() - 1.);
        return position >= FAR ? -1 : sigmoid(position);
    }

    private static double sigmoid(double y) {
        return 2 / (1 + Math.exp(STEEPNESS * y)) - 1;
    }

    /// The rows from the highest score down; a counting sort over the values that occur.
    private static int[] descending(double[] scores) {
        double[] values = Arrays.stream(scores).sorted().distinct().toArray();
        int[] places = new int[scores.length];
        int[] starts = new int[values.length + 1];
        for (int i = 0; i < scores.length; i++) {
            places[i] = values.length - 1 - Arrays.binarySearch(values, scores[i]);
            starts[places[i] + 1]++;
        }
        Arrays.parallelPrefix(starts, Integer::sum);
        int[] order = new int[scores.length];
        for (int i = 0; i < scores.length; i++) {
            order[starts[places[i]]++] = i;
        }
        return order;
    }
}
