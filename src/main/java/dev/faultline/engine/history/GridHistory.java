package dev.faultline.engine.history;

import dev.faultline.signal.Method;
import dev.faultline.signal.Reliability;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The growing history behind the windows. Cells are kept in chunks that are written once, to the
/// precision of a float; a view shares them with the history and sees only what was there when it
/// was made. One thread writes; views may be read by all once they were handed over safely.
public final class GridHistory {
    private final Instant start;
    private final long stepMillis;
    private final List<Chunk> chunks = new ArrayList<>();
    private int seriesCount;
    private int length;

    /// An empty history whose cell 0 ends at `start`.
    public GridHistory(Instant start, long stepMillis, int seriesCount) {
        this.start = start;
        this.stepMillis = stepMillis;
        this.seriesCount = seriesCount;
    }

    /// Takes further series: there are `count` now. All cells before are gaps for them.
    public void grow(int count) {
        seriesCount = count;
        if (!chunks.isEmpty()) {
            chunks.getLast().grow(count);
        }
    }

    /// Begins the next cell; until [#endCell()] it belongs to no view.
    public int beginCell() {
        if (length % Chunk.CELLS == 0) {
            chunks.add(new Chunk());
            chunks.getLast().grow(seriesCount);
        }
        return length;
    }

    /// Sets what is known of one series in the cell that was begun.
    public void set(int series, double observed, double expected, double trend, double sigma) {
        chunks.getLast()
                .set(
                        series,
                        length % Chunk.CELLS,
                        (float) observed,
                        (float) expected,
                        (float) trend,
                        (float) sigma);
    }

    public void endCell() {
        length++;
    }

    public int length() {
        return length;
    }

    /// What was observed in the cells from (included) to (excluded); a copy.
    public double[] observed(int series, int from, int to) {
        double[] values = new double[to - from];
        for (int cell = from; cell < to; ) {
            int count = Math.min(Chunk.CELLS - cell % Chunk.CELLS, to - cell);
            chunks.get(cell / Chunk.CELLS)
                    .copy(Column.OBSERVED, series, cell % Chunk.CELLS, count, values, cell - from);
            cell += count;
        }
        return values;
    }

    /// Forgets all cells from `newLength` on. Views made before keep theirs.
    public void rewind(int newLength) {
        length = newLength;
        int kept = Math.ceilDiv(newLength, Chunk.CELLS);
        chunks.subList(kept, chunks.size()).clear();
        if (newLength % Chunk.CELLS != 0) {
            // Its later cells will be written anew, and older views must not see that.
            Chunk copy = chunks.get(kept - 1).copy();
            copy.grow(seriesCount);
            chunks.set(kept - 1, copy);
        }
    }

    /// What is there now, immutable. The arrays are the view's from now on.
    ///
    /// @param methods how the newest expected value of each series was made
    /// @param learned share of what each series needs to be known, 0..1
    /// @param reliabilities how far each series can be trusted
    public History view(Method[] methods, double[] learned, Reliability[] reliabilities) {
        return new GridView(
                start,
                stepMillis,
                length,
                chunks.toArray(Chunk[]::new),
                methods,
                learned,
                reliabilities);
    }
}
