package dev.faultline.ui.graph;

import dev.faultline.model.ServiceId;

/// What is drawn as one node.
public sealed interface GraphItem {
    /// A component by itself.
    record One(ServiceId service) implements GraphItem {}

    /// All components of a team, folded into one node.
    record Folded(String team) implements GraphItem {}

    /// What it is called.
    default String name() {
        return switch (this) {
            case One(ServiceId service) -> service.value();
            case Folded(String team) -> team;
        };
    }
}
