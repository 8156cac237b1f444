package dev.faultline.engine.history;

import dev.faultline.signal.Method;
import dev.faultline.signal.Reliability;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The growing history behind the windows. Cells are kept in chunks that are written once; a view
/// shares them with the history and sees only what was there when it was made. One thread writes;
/// views may be read by all once they were handed over safely.
public final class GridHistory {
    /// Cells in a chunk.
    private static final int CHUNK = 256;

    private final Instant start;
    private final long stepMillis;
    private final int seriesCount;
    private final List<Chunk> chunks = new ArrayList<>();
    private int length;

    /// An empty history whose cell 0 ends at `start`.
    public GridHistory(Instant start, long stepMillis, int seriesCount) {
        this.start = start;
        this.stepMillis = stepMillis;
        this.seriesCount = seriesCount;
    }

    /// 256 cells of all series; the cells of one series lie together.
    @SuppressWarnings("ArrayRecordComponent")
    private record Chunk(double[] observed, double[] expected, float[] trend, float[] sigma) {
        static Chunk empty(int series) {
            int size = series * CHUNK;
            return new Chunk(new double[size], new double[size], new float[size], new float[size]);
        }

        Chunk copy() {
            return new Chunk(observed.clone(), expected.clone(), trend.clone(), sigma.clone());
        }
    }

    /// Begins the next cell; until [#endCell()] it belongs to no view.
    public int beginCell() {
        if (length % CHUNK == 0) {
            chunks.add(Chunk.empty(seriesCount));
        }
        return length;
    }

    /// Sets what is known of one series in the cell that was begun.
    public void set(int series, double observed, double expected, double trend, double sigma) {
        Chunk chunk = chunks.getLast();
        int slot = series * CHUNK + length % CHUNK;
        chunk.observed[slot] = observed;
        chunk.expected[slot] = expected;
        chunk.trend[slot] = (float) trend;
        chunk.sigma[slot] = (float) sigma;
    }

    public void endCell() {
        length++;
    }

    public int length() {
        return length;
    }

    /// Copies what was observed of a series in the cells from (included) to (excluded).
    public double[] window(int series, int from, int to) {
        return copy(series, from, to, true);
    }

    /// Copies what was expected of a series in the cells from (included) to (excluded).
    public double[] expected(int series, int from, int to) {
        return copy(series, from, to, false);
    }

    private double[] copy(int series, int from, int to, boolean observed) {
        double[] window = new double[to - from];
        for (int cell = from; cell < to; ) {
            int count = Math.min(CHUNK - cell % CHUNK, to - cell);
            int slot = series * CHUNK + cell % CHUNK;
            Chunk chunk = chunks.get(cell / CHUNK);
            double[] source = observed ? chunk.observed : chunk.expected;
            System.arraycopy(source, slot, window, cell - from, count);
            cell += count;
        }
        return window;
    }

    /// Forgets all cells from `newLength` on. Views made before keep theirs.
    public void rewind(int newLength) {
        length = newLength;
        int kept = Math.ceilDiv(newLength, CHUNK);
        chunks.subList(kept, chunks.size()).clear();
        if (newLength % CHUNK != 0) {
            // Its later cells will be written anew, and older views must not see that.
            chunks.set(kept - 1, chunks.get(kept - 1).copy());
        }
    }

    /// What is there now, immutable.
    ///
    /// @param methods how the newest expected value of each series was made
    /// @param learned share of what each series needs to be known, 0..1
    /// @param reliabilities how far each series can be trusted
    public History view(Method[] methods, double[] learned, Reliability[] reliabilities) {
        return new View(
                start,
                stepMillis,
                length,
                chunks.toArray(Chunk[]::new),
                methods.clone(),
                learned.clone(),
                reliabilities.clone());
    }

    private static final class View implements History {
        private final Instant start;
        private final long stepMillis;
        private final int length;
        private final Chunk[] chunks;
        private final Method[] methods;
        private final double[] learned;
        private final Reliability[] reliabilities;

        View(
                Instant start,
                long stepMillis,
                int length,
                Chunk[] chunks,
                Method[] methods,
                double[] learned,
                Reliability[] reliabilities) {
            this.start = start;
            this.stepMillis = stepMillis;
            this.length = length;
            this.chunks = chunks;
            this.methods = methods;
            this.learned = learned;
            this.reliabilities = reliabilities;
        }

        @Override
        public Instant start() {
            return start;
        }

        @Override
        public long stepMillis() {
            return stepMillis;
        }

        @Override
        public int length() {
            return length;
        }

        @Override
        public int seriesCount() {
            return methods.length;
        }

        @Override
        public double observed(int series, int cell) {
            return chunk(cell).observed[slot(series, cell)];
        }

        @Override
        public double expected(int series, int cell) {
            return chunk(cell).expected[slot(series, cell)];
        }

        @Override
        public double trend(int series, int cell) {
            return chunk(cell).trend[slot(series, cell)];
        }

        @Override
        public double sigma(int series, int cell) {
            return chunk(cell).sigma[slot(series, cell)];
        }

        @Override
        public Method method(int series) {
            return methods[series];
        }

        @Override
        public double learned(int series) {
            return learned[series];
        }

        @Override
        public Reliability reliability(int series) {
            return reliabilities[series];
        }

        private Chunk chunk(int cell) {
            if (cell < 0 || cell >= length) {
                throw new IndexOutOfBoundsException("cell " + cell + " of " + length);
            }
            return chunks[cell / CHUNK];
        }

        private int slot(int series, int cell) {
            if (series < 0 || series >= methods.length) {
                throw new IndexOutOfBoundsException("series " + series + " of " + methods.length);
            }
            return series * CHUNK + cell % CHUNK;
        }
    }
}
