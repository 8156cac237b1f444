package dev.faultline.evaluation.nab;

import java.util.List;

/// One file of the benchmark with its labels.
///
/// @param path relative to `data/`, with `/`, such as `realKnownCause/nyc_taxi.csv`
/// @param times as they are written in the file
/// @param seconds the same in seconds since the epoch, the file's local time read as UTC
/// @param values `NaN` where the file has no number
/// @param windows in the order of the file, none overlapping
@SuppressWarnings("ArrayRecordComponent") // bulk numbers: compared by nobody
public record NabSeries(
        String path, String[] times, long[] seconds, double[] values, List<Window> windows) {
    private static final double PROBATION_SHARE = .15;
    private static final int PROBATION_FULL = 5000;

    public NabSeries {
        windows = List.copyOf(windows);
    }

    /// Rows.
    public int size() {
        return values.length;
    }

    /// The first rows, in which a detector may learn and which are not scored: 15 % of the file, at
    /// most 750.
    public int probation() {
        return (int) Math.min(PROBATION_SHARE * size(), PROBATION_SHARE * PROBATION_FULL);
    }

    /// Whether a row lies in a window.
    public boolean labelled(int row) {
        return windows.stream().anyMatch(w -> w.first() <= row && row <= w.last());
    }

    /// Rows that the labels call anomalous.
    ///
    /// @param first its first row, from 0
    /// @param last its last row
    public record Window(int first, int last) {
        /// Rows in it.
        public int length() {
            return last - first + 1;
        }
    }
}
