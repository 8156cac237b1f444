package dev.faultline.signal;

/// How the expected value of a series was made.
public enum Method {
    /// Trend and season by STL, from the series' own history.
    STL,
    /// Median and spread of the reference that is known to be normal.
    REFERENCE,
    /// Slowly following level, for want of both a season and a reference.
    LEVEL,
    /// Nothing yet: too few values.
    LEARNING
}
