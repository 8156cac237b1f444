package dev.faultline.topology;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// That one source told of a component or dependency, and when it saw it. The times may be unknown:
/// a table of dependencies says no more than that they are.
///
/// @param source who told of it, such as `backstage` or `service graph`; empty where nobody said
/// @param firstSeen when it was seen first
/// @param lastSeen when it was seen last, as far as was known when this was told; not before
///   `firstSeen`
public record Sighting(String source, Optional<Instant> firstSeen, Optional<Instant> lastSeen) {
    /// Nothing is known but that it is there.
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

    /// Told by a source that saw it from one moment to another.
    public static Sighting of(String source, Instant first, Instant last) {
        return new Sighting(source, Optional.of(first), Optional.of(last));
    }

    /// Those of two lists: one a source, from its earliest to its latest moment, in the order in
    /// which sources come up. Who is nameless and knows no time adds nothing.
    static List<Sighting> together(List<Sighting> some, List<Sighting> others) {
        List<Sighting> all = new ArrayList<>();
        for (List<Sighting> list : List.of(some, others)) {
            for (Sighting each : list) {
                int place = 0;
                while (place < all.size() && !all.get(place).source.equals(each.source)) {
                    place++;
                }
                if (place < all.size()) {
                    all.set(place, all.get(place).and(each));
                } else if (!each.equals(UNKNOWN)) {
                    all.add(each);
                }
            }
        }
        return List.copyOf(all);
    }

    private Sighting and(Sighting other) {
        return new Sighting(
                source,
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
