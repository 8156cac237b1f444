package dev.faultline.model;

import java.time.Duration;
import java.time.Instant;

/// A stretch of time, both ends included.
public record TimeSpan(Instant from, Instant to) {
    public TimeSpan {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException(
                    "the span ends (" + to + ") before it begins (" + from + ")");
        }
    }

    public boolean contains(Instant at) {
        return !at.isBefore(from) && !at.isAfter(to);
    }

    public Duration length() {
        return Duration.between(from, to);
    }
}
