package dev.faultline.housefixture.incident;

/// Breaks: time comes in with the ticks.
class LooksAtNanos {
    long at() {
        return System.nanoTime();
    }
}
