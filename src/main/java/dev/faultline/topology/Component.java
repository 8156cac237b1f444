package dev.faultline.topology;

import dev.faultline.model.ServiceId;

/// One component of the system with who answers for it.
///
/// @param team who owns it; empty where nobody is known to
/// @param criticality 1 (most critical) to 4
public record Component(ServiceId id, ComponentKind kind, String team, int criticality) {
    /// The criticality of a component whose source names none.
    public static final int UNKNOWN_CRITICALITY = 3;

    public Component {
        if (criticality < 1 || criticality > 4) {
            throw new IllegalArgumentException(
                    id + ": criticality " + criticality + " is not between 1 and 4");
        }
    }

    /// A component of which only the name and the kind are known.
    public static Component unowned(ServiceId id, ComponentKind kind) {
        return new Component(id, kind, "", UNKNOWN_CRITICALITY);
    }
}
