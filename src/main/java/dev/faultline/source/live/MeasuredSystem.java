package dev.faultline.source.live;

import dev.faultline.model.ServiceId;
import dev.faultline.topology.Component;
import dev.faultline.topology.ComponentKind;
import dev.faultline.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The system as it was told, with what else is measured in it.
final class MeasuredSystem {
    private Topology topology;

    MeasuredSystem(Topology told) {
        topology = told;
    }

    Topology topology() {
        return topology;
    }

    /// Takes in what something was measured on.
    ///
    /// @return whether it was not known
    boolean joined(Map<ServiceId, ComponentKind> measured) {
        List<Component> components = new ArrayList<>(topology.components());
        measured.forEach((id, kind) -> {
            if (!topology.contains(id)) {
                components.add(Component.unowned(id, kind));
            }
        });
        if (components.size() == topology.size()) {
            return false;
        }
        topology = Topology.of("live", components, topology.dependencies()).topology();
        return true;
    }
}
