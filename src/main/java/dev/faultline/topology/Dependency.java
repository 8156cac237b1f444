package dev.faultline.topology;

import dev.faultline.model.ServiceId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// `from` depends on `to`: caller on callee, service on host. Trouble of `to` can reach `from`.
///
/// @param weight how strong the source said the tie is, 0..1; 1 where it said nothing
/// @param sightings who told of it, and since when it is there; one a source
/// @param faded whether it was watched and has not been seen for longer than its age limit
public record Dependency(
        ServiceId from,
        ServiceId to,
        DependencyKind kind,
        double weight,
        List<Sighting> sightings,
        boolean faded) {
    public Dependency {
        sightings = List.copyOf(sightings);
    }

    /// A dependency that one source told of.
    public Dependency(
            ServiceId from, ServiceId to, DependencyKind kind, double weight, Sighting sighting) {
        this(from, to, kind, weight, Sighting.together(List.of(sighting), List.of()), false);
    }

    /// A dependency of which nobody said who told of it or since when it is there.
    public Dependency(ServiceId from, ServiceId to, DependencyKind kind, double weight) {
        this(from, to, kind, weight, List.of(), false);
    }

    /// When it was seen last, by whoever said so.
    public Optional<Instant> lastSeen() {
        return sightings.stream()
                .map(Sighting::lastSeen)
                .flatMap(Optional::stream)
                .max(Instant::compareTo);
    }

    /// When it was seen first, by whoever said so.
    public Optional<Instant> firstSeen() {
        return sightings.stream()
                .map(Sighting::firstSeen)
                .flatMap(Optional::stream)
                .min(Instant::compareTo);
    }

    /// The same tie, told by others.
    Dependency seenBy(List<Sighting> others) {
        return new Dependency(from, to, kind, weight, others, faded);
    }

    /// The same tie, told by others too. It is faded where one that watches it says so.
    Dependency and(Dependency other) {
        return new Dependency(
                from,
                to,
                kind,
                weight,
                Sighting.together(sightings, other.sightings),
                faded || other.faded);
    }

    /// Whether both say the same but for when it was seen.
    boolean alike(Dependency other) {
        return from.equals(other.from)
                && to.equals(other.to)
                && kind == other.kind
                && weight == other.weight
                && faded == other.faded
                && Objects.equals(sources(), other.sources());
    }

    /// Who told of it.
    public List<String> sources() {
        return sightings.stream().map(Sighting::source).toList();
    }
}
