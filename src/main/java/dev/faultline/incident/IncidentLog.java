package dev.faultline.incident;

import dev.faultline.model.ServiceId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Folds what the engine found and what persons said into incidents. What is said of an incident
/// goes with it wherever it is found again: an earlier run of the program may have seen it begin
/// some minutes sooner or later.
public final class IncidentLog {
    /// Incidents of two runs whose onsets lie no farther apart, and that share a component, are
    /// one.
    private static final Duration SAME = Duration.ofMinutes(30);

    private final Map<IncidentId, Draft> drafts = new LinkedHashMap<>();

    private IncidentLog() {}

    /// The incidents as they were known at a moment, in the order in which they began.
    ///
    /// @param found by the engine up to `now`
    /// @param told what persons said, and what earlier runs found; what came after `now` is not
    ///   known yet
    /// @param heard from when on the engine has looked
    /// @param quiet an incident that an earlier run left open, and this one does not find, is over
    ///   so long after
    public static List<Incident> at(
            Instant now,
            List<IncidentEvent> found,
            List<IncidentEvent> told,
            Instant heard,
            Duration quiet) {
        List<IncidentEvent> known = told.stream().filter(e -> !e.at().isAfter(now)).toList();
        List<IncidentEvent> named = named(found, told);
        Set<IncidentId> foundAgain = new HashSet<>();
        named.forEach(e -> foundAgain.add(e.incident()));
        List<IncidentEvent> earlier =
                known.stream()
                        .filter(e -> !e.said() && !foundAgain.contains(e.incident()))
                        .toList();
        Stream<IncidentEvent> all =
                Stream.concat(
                        Stream.concat(named.stream(), earlier.stream()),
                        known.stream().filter(IncidentEvent::said));
        Set<IncidentEvent> takenBack = takenBack(known);
        IncidentLog log = new IncidentLog();
        all.sorted(Comparator.comparing(IncidentEvent::at))
                .forEach(event -> log.take(event, takenBack.contains(event)));
        Instant since = heard.plus(quiet);
        if (!now.isBefore(since)) {
            earlier.stream()
                    .map(IncidentEvent::incident)
                    .distinct()
                    .forEach(id -> {
                        Draft left = log.drafts.get(id);
                        if (left != null && left.open()) {
                            Instant last = left.entries.getLast().event().at();
                            Instant over = last.isAfter(heard) ? last.plus(quiet) : since;
                            if (!over.isAfter(now)) {
                                left.take(new IncidentEvent.Closed(id, over, "", ""), false);
                            }
                        }
                    });
        }
        return log.drafts.values().stream()
                .map(Draft::incident)
                .sorted(Comparator.comparing(Incident::id))
                .toList();
    }

    /// What this run found, under the ids that earlier runs gave, to be kept.
    ///
    /// @param told what earlier runs found
    public static List<IncidentEvent> named(List<IncidentEvent> found, List<IncidentEvent> told) {
        Map<IncidentId, IncidentId> same = same(found, told);
        return found.stream()
                .map(e -> {
                    IncidentEvent named = e.of(same.getOrDefault(e.incident(), e.incident()));
                    return named instanceof IncidentEvent.Merged merged
                            ? new IncidentEvent.Merged(
                                    merged.incident(),
                                    merged.at(),
                                    merged.by(),
                                    same.getOrDefault(merged.into(), merged.into()))
                            : named;
                })
                .toList();
    }

    /// What was said and taken back. The same may be said again after that: it is told apart by
    /// which of them it is, not by what it says.
    private static Set<IncidentEvent> takenBack(List<IncidentEvent> known) {
        Set<IncidentEvent> takenBack = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int i = 0; i < known.size(); i++) {
            if (known.get(i) instanceof IncidentEvent.TakenBack back) {
                known.subList(0, i).reversed().stream()
                        .filter(e -> e.equals(back.what()) && !takenBack.contains(e))
                        .findFirst()
                        .ifPresent(takenBack::add);
            }
        }
        return takenBack;
    }

    /// By the id that an incident has in this run: the one that it was given in an earlier one.
    private static Map<IncidentId, IncidentId> same(
            List<IncidentEvent> found, List<IncidentEvent> told) {
        List<IncidentEvent.Opened> before = opened(told);
        Set<IncidentId> ids = new HashSet<>(before.stream().map(IncidentEvent::incident).toList());
        List<IncidentEvent.Opened> now = opened(found);
        now.forEach(e -> ids.remove(e.incident()));
        Map<IncidentId, IncidentId> same = new HashMap<>();
        for (IncidentEvent.Opened each : now) {
            before.stream()
                    .filter(e -> ids.contains(e.incident()))
                    .filter(e -> apart(e, each).compareTo(SAME) <= 0)
                    .filter(e -> e.components().stream().anyMatch(each.components()::contains))
                    .min(Comparator.comparing(e -> apart(e, each)))
                    .filter(_ ->
                            before.stream().noneMatch(e -> e.incident().equals(each.incident())))
                    .ifPresent(e -> {
                        same.put(each.incident(), e.incident());
                        ids.remove(e.incident());
                    });
        }
        return same;
    }

    private static List<IncidentEvent.Opened> opened(List<IncidentEvent> events) {
        return events.stream()
                .filter(IncidentEvent.Opened.class::isInstance)
                .map(IncidentEvent.Opened.class::cast)
                .toList();
    }

    private static Duration apart(IncidentEvent.Opened one, IncidentEvent.Opened other) {
        return Duration.between(one.incident().onset(), other.incident().onset()).abs();
    }

    private void take(IncidentEvent event, boolean takenBack) {
        IncidentId id = event.incident();
        if (event instanceof IncidentEvent.Opened opened) {
            Draft draft = drafts.get(id);
            if (draft == null) {
                drafts.put(id, new Draft(id, opened, takenBack));
            } else if (opened.said()) {
                draft.take(opened, takenBack);
            }
            return;
        }
        Draft draft = drafts.get(id);
        if (draft == null) {
            return; // said of an incident that was never opened: nothing to show it on
        }
        if (takenBack || event instanceof IncidentEvent.TakenBack) {
            draft.entries.add(new Incident.Entry(event, takenBack));
            if (event instanceof IncidentEvent.TakenBack(var _, Instant at, String by, var what)
                    && what instanceof IncidentEvent.Opened
                    && draft.entries.getFirst().takenBack()) {
                draft.state = new Incident.State.Closed(at, by, "");
            }
            return;
        }
        Draft goesOn = event.said() ? draft : end(draft);
        goesOn.take(event, false);
        switch (event) {
            case IncidentEvent.Merged(var _, Instant at, var _, IncidentId into) ->
                    merge(draft, into, at);
            case IncidentEvent.Split split -> drafts.put(split.off(), goesOn.split(split));
            case IncidentEvent.Closed closed when !closed.said() ->
                    drafts.values().stream()
                            .filter(d -> d.open() && d.from.filter(id::equals).isPresent())
                            .forEach(d -> d.take(closed, false));
            default -> {}
        }
    }

    private void merge(Draft draft, IncidentId into, Instant at) {
        Draft target = drafts.get(into);
        if (target != null && end(target) != draft) {
            draft.state = new Incident.State.Merged(at, into);
            target.components.addAll(draft.components);
            if (draft.severity.worseThan(target.severity)) {
                target.severity = draft.severity;
                target.impact = draft.impact;
            }
        }
    }

    /// What an incident has become part of; itself where it has not.
    private Draft end(Draft draft) {
        Draft last = draft;
        Draft next = draft;
        while (next != null) {
            last = next;
            next =
                    last.state instanceof Incident.State.Merged(var _, IncidentId into)
                            ? drafts.get(into)
                            : null;
        }
        return last;
    }

    /// An incident while its log is read.
    private static final class Draft {
        private final IncidentId id;
        private final Instant opened;
        private final Set<ServiceId> components;
        private final Set<ServiceId> apart = new HashSet<>();
        private final Optional<IncidentId> from;
        private final List<Incident.Entry> entries = new ArrayList<>();
        private List<ServiceId> suspects;
        private Severity severity;
        private Impact impact;
        private Incident.State state = new Incident.State.Open();
        private Optional<IncidentEvent.Acknowledged> acknowledged = Optional.empty();
        private Optional<IncidentEvent.Told> told = Optional.empty();
        private boolean ranked;

        Draft(IncidentId id, IncidentEvent.Opened event, boolean takenBack) {
            this.id = id;
            opened = event.at();
            components = new TreeSet<>(event.components());
            suspects = event.suspects();
            severity = event.severity();
            impact = event.impact();
            from = Optional.empty();
            entries.add(new Incident.Entry(event, takenBack));
        }

        private Draft(IncidentEvent.Split split, List<ServiceId> suspects, IncidentId from) {
            id = split.off();
            opened = split.at();
            components = new TreeSet<>(split.components());
            this.suspects = suspects;
            severity = split.severity();
            impact = split.impact();
            this.from = Optional.of(from);
            entries.add(new Incident.Entry(split, false));
        }

        boolean open() {
            return state instanceof Incident.State.Open;
        }

        Draft split(IncidentEvent.Split split) {
            List<ServiceId> theirs =
                    suspects.stream().filter(split.components()::contains).toList();
            components.removeAll(split.components());
            apart.addAll(split.components());
            suspects = suspects.stream().filter(s -> !apart.contains(s)).toList();
            return new Draft(split, theirs.isEmpty() ? List.of(split.off().first()) : theirs, id);
        }

        void take(IncidentEvent event, boolean takenBack) {
            entries.add(new Incident.Entry(event, takenBack));
            switch (event) {
                case IncidentEvent.Opened _,
                        IncidentEvent.Noted _,
                        IncidentEvent.Merged _,
                        IncidentEvent.Split _,
                        IncidentEvent.TakenBack _ -> {}
                case IncidentEvent.Spread spread ->
                        spread.components().stream()
                                .filter(c -> !apart.contains(c))
                                .forEach(components::add);
                case IncidentEvent.SuspectsChanged changed -> {
                    List<ServiceId> mine =
                            changed.suspects().stream().filter(s -> !apart.contains(s)).toList();
                    suspects = mine.isEmpty() ? suspects : mine;
                }
                case IncidentEvent.SeverityChanged changed -> {
                    // What a person made of it, only something worse than that changes again.
                    if (changed.said() || !ranked || changed.severity().worseThan(severity)) {
                        severity = changed.severity();
                        ranked |= changed.said();
                    }
                    impact = changed.impact();
                }
                case IncidentEvent.Acknowledged said -> acknowledged = Optional.of(said);
                case IncidentEvent.Told said -> told = Optional.of(said);
                case IncidentEvent.Closed(var _, Instant at, String by, String reason) ->
                        state = open() ? new Incident.State.Closed(at, by, reason) : state;
                case IncidentEvent.Reopened _ ->
                        state =
                                state instanceof Incident.State.Merged
                                        ? state
                                        : new Incident.State.Open();
            }
        }

        Incident incident() {
            return new Incident(
                    id,
                    opened,
                    components,
                    suspects,
                    severity,
                    impact,
                    state,
                    acknowledged,
                    told,
                    entries);
        }
    }
}
