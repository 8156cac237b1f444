package dev.faultline.topology;

import dev.faultline.model.ServiceId;

/// One component of the system with who answers for it.
///
/// @param team who owns it; empty where nobody is known to
/// @param criticality 1 (most critical) to 4
public record Component(ServiceId id, ComponentKind kind, String team, int criticality) {
    public Component {
        if (criticality < 1 || criticality > 4) {
            throw new IllegalArgumentException(
                    id + ": criticality " + criticality + " is not between 1 and 4");
        }
    }
}
