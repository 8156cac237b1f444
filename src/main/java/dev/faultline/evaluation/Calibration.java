package dev.faultline.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// How far a probability can be taken at its word.
///
/// @param n how many forecasts were compared with what came true
/// @param ece expected calibration error: the mean over five bins of equal mass of |mean forecast −
///   share that came true|
/// @param bins from the least sure to the surest
/// @param logScore mean natural logarithm of the probability given to what came true; 0 is best
/// @param brier mean squared error of the forecast
/// @param brierSkill 1 − brier / that of the prior; 1 is best, 0 no better than not looking
/// @param skillOverRate the same against always forecasting the share that came true
/// @param precisionAt70 share right among the surest 70 %
/// @param wrongAndSure share of all that were wrong and more than .8 sure
/// @param abstaining precision by coverage, one point a twentieth
/// @see "Bröcker, Smith (2007): Increasing the Reliability of Reliability Diagrams"
public record Calibration(
        int n,
        double ece,
        List<Bin> bins,
        double logScore,
        double brier,
        double brierSkill,
        double skillOverRate,
        double precisionAt70,
        double wrongAndSure,
        List<Point> abstaining) {
    private static final int BINS = 5;
    private static final double SURE = .8;

    /// A probability of exactly 0 or 1 that turns out wrong is not punished beyond this.
    private static final double LEAST = 1e-6;

    public Calibration {
        bins = List.copyOf(bins);
        abstaining = List.copyOf(abstaining);
    }

    /// One forecast.
    ///
    /// @param sure the probability that was given, 0..1
    /// @param right whether it came true
    /// @param prior the probability before looking
    public record Forecast(double sure, boolean right, double prior) {}

    /// Forecasts of about the same probability.
    ///
    /// @param sure their mean
    /// @param right the share that came true
    public record Bin(int n, double sure, double right) {}

    /// Answering only the surest.
    ///
    /// @param coverage share that is answered
    /// @param precision share right among those
    public record Point(double coverage, double precision) {}

    /// Compares forecasts with what came true; all figures are `NaN` where there are none.
    public static Calibration of(List<Forecast> forecasts) {
        List<Forecast> sorted =
                forecasts.stream().sorted(Comparator.comparingDouble(Forecast::sure)).toList();
        int n = sorted.size();
        List<Bin> bins = new ArrayList<>();
        double ece = 0;
        for (int b = 0; b < BINS; b++) {
            List<Forecast> bin = sorted.subList(b * n / BINS, (b + 1) * n / BINS);
            if (!bin.isEmpty()) {
                double sure = bin.stream().mapToDouble(Forecast::sure).average().orElseThrow();
                bins.add(new Bin(bin.size(), sure, rate(bin)));
                ece += Math.abs(sure - rate(bin)) * bin.size() / n;
            }
        }
        double rate = rate(sorted);
        double brier = mean(sorted, f -> square(f.sure - outcome(f)));
        List<Point> abstaining = new ArrayList<>();
        for (int k = 1; k <= 20 && n > 0; k++) {
            abstaining.add(new Point(k / 20.0, precision(sorted, k / 20.0)));
        }
        return new Calibration(
                n,
                n == 0 ? Double.NaN : ece,
                bins,
                mean(sorted, f -> Math.log(Math.max(LEAST, f.right ? f.sure : 1 - f.sure))),
                brier,
                1 - brier / mean(sorted, f -> square(f.prior - outcome(f))),
                1 - brier / (rate * (1 - rate)),
                precision(sorted, .7),
                mean(sorted, f -> !f.right && f.sure > SURE ? 1 : 0),
                abstaining);
    }

    private interface Score {
        double of(Forecast forecast);
    }

    private static double mean(List<Forecast> forecasts, Score score) {
        return forecasts.stream().mapToDouble(score::of).average().orElse(Double.NaN);
    }

    private static double outcome(Forecast forecast) {
        return forecast.right ? 1 : 0;
    }

    private static double square(double x) {
        return x * x;
    }

    private static double rate(List<Forecast> forecasts) {
        return mean(forecasts, Calibration::outcome);
    }

    private static double precision(List<Forecast> sorted, double coverage) {
        int n = sorted.size();
        int kept = (int) Math.round(coverage * n);
        return rate(sorted.subList(n - kept, n));
    }
}
