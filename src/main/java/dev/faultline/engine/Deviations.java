package dev.faultline.engine;

import dev.faultline.engine.history.GridHistory;
import dev.faultline.model.SeriesInfo;
import dev.faultline.signal.Deviation;
import dev.faultline.signal.DeviationMeter;
import dev.faultline.signal.Method;
import dev.faultline.signal.RobustScale;
import dev.faultline.signal.Scale;
import dev.faultline.signal.SeriesWatcher;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Measures how far all series are from normal since a cell. What is normal is read off the
/// reference where the series is compared with one, else off the hours before that cell.
final class Deviations {
    /// Cells before an onset that show how often a series usually reports.
    private static final int USUAL_CELLS = 60;

    /// Normal cells that show how much a series scatters.
    private static final int NORMAL_CELLS = 720;

    private final List<SeriesInfo> series;
    private final GridHistory history;
    private final SeriesWatcher watcher;
    private final List<Optional<double[]>> referenceResiduals;

    Deviations(
            List<SeriesInfo> series,
            GridHistory history,
            SeriesWatcher watcher,
            List<Optional<double[]>> referenceResiduals) {
        this.series = series;
        this.history = history;
        this.watcher = watcher;
        this.referenceResiduals = referenceResiduals;
    }

    /// Takes out of a window of a series what was not normal.
    interface Mask {
        /// Marks them as missing (`NaN`).
        ///
        /// @param from the cell that `window[0]` belongs to
        void apply(int series, double[] window, int from);
    }

    /// One deviation a series; none where there is no history.
    List<Deviation> since(int cell, Mask mask) {
        return history.length() == 0
                ? List.of()
                : IntStream.range(0, series.size()).mapToObj(i -> of(i, cell, mask)).toList();
    }

    private Deviation of(int index, int cell, Mask mask) {
        SeriesInfo info = series.get(index);
        int from = Math.max(0, cell - USUAL_CELLS);
        double[] observed = history.window(index, from, history.length());
        double[] expected = history.expected(index, from, history.length());
        Method method = watcher.method(index);
        double[] normal =
                referenceResiduals
                        .get(index)
                        .filter(_ -> method == Method.REFERENCE)
                        .map(Deviations::newest)
                        .orElseGet(() -> own(index, cell, mask));
        double floor = Scale.floor(info, RobustScale.median(expected));
        return DeviationMeter.measure(
                        info, index, observed, expected, cell - from, normal, floor, method)
                .with(watcher.reliability(index));
    }

    /// Distances from the expected value before a cell, without anomalies.
    private double[] own(int index, int cell, Mask mask) {
        int from = Math.max(0, cell - NORMAL_CELLS);
        double[] residuals = history.window(index, from, cell);
        double[] expected = history.expected(index, from, cell);
        for (int i = 0; i < residuals.length; i++) {
            residuals[i] =
                    DeviationMeter.residual(series.get(index).signal(), residuals[i], expected[i]);
        }
        mask.apply(index, residuals, from);
        return residuals;
    }

    private static double[] newest(double[] normal) {
        return Arrays.copyOfRange(normal, Math.max(0, normal.length - NORMAL_CELLS), normal.length);
    }
}
