package dev.faultline.source.live;

import dev.faultline.source.RejectReason;
import dev.faultline.source.format.Distribution;
import dev.faultline.source.format.LogLine;
import dev.faultline.source.format.PointSink;
import dev.faultline.source.format.RawSeries;
import java.util.BitSet;
import java.util.function.IntUnaryOperator;

/// Passes points on with the times that their senders' clocks should have told, and remembers when
/// and by whom the record that is being read was measured.
final class SkewedPoints implements PointSink {
    private final PointSink next;
    private final IntUnaryOperator senderOf;
    private final ClockSkew clocks;
    private int sender;
    private long told;
    private long meant;
    private int count;
    private BitSet came = new BitSet();

    /// @param senderOf the number of the sender of a series
    SkewedPoints(PointSink next, IntUnaryOperator senderOf, ClockSkew clocks) {
        this.next = next;
        this.senderOf = senderOf;
        this.clocks = clocks;
    }

    /// What follows comes from a partition.
    ///
    /// @param raw the series that came from there, to which more are added
    void from(BitSet raw) {
        came = raw;
    }

    /// The next record begins.
    void begin() {
        told = Long.MIN_VALUE;
        meant = Long.MIN_VALUE;
        count = 0;
    }

    /// How many points the record had.
    int count() {
        return count;
    }

    /// Whether the record had a point.
    boolean any() {
        return told != Long.MIN_VALUE;
    }

    /// The newest time that the record told, ms since the epoch.
    long told() {
        return told;
    }

    /// The newest time of the record without the error of its sender's clock, ms since the epoch.
    long meant() {
        return meant;
    }

    /// Who told [#told()].
    int sender() {
        return sender;
    }

    @Override
    public int series(RawSeries series) {
        return next.series(series);
    }

    @Override
    public void point(int series, long atMillis, long sinceMillis, double value) {
        long offset = offset(series, atMillis);
        next.point(series, atMillis - offset, since(sinceMillis, offset), value);
    }

    @Override
    public void distribution(int series, long atMillis, long sinceMillis, Distribution value) {
        long offset = offset(series, atMillis);
        next.distribution(series, atMillis - offset, since(sinceMillis, offset), value);
    }

    @Override
    public void line(int series, long atMillis, LogLine line) {
        next.line(series, atMillis - offset(series, atMillis), line);
    }

    @Override
    public void reject(RejectReason reason, String detail) {
        next.reject(reason, detail);
    }

    private long offset(int series, long at) {
        count++;
        came.set(series);
        int from = senderOf.applyAsInt(series);
        long offset = clocks.offset(from);
        if (at > told) {
            told = at;
            meant = at - offset;
            sender = from;
        }
        return offset;
    }

    private static long since(long since, long offset) {
        return since == 0 ? 0 : since - offset;
    }
}
