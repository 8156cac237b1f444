package dev.faultline.cause;

import dev.faultline.model.ServiceId;
import java.util.List;

/// A set of components that have a fault of their own while no other has.
///
/// @param probability of exactly this set, given that an incident is going on
public record JointCause(List<ServiceId> components, double probability) {
    public JointCause {
        components = List.copyOf(components);
    }
}
