package dev.faultline.model;

import java.time.Instant;

/// One measured value of one series.
///
/// @param at when it was measured, by the sender's clock (UTC)
/// @param value in the base unit of its series; `NaN` and infinities are refused
public record Sample(SeriesId series, Instant at, double value) {
    public Sample {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(
                    series + " at " + at + ": " + value + " is not a number");
        }
    }
}
