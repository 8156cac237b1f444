package dev.faultline.evaluation.nab;

/// What a hit, a miss and a false alarm are worth: the three application profiles of NAB
/// (`config/profiles.json` of the benchmark).
public enum NabProfile {
    STANDARD("standard", 1, 1, .11),
    /// False alarms cost twice as much.
    LOW_FP("reward_low_FP_rate", 1, 1, .22),
    /// Misses cost twice as much.
    LOW_FN("reward_low_FN_rate", 1, 2, .11);

    private final String officialName;
    private final double hit;
    private final double miss;
    private final double falseAlarm;

    NabProfile(String officialName, double hit, double miss, double falseAlarm) {
        this.officialName = officialName;
        this.hit = hit;
        this.miss = miss;
        this.falseAlarm = falseAlarm;
    }

    /// The name that the benchmark gives it.
    public String officialName() {
        return officialName;
    }

    /// Weight of a window in which something was reported, times how early that was.
    double hit() {
        return hit;
    }

    /// Weight of a window in which nothing was reported.
    double miss() {
        return miss;
    }

    /// Weight of a row reported outside of every window, times how far from the last one it lies.
    double falseAlarm() {
        return falseAlarm;
    }
}
