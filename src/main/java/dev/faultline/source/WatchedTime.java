package dev.faultline.source;

import java.time.Instant;
import java.time.InstantSource;

/// The time in a watched system: this machine's, or that of a simulated system in which it runs
/// faster. What is waited for on the way here (a network, a broker, a person) takes real time.
///
/// @param since when it began to run, by this machine's clock
/// @param began what time it was there then
/// @param pace how many seconds pass there in one
public record WatchedTime(Instant since, Instant began, double pace) implements InstantSource {
    /// The time of systems that are real.
    public static final WatchedTime REAL = new WatchedTime(Instant.EPOCH, Instant.EPOCH, 1);

    public WatchedTime {
        if (!(pace > 0 && Double.isFinite(pace))) {
            throw new IllegalArgumentException("no time runs at a pace of " + pace);
        }
    }

    /// What time it is there.
    @Override
    public Instant instant() {
        return at(Instant.now());
    }

    /// What time it is there at a time of this machine's clock.
    public Instant at(Instant here) {
        return simulated()
                ? began.plusMillis(passing(here.toEpochMilli() - since.toEpochMilli()))
                : here;
    }

    /// How long it will be until that time there, ms; negative where it is over.
    public long until(Instant there) {
        return Math.round((there.toEpochMilli() - millis()) / pace);
    }

    /// How much time passes there meanwhile, ms.
    ///
    /// @param millis that pass here
    public long passing(long millis) {
        return Math.round(millis * pace);
    }

    /// Whether it is the time of a simulation.
    public boolean simulated() {
        return !equals(REAL);
    }
}
