package dev.faultline.demo.bank;

import java.time.Duration;
import java.time.ZoneId;

/// What a simulated bank is made by: the same plan gives the same bits.
///
/// @param seed of all chance in it
/// @param step what one frame covers, 15 s to 5 min
/// @param mostSeries at most so many are exported; the least telling ones are left out first
/// @param clock the local time that its customers live by
public record BankPlan(long seed, Duration step, int mostSeries, ZoneId clock) {
    public static final BankPlan DEFAULT =
            new BankPlan(1, Duration.ofMinutes(5), 600, ZoneId.of("Europe/Berlin"));

    public BankPlan {
        if (step.compareTo(Duration.ofSeconds(15)) < 0
                || step.compareTo(Duration.ofMinutes(5)) > 0) {
            throw new IllegalArgumentException("a step of " + step + " is not 15 s to 5 min");
        }
        if (mostSeries < 1) {
            throw new IllegalArgumentException("no series at all would be exported");
        }
    }

    public BankPlan withSeed(long other) {
        return new BankPlan(other, step, mostSeries, clock);
    }

    public BankPlan withStep(Duration other) {
        return new BankPlan(seed, other, mostSeries, clock);
    }
}
