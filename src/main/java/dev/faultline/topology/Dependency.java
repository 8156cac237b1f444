package dev.faultline.topology;

import dev.faultline.model.ServiceId;

/// `from` depends on `to`: caller on callee, service on host. Trouble of `to` can reach `from`.
///
/// @param weight how strong the source said the tie is, 0..1; 1 where it said nothing
public record Dependency(ServiceId from, ServiceId to, DependencyKind kind, double weight) {}
