package dev.faultline.topology;

import dev.faultline.model.ServiceId;
import java.util.List;

/// One component of the system with who answers for it. Where nobody says otherwise it is a service
/// of no team and of [#UNKNOWN_CRITICALITY]: a source that knows better fills that in.
///
/// @param team who owns it; empty where nobody is known to
/// @param criticality 1 (most critical) to 4
/// @param sightings who told of it; one a source
public record Component(
        ServiceId id, ComponentKind kind, String team, int criticality, List<Sighting> sightings) {
    /// The criticality of a component whose source names none.
    public static final int UNKNOWN_CRITICALITY = 3;

    public Component {
        if (criticality < 1 || criticality > 4) {
            throw new IllegalArgumentException(
                    id + ": criticality " + criticality + " is not between 1 and 4");
        }
        sightings = List.copyOf(sightings);
    }

    /// A component of which nobody said who told of it.
    public Component(ServiceId id, ComponentKind kind, String team, int criticality) {
        this(id, kind, team, criticality, List.of());
    }

    /// A component of which only the name and the kind are known.
    public static Component unowned(ServiceId id, ComponentKind kind) {
        return new Component(id, kind, "", UNKNOWN_CRITICALITY);
    }

    /// The same component, of another kind.
    public Component ofKind(ComponentKind other) {
        return new Component(id, other, team, criticality, sightings);
    }

    /// The same component, of another team.
    public Component ofTeam(String other) {
        return new Component(id, kind, other, criticality, sightings);
    }

    /// The same component, with another criticality.
    public Component withCriticality(int other) {
        return new Component(id, kind, team, other, sightings);
    }

    /// The same component, told by others.
    public Component seenBy(List<Sighting> others) {
        return new Component(id, kind, team, criticality, others);
    }
}
