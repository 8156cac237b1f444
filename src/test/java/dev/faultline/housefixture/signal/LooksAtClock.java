package dev.faultline.housefixture.signal;

/// Breaks: time comes in with the samples.
class LooksAtClock {
    Object at() {
        return java.time.Instant.now();
    }
}
