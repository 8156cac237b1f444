package dev.faultline.evaluation.generator;

import dev.faultline.topology.ComponentKind;
import java.util.EnumSet;
import java.util.Set;

/// What can go wrong with a component of its own.
enum FaultKind {
    SLOW(EnumSet.range(ComponentKind.LOAD_BALANCER, ComponentKind.THIRD_PARTY), true),
    ERRORS(
            EnumSet.of(
                    ComponentKind.LOAD_BALANCER,
                    ComponentKind.GATEWAY,
                    ComponentKind.SERVICE,
                    ComponentKind.DATABASE,
                    ComponentKind.THIRD_PARTY),
            true),
    OVERLOAD(
            EnumSet.of(
                    ComponentKind.GATEWAY,
                    ComponentKind.SERVICE,
                    ComponentKind.DATABASE,
                    ComponentKind.CACHE),
            true),
    MEMORY_LEAK(EnumSet.of(ComponentKind.SERVICE, ComponentKind.CACHE), true),
    DISK_FULL(EnumSet.of(ComponentKind.DATABASE), false),
    POOL_EXHAUSTED(EnumSet.of(ComponentKind.SERVICE, ComponentKind.DATABASE), true),
    /// The component is gone, and its telemetry with it.
    DEAD(EnumSet.of(ComponentKind.SERVICE, ComponentKind.DATABASE, ComponentKind.CACHE), false),
    RETRY_STORM(EnumSet.of(ComponentKind.SERVICE), true),
    /// Part of the traffic never gets below: what lies there is starved.
    TRAFFIC_LOST(
            EnumSet.of(ComponentKind.ENTRY, ComponentKind.LOAD_BALANCER, ComponentKind.GATEWAY),
            true),
    CONSUMER_STUCK(EnumSet.of(ComponentKind.CONSUMER), true),
    HOST_BUSY(EnumSet.of(ComponentKind.HOST), false),
    HOST_DOWN(EnumSet.of(ComponentKind.HOST), false),
    LINK_SLOW(EnumSet.of(ComponentKind.ZONE_LINK), false);

    @SuppressWarnings("ImmutableEnumChecker") // a copy that nobody changes
    private final Set<ComponentKind> on;

    private final boolean byChange;

    FaultKind(Set<ComponentKind> on, boolean byChange) {
        this.on = Set.copyOf(on);
        this.byChange = byChange;
    }

    boolean happensTo(ComponentKind kind) {
        return on.contains(kind);
    }

    /// Whether a deploy or a change of configuration can be what brought it.
    boolean byChange() {
        return byChange;
    }
}
