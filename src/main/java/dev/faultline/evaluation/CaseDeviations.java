package dev.faultline.evaluation;

import dev.faultline.capture.Recording;
import dev.faultline.model.SeriesInfo;
import dev.faultline.signal.Baseline;
import dev.faultline.signal.BaselineFit;
import dev.faultline.signal.Deviation;
import dev.faultline.signal.DeviationMeter;
import dev.faultline.signal.Method;
import dev.faultline.signal.RobustScale;
import dev.faultline.signal.Scale;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Measures how far each series of a case is from normal, with the parts that the engine uses:
/// baseline, expected value, [DeviationMeter].
final class CaseDeviations {
    private CaseDeviations() {}

    /// Decomposes the reference of each series and compares the case with it.
    static List<Deviation> of(LabelledCase given) {
        Recording recording = given.recording();
        Map<SeriesInfo, Integer> columns = new HashMap<>();
        given.reference()
                .ifPresent(r -> {
                    for (int s = 0; s < r.series().size(); s++) {
                        columns.put(r.series().get(s), s);
                    }
                });
        int onset = firstAfter(recording.atMillis(), given.onset().toEpochMilli());
        List<Deviation> deviations = new ArrayList<>();
        for (int s = 0; s < recording.series().size(); s++) {
            SeriesInfo series = recording.series().get(s);
            int place = s;
            Normal normal =
                    Optional.ofNullable(columns.get(series))
                            .flatMap(column ->
                                    Normal.of(
                                            series,
                                            given.reference().orElseThrow(),
                                            column,
                                            given.step().toMillis()))
                            .orElseGet(() -> Normal.unknown(recording, place, onset));
            double[] observed = recording.values()[s];
            double[] expected = new double[observed.length];
            for (int i = 0; i < expected.length; i++) {
                expected[i] = normal.expected(recording.atMillis()[i]);
            }
            deviations.add(
                    DeviationMeter.measure(
                            series,
                            s,
                            observed,
                            expected,
                            onset,
                            normal.residuals,
                            Scale.floor(series, RobustScale.median(expected)),
                            normal.method));
        }
        return deviations;
    }

    /// The first row that was measured after the onset; a row tells of the step that ends with it.
    private static int firstAfter(long[] atMillis, long onset) {
        int place = Arrays.binarySearch(atMillis, onset);
        return Math.min(atMillis.length - 1, place < 0 ? -place - 1 : place + 1);
    }

    /// What is normal for one series.
    @SuppressWarnings("ArrayRecordComponent") // private to this class, never compared
    private record Normal(
            Optional<Baseline> baseline, double level, double[] residuals, Method method) {
        static Optional<Normal> of(SeriesInfo series, Recording reference, int column, long step) {
            long[] at = reference.atMillis();
            if (at.length == 0) {
                return Optional.empty();
            }
            double[] grid = onGrid(at, reference.values()[column], step);
            return BaselineFit.reference(series, grid, at[0], step)
                    .map(baseline -> {
                        double[] residuals = new double[grid.length];
                        for (int i = 0; i < grid.length; i++) {
                            residuals[i] =
                                    DeviationMeter.residual(
                                            series.signal(),
                                            grid[i],
                                            baseline.expected(at[0] + i * step));
                        }
                        return new Normal(
                                Optional.of(baseline), Double.NaN, residuals, baseline.method());
                    });
        }

        /// No reference: the time before the onset must do.
        static Normal unknown(Recording recording, int column, int onset) {
            double before = RobustScale.median(Arrays.copyOf(recording.values()[column], onset));
            return new Normal(Optional.empty(), before, new double[0], Method.LEARNING);
        }

        double expected(long atMillis) {
            return baseline.map(b -> b.expected(atMillis)).orElse(level);
        }

        private static double[] onGrid(long[] at, double[] values, long step) {
            double[] grid = new double[(int) ((at[at.length - 1] - at[0]) / step) + 1];
            Arrays.fill(grid, Double.NaN);
            for (int i = 0; i < at.length; i++) {
                if (!Double.isNaN(values[i])) {
                    grid[(int) ((at[i] - at[0]) / step)] = values[i];
                }
            }
            return grid;
        }
    }
}
