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

    /// Times are not told apart better than this, seconds.
    private static final double LEAST_SECONDS = .001;

    private static final int STRETCHES = 3;

    /// So many stretches of normal time are enough to know how it scatters.
    private static final int ENOUGH = 1000;

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
        int usable = present(normal);
        int after = Math.max(1, Math.min(cells - onset, stretch(usable)));
        int from = Math.max(onset, cells - after);
        // The cell before the onset may hold part of what began in it.
        int until = onset > 1 ? onset - 1 : onset;
        int before = Math.min(BEFORE, until);
        double meanAfter = mean(residual, from, cells);
        double meanBefore = mean(residual, until - before, until);
        Spread level = Spread.of(runningMeans(normal, after));
        Spread step = Spread.of(runningSteps(normal, before, after));
        Spread usual = Spread.of(thinned(normal));
        double single = usual.sigma();
        double leastOfOne = floor(series.signal(), floor, expected, from);
        double least = Math.max(leastOfOne / Math.sqrt(after), 1e-12);
        // Few independent stretches of normal time know their own spread badly.
        double uncertainty = Math.sqrt(1 + 10.0 * after / Math.max(1, usable));
        double zExpected =
                (meanAfter - level.centre()) / Math.max(level.sigma(), least) / uncertainty;
        double zBefore =
                (meanAfter - meanBefore)
                        / Math.max(
                                step.sigma(),
                                least * Math.sqrt(1 + after / (double) Math.max(1, before)))
                        / uncertainty;
        return new Deviation(
                series,
                seriesIndex,
                mean(observed, from, cells),
                mean(expected, from, cells),
                mean(observed, until - before, until),
                inUnits(series.signal(), Math.max(single, floor), mean(expected, from, cells)),
                zExpected,
                zBefore,
                present(observed, onset, cells),
                present(observed, 0, onset),
                Math.max(
                        level.beyond(meanAfter - level.centre()),
                        step.beyond(meanAfter - meanBefore)),
                departed(
                        residual,
                        onset,
                        usual.centre(),
                        Math.copySign(Math.max(single, leastOfOne), meanAfter - usual.centre())),
                method,
                Reliability.FINE);
    }

    /// The first of two cells in a row outside three sigmas, counted from the onset.
    ///
    /// @param sigma with the sign of the side that counts
    private static double departed(double[] residual, int onset, double centre, double sigma) {
        int outside = 0;
        for (int i = Math.max(0, onset - BEFORE); i < residual.length; i++) {
            outside = (residual[i] - centre) / sigma > 3 ? outside + 1 : 0;
            if (outside == 2) {
                return i - 1 - onset;
            }
        }
        return Double.NaN;
    }

    /// The least sigma of a single observation on the scale of residuals. A time is measured to the
    /// millisecond at best, in histograms' lowest buckets not even so: what moves by less says
    /// nothing however large its share is.
    private static double floor(Signal signal, double floor, double[] expected, int onset) {
        if (!isLogarithmic(signal)) {
            return floor;
        }
        double usual = mean(expected, onset, expected.length);
        return usual > 0 ? Math.max(floor, LEAST_SECONDS / usual) : floor;
    }

    /// So many cells can be compared with normal ones: there must be [#STRETCHES] stretches as long
    /// to tell how they scatter. Trouble that lasts longer is judged by its newest cells. Where
    /// nothing normal is known, any number can.
    private static int stretch(int usable) {
        return usable == 0 ? Integer.MAX_VALUE : usable / STRETCHES;
    }

    private static int present(double[] values) {
        return (int) Arrays.stream(values).filter(v -> !Double.isNaN(v)).count();
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

    /// Means of windows of `length` cells, about [#ENOUGH] of them; windows less than half full are
    /// left out.
    private static double[] runningMeans(double[] values, int length) {
        int windows = Math.max(0, values.length - length + 1);
        int stride = Math.max(1, windows / ENOUGH);
        double[] means = new double[windows / stride + 1];
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
            if (i >= length - 1
                    && (i - length + 1) % stride == 0
                    && count * 2 >= length
                    && count > 0) {
                means[n++] = sum / count;
            }
        }
        return Arrays.copyOf(means, n);
    }

    /// Steps from the mean of `before` cells to the mean of the next `after` cells, one cell apart.
    private static double[] runningSteps(double[] values, int before, int after) {
        if (before == 0) {
            return new double[0];
        }
        int whole = before + 1 + after;
        double[] steps = new double[Math.max(0, values.length - whole + 1)];
        int n = 0;
        // A stride keeps long histories cheap; neighbours overlap almost wholly anyway.
        int stride = Math.max(1, Math.min(after, steps.length / 300));
        for (int start = 0; start + whole <= values.length; start += stride) {
            double step =
                    mean(values, start + before + 1, start + whole)
                            - mean(values, start, start + before);
            if (!Double.isNaN(step)) {
                steps[n++] = step;
            }
        }
        return Arrays.copyOf(steps, n);
    }

    /// Every so many of many values, about [#ENOUGH].
    private static double[] thinned(double[] values) {
        int stride = Math.max(1, values.length / ENOUGH);
        double[] some = new double[Math.ceilDiv(values.length, stride)];
        for (int i = 0; i < some.length; i++) {
            some[i] = values[i * stride];
        }
        return some;
    }

    /// Median and robust standard deviation of some values; both 0 of nothing, so that the floor
    /// counts.
    @SuppressWarnings("ArrayRecordComponent") // private to this class, never compared
    private record Spread(double centre, double sigma, double[] distances) {
        static Spread of(double[] values) {
            double[] finite = new double[values.length];
            int n = 0;
            for (double v : values) {
                if (!Double.isNaN(v)) {
                    finite[n++] = v;
                }
            }
            finite = Arrays.copyOf(finite, n);
            if (finite.length == 0) {
                return new Spread(0, 0, finite);
            }
            double centre = middle(finite);
            double[] away = new double[finite.length];
            for (int i = 0; i < away.length; i++) {
                finite[i] -= centre;
                away[i] = Math.abs(finite[i]);
            }
            return new Spread(centre, MAD_TO_SIGMA * middle(away), finite);
        }

        /// The share of the values that lie at least so far away in the same direction.
        double beyond(double distance) {
            if (Double.isNaN(distance) || distances.length == 0) {
                return Double.NaN;
            }
            int count = 0;
            for (double d : distances) {
                if (distance > 0 ? d >= distance : d <= distance) {
                    count++;
                }
            }
            return count / (double) distances.length;
        }

        private static double middle(double[] values) {
            int n = values.length;
            double upper = Selection.place(values, n, n / 2);
            if (n % 2 == 1) {
                return upper;
            }
            // Those before the upper middle are not above it: the lower one is the largest of them.
            double lower = values[0];
            for (int i = 1; i < n / 2; i++) {
                lower = Math.max(lower, values[i]);
            }
            return (lower + upper) / 2;
        }
    }
}
