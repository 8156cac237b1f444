package dev.faultline.source.live;

import dev.faultline.model.SeriesInfo;
import dev.faultline.model.ServiceId;
import dev.faultline.topology.Component;
import dev.faultline.topology.ComponentKind;
import dev.faultline.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// The system as it was told, with what else is measured in it.
final class MeasuredSystem {
    private Topology topology;

    MeasuredSystem(Topology told) {
        topology = told;
    }

    Topology topology() {
        return topology;
    }

    /// Takes in the components of new series.
    ///
    /// @return whether there was a new one
    boolean joined(List<SeriesInfo> added, Function<ServiceId, ComponentKind> kind) {
        List<Component> components = new ArrayList<>(topology.components());
        added.stream()
                .map(SeriesInfo::service)
                .distinct()
                .filter(id -> !topology.contains(id))
                .forEach(id -> components.add(Component.unowned(id, kind.apply(id))));
        if (components.size() == topology.size()) {
            return false;
        }
        topology = Topology.of("live", components, topology.dependencies()).topology();
        return true;
    }
}
