package dev.faultline.signal;

import dev.faultline.signal.loess.LoessWork;
import dev.faultline.signal.loess.Weighing;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The two loops of STL (Cleveland et al. 1990, section 3) and the arrays they need, used for one
/// fit after the other.
final class StlRun {
    private final StlPlan plan;
    private final int n;
    private final int period;
    private final LoessWork work;
    private final LowPass lowPass;
    private final Robustness robustness;
    private final Weighing[] seasonalWeighing;
    private final Weighing[] trendWeighing;

    /// The series without its mean; 0 where nothing was measured.
    private final double[] y;

    private final double[] detrended;

    /// Smoothed cycle-subseries, with one more cycle at each end.
    private final double[] cycles;

    private final double[] given;
    private final boolean[] gaps;

    /// The arrays of the result that is being made.
    private double[] seasonal = new double[0];

    private double[] trend = new double[0];
    private double[] weights = new double[0];
    private boolean @Nullable [] missing;
    private boolean weighted;

    StlRun(StlPlan plan) {
        this.plan = plan;
        n = plan.cells();
        period = plan.parameters().period();
        work = new LoessWork(plan.seasonal(), plan.trend(), plan.lowPass());
        lowPass = new LowPass(n, period, plan.lowPass(), work);
        robustness = new Robustness(n);
        seasonalWeighing = plan.seasonal().weighings();
        trendWeighing = plan.trend().weighings();
        y = new double[n];
        detrended = new double[n];
        cycles = new double[n + 2 * period];
        given = new double[n];
        gaps = new boolean[n];
    }

    /// @param values checked by [Stl]
    /// @param base the caller's weights, null for none
    StlResult fit(double[] values, double @Nullable [] base) {
        seasonal = new double[n];
        trend = new double[n];
        weights = new double[n];
        double mean = take(values, base);
        StlParameters parameters = plan.parameters();
        for (int pass = 0; ; pass++) {
            for (int i = 0; i < parameters.inner(); i++) {
                step();
            }
            if (pass == parameters.outer()) {
                break;
            }
            robustness.weigh(y, seasonal, trend, missing == null ? null : given, weights);
            weigh();
        }
        double[] resid = new double[n];
        for (int i = 0; i < n; i++) {
            // Not from the centred series: where y is missing or weighs nothing that has no value.
            resid[i] = values[i] - mean - seasonal[i] - trend[i];
            trend[i] += mean;
        }
        return new StlResult(parameters, seasonal, trend, resid, weights);
    }

    /// Copies the series without its mean: away from zero digits would be lost, and the method does
    /// not care.
    private double take(double[] values, double @Nullable [] base) {
        double largest = 0;
        for (int i = 0; i < n; i++) {
            double w = base == null ? 1 : base[i];
            given[i] = Double.isNaN(values[i]) ? 0 : w;
            largest = Math.max(largest, given[i]);
        }
        int present = 0;
        double sum = 0;
        boolean uneven = false;
        for (int i = 0; i < n; i++) {
            given[i] /= largest;
            uneven |= given[i] < 1;
            if (given[i] > 0) {
                present++;
                sum += values[i];
            }
        }
        double mean = sum / present;
        for (int i = 0; i < n; i++) {
            gaps[i] = given[i] == 0;
            y[i] = gaps[i] ? 0 : values[i] - mean;
        }
        missing = uneven ? gaps : null;
        weighted = uneven;
        if (uneven) {
            System.arraycopy(given, 0, weights, 0, n);
            weigh();
        } else {
            Arrays.fill(weights, 1);
        }
        return mean;
    }

    private void weigh() {
        weighted = true;
        plan.seasonal().weigh(weights, seasonalWeighing, work);
        plan.trend().weigh(weights, trendWeighing, work);
    }

    /// One pass of the inner loop (section 3.2).
    private void step() {
        // 1: what the trend leaves.
        for (int i = 0; i < n; i++) {
            detrended[i] = y[i] - trend[i];
        }
        // 2: each phase of the season, smoothed over the cycles.
        if (weighted) {
            plan.seasonal().smooth(detrended, weights, missing, seasonalWeighing, cycles, work);
        } else {
            plan.seasonal().smooth(detrended, cycles, work);
        }
        // 3: the level that is still in it.
        lowPass.smooth(cycles, detrended);
        // 4: the season is what is left, 5: the rest is without a season.
        for (int i = 0; i < n; i++) {
            seasonal[i] = cycles[period + i] - detrended[i];
            detrended[i] = y[i] - seasonal[i];
        }
        // 6: and its smooth is the trend.
        if (weighted) {
            plan.trend().smooth(detrended, weights, missing, trendWeighing, trend, work);
        } else {
            plan.trend().smooth(detrended, trend, work);
        }
    }
}
