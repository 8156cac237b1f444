package dev.faultline.capture.importer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// Rows of numbers as they come, in any order of time; made into sorted columns at the end.
final class TableBuilder {
    private final int width;
    private final List<double[]> rows = new ArrayList<>();
    private long[] at = new long[1024];
    private boolean sorted = true;

    TableBuilder(int width) {
        this.width = width;
    }

    /// A new row, all `NaN`, to be filled by the caller.
    double[] add(long atMillis) {
        if (rows.size() == at.length) {
            at = Arrays.copyOf(at, at.length * 2);
        }
        sorted &= rows.isEmpty() || atMillis > at[rows.size() - 1];
        at[rows.size()] = atMillis;
        double[] row = new double[width];
        Arrays.fill(row, Double.NaN);
        rows.add(row);
        return row;
    }

    int size() {
        return rows.size();
    }

    /// Sorts the rows by time. Times must be unique.
    void sort() {
        if (sorted) {
            return;
        }
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            order.add(i);
        }
        long[] times = at;
        order.sort((a, b) -> Long.compare(times[a], times[b]));
        List<double[]> ordered = order.stream().map(rows::get).toList();
        at = order.stream().mapToLong(i -> times[i]).toArray();
        Collections.copy(rows, ordered);
        sorted = true;
    }

    long[] times() {
        return Arrays.copyOf(at, rows.size());
    }

    double[] column(int c) {
        double[] column = new double[rows.size()];
        for (int r = 0; r < column.length; r++) {
            column[r] = rows.get(r)[c];
        }
        return column;
    }
}
