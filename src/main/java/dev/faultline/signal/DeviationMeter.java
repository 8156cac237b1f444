package dev.faultline.signal;

import dev.faultline.model.SeriesInfo;
import dev.faultline.model.Signal;
import java.util.Arrays;

/// Measures how far a series is from normal since an onset, by comparing it with what was expected
/// and with the time just before the onset. How much either distance means is read off normal
/// times: the same statistic (the mean of as many cells, or the step between two such means) is
/// taken all along the normal residuals, and its median and robust spread there give the sigmas. So
/// averaging and autocorrelation count as they really are in this series.
public final class DeviationMeter {
    /// 1.4826 · MAD estimates the standard deviation of a normal distribution.
    public static final double MAD_TO_SIGMA = 1.4826;

    /// At most so many cells before the onset are compared with.
    public static final int BEFORE = 10;

    private DeviationMeter() {}

    /// The distance of one observation from its expected value: a logarithm of the ratio for
    /// latencies, whose spread grows with their size; a difference for all others. `NaN` where
    /// either is missing.
    public static double residual(Signal signal, double observed, double expected) {
        return isLogarithmic(signal)
                ? Math.log(Math.max(observed, 1e-9)) - Math.log(Math.max(expected, 1e-9))
                : observed - expected;
    }

    private static boolean isLogarithmic(Signal signal) {
        return signal == Signal.LATENCY || signal == Signal.CLIENT_LATENCY;
    }

    /// Measures one series.
    ///
    /// @param observed cells before and after the onset, in time order; `NaN` is a gap
    /// @param expected what was expected for each of them, in the unit of the series
    /// @param onset index of the first cell that counts as after
    /// @param normal residuals ([#residual]) of normal times, in time order; `NaN` is a gap
    /// @param floor the least sigma of a single observation, on the scale of residuals: sampling
    ///   noise, or what is too small to matter
    public static Deviation measure(
            SeriesInfo series,
            int seriesIndex,
            double[] observed,
            double[] expected,
            int onset,
            double[] normal,
            double floor,
            Method method) {
        int cells = observed.length;
        double[] residual = new double[cells];
        for (int i = 0; i < cells; i++) {
            residual[i] = residual(series.signal(), observed[i], expected[i]);
        }
        int after = Math.max(1, cells - onset);
        int before = Math.min(BEFORE, onset);
        double meanAfter = mean(residual, onset, cells);
        double meanBefore = mean(residual, onset - before, onset);
        Spread level = Spread.of(runningMeans(normal, after));
        Spread step = Spread.of(runningSteps(normal, before, after));
        double single = Spread.of(normal).sigma();
        double least = Math.max(floor / Math.sqrt(after), 1e-12);
        double zExpected =
                (meanAfter - level.centre())
                        / Math.max(level.sigma(), least)
                        / uncertainty(normal, after);
        double zBefore =
                (meanAfter - meanBefore)
                        / Math.max(
                                step.sigma(),
                                least * Math.sqrt(1 + after / (double) Math.max(1, before)))
                        / uncertainty(normal, after);
        return new Deviation(
                series,
                seriesIndex,
                mean(observed, onset, cells),
                mean(expected, onset, cells),
                mean(observed, onset - before, onset),
                inUnits(series.signal(), Math.max(single, floor), mean(expected, onset, cells)),
                zExpected,
                zBefore,
                present(observed, onset, cells),
                present(observed, 0, onset),
                method);
    }

    /// Few independent stretches of normal time know their own spread badly: √(1 + 10/n).
    private static double uncertainty(double[] normal, int window) {
        int present = 0;
        for (double v : normal) {
            if (!Double.isNaN(v)) {
                present++;
            }
        }
        return Math.sqrt(1 + 10.0 * window / Math.max(1, present));
    }

    private static double inUnits(Signal signal, double sigma, double expected) {
        return isLogarithmic(signal) ? sigma * expected : sigma;
    }

    private static double mean(double[] values, int from, int to) {
        double sum = 0;
        int n = 0;
        for (int i = Math.max(0, from); i < to; i++) {
            if (!Double.isNaN(values[i])) {
                sum += values[i];
                n++;
            }
        }
        return n == 0 ? Double.NaN : sum / n;
    }

    private static double present(double[] values, int from, int to) {
        int n = 0;
        for (int i = from; i < to; i++) {
            if (!Double.isNaN(values[i])) {
                n++;
            }
        }
        return to == from ? Double.NaN : n / (double) (to - from);
    }

    /// Means of all windows of `length` cells; windows less than half full are left out.
    private static double[] runningMeans(double[] values, int length) {
        double[] means = new double[Math.max(0, values.length - length + 1)];
        int n = 0;
        double sum = 0;
        int count = 0;
        for (int i = 0; i < values.length; i++) {
            if (!Double.isNaN(values[i])) {
                sum += values[i];
                count++;
            }
            if (i >= length && !Double.isNaN(values[i - length])) {
                sum -= values[i - length];
                count--;
            }
            if (i >= length - 1 && count * 2 >= length && count > 0) {
                means[n++] = sum / count;
            }
        }
        return Arrays.copyOf(means, n);
    }

    /// Steps from the mean of `before` cells to the mean of the next `after` cells.
    private static double[] runningSteps(double[] values, int before, int after) {
        if (before == 0) {
            return new double[0];
        }
        double[] steps = new double[Math.max(0, values.length - before - after + 1)];
        int n = 0;
        // A stride keeps long histories cheap; neighbours overlap almost wholly anyway.
        int stride = Math.max(1, Math.min(after, steps.length / 300));
        for (int start = 0; start + before + after <= values.length; start += stride) {
            double step =
                    mean(values, start + before, start + before + after)
                            - mean(values, start, start + before);
            if (!Double.isNaN(step)) {
                steps[n++] = step;
            }
        }
        return Arrays.copyOf(steps, n);
    }

    /// Median and robust standard deviation; both 0 of nothing, so that the floor counts.
    private record Spread(double centre, double sigma) {
        static Spread of(double[] values) {
            double[] sorted =
                    Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
            if (sorted.length == 0) {
                return new Spread(0, 0);
            }
            double centre = middle(sorted);
            double[] distance = new double[sorted.length];
            for (int i = 0; i < sorted.length; i++) {
                distance[i] = Math.abs(sorted[i] - centre);
            }
            Arrays.sort(distance);
            return new Spread(centre, MAD_TO_SIGMA * middle(distance));
        }

        private static double middle(double[] sorted) {
            int n = sorted.length;
            return n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
        }
    }
}
