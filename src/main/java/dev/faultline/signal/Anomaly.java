package dev.faultline.signal;

import java.time.Instant;
import java.util.Optional;

/// A stretch of time in which a series left its expected range: one event, however many samples.
///
/// @param series index of the series
/// @param onset time of the first sample outside
/// @param lastSeen time of the last sample outside so far
/// @param ended when it was back for good; empty while it lasts
/// @param peakSigma the largest distance from the expected value so far, in robust sigmas,
///   positive, at most 1e6; 0 for a silence
/// @param kind what it looks like so far: while it lasts a spike may turn into a level shift or a
///   trend change
/// @param rule what raised it
/// @param method how the expected value was made at the onset
public record Anomaly(
        int series,
        Instant onset,
        Instant lastSeen,
        Optional<Instant> ended,
        Direction direction,
        double peakSigma,
        Kind kind,
        Rule rule,
        Method method) {
    public boolean open() {
        return ended.isEmpty();
    }

    /// To which side the series left.
    public enum Direction {
        UP,
        DOWN
    }

    /// What an anomaly looks like.
    public enum Kind {
        /// Outside for no longer than it takes to be called back (five minutes).
        SPIKE,
        /// Outside for longer, and at about the same distance.
        LEVEL_SHIFT,
        /// Outside for longer, and ever farther: the distance grows along a straight line.
        TREND_CHANGE,
        /// Outside on the same side as one season before: what comes back has changed.
        SEASON_CHANGE,
        /// Nothing is heard.
        SILENCE
    }

    /// What raised an anomaly.
    public enum Rule {
        /// Residual beyond its sigma bound on several samples in a row.
        RESIDUAL(0),
        /// No sample where there always was one.
        SILENCE(1),
        /// A single sample beyond all that was seen so far ([SurpriseRule#RECORD]).
        RECORD(2),
        /// The mean of the last few samples beyond all that was seen so far.
        RECORD_MEAN(3),
        /// Farther from what is usual at this time of day than ever.
        SEASONAL(4),
        /// A short mean farther from the long one than its scatter explains.
        MEAN_SHIFT(5),
        /// A step larger than the usual steps explain.
        INNOVATION(6);

        private final int code;

        Rule(int code) {
            this.code = code;
        }

        /// The number that stands for it in a state; it never changes.
        int code() {
            return code;
        }

        static Rule of(int code) {
            for (Rule rule : values()) {
                if (rule.code == code) {
                    return rule;
                }
            }
            throw new IllegalArgumentException("there is no rule " + code);
        }

        static Rule of(SurpriseRule surprise) {
            return switch (surprise) {
                case RECORD -> RECORD;
                case RECORD_MEAN -> RECORD_MEAN;
                case SEASONAL -> SEASONAL;
                case MEAN_SHIFT -> MEAN_SHIFT;
                case INNOVATION -> INNOVATION;
            };
        }
    }
}
