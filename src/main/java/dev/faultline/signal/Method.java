package dev.faultline.signal;

/// How the expected value of a series was made.
public enum Method {
    /// Trend and season by STL, from the series' own history.
    STL(1),
    /// Median and spread of the reference that is known to be normal.
    REFERENCE(2),
    /// Season of its siblings, level of its own, until it has a season of its own.
    SIBLING(4),
    /// Slowly following level, for want of both a season and a reference.
    LEVEL(3),
    /// Nothing yet: too few values.
    LEARNING(0);

    /// As it stands in a [WatcherState] and in files.
    final int code;

    Method(int code) {
        this.code = code;
    }

    /// The one with a code; `LEARNING` for a code that none has.
    static Method of(int code) {
        return switch (code) {
            case 1 -> STL;
            case 2 -> REFERENCE;
            case 3 -> LEVEL;
            case 4 -> SIBLING;
            default -> LEARNING;
        };
    }
}
