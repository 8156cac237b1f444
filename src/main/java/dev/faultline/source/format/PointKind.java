package dev.faultline.source.format;

/// What the numbers of a raw series are.
public enum PointKind {
    /// A value that holds at its time.
    GAUGE,
    /// A count since some start, that only grows until it is reset.
    CUMULATIVE,
    /// A count since the last point.
    DELTA,
    /// A count or gauge, the producer does not say which: its name must tell.
    UNTOLD,
    /// No numbers: lines of a log.
    LINES
}
