package dev.faultline.engine.history;

import dev.faultline.signal.Method;
import dev.faultline.signal.Reliability;
import java.time.Instant;

/// What was observed and expected of every series, on one regular grid, up to one moment: an
/// immutable view of arrays that only grow. Cell `i` holds what was measured in (start +
/// (i−1)·step, start + i·step]. Values are kept as they were when their cell closed; nothing is
/// changed with hindsight. A run without an end forgets the oldest, and keeps in files what the
/// heap has no room for: those take longer to read, and are not read on the FX thread.
public interface History {
    Instant start();

    /// The length of a cell, ms.
    long stepMillis();

    /// Number of closed cells.
    int length();

    /// The first cell that is kept; what was before counts as gaps.
    int first();

    /// The first cell from which on all can be read at once; what is before lies in files.
    int firstOnHeap();

    int seriesCount();

    /// Mean of what was measured in the cell; `NaN` where nothing was (a gap).
    double observed(int series, int cell);

    /// What was expected, trend and season together; `NaN` while learning.
    double expected(int series, int cell);

    /// The trend alone; `NaN` while learning.
    double trend(int series, int cell);

    /// Robust standard deviation of the residual, in the unit of the series; `NaN` while learning.
    double sigma(int series, int cell);

    /// What was observed in the cells from (included) to (excluded); a copy.
    double[] observed(int series, int from, int to);

    /// What was expected in the cells from (included) to (excluded); a copy.
    double[] expected(int series, int from, int to);

    /// All that is known of a series in the cells from (included) to (excluded).
    Stretch stretch(int series, int from, int to);

    /// Cells of one series, in order of time; `NaN` as in the methods of the same names.
    ///
    /// @param from the first cell
    @SuppressWarnings("ArrayRecordComponent") // bulk data, the reader's own
    record Stretch(
            int from, double[] observed, double[] expected, double[] trend, double[] sigma) {}

    /// How the expected value of the newest cell was made.
    Method method(int series);

    /// The share of what the series needs to be known, 0..1; 1 when it is learned.
    double learned(int series);

    /// How far the series can be trusted now.
    Reliability reliability(int series);

    /// The mean of [#learned(int)] over all series, 0..1; 1 where there are none.
    default double learned() {
        double sum = 0;
        for (int i = 0; i < seriesCount(); i++) {
            sum += Math.clamp(learned(i), 0.0, 1.0);
        }
        return seriesCount() == 0 ? 1 : sum / seriesCount();
    }

    default Instant timeOf(int cell) {
        return start().plusMillis(cell * stepMillis());
    }

    /// The cell that holds `at`; below 0 or at least [#length()] where there is none.
    default int cellOf(Instant at) {
        return (int) Math.ceilDiv(at.toEpochMilli() - start().toEpochMilli(), stepMillis());
    }
}
