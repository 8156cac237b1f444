package dev.faultline.engine.history;

import dev.faultline.signal.Method;
import dev.faultline.signal.Reliability;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The cells that a [GridHistory] held at one moment. What lies in files is read back: not on the
/// FX thread. Thread-safe.
public final class Cells {
    private final Chunk[] chunks;
    private final Chunk.@Nullable Unpacked[][] unpacked;
    private final int dropped;
    private final int length;

    /// @param dropped chunks before the first that are forgotten
    Cells(Chunk[] chunks, int dropped, int length) {
        this.chunks = chunks;
        this.dropped = dropped;
        this.length = length;
        unpacked = new Chunk.Unpacked[chunks.length][Column.COUNT];
    }

    /// The same when so many cells had closed.
    public Cells until(int earlier) {
        return new Cells(chunks, dropped, Math.min(length, earlier));
    }

    /// What is known of the series that these are the cells of. The arrays are the view's from now
    /// on.
    ///
    /// @param start the end of the first cell
    /// @param methods how the newest expected value of each series was made
    /// @param learned share of what each series needs to be known, 0..1
    /// @param reliabilities how far each series can be trusted
    public History view(
            Instant start,
            long stepMillis,
            Method[] methods,
            double[] learned,
            Reliability[] reliabilities) {
        return new GridView(start, stepMillis, this, methods, learned, reliabilities);
    }

    /// How many cells had closed.
    int length() {
        return length;
    }

    /// The first cell that is kept.
    int first() {
        return Math.min(length, dropped * Chunk.CELLS);
    }

    /// The first cell from which on all lie on the heap.
    int firstOnHeap() {
        int chunk = chunks.length;
        while (chunk > 0 && chunks[chunk - 1].onHeap()) {
            chunk--;
        }
        return Math.min(length, (dropped + chunk) * Chunk.CELLS);
    }

    /// What was observed of a series in the cells from (included) to (excluded); `NaN` for gaps and
    /// for what is forgotten.
    public double[] observed(int series, int from, int to) {
        return copy(Column.OBSERVED, series, from, to);
    }

    double value(Column column, int series, int cell) {
        return copy(column, series, cell, cell + 1)[0];
    }

    double[] copy(Column column, int series, int from, int to) {
        if (from < 0 || from > to || to > length) {
            throw new IndexOutOfBoundsException("cells %d to %d of %d".formatted(from, to, length));
        }
        double[] values = new double[to - from];
        for (int cell = from; cell < to; ) {
            int count = Math.min(Chunk.CELLS - cell % Chunk.CELLS, to - cell);
            int chunk = cell / Chunk.CELLS - dropped;
            if (chunk < 0) {
                Arrays.fill(values, cell - from, cell - from + count, Double.NaN);
            } else {
                chunks[chunk].copy(
                        column,
                        series,
                        cell % Chunk.CELLS,
                        count,
                        values,
                        cell - from,
                        unpacked[chunk]);
            }
            cell += count;
        }
        return values;
    }
}
