package dev.faultline.signal;

import dev.faultline.model.SeriesInfo;
import dev.faultline.model.Signal;
import dev.faultline.model.Unit;

/// On which scale the values of a series are compared. Traffic, times and resources vary by shares
/// of themselves: their logarithm has the same spread by day and by night. Shares of errors, and
/// whatever is often zero, stay as they are.
///
/// @param logarithmic whether values are compared by their natural logarithm
/// @param least what a smaller value counts as on the logarithmic scale, positive
/// @param sigmaFloor the least spread on this scale that is believed
public record Scale(boolean logarithmic, double least, double sigmaFloor) {
    /// Measured values do not repeat better than this share of themselves.
    private static final double RELATIVE_FLOOR = .02;

    private static final double RATIO_FLOOR = .005;

    private static final double LATENCY_FLOOR = .03;

    /// Lines a second: two a minute more or less are chance.
    private static final double LINES_FLOOR = .03;

    /// The scale that suits a series.
    ///
    /// @param sorted its present values in ascending order, at least one
    static Scale of(Signal signal, Unit unit, double[] sorted) {
        double low = sorted[sorted.length / 20];
        boolean share = countsCalls(signal);
        if (!share && low > 0) {
            return new Scale(true, low / 4, RELATIVE_FLOOR);
        }
        double typical = Math.max(Math.abs(sorted[0]), Math.abs(sorted[sorted.length - 1]));
        return new Scale(
                false,
                0,
                signal == Signal.LOG_ERRORS ? LINES_FLOOR : floor(unit, share ? 0 : typical));
    }

    /// The least spread of a single value that is believed, as a share of the value for latencies
    /// (on the scale of [DeviationMeter#residual]), in the unit of the series for all others.
    ///
    /// @param typical a usual value of the series; `NaN` where unknown
    public static double floor(SeriesInfo series, double typical) {
        Signal signal = series.signal();
        if (signal == Signal.LATENCY || signal == Signal.CLIENT_LATENCY) {
            return LATENCY_FLOOR;
        }
        if (signal == Signal.LOG_ERRORS) {
            return LINES_FLOOR;
        }
        // 99.9 % does not scatter more than 0.1 %: shares of calls have no relative floor.
        boolean absolute = countsCalls(signal) || Double.isNaN(typical);
        return floor(series.unit(), absolute ? 0 : Math.abs(typical));
    }

    /// Whether a signal is a share, or a number, of calls or lines.
    private static boolean countsCalls(Signal signal) {
        return signal == Signal.ERRORS
                || signal == Signal.LOG_ERRORS
                || signal == Signal.AVAILABILITY
                || signal == Signal.CLIENT_ERRORS;
    }

    private static double floor(Unit unit, double typical) {
        double relative = RELATIVE_FLOOR * typical;
        return switch (unit) {
            case RATIO -> Math.max(relative, RATIO_FLOOR);
            case PERCENT -> Math.max(relative, 100 * RATIO_FLOOR);
            case SECONDS -> Math.max(relative, .001);
            case COUNT -> Math.max(relative, .5);
            case PER_SECOND, BYTES, BYTES_PER_SECOND, UNKNOWN -> Math.max(relative, 1e-6);
        };
    }

    /// From the unit of the series onto the scale.
    double in(double value) {
        return logarithmic ? Math.log(Math.max(value, least)) : value;
    }

    /// From the scale back to the unit of the series.
    double out(double scaled) {
        return logarithmic ? Math.exp(scaled) : scaled;
    }

    /// A spread on the scale as a spread in the unit of the series, around `value`.
    double spread(double sigma, double value) {
        return logarithmic ? sigma * value : sigma;
    }
}
