package dev.faultline.capture;

import dev.faultline.model.ChangeEvent;
import dev.faultline.model.Notice;
import dev.faultline.model.SeriesInfo;
import dev.faultline.model.TimeSpan;
import dev.faultline.topology.Topology;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/// A recorded stretch of a system as one table in memory, whatever file it was read from: the
/// common form of all importers. Immutable by agreement: the arrays are shared and never written.
///
/// @param series the columns
/// @param atMillis the time of each row, ms since the epoch (UTC), strictly ascending
/// @param values `values[s][r]` is series `s` in row `r`, in the unit of the series; `NaN` where
///   nothing was measured
/// @param changes what was done to the system, by time
/// @param topology its components hold at least those of the series
/// @param notices what the reader had to leave out or mend
@SuppressWarnings("ArrayRecordComponent") // bulk data: compared by nobody, copied by nobody
public record Recording(
        List<SeriesInfo> series,
        long[] atMillis,
        double[][] values,
        List<ChangeEvent> changes,
        Topology topology,
        List<Notice> notices) {
    public Recording {
        series = List.copyOf(series);
        changes = List.copyOf(changes);
        notices = List.copyOf(notices);
        if (values.length != series.size()) {
            throw new IllegalArgumentException(
                    values.length + " columns for " + series.size() + " series");
        }
        for (double[] column : values) {
            if (column.length != atMillis.length) {
                throw new IllegalArgumentException(
                        "a column of " + column.length + " for " + atMillis.length + " rows");
            }
        }
        for (int r = 1; r < atMillis.length; r++) {
            if (atMillis[r] <= atMillis[r - 1]) {
                throw new IllegalArgumentException("row " + r + " is not after the row before it");
            }
        }
    }

    public int rows() {
        return atMillis.length;
    }

    /// The rows measured within the span, both ends included, and the changes in it.
    public Recording within(TimeSpan span) {
        int from = firstAtOrAfter(span.from().toEpochMilli());
        int to = firstAtOrAfter(span.to().toEpochMilli() + 1);
        double[][] part = new double[values.length][];
        for (int s = 0; s < values.length; s++) {
            part[s] = Arrays.copyOfRange(values[s], from, to);
        }
        return new Recording(
                series,
                Arrays.copyOfRange(atMillis, from, to),
                part,
                changes.stream().filter(change -> span.contains(change.at())).toList(),
                topology,
                notices);
    }

    /// The same rows, `by` later (or earlier). Changes keep their times: they were told, not
    /// measured.
    public Recording shifted(Duration by) {
        long millis = by.toMillis();
        return new Recording(
                series,
                Arrays.stream(atMillis).map(at -> at + millis).toArray(),
                values,
                changes,
                topology,
                notices);
    }

    private int firstAtOrAfter(long millis) {
        int place = Arrays.binarySearch(atMillis, millis);
        return place < 0 ? -place - 1 : place;
    }
}
