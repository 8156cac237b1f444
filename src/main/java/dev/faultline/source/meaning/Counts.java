package dev.faultline.source.meaning;

import java.util.Arrays;

/// By how much counts grow from point to point, with resets, repetitions and points out of order.
/// Counts are places in arrays: one look costs a few nanoseconds. Not thread-safe.
final class Counts {
    private static final long NEVER = Long.MIN_VALUE;

    // By count.
    private boolean[] deltas = new boolean[64];
    private long[] lastAt = new long[64];
    private long[] lastSince = new long[64];
    private double[] lastValue = new double[64];

    // Of the growth that was asked for last.
    private long covered;
    private boolean restarted;
    private boolean accepted;

    private long repeated;
    private long outOfOrder;

    /// A count of which nothing came yet.
    ///
    /// @param delta whether its points count since the one before
    void begin(int count, boolean delta) {
        if (count >= lastAt.length) {
            int more = Math.max(2 * lastAt.length, count + 1);
            deltas = Arrays.copyOf(deltas, more);
            lastAt = Arrays.copyOf(lastAt, more);
            lastSince = Arrays.copyOf(lastSince, more);
            lastValue = Arrays.copyOf(lastValue, more);
        }
        deltas[count] = delta;
        forget(count);
    }

    /// The next point is as a first one.
    void forget(int count) {
        lastAt[count] = NEVER;
    }

    /// By how much it grew since its last point; what that covers is in [#covered()].
    ///
    /// @param since the start of what it counts, ms; 0 where it was not told
    /// @return `NaN` where that cannot be told: at the first point, and at points that are older
    ///   than one that was taken in, whose growth is part of that one's
    double growth(int count, long at, long since, double value) {
        long before = lastAt[count];
        accepted = false;
        restarted = false;
        if (deltas[count]) {
            return delta(count, before, at, since, value);
        }
        if (at <= before) {
            if (at == before) {
                repeated++;
            } else {
                outOfOrder++;
            }
            return Double.NaN;
        }
        double last = lastValue[count];
        accepted = true;
        lastAt[count] = at;
        lastValue[count] = value;
        if (before == NEVER) {
            return Double.NaN;
        }
        // A start that lies after the last point, or a count that fell: it counts from zero again.
        boolean newStart = since >= before;
        restarted = newStart || value < last;
        covered = newStart ? at - since : at - before;
        if (covered <= 0) {
            return Double.NaN;
        }
        return restarted ? value : value - last;
    }

    private double delta(int count, long before, long at, long since, double value) {
        boolean told = since > 0 && since < at;
        if (at == before && since == lastSince[count]) {
            repeated++;
            return Double.NaN;
        }
        if (at < before && !told) {
            outOfOrder++;
            return Double.NaN;
        }
        covered = told ? at - since : before == NEVER ? 0 : at - before;
        accepted = true;
        lastAt[count] = Math.max(before, at);
        lastSince[count] = since;
        return covered > 0 ? value : Double.NaN;
    }

    /// Whether it counts since a start, not since the point before.
    boolean cumulative(int count) {
        return !deltas[count];
    }

    /// The time that the last growth covers, ms, above 0.
    long covered() {
        return covered;
    }

    /// Whether the last growth counts from zero.
    boolean restarted() {
        return restarted;
    }

    /// Whether the last point is one to go on from.
    boolean accepted() {
        return accepted;
    }

    /// Points that came twice.
    long repeated() {
        return repeated;
    }

    /// Points that are older than one that was taken in.
    long outOfOrder() {
        return outOfOrder;
    }
}
