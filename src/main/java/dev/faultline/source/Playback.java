package dev.faultline.source;

import dev.faultline.model.TimeSpan;
import java.time.Instant;

/// The transport keys of a source that replays a recording. Thread-safe; calls return at once.
public interface Playback {
    /// The slowest and the fastest speed, in recorded seconds a second.
    double SLOWEST = 0.5;

    double FASTEST = 600;

    void play();

    void pause();

    /// Sets the speed, in recorded seconds a second.
    ///
    /// @throws IllegalArgumentException outside [#SLOWEST]..[#FASTEST]
    void speed(double factor);

    /// Moves the playhead, clipped to the span, and pauses nothing: a playing replay plays on from
    /// there.
    void seek(Instant at);

    /// Moves the playhead back without taking back what was delivered, for a receiver that
    /// remembers what it knew then. It is taken back when time runs again or on [#arrive()]. Like
    /// [#seek(Instant)] while time runs, and forwards.
    void look(Instant at);

    /// Goes to where the playhead looks back at, and waits until all is taken back that came after
    /// it. Returns at once where nothing did: never on the FX thread.
    void arrive() throws InterruptedException;

    State state();

    /// Where the replay stands.
    ///
    /// @param span the whole time line
    /// @param target where the playhead was asked to go; the engine may still be on its way there
    /// @param delivered the last tick delivered to the engine; later than `target` while the
    ///   playhead looks back
    /// @param playing whether time runs
    /// @param speed recorded seconds a second
    record State(TimeSpan span, Instant target, Instant delivered, boolean playing, double speed) {
        /// Whether the receiver knows more than what is looked at.
        public boolean lookingBack() {
            return delivered.isAfter(target);
        }

        /// Whether the engine still catches up with the playhead.
        public boolean seeking() {
            return delivered.isBefore(target);
        }
    }
}
