package dev.faultline.engine.history;

import dev.faultline.signal.Method;
import dev.faultline.signal.Reliability;
import java.time.Instant;

/// What a [GridHistory] held at one moment.
final class GridView implements History {
    private final Instant start;
    private final long stepMillis;
    private final Cells cells;
    private final Method[] methods;
    private final double[] learned;
    private final Reliability[] reliabilities;

    GridView(
            Instant start,
            long stepMillis,
            Cells cells,
            Method[] methods,
            double[] learned,
            Reliability[] reliabilities) {
        this.start = start;
        this.stepMillis = stepMillis;
        this.cells = cells;
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
        return cells.length();
    }

    @Override
    public int first() {
        return cells.first();
    }

    @Override
    public int firstOnHeap() {
        return cells.firstOnHeap();
    }

    @Override
    public int seriesCount() {
        return methods.length;
    }

    @Override
    public double observed(int series, int cell) {
        return cells.value(Column.OBSERVED, known(series), cell);
    }

    @Override
    public double expected(int series, int cell) {
        return cells.value(Column.EXPECTED, known(series), cell);
    }

    @Override
    public double trend(int series, int cell) {
        return cells.value(Column.TREND, known(series), cell);
    }

    @Override
    public double sigma(int series, int cell) {
        return cells.value(Column.SIGMA, known(series), cell);
    }

    @Override
    public double[] observed(int series, int from, int to) {
        return cells.copy(Column.OBSERVED, known(series), from, to);
    }

    @Override
    public double[] expected(int series, int from, int to) {
        return cells.copy(Column.EXPECTED, known(series), from, to);
    }

    @Override
    public Stretch stretch(int series, int from, int to) {
        return new Stretch(
                from,
                observed(series, from, to),
                expected(series, from, to),
                cells.copy(Column.TREND, known(series), from, to),
                cells.copy(Column.SIGMA, known(series), from, to));
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

    private int known(int series) {
        if (series < 0 || series >= methods.length) {
            throw new IndexOutOfBoundsException("series " + series + " of " + methods.length);
        }
        return series;
    }
}
