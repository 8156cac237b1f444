package dev.faultline.signal;

/// Which rule of [Surprise] a report comes from: the one that contributed most.
public enum SurpriseRule {
    /// The value lies beyond all that was seen so far.
    RECORD(0),
    /// The mean of the last few values does.
    RECORD_MEAN(1),
    /// The distance from what is usual at this time of day does.
    SEASONAL(2),
    /// The short mean is further from the long one than its usual scatter explains.
    MEAN_SHIFT(3),
    /// The step from what was expected to what came is larger than the usual steps explain.
    INNOVATION(4);

    private final int code;

    SurpriseRule(int code) {
        this.code = code;
    }

    /// The number that stands for it in a state; it never changes.
    int code() {
        return code;
    }

    static SurpriseRule of(int code) {
        for (SurpriseRule rule : values()) {
            if (rule.code == code) {
                return rule;
            }
        }
        throw new IllegalArgumentException("there is no rule " + code);
    }
}
