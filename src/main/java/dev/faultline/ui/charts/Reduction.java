package dev.faultline.ui.charts;

import dev.faultline.engine.history.History;
import java.util.stream.IntStream;

/// Which cells of a long series are worth drawing: no chart shows more than the lowest and the
/// highest of each pixel column.
final class Reduction {
    private Reduction() {}

    /// The cells `first..last` to draw, ascending. A column without any value keeps one cell, so
    /// that a gap stays a gap.
    static int[] cells(History history, int series, int first, int last, int columns) {
        int count = last - first + 1;
        if (count <= 0) {
            return new int[0];
        }
        if (count <= 2 * columns) {
            return IntStream.rangeClosed(first, last).toArray();
        }
        IntStream.Builder kept = IntStream.builder();
        for (int column = 0; column < columns; column++) {
            int from = first + (int) ((long) count * column / columns);
            int to = first + (int) ((long) count * (column + 1) / columns);
            int low = -1;
            int high = -1;
            for (int cell = from; cell < to; cell++) {
                double value = history.observed(series, cell);
                if (Double.isNaN(value)) {
                    continue;
                }
                if (low < 0 || value < history.observed(series, low)) {
                    low = cell;
                }
                if (high < 0 || value > history.observed(series, high)) {
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
