package dev.faultline.signal;

/// Why a series asks for its baseline to be learned anew.
public enum RefitReason {
    /// It does not.
    NONE(0),
    /// Its time has come.
    DUE(1),
    /// Its level has moved: what was normal before is of little use.
    DRIFT(2),
    /// Somebody asked.
    DEMAND(3);

    /// As it stands in a [WatcherState].
    final int code;

    RefitReason(int code) {
        this.code = code;
    }

    static RefitReason of(int code) {
        return switch (code) {
            case 1 -> DUE;
            case 2 -> DRIFT;
            case 3 -> DEMAND;
            default -> NONE;
        };
    }
}
