package dev.faultline.topology;

import java.time.Instant;
import java.util.Optional;

/// Who says that a dependency is there, and since when. All of it may be unknown: a table of
/// dependencies says no more than that they are.
///
/// @param source the reader or system that told of it, such as `edge-list` or `traces`; empty where
///   nobody said
/// @param firstSeen when it was seen first
/// @param lastSeen when it was seen last; not before `firstSeen`
public record Sighting(String source, Optional<Instant> firstSeen, Optional<Instant> lastSeen) {
    /// Nothing is known but that the dependency is there.
    public static final Sighting UNKNOWN = of("");

    public Sighting {
        if (firstSeen.isPresent()
                && lastSeen.isPresent()
                && lastSeen.get().isBefore(firstSeen.get())) {
            throw new IllegalArgumentException(
                    "last seen " + lastSeen.get() + ", before first seen " + firstSeen.get());
        }
    }

    /// Told by a source that says nothing about when.
    public static Sighting of(String source) {
        return new Sighting(source, Optional.empty(), Optional.empty());
    }

    /// This one and another of the same dependency as one: from the earlier to the later moment, by
    /// the name of this source, or of the other where this has none.
    public Sighting and(Sighting other) {
        return new Sighting(
                source.isEmpty() ? other.source : source,
                outermost(firstSeen, other.firstSeen, true),
                outermost(lastSeen, other.lastSeen, false));
    }

    private static Optional<Instant> outermost(
            Optional<Instant> a, Optional<Instant> b, boolean earlier) {
        if (a.isEmpty() || b.isEmpty()) {
            return a.or(() -> b);
        }
        return a.get().isBefore(b.get()) == earlier ? a : b;
    }
}
