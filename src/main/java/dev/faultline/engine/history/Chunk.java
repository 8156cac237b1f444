package dev.faultline.engine.history;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// So many cells of all series, on the heap or packed away. Series lie together in blocks; within
/// one the cells of a series are neighbours, column by column. Blocks are only ever added. One
/// thread writes; all others may read what was there when they were handed the chunk.
final class Chunk {
    /// Cells in a chunk.
    static final int CELLS = 128;

    /// Series in a block.
    static final int SERIES = 32;

    /// Numbers of a column in a block.
    static final int COLUMN = SERIES * CELLS;

    static final int BLOCK = Column.COUNT * COLUMN;

    private static final float[][] NONE = {};

    private volatile float[][] blocks = NONE;

    /// Set before the blocks go: who reads the blocks first, and then finds nothing here, has them.
    private volatile @Nullable PackedCells packed;

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

    /// A copy on the heap of a chunk that is there.
    Chunk copy() {
        Chunk copy = new Chunk();
        float[][] own = blocks.clone();
        Arrays.setAll(own, i -> own[i].clone());
        copy.blocks = own;
        return copy;
    }

    /// Keeps what was packed in place of what is on the heap.
    void pack(PackedCells cells) {
        packed = cells;
        blocks = NONE;
    }

    boolean onHeap() {
        return packed == null;
    }

    float[][] blocks() {
        return blocks;
    }

    long heapBytes() {
        return (long) blocks.length * BLOCK * Float.BYTES;
    }

    void set(int series, int cell, float observed, float expected, float trend, float sigma) {
        float[] block = blocks[series / SERIES];
        int slot = series % SERIES * CELLS + cell;
        block[slot] = observed;
        block[slot + COLUMN] = expected;
        block[slot + 2 * COLUMN] = trend;
        block[slot + 3 * COLUMN] = sigma;
    }

    /// Copies cells of one series; series that came up after the last cell have gaps.
    ///
    /// @param unpacked what was unpacked before, by column
    void copy(
            Column column,
            int series,
            int from,
            int count,
            double[] to,
            int at,
            @Nullable Unpacked[] unpacked) {
        float[][] all = blocks;
        PackedCells away = packed;
        int block = series / SERIES;
        float @Nullable [] values;
        int slot = series % SERIES * CELLS + from;
        if (away == null) {
            values = block < all.length ? all[block] : null;
            slot += column.place * COLUMN;
        } else if (block < away.blocks()) {
            Unpacked known = unpacked[column.place];
            if (known == null || known.block != block) {
                known = new Unpacked(block, away.column(column, block));
                unpacked[column.place] = known;
            }
            values = known.values;
        } else {
            values = null;
        }
        for (int i = 0; i < count; i++) {
            to[at + i] = values == null ? Double.NaN : values[slot + i];
        }
    }

    /// A column of a block that was unpacked last: who reads one series after the other unpacks
    /// each but once. Its fields are final, so that a race costs nothing but work.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Unpacked(int block, float[] values) {}
}
