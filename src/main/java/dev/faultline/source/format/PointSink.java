package dev.faultline.source.format;

import dev.faultline.source.RejectReason;

/// Where a decoder delivers what is in a record. Its numbers of series are dense from 0 on, so that
/// they can be places in arrays.
public interface PointSink {
    /// The number of a series, new or known. Called once a series and decoder, which remembers it.
    ///
    /// @return below 0 where its points are not wanted; they need not be delivered
    int series(RawSeries series);

    /// One number.
    ///
    /// @param atMillis when it was measured, ms since the epoch, by the sender's clock
    /// @param sinceMillis of a count: the start of what it counts; 0 where it was not told
    /// @param value may be any double: what is not finite is the receiver's to count
    void point(int series, long atMillis, long sinceMillis, double value);

    /// One point of many observations.
    void distribution(int series, long atMillis, long sinceMillis, Distribution value);

    /// One line of a log.
    ///
    /// @param series number of the sender: a series of kind [PointKind#LINES]
    /// @param atMillis when it was written, ms since the epoch, by the sender's clock
    void line(int series, long atMillis, LogLine line);

    /// Something of the record that could not be read; the rest is still read.
    ///
    /// @param detail what was found, without any value of the record
    void reject(RejectReason reason, String detail);
}
