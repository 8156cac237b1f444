package dev.faultline.engine;

import dev.faultline.model.SeriesInfo;
import dev.faultline.model.ServiceId;
import dev.faultline.model.Signal;
import dev.faultline.signal.BaselineFit;
import dev.faultline.signal.SeasonClock;
import dev.faultline.signal.SeriesWatcher;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/// What a line of a log that was never written before is compared with: while the log of its
/// component was heard, and it was not in it, there were none of it. A series of lines begins with
/// the first of them, so its past is known to be 0 although nobody measured it.
final class FirstLines {
    /// Cells of zeros that stand for a longer past.
    private static final int MOST_CELLS = 720;

    private FirstLines() {}

    /// Whether what is missing of a series was 0 where its component's log was heard.
    static boolean counts(SeriesInfo info) {
        return info.signal() == Signal.LOG_ERRORS;
    }

    /// Gives a series that is about to have its first value a normal: none, since the log of its
    /// component is heard. Where that is too short a time to know, it has to learn like any other.
    ///
    /// @param cell in which it has its first value
    static void learn(
            SeriesWatcher watcher,
            List<SeriesInfo> series,
            int index,
            int cell,
            long startMillis,
            long stepMillis,
            SeasonClock clock) {
        int heardSince = cell;
        for (int i = 0; i < watcher.size(); i++) {
            int first = watcher.firstSeen(i);
            if (first >= 0 && first < heardSince && sameLog(series.get(i), series.get(index))) {
                heardSince = first;
            }
        }
        int cells = cell - heardSince;
        double[] none = new double[Math.min(cells, MOST_CELLS)];
        BaselineFit.own(
                        series.get(index),
                        none,
                        startMillis + (cell - none.length) * stepMillis,
                        stepMillis,
                        clock)
                .ifPresent(baseline -> watcher.bring(index, baseline, cells));
    }

    private static boolean sameLog(SeriesInfo one, SeriesInfo other) {
        return one.service().equals(other.service())
                && one.id().metric().equals(other.id().metric());
    }

    /// In which cells of a stretch the logs of components were heard.
    static final class Heard {
        private final List<SeriesInfo> series;
        private final IntFunction<double[]> observed;
        private final Map<ServiceId, boolean[]> byService = new HashMap<>();

        /// @param observed the cells of a series, all from one stretch
        Heard(List<SeriesInfo> series, IntFunction<double[]> observed) {
            this.series = series;
            this.observed = observed;
        }

        /// Writes 0 for what is missing where the log of the component was heard.
        ///
        /// @param offset of the cell `values[0]` in the stretch
        void fill(SeriesInfo info, int offset, double[] values) {
            boolean[] heard = byService.computeIfAbsent(info.service(), _ -> heard(info));
            for (int i = 0; i < values.length; i++) {
                if (Double.isNaN(values[i]) && heard[offset + i]) {
                    values[i] = 0;
                }
            }
        }

        private boolean[] heard(SeriesInfo info) {
            boolean[] heard = {};
            for (int i = 0; i < series.size(); i++) {
                if (sameLog(series.get(i), info)) {
                    double[] cells = observed.apply(i);
                    heard = heard.length == 0 ? new boolean[cells.length] : heard;
                    for (int c = 0; c < cells.length; c++) {
                        heard[c] |= !Double.isNaN(cells[c]);
                    }
                }
            }
            return heard.length == 0 ? Arrays.copyOf(heard, observed.apply(0).length) : heard;
        }
    }
}
