package dev.faultline.engine.history;

import java.util.Arrays;

/// So many cells of all series, on the heap. Series lie together in blocks; within one the cells of
/// a series are neighbours, column by column. Blocks are only ever added.
final class Chunk {
    /// Cells in a chunk.
    static final int CELLS = 128;

    /// Series in a block.
    static final int SERIES = 32;

    /// Numbers of a column in a block.
    static final int COLUMN = SERIES * CELLS;

    static final int BLOCK = Column.COUNT * COLUMN;

    private volatile float[][] blocks = {};

    /// Makes room for so many series; nothing is known of the new ones.
    void grow(int series) {
        float[][] known = blocks;
        int count = Math.ceilDiv(series, SERIES);
        if (count <= known.length) {
            return;
        }
        float[][] more = Arrays.copyOf(known, count);
        for (int i = known.length; i < count; i++) {
            more[i] = new float[BLOCK];
            Arrays.fill(more[i], Float.NaN);
        }
        blocks = more;
    }

    Chunk copy() {
        Chunk copy = new Chunk();
        float[][] own = blocks.clone();
        Arrays.setAll(own, i -> own[i].clone());
        copy.blocks = own;
        return copy;
    }

    void set(int series, int cell, float observed, float expected, float trend, float sigma) {
        float[] block = blocks[series / SERIES];
        int slot = series % SERIES * CELLS + cell;
        block[slot] = observed;
        block[slot + COLUMN] = expected;
        block[slot + 2 * COLUMN] = trend;
        block[slot + 3 * COLUMN] = sigma;
    }

    /// Series that came up after its last cell have gaps.
    double get(Column column, int series, int cell) {
        float[][] all = blocks;
        int slot = column.place * COLUMN + series % SERIES * CELLS + cell;
        return series / SERIES < all.length ? all[series / SERIES][slot] : Double.NaN;
    }

    /// Copies cells of one series.
    void copy(Column column, int series, int from, int count, double[] to, int at) {
        float[][] all = blocks;
        if (series / SERIES >= all.length) {
            Arrays.fill(to, at, at + count, Double.NaN);
            return;
        }
        float[] block = all[series / SERIES];
        int slot = column.place * COLUMN + series % SERIES * CELLS + from;
        for (int i = 0; i < count; i++) {
            to[at + i] = block[slot + i];
        }
    }
}
