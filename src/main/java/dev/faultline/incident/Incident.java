package dev.faultline.incident;

import dev.faultline.model.ServiceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// What is known of one incident, folded from its log by [IncidentLog].
///
/// @param id it keeps it whoever is suspected
/// @param opened when it was opened, which is some minutes after it began
/// @param components in trouble since it began, by name
/// @param suspects of being the cause, the most probable first; those of the last look
/// @param impact what its severity is told from
/// @param acknowledged who looks after it; empty while nobody does
/// @param told whom of those who own it somebody has told, and when; empty while nobody has
/// @param entries its log, by time
public record Incident(
        IncidentId id,
        Instant opened,
        Set<ServiceId> components,
        List<ServiceId> suspects,
        Severity severity,
        Impact impact,
        State state,
        Optional<IncidentEvent.Acknowledged> acknowledged,
        Optional<IncidentEvent.Told> told,
        List<Entry> entries) {
    public Incident {
        components = java.util.Collections.unmodifiableSortedSet(sorted(components));
        suspects = List.copyOf(suspects);
        entries = List.copyOf(entries);
    }

    private static SortedSet<ServiceId> sorted(Set<ServiceId> components) {
        return new TreeSet<>(components);
    }

    /// Whether it goes on.
    public sealed interface State {
        record Open() implements State {}

        /// It is over.
        ///
        /// @param at when
        /// @param by whom; empty for the engine
        /// @param reason a person's
        record Closed(Instant at, String by, String reason) implements State {}

        /// It is the same as another.
        record Merged(Instant at, IncidentId into) implements State {}
    }

    /// A line of the log.
    ///
    /// @param takenBack whether a person took it back
    public record Entry(IncidentEvent event, boolean takenBack) {}

    public boolean open() {
        return state instanceof State.Open;
    }

    /// When it began.
    public Instant onset() {
        return id.onset();
    }

    /// When it ended; empty while it goes on.
    public Optional<Instant> ended() {
        return switch (state) {
            case State.Open _ -> Optional.empty();
            case State.Closed closed -> Optional.of(closed.at());
            case State.Merged merged -> Optional.of(merged.at());
        };
    }

    /// What persons wrote down and did not take back, by time.
    public List<IncidentEvent.Noted> notes() {
        return entries.stream()
                .filter(entry -> !entry.takenBack())
                .map(Entry::event)
                .filter(IncidentEvent.Noted.class::isInstance)
                .map(IncidentEvent.Noted.class::cast)
                .toList();
    }

    /// The newest thing that a person said of it and did not take back.
    public Optional<IncidentEvent> lastSaid() {
        return entries.reversed().stream()
                .filter(entry -> !entry.takenBack() && entry.event().said())
                .map(Entry::event)
                .filter(event -> !(event instanceof IncidentEvent.TakenBack))
                .findFirst();
    }
}
