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

    /// Whether those who use it run it too: what is not ours can only be asked for, or done
    /// without.
    public boolean ours() {
        return this != THIRD_PARTY;
    }

    /// Whether it says what a component is: a service is what is taken where nobody says, and the
    /// far side of a call is what its caller could tell.
    boolean certain() {
        return switch (this) {
            case SERVICE, ENTRY, THIRD_PARTY, REMOTE_SIDE -> false;
            case DNS,
                    LOAD_BALANCER,
                    GATEWAY,
                    DATABASE,
                    CACHE,
                    QUEUE,
                    CONSUMER,
                    HOST,
                    ZONE,
                    ZONE_LINK ->
                    true;
        };
    }
}
