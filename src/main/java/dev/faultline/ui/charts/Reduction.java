package dev.faultline.ui.charts;

import java.util.stream.IntStream;

/// Which cells of a long series are worth drawing: no chart shows more than the lowest and the
/// highest of each pixel column.
final class Reduction {
    private Reduction() {}

    /// The places of the cells to draw, ascending. A column without any value keeps one cell, so
    /// that a gap stays a gap.
    ///
    /// @param observed one value a cell, `NaN` for a gap
    static int[] cells(double[] observed, int columns) {
        int count = observed.length;
        if (count <= 2 * columns) {
            return IntStream.range(0, count).toArray();
        }
        IntStream.Builder kept = IntStream.builder();
        for (int column = 0; column < columns; column++) {
            int from = (int) ((long) count * column / columns);
            int to = (int) ((long) count * (column + 1) / columns);
            int low = -1;
            int high = -1;
            for (int cell = from; cell < to; cell++) {
                double value = observed[cell];
                if (Double.isNaN(value)) {
                    continue;
                }
                if (low < 0 || value < observed[low]) {
                    low = cell;
                }
                if (high < 0 || value > observed[high]) {
                    high = cell;
                }
            }
            if (low < 0) {
                kept.add(from);
            } else {
                kept.add(Math.min(low, high));
                if (low != high) {
                    kept.add(Math.max(low, high));
                }
            }
        }
        return kept.build().toArray();
    }
}
