package dev.faultline.topology;

import java.util.Locale;
import java.util.Optional;

/// What a component is. All kinds fail and are ranked alike, save [#REMOTE_SIDE].
public enum ComponentKind {
    ENTRY,
    DNS,
    LOAD_BALANCER,
    GATEWAY,
    SERVICE,
    DATABASE,
    CACHE,
    QUEUE,
    CONSUMER,
    THIRD_PARTY,
    HOST,
    ZONE,
    ZONE_LINK,
    /// Only the far end of a call as its caller names it: a name for an edge, rarely a cause.
    REMOTE_SIDE;

    /// As written in files: lower case, words joined by `-`.
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<ComponentKind> of(String label) {
        for (ComponentKind kind : values()) {
            if (kind.label().equals(label)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
