package dev.faultline.engine.history;

import dev.faultline.signal.Method;
import dev.faultline.signal.Reliability;
import java.time.Instant;

/// What a [GridHistory] held at one moment.
final class GridView implements History {
    private final Instant start;
    private final long stepMillis;
    private final int length;
    private final Chunk[] chunks;
    private final Method[] methods;
    private final double[] learned;
    private final Reliability[] reliabilities;

    GridView(
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
        return value(Column.OBSERVED, series, cell);
    }

    @Override
    public double expected(int series, int cell) {
        return value(Column.EXPECTED, series, cell);
    }

    @Override
    public double trend(int series, int cell) {
        return value(Column.TREND, series, cell);
    }

    @Override
    public double sigma(int series, int cell) {
        return value(Column.SIGMA, series, cell);
    }

    @Override
    public double[] observed(int series, int from, int to) {
        return copy(Column.OBSERVED, series, from, to);
    }

    @Override
    public double[] expected(int series, int from, int to) {
        return copy(Column.EXPECTED, series, from, to);
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

    private double value(Column column, int series, int cell) {
        check(series, cell, cell + 1);
        return chunks[cell / Chunk.CELLS].get(column, series, cell % Chunk.CELLS);
    }

    private double[] copy(Column column, int series, int from, int to) {
        check(series, from, to);
        double[] values = new double[to - from];
        for (int cell = from; cell < to; ) {
            int count = Math.min(Chunk.CELLS - cell % Chunk.CELLS, to - cell);
            chunks[cell / Chunk.CELLS].copy(
                    column, series, cell % Chunk.CELLS, count, values, cell - from);
            cell += count;
        }
        return values;
    }

    private void check(int series, int from, int to) {
        if (from < 0 || from > to || to > length) {
            throw new IndexOutOfBoundsException("cells %d to %d of %d".formatted(from, to, length));
        }
        if (series < 0 || series >= methods.length) {
            throw new IndexOutOfBoundsException("series " + series + " of " + methods.length);
        }
    }
}
