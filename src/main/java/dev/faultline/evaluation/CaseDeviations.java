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
import org.jspecify.annotations.Nullable;

/// Measures how far each series of a case is from normal, with the parts that the engine uses:
/// baseline, expected value, [DeviationMeter]. What is normal is kept from case to case while they
/// are compared with the same reference.
final class CaseDeviations {
    /// The case at which normal times are taken apart anew: the first ones also pay for loading and
    /// compiling the program, which is not to be counted with every case that follows.
    private static final int WARM = 5;

    private @Nullable Recording reference;
    private int cases;
    private final Map<SeriesInfo, Optional<Normal>> normals = new HashMap<>();
    private final Map<SeriesInfo, Integer> columns = new HashMap<>();

    /// @param seconds the work they took, as if the reference had been decomposed for this case
    ///   alone
    record Measured(List<Deviation> deviations, double seconds) {}

    /// Decomposes the reference of each series and compares the case with it.
    Measured of(LabelledCase given) {
        long begin = System.nanoTime();
        given.reference().ifPresent(this::compareWith);
        if (++cases == WARM) {
            normals.clear();
        }
        Recording recording = given.recording();
        int onset = firstAfter(recording.atMillis(), given.onset().toEpochMilli());
        List<Deviation> deviations = new ArrayList<>();
        long kept = 0;
        for (int s = 0; s < recording.series().size(); s++) {
            SeriesInfo series = recording.series().get(s);
            Optional<Normal> known = Optional.empty();
            if (given.reference().isPresent()) {
                boolean fresh = !normals.containsKey(series);
                known = normal(series, given);
                kept += fresh ? 0 : known.map(Normal::nanos).orElse(0L);
            }
            int place = s;
            Normal normal = known.orElseGet(() -> Normal.unknown(recording, place, onset));
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
        return new Measured(deviations, (System.nanoTime() - begin + kept) * 1e-9);
    }

    @SuppressWarnings("ReferenceEquality") // the same object is meant: its arrays are large
    private void compareWith(Recording other) {
        if (reference != other) {
            reference = other;
            normals.clear();
            columns.clear();
            for (int s = 0; s < other.series().size(); s++) {
                columns.put(other.series().get(s), s);
            }
        }
    }

    private Optional<Normal> normal(SeriesInfo series, LabelledCase given) {
        return normals.computeIfAbsent(
                series,
                key ->
                        Optional.ofNullable(columns.get(key))
                                .flatMap(column ->
                                        Normal.of(
                                                key,
                                                given.reference().orElseThrow(),
                                                column,
                                                given.step().toMillis())));
    }

    /// The first row that was measured after the onset; a row tells of the step that ends with it.
    private static int firstAfter(long[] atMillis, long onset) {
        int place = Arrays.binarySearch(atMillis, onset);
        return Math.min(atMillis.length - 1, place < 0 ? -place - 1 : place + 1);
    }

    /// What is normal for one series.
    ///
    /// @param nanos the time it took to find out
    @SuppressWarnings("ArrayRecordComponent") // private to this class, never compared
    private record Normal(
            Optional<Baseline> baseline,
            double level,
            double[] residuals,
            Method method,
            long nanos) {
        static Optional<Normal> of(SeriesInfo series, Recording reference, int column, long step) {
            long begin = System.nanoTime();
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
                                Optional.of(baseline),
                                Double.NaN,
                                residuals,
                                baseline.method(),
                                System.nanoTime() - begin);
                    });
        }

        /// No reference: the time before the onset must do.
        static Normal unknown(Recording recording, int column, int onset) {
            // Without the row that may hold part of what began in it.
            double before =
                    RobustScale.median(
                            Arrays.copyOf(
                                    recording.values()[column], onset > 1 ? onset - 1 : onset));
            return new Normal(Optional.empty(), before, new double[0], Method.LEARNING, 0);
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
