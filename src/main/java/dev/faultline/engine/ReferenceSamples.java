package dev.faultline.engine;

import dev.faultline.engine.intake.SeriesFold;
import dev.faultline.model.SampleBatch;
import dev.faultline.model.SeriesInfo;
import dev.faultline.signal.Baseline;
import dev.faultline.signal.BaselineFit;
import dev.faultline.signal.DeviationMeter;
import dev.faultline.signal.RegularGrid;
import dev.faultline.signal.SeasonClock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// The samples known to be normal, kept until the first real one comes and the baselines are made
/// of them.
final class ReferenceSamples {
    private static final long LONGEST_MILLIS = 28 * 86_400_000L;

    private long[][] times;
    private double[][] values;
    private int[] sizes;

    private final SeriesFold fold;

    /// @param fold which series are watched, of those that come in
    ReferenceSamples(SeriesFold fold) {
        this.fold = fold;
        int series = fold.incoming();
        times = new long[series][0];
        values = new double[series][0];
        sizes = new int[series];
    }

    /// Takes further series.
    void grow() {
        int known = sizes.length;
        int count = fold.incoming();
        times = Arrays.copyOf(times, count);
        values = Arrays.copyOf(values, count);
        sizes = Arrays.copyOf(sizes, count);
        Arrays.fill(times, known, count, new long[0]);
        Arrays.fill(values, known, count, new double[0]);
    }

    void add(SampleBatch batch) {
        for (int i = 0; i < batch.size(); i++) {
            int series = batch.series()[i];
            int size = sizes[series];
            if (size == times[series].length) {
                times[series] = Arrays.copyOf(times[series], Math.max(64, size * 2));
                values[series] = Arrays.copyOf(values[series], Math.max(64, size * 2));
            }
            times[series][size] = batch.atMillis()[i];
            values[series][size] = batch.values()[i];
            sizes[series]++;
        }
    }

    /// What a reference says about one series.
    ///
    /// @param residuals its own distances from the baseline, on the grid, `NaN` for gaps; for
    ///   [DeviationMeter]
    @SuppressWarnings("ArrayRecordComponent")
    record Fitted(Baseline baseline, double[] residuals) {}

    /// The baseline of each series, empty where its reference is too short.
    List<Optional<Fitted>> fit(List<SeriesInfo> series, long stepMillis, SeasonClock clock) {
        return IntStream.range(0, series.size())
                .mapToObj(i -> fit(series.get(i), i, stepMillis, clock))
                .toList();
    }

    private Optional<Fitted> fit(SeriesInfo info, int index, long stepMillis, SeasonClock clock) {
        int[] inputs = fold.inputs(index);
        if (IntStream.of(inputs).allMatch(i -> sizes[i] == 0)) {
            return Optional.empty();
        }
        long last = IntStream.of(inputs).mapToLong(i -> newest(i)).max().orElseThrow();
        // Spans may lie far apart: only the newest four weeks take part.
        long first =
                Math.max(
                        IntStream.of(inputs).mapToLong(i -> oldest(i)).min().orElseThrow(),
                        last - LONGEST_MILLIS);
        int cells = Math.toIntExact(Math.ceilDiv(last - first, stepMillis) + 1);
        double[] window = window(index, inputs, first, stepMillis, cells);
        return BaselineFit.reference(info, window, first, stepMillis, clock)
                .map(baseline ->
                        new Fitted(baseline, residuals(info, baseline, window, first, stepMillis)));
    }

    private long newest(int input) {
        return Arrays.stream(times[input], 0, sizes[input]).max().orElse(Long.MIN_VALUE);
    }

    private long oldest(int input) {
        return Arrays.stream(times[input], 0, sizes[input]).min().orElse(Long.MAX_VALUE);
    }

    private double[] window(int index, int[] inputs, long first, long stepMillis, int cells) {
        double[][] rows = new double[inputs.length][];
        for (int k = 0; k < inputs.length; k++) {
            int input = inputs[k];
            long[] at = Arrays.copyOf(times[input], sizes[input]);
            double[] measured = Arrays.copyOf(values[input], sizes[input]);
            rows[k] = RegularGrid.of(at, measured, first, stepMillis, cells);
        }
        double[] cell = new double[fold.incoming()];
        double[] window = new double[cells];
        for (int i = 0; i < cells; i++) {
            for (int k = 0; k < inputs.length; k++) {
                cell[inputs[k]] = rows[k][i];
            }
            window[i] = fold.of(index, cell);
        }
        return window;
    }

    private static double[] residuals(
            SeriesInfo info, Baseline baseline, double[] window, long first, long stepMillis) {
        double[] residuals = new double[window.length];
        for (int i = 0; i < window.length; i++) {
            double expected = baseline.expected(first + i * stepMillis - stepMillis / 2);
            residuals[i] = DeviationMeter.residual(info.signal(), window[i], expected);
        }
        return residuals;
    }
}
