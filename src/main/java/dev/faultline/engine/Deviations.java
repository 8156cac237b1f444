package dev.faultline.engine;

import dev.faultline.engine.history.History;
import dev.faultline.model.SeriesInfo;
import dev.faultline.signal.Anomaly;
import dev.faultline.signal.Deviation;
import dev.faultline.signal.DeviationMeter;
import dev.faultline.signal.Labels;
import dev.faultline.signal.Method;
import dev.faultline.signal.RobustScale;
import dev.faultline.signal.Scale;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.stream.IntStream;

/// Measures how far all series are from normal since a cell. What is normal is read off the
/// reference where the series is compared with one, else off the hours before that cell. All that
/// it looks at is immutable: it may be asked on any thread.
final class Deviations {
    /// Cells before an onset that show how often a series usually reports.
    static final int USUAL_CELLS = 60;

    /// Normal cells that show how much a series scatters.
    static final int NORMAL_CELLS = 720;

    private final List<SeriesInfo> series;
    private final History history;
    private final List<Optional<double[]>> reference;
    private final Masks masks;
    private final Labels labels;
    private final NavigableMap<Integer, BitSet> deaf;
    private final int since;

    /// @param reference distances of the first series from their references, where they have one
    /// @param masks what must not count as normal
    /// @param deaf series that could not be heard, by cell
    /// @param since the cell
    Deviations(
            List<SeriesInfo> series,
            History history,
            List<Optional<double[]>> reference,
            Masks masks,
            Labels labels,
            NavigableMap<Integer, BitSet> deaf,
            int since) {
        this.series = series;
        this.history = history;
        this.reference = reference;
        this.masks = masks;
        this.labels = labels;
        this.deaf = deaf;
        this.since = since;
    }

    /// One deviation a series; none where there is no history, or a person expects what the series
    /// does, or has called it a false alarm.
    List<Deviation> all() {
        if (history.length() == 0) {
            return List.of();
        }
        Map<Integer, List<Anomaly>> anomalies = masks.bySeries();
        FirstLines.Heard heard =
                new FirstLines.Heard(
                        series,
                        i ->
                                history.observed(
                                        i, Math.max(0, since - NORMAL_CELLS), history.length()));
        return IntStream.range(0, series.size())
                .filter(i -> counts(i, anomalies))
                .mapToObj(i -> of(i, anomalies.getOrDefault(i, List.of()), heard))
                .toList();
    }

    private boolean counts(int index, Map<Integer, List<Anomaly>> anomalies) {
        if (labels.none()) {
            return true;
        }
        boolean muted =
                anomalies.getOrDefault(index, List.of()).stream()
                        .anyMatch(a -> a.open() && labels.mutes(a));
        return !muted && !labels.expected(index);
    }

    private Deviation of(int index, List<Anomaly> anomalies, FirstLines.Heard heard) {
        SeriesInfo info = series.get(index);
        int from = Math.max(0, since - USUAL_CELLS);
        double[] observed = history.observed(index, from, history.length());
        double[] expected = history.expected(index, from, history.length());
        fill(info, from, observed, expected, heard);
        Method method = history.method(index);
        double[] normal =
                referenceOf(index)
                        .filter(_ -> method == Method.REFERENCE)
                        .map(Deviations::newest)
                        .orElseGet(() -> own(index, anomalies, heard));
        double floor = Scale.floor(info, RobustScale.median(expected));
        Deviation measured =
                DeviationMeter.measure(
                                info,
                                index,
                                observed,
                                expected,
                                since - from,
                                normal,
                                floor,
                                method)
                        .with(history.reliability(index));
        return deaf.isEmpty()
                ? measured
                : measured.heard(
                        present(observed, index, from, since, history.length()),
                        present(observed, index, from, from, since));
    }

    private Optional<double[]> referenceOf(int index) {
        return index < reference.size() ? reference.get(index) : Optional.empty();
    }

    /// Share of the cells in which a series could be heard that hold a value.
    private double present(double[] observed, int index, int first, int from, int to) {
        int present = 0;
        int heard = 0;
        for (int cell = from; cell < to; cell++) {
            boolean there = !Double.isNaN(observed[cell - first]);
            BitSet unheard = deaf.get(cell);
            if (there || unheard == null || !unheard.get(index)) {
                heard++;
                present += there ? 1 : 0;
            }
        }
        return heard == 0 ? Double.NaN : present / (double) heard;
    }

    /// Distances from the expected value before the cell, without anomalies.
    private double[] own(int index, List<Anomaly> anomalies, FirstLines.Heard heard) {
        int from = Math.max(0, since - NORMAL_CELLS);
        double[] residuals = history.observed(index, from, since);
        double[] expected = history.expected(index, from, since);
        fill(series.get(index), from, residuals, expected, heard);
        for (int i = 0; i < residuals.length; i++) {
            residuals[i] =
                    DeviationMeter.residual(series.get(index).signal(), residuals[i], expected[i]);
        }
        masks.apply(anomalies, residuals, from, labels);
        return residuals;
    }

    /// Lines that were not there before the first of them were none.
    private void fill(
            SeriesInfo info,
            int from,
            double[] observed,
            double[] expected,
            FirstLines.Heard heard) {
        if (FirstLines.counts(info)) {
            int first = from - Math.max(0, since - NORMAL_CELLS);
            double[] before = observed.clone();
            heard.fill(info, first, observed);
            for (int i = 0; i < expected.length; i++) {
                boolean filled = Double.isNaN(before[i]) && observed[i] == 0;
                expected[i] = filled && Double.isNaN(expected[i]) ? 0 : expected[i];
            }
        }
    }

    private static double[] newest(double[] normal) {
        return Arrays.copyOfRange(normal, Math.max(0, normal.length - NORMAL_CELLS), normal.length);
    }

    /// What must not count as normal: an outage must not teach. What lasted so long that it became
    /// the normal does teach.
    ///
    /// @param anomalies all that are known, ended or open
    /// @param acceptCells how long an anomaly lasts that became the normal
    record Masks(List<Anomaly> anomalies, long startMillis, long stepMillis, int acceptCells) {
        Map<Integer, List<Anomaly>> bySeries() {
            Map<Integer, List<Anomaly>> all = new HashMap<>();
            for (Anomaly anomaly : anomalies) {
                all.computeIfAbsent(anomaly.series(), _ -> new ArrayList<>(2)).add(anomaly);
            }
            return all;
        }

        /// Marks in a window of a series as missing (`NaN`) what was not normal.
        ///
        /// @param own the anomalies of the series
        /// @param from the cell that `window[0]` belongs to
        void apply(List<Anomaly> own, double[] window, int from, Labels labels) {
            for (Anomaly anomaly : own) {
                int begin = cellOf(anomaly.onset().toEpochMilli());
                int end =
                        anomaly.ended()
                                .map(ended -> cellOf(ended.toEpochMilli()))
                                .orElse(from + window.length);
                boolean counts =
                        anomaly.open()
                                || (end - begin < acceptCells && !labels.falseAlarm(anomaly));
                if (counts && end > from && begin < from + window.length) {
                    Arrays.fill(
                            window,
                            Math.max(0, begin - from),
                            Math.min(end - from, window.length),
                            Double.NaN);
                }
            }
        }

        private int cellOf(long millis) {
            return (int) ((millis - startMillis) / stepMillis);
        }
    }
}
