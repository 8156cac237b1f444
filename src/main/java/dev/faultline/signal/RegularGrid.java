package dev.faultline.signal;

import java.util.Arrays;

/// Irregular samples of many series on their way onto one regular grid. Cell `i` holds what was
/// measured in (start + (i−1)·step, start + i·step]; several values in a cell are averaged, a cell
/// without one is a gap (`NaN`), never filled in. Cells close one after the other; a few may be
/// open ahead of the oldest. Series may be added at any time. Not thread-safe, no clock: the caller
/// says when a cell closes.
public final class RegularGrid {
    private int series;
    private final long start;
    private final long step;
    private final int ahead;
    private double[] sums;
    private int[] counts;
    private long[] newest;
    private double[] values;
    private int closed;

    private long taken;
    private long duplicates;
    private long late;
    private long early;
    private long outOfOrder;
    private long nonFinite;

    /// An empty grid.
    ///
    /// @param series how many series there are
    /// @param startMillis the end of cell 0, ms since the epoch
    /// @param stepMillis the length of a cell, ms
    /// @param ahead how many cells are open at once, at least 1
    public RegularGrid(int series, long startMillis, long stepMillis, int ahead) {
        if (stepMillis <= 0 || ahead < 1 || series < 0) {
            throw new IllegalArgumentException(
                    "series %d, step %d ms, open cells %d".formatted(series, stepMillis, ahead));
        }
        this.series = series;
        start = startMillis;
        step = stepMillis;
        this.ahead = ahead;
        sums = new double[series * ahead];
        counts = new int[series * ahead];
        newest = new long[series];
        values = new double[series];
        Arrays.fill(newest, Long.MIN_VALUE);
    }

    private RegularGrid(RegularGrid other) {
        series = other.series;
        start = other.start;
        step = other.step;
        ahead = other.ahead;
        sums = Arrays.copyOf(other.sums, series * ahead);
        counts = Arrays.copyOf(other.counts, series * ahead);
        newest = Arrays.copyOf(other.newest, series);
        values = Arrays.copyOf(other.values, series);
        closed = other.closed;
        taken = other.taken;
        duplicates = other.duplicates;
        late = other.late;
        early = other.early;
        outOfOrder = other.outOfOrder;
        nonFinite = other.nonFinite;
    }

    /// Takes further series: there are `count` now.
    public void grow(int count) {
        if (count > newest.length) {
            int capacity = Math.max(count, newest.length + newest.length / 2);
            sums = Arrays.copyOf(sums, capacity * ahead);
            counts = Arrays.copyOf(counts, capacity * ahead);
            values = Arrays.copyOf(values, capacity);
            int known = newest.length;
            newest = Arrays.copyOf(newest, capacity);
            Arrays.fill(newest, known, capacity, Long.MIN_VALUE);
        }
        series = Math.max(series, count);
    }

    /// Takes a sample in, or counts why not.
    ///
    /// @return whether it was taken in
    public boolean add(int index, long atMillis, double value) {
        if (!Double.isFinite(value)) {
            nonFinite++;
            return false;
        }
        long cell = Math.ceilDiv(atMillis - start, step);
        if (cell < closed) {
            late++;
            return false;
        }
        if (cell >= (long) closed + ahead) {
            early++;
            return false;
        }
        if (atMillis < newest[index]) {
            outOfOrder++;
        } else {
            newest[index] = atMillis;
            values[index] = value;
        }
        int slot = slot((int) cell, index);
        if (counts[slot]++ > 0) {
            duplicates++;
        }
        sums[slot] += value;
        taken++;
        return true;
    }

    /// Closes the oldest open cell.
    ///
    /// @param means where the mean of each series goes, `NaN` for a gap
    public void close(double[] means) {
        for (int i = 0; i < series; i++) {
            int slot = slot(closed, i);
            means[i] = counts[slot] == 0 ? Double.NaN : sums[slot] / counts[slot];
            sums[slot] = 0;
            counts[slot] = 0;
        }
        closed++;
    }

    /// A grid of one series as a whole.
    ///
    /// @return one mean a cell, `NaN` for a gap; samples outside are left out
    public static double[] of(
            long[] atMillis, double[] values, long startMillis, long stepMillis, int cells) {
        RegularGrid grid = new RegularGrid(1, startMillis, stepMillis, Math.max(1, cells));
        for (int i = 0; i < values.length; i++) {
            grid.add(0, atMillis[i], values[i]);
        }
        double[] row = new double[cells];
        double[] mean = new double[1];
        for (int cell = 0; cell < cells; cell++) {
            grid.close(mean);
            row[cell] = mean[0];
        }
        return row;
    }

    public RegularGrid copy() {
        return new RegularGrid(this);
    }

    /// When the newest sample of a series was measured, ms since the epoch; [Long#MIN_VALUE] where
    /// there is none.
    public long newestMillis(int index) {
        return newest[index];
    }

    /// The value of the newest sample of a series.
    public double newestValue(int index) {
        return values[index];
    }

    /// How many cells were closed.
    public int closed() {
        return closed;
    }

    /// Samples taken in.
    public long taken() {
        return taken;
    }

    /// Samples taken in for a cell that had a value already.
    public long duplicates() {
        return duplicates;
    }

    /// Samples left out because their cell was closed.
    public long late() {
        return late;
    }

    /// Samples left out because they claim to be from too far ahead.
    public long early() {
        return early;
    }

    /// Samples taken in although a later one of their series came before.
    public long outOfOrder() {
        return outOfOrder;
    }

    /// Values left out because they are no finite number.
    public long nonFinite() {
        return nonFinite;
    }

    private int slot(int cell, int index) {
        return index * ahead + cell % ahead;
    }
}
