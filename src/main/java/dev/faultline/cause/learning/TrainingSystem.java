package dev.faultline.cause.learning;

import dev.faultline.cause.inference.CauseNetwork;
import dev.faultline.cause.inference.Evidence;
import dev.faultline.model.ServiceId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Incidents of one system to learn from.
///
/// @param components in the order of the network
/// @param before the network as it is believed to be before learning
public record TrainingSystem(
        List<ServiceId> components, CauseNetwork before, List<Incident> incidents) {
    /// One incident.
    ///
    /// @param seen what the measurements say
    /// @param roots the components with a fault of their own, all of them; empty where nobody knows
    public record Incident(Evidence seen, Optional<Set<Integer>> roots) {
        public Incident {
            roots = roots.map(Set::copyOf);
        }
    }

    public TrainingSystem {
        components = List.copyOf(components);
        incidents = List.copyOf(incidents);
        if (components.size() != before.size()) {
            throw new IllegalArgumentException("components and network differ in number");
        }
    }
}
