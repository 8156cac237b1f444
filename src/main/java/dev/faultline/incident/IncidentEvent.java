package dev.faultline.incident;

import dev.faultline.model.ServiceId;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// One entry in the log of incidents. The log is the truth: an [Incident] is folded from it by
/// [IncidentLog]. Entries are only ever added.
public sealed interface IncidentEvent {
    /// Which incident it is about.
    IncidentId incident();

    /// When, in the time of the system that is watched.
    Instant at();

    /// Who: a name for a person; empty for the engine.
    String by();

    /// Whether a person said it.
    default boolean said() {
        return !by().isEmpty();
    }

    /// The same of an incident that is known by another id.
    default IncidentEvent of(IncidentId id) {
        return switch (this) {
            case Opened e ->
                    new Opened(
                            id,
                            e.at(),
                            e.by(),
                            e.components(),
                            e.suspects(),
                            e.severity(),
                            e.impact());
            case Spread e -> new Spread(id, e.at(), e.by(), e.components());
            case SuspectsChanged e -> new SuspectsChanged(id, e.at(), e.by(), e.suspects());
            case SeverityChanged e ->
                    new SeverityChanged(id, e.at(), e.by(), e.severity(), e.impact());
            case Noted e -> new Noted(id, e.at(), e.by(), e.text());
            case Acknowledged e -> new Acknowledged(id, e.at(), e.by());
            case Told e -> new Told(id, e.at(), e.by(), e.whom());
            case Merged e -> new Merged(id, e.at(), e.by(), e.into());
            case Split e ->
                    new Split(
                            id, e.at(), e.by(), e.components(), e.off(), e.severity(), e.impact());
            case Closed e -> new Closed(id, e.at(), e.by(), e.reason());
            case Reopened e -> new Reopened(id, e.at(), e.by());
            case TakenBack e -> new TakenBack(id, e.at(), e.by(), e.what());
        };
    }

    /// It began.
    ///
    /// @param components in trouble
    /// @param suspects of being the cause, the most probable first
    record Opened(
            IncidentId incident,
            Instant at,
            String by,
            Set<ServiceId> components,
            List<ServiceId> suspects,
            Severity severity,
            Impact impact)
            implements IncidentEvent {
        public Opened {
            components = Set.copyOf(components);
            suspects = List.copyOf(suspects);
        }
    }

    /// Further components are in trouble.
    record Spread(IncidentId incident, Instant at, String by, Set<ServiceId> components)
            implements IncidentEvent {
        public Spread {
            components = Set.copyOf(components);
        }
    }

    /// Others are suspected now.
    record SuspectsChanged(IncidentId incident, Instant at, String by, List<ServiceId> suspects)
            implements IncidentEvent {
        public SuspectsChanged {
            suspects = List.copyOf(suspects);
        }
    }

    /// It is worse than it was, or a person sees it differently.
    record SeverityChanged(
            IncidentId incident, Instant at, String by, Severity severity, Impact impact)
            implements IncidentEvent {}

    /// Somebody wrote something down.
    record Noted(IncidentId incident, Instant at, String by, String text)
            implements IncidentEvent {}

    /// Somebody looks after it.
    record Acknowledged(IncidentId incident, Instant at, String by) implements IncidentEvent {}

    /// Somebody told those who own it.
    ///
    /// @param whom a team, or a person of it
    record Told(IncidentId incident, Instant at, String by, String whom) implements IncidentEvent {}

    /// It is the same as another: its log goes on there.
    record Merged(IncidentId incident, Instant at, String by, IncidentId into)
            implements IncidentEvent {}

    /// Some of its components are in trouble for a reason of their own.
    ///
    /// @param off the incident that they are from now on
    record Split(
            IncidentId incident,
            Instant at,
            String by,
            Set<ServiceId> components,
            IncidentId off,
            Severity severity,
            Impact impact)
            implements IncidentEvent {
        public Split {
            components = Set.copyOf(components);
        }
    }

    /// It is over.
    ///
    /// @param reason a person's; empty where the engine saw no trouble for a while
    record Closed(IncidentId incident, Instant at, String by, String reason)
            implements IncidentEvent {}

    /// It is not over.
    record Reopened(IncidentId incident, Instant at, String by) implements IncidentEvent {}

    /// A person takes back what was said; both stay in the log.
    record TakenBack(IncidentId incident, Instant at, String by, IncidentEvent what)
            implements IncidentEvent {}
}
