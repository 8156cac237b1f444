package dev.faultline.engine.history;

import com.github.luben.zstd.Zstd;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// A chunk as it lies in a file: each column of each block by itself, so that one series can be
/// read back without the others. Observed values are kept to the last bit; expected values and
/// trends are rounded to 16 significant bits (2⁻¹⁶, .0015 %), sigmas to 9 (2⁻⁹, .2 %): far below
/// what a series scatters, and half the bytes.
///
/// The numbers of a column are taken as ints, without the bits that were rounded away; those that
/// follow slowly as zigzag-coded differences from cell to cell; then byte by byte, the highest of
/// all numbers first, by zstd.
final class PackedCells {
    private static final int LEVEL = 1;
    private static final int BYTES = Chunk.COLUMN * Float.BYTES;

    private final MemorySegment bytes;

    /// Where each column of each block begins, and the end.
    private final int[] places;

    /// @param places where each column of each block begins in the bytes, and the end
    PackedCells(MemorySegment bytes, int[] places) {
        this.bytes = bytes;
        this.places = places;
    }

    /// How many blocks there are.
    int blocks() {
        return (places.length - 1) / Column.COUNT;
    }

    /// Packs a column of a block.
    static byte[] pack(Column column, float[] block) {
        byte[] plain = new byte[BYTES];
        int before = 0;
        for (int i = 0; i < Chunk.COLUMN; i++) {
            int bits =
                    rounded(Float.floatToIntBits(block[column.place * Chunk.COLUMN + i]), column)
                            >>> column.rounded;
            int number = bits;
            if (column != Column.OBSERVED) {
                int difference = bits - before;
                number = (difference << 1) ^ (difference >> 31);
                before = bits;
            }
            for (int b = 0; b < Float.BYTES; b++) {
                plain[b * Chunk.COLUMN + i] = (byte) (number >>> (24 - 8 * b));
            }
        }
        return Zstd.compress(plain, LEVEL);
    }

    /// Rounds a number that is none of the special ones.
    private static int rounded(int bits, Column column) {
        boolean finite = (bits & 0x7f800000) != 0x7f800000;
        return finite && column.rounded > 0 ? bits + (1 << (column.rounded - 1)) : bits;
    }

    /// Unpacks a column of a block.
    float[] column(Column column, int block) {
        int place = block * Column.COUNT + column.place;
        byte[] packed = new byte[places[place + 1] - places[place]];
        MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, places[place], packed, 0, packed.length);
        byte[] plain = new byte[BYTES];
        long size = Zstd.decompressByteArray(plain, 0, BYTES, packed, 0, packed.length);
        if (size != BYTES) {
            throw new IllegalStateException("a packed column of the history is damaged");
        }
        float[] values = new float[Chunk.COLUMN];
        int before = 0;
        for (int i = 0; i < Chunk.COLUMN; i++) {
            int number = 0;
            for (int b = 0; b < Float.BYTES; b++) {
                number = (number << 8) | (plain[b * Chunk.COLUMN + i] & 0xff);
            }
            if (column != Column.OBSERVED) {
                before += (number >>> 1) ^ -(number & 1);
                number = before;
            }
            values[i] = Float.intBitsToFloat(number << column.rounded);
        }
        return values;
    }
}
