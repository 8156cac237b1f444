package dev.faultline.topology;

import dev.faultline.model.ServiceId;

/// `from` depends on `to`: caller on callee, service on host. Trouble of `to` can reach `from`.
///
/// @param weight how strong the source said the tie is, 0..1; 1 where it said nothing
/// @param sighting who told of it, and since when it is there
public record Dependency(
        ServiceId from, ServiceId to, DependencyKind kind, double weight, Sighting sighting) {
    /// A dependency of which nobody said who told of it or since when it is there.
    public Dependency(ServiceId from, ServiceId to, DependencyKind kind, double weight) {
        this(from, to, kind, weight, Sighting.UNKNOWN);
    }

    /// The same tie, seen by another one too.
    Dependency and(Sighting other) {
        return new Dependency(from, to, kind, weight, sighting.and(other));
    }
}
