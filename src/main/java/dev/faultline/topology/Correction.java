package dev.faultline.topology;

import dev.faultline.model.ServiceId;
import java.time.Instant;

/// What a person says of the graph against what it was seen or told to be. It wins over all other
/// sources, until it is taken back.
public sealed interface Correction {
    /// The component that it is about, or that depends.
    ServiceId about();

    /// Whether it is about the same as another one, which it replaces.
    default boolean replaces(Correction other) {
        return subject().equals(other.subject());
    }

    /// What it is about: of two with the same one only the later holds.
    private String subject() {
        return switch (this) {
            case Depends c -> "edge\n" + c.from + "\n" + c.to;
            case Independent c -> "edge\n" + c.from + "\n" + c.to;
            case OfKind c -> "kind\n" + c.about;
            case OfTeam c -> "team\n" + c.about;
            case Critical c -> "criticality\n" + c.about;
            case Same c -> "name\n" + c.about;
            case Hidden c -> "name\n" + c.about;
        };
    }

    /// `from` depends on `to`, though nobody saw it.
    record Depends(ServiceId from, ServiceId to, DependencyKind kind) implements Correction {
        @Override
        public ServiceId about() {
            return from;
        }
    }

    /// `from` does not depend on `to`, whatever was seen.
    record Independent(ServiceId from, ServiceId to) implements Correction {
        @Override
        public ServiceId about() {
            return from;
        }
    }

    /// What a component is.
    record OfKind(ServiceId about, ComponentKind kind) implements Correction {}

    /// Whose it is.
    record OfTeam(ServiceId about, String team) implements Correction {}

    /// How much hangs on it.
    ///
    /// @param criticality 1 (most critical) to 4
    record Critical(ServiceId about, int criticality) implements Correction {
        public Critical {
            if (criticality < 1 || criticality > 4) {
                throw new IllegalArgumentException("criticality " + criticality + " is not 1 to 4");
            }
        }
    }

    /// A name is another one of a component: what was told of either is told of both.
    ///
    /// @param about the name that is not used any more
    record Same(ServiceId about, ServiceId as) implements Correction {}

    /// A component that is gone, or none.
    record Hidden(ServiceId about) implements Correction {}

    /// Someone says a correction, or takes it back. Acts are only ever added to a log.
    ///
    /// @param takenBack whether it does not hold any more
    /// @param at when it was said
    /// @param by who said it; empty where nobody is known
    record Act(Correction correction, boolean takenBack, Instant at, String by) {}
}
