package dev.faultline.incident;

import dev.faultline.cause.RankedCause;
import dev.faultline.cause.Ranking;
import dev.faultline.cause.Verdict;
import dev.faultline.model.ServiceId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Tells incidents from what is believed at one moment after the other: one for one set of causes.
/// Components in trouble that are connected through dependencies, and whose trouble the same causes
/// explain, are one incident, however many alerts there are of it; trouble that is not connected to
/// it and has a likely cause of its own is another. Who is suspected may change; the incident stays
/// the same. It is over when there has been no trouble for a while, and trouble that is soon back
/// is not a new one.
///
/// Immutable: a look gives the next state, and the same looks give the same log. It knows nothing
/// of what persons say of incidents; that is laid over it by [IncidentLog].
public final class IncidentTracker {
    private static final int MOST_SUSPECTS = 3;

    private final IncidentRules rules;
    private final List<Course> courses;
    private final List<Candidate> candidates;
    private final List<IncidentEvent> log;

    private IncidentTracker(
            IncidentRules rules,
            List<Course> courses,
            List<Candidate> candidates,
            List<IncidentEvent> log) {
        this.rules = rules;
        this.courses = List.copyOf(courses);
        this.candidates = List.copyOf(candidates);
        this.log = List.copyOf(log);
    }

    /// Where nothing happened yet.
    ///
    /// @param step the time between two looks, at most: nothing is over before two of them
    public static IncidentTracker begin(IncidentRules rules, Duration step) {
        Duration looks = step.multipliedBy(2);
        IncidentRules held =
                looks.compareTo(rules.quiet()) > 0 ? rules.with(looks, rules.severity()) : rules;
        return new IncidentTracker(held, List.of(), List.of(), List.of());
    }

    /// An incident as far as the engine is concerned.
    ///
    /// @param trouble when trouble was last seen
    /// @param closed when it was over; empty while it is open
    private record Course(
            IncidentId id,
            Set<ServiceId> components,
            List<ServiceId> suspects,
            Severity severity,
            Instant trouble,
            Optional<Instant> closed) {
        boolean open() {
            return closed.isEmpty();
        }

        boolean shares(Set<ServiceId> group) {
            return group.stream().anyMatch(components::contains);
        }

        Course closed(Instant at) {
            return new Course(id, components, suspects, severity, trouble, Optional.of(at));
        }
    }

    /// Trouble that may become a further incident.
    private record Candidate(Set<ServiceId> components, Instant since) {}

    /// All that happened, by time.
    public List<IncidentEvent> log() {
        return log;
    }

    /// All that had happened by a moment.
    public List<IncidentEvent> until(Instant moment) {
        return log.isEmpty() || !log.getLast().at().isAfter(moment)
                ? log
                : log.stream().filter(e -> !e.at().isAfter(moment)).toList();
    }

    /// Whether an incident is open, so that moments at which nothing goes on matter too.
    public boolean open() {
        return courses.stream().anyMatch(Course::open);
    }

    /// At that moment nothing is going on.
    public IncidentTracker calm(Instant at) {
        if (courses.isEmpty() && candidates.isEmpty()) {
            return this;
        }
        Step step = new Step(at);
        step.end();
        return step.done(List.of());
    }

    /// Looks at a moment at which something is going on.
    public IncidentTracker look(Assessment seen) {
        Step step = new Step(seen.at());
        List<Set<ServiceId>> groups = groups(seen);
        List<Set<ServiceId>> unowned = new ArrayList<>();
        for (Set<ServiceId> group : groups) {
            if (!step.goesOn(group, seen)) {
                unowned.add(group);
            }
        }
        List<Candidate> waiting =
                seen.ranking().incident() < rules.opening() ? List.of() : step.open(unowned, seen);
        step.end();
        return step.done(waiting);
    }

    /// Forgets what is long over.
    public IncidentTracker forget(Instant oldest) {
        if (log.isEmpty() || !log.getFirst().at().isBefore(oldest)) {
            return this;
        }
        Set<IncidentId> kept = new TreeSet<>(courses.stream().map(Course::id).toList());
        log.stream().filter(e -> !e.at().isBefore(oldest)).forEach(e -> kept.add(e.incident()));
        return new IncidentTracker(
                rules,
                courses,
                candidates,
                log.stream().filter(e -> kept.contains(e.incident())).toList());
    }

    private List<Set<ServiceId>> groups(Assessment seen) {
        Ranking ranking = seen.ranking();
        if (ranking.incident() < rules.goingOn()) {
            return List.of();
        }
        List<Set<ServiceId>> groups = TroubleGroups.of(troubled(ranking), seen.topology());
        // Something is wrong, and it is told of nobody for certain: of whom it is told best.
        return groups.isEmpty() && ranking.incident() >= rules.opening() && !open()
                ? ranking.top().map(c -> List.of(Set.of(c.service()))).orElse(List.of())
                : groups;
    }

    private Set<ServiceId> troubled(Ranking ranking) {
        Set<ServiceId> members = new TreeSet<>();
        courses.stream().filter(Course::open).forEach(c -> members.addAll(c.components));
        Set<ServiceId> troubled = new TreeSet<>();
        for (RankedCause each : ranking.causes()) {
            double bound =
                    members.contains(each.service()) ? rules.stillTrouble() : rules.trouble();
            if (each.trouble() >= bound) {
                troubled.add(each.service());
            }
        }
        return troubled;
    }

    /// The probability that the cause, or one of several, is among them.
    private static double cause(Set<ServiceId> group, Ranking ranking) {
        double none = 1;
        for (RankedCause each : ranking.causes()) {
            if (group.contains(each.service())) {
                none *= 1 - each.cause();
            }
        }
        return 1 - none;
    }

    /// Whom to suspect of what is in trouble: whoever is likely a cause, or else the most probable
    /// one. Whoever is suspected stays so until it is clear that another is.
    private List<ServiceId> suspects(
            Set<ServiceId> components, List<ServiceId> before, Ranking ranking) {
        List<RankedCause> among =
                ranking.causes().stream().filter(c -> components.contains(c.service())).toList();
        if (among.isEmpty()) {
            return before;
        }
        List<RankedCause> likely = new ArrayList<>();
        for (RankedCause each : among) {
            double bound =
                    before.contains(each.service())
                            ? Verdict.LIKELY - rules.margin()
                            : Verdict.LIKELY;
            if (each.cause() >= bound) {
                likely.add(each);
            }
        }
        if (likely.isEmpty()) {
            likely.add(among.getFirst());
        }
        Optional<RankedCause> was =
                before.stream()
                        .findFirst()
                        .flatMap(first ->
                                among.stream().filter(c -> c.service().equals(first)).findFirst());
        boolean stays =
                was.filter(w -> likely.getFirst().cause() - w.cause() < rules.margin()).isPresent();
        Stream<ServiceId> names = likely.stream().map(RankedCause::service);
        return (stays ? Stream.concat(before.stream().limit(1), names) : names)
                .distinct()
                .limit(MOST_SUSPECTS)
                .toList();
    }

    /// One step from this state to the next.
    private final class Step {
        private final Instant at;
        private final List<Course> next = new ArrayList<>(courses);
        private final List<IncidentEvent> added = new ArrayList<>();

        Step(Instant at) {
            this.at = at;
        }

        /// Gives trouble to the incident that it belongs to.
        ///
        /// @return whether there is one
        boolean goesOn(Set<ServiceId> group, Assessment seen) {
            List<Course> owners =
                    next.stream()
                            .filter(c -> c.open() && c.shares(group))
                            .sorted(Comparator.comparing(Course::id))
                            .toList();
            if (owners.isEmpty()) {
                return isBack(group, seen);
            }
            Set<ServiceId> free = new TreeSet<>(group);
            owners.forEach(owner -> free.removeAll(owner.components));
            Course oldest = owners.getFirst();
            for (Course younger : owners.subList(1, owners.size())) {
                Set<ServiceId> own = new TreeSet<>(younger.components);
                own.removeAll(oldest.components);
                if (cause(own, seen.ranking()) < rules.noCause()) {
                    added.add(new IncidentEvent.Merged(younger.id, at, "", oldest.id));
                    next.remove(younger);
                    free.addAll(own);
                } else {
                    troubled(younger, Set.of(), group, seen);
                }
            }
            troubled(oldest, free, group, seen);
            return true;
        }

        /// Trouble of an incident that was over a moment ago is that incident again, unless others
        /// are suspected of it.
        private boolean isBack(Set<ServiceId> group, Assessment seen) {
            if (seen.ranking().incident() < rules.opening()) {
                return false;
            }
            List<ServiceId> suspects = suspects(group, List.of(), seen.ranking());
            Optional<Course> before =
                    next.stream()
                            .filter(c -> !c.open() && c.shares(group))
                            .filter(c -> c.suspects.stream().anyMatch(suspects::contains))
                            .max(Comparator.comparing(c -> c.closed.orElse(Instant.MIN)));
            before.ifPresent(course -> {
                added.add(new IncidentEvent.Reopened(course.id, at, ""));
                Set<ServiceId> free = new TreeSet<>(group);
                free.removeAll(course.components);
                troubled(course, free, group, seen);
            });
            return before.isPresent();
        }

        private void troubled(
                Course course, Set<ServiceId> joining, Set<ServiceId> group, Assessment seen) {
            Set<ServiceId> components = new TreeSet<>(course.components);
            components.addAll(joining);
            if (!joining.isEmpty()) {
                added.add(new IncidentEvent.Spread(course.id, at, "", joining));
            }
            List<ServiceId> suspects = suspects(components, course.suspects, seen.ranking());
            if (!suspects.equals(course.suspects)) {
                added.add(new IncidentEvent.SuspectsChanged(course.id, at, "", suspects));
            }
            Set<ServiceId> now = new TreeSet<>(components);
            now.retainAll(group);
            Impact impact = impact(now, course.id, seen);
            Severity severity = rules.severity().severity(impact);
            boolean worse = severity.worseThan(course.severity);
            if (worse) {
                added.add(new IncidentEvent.SeverityChanged(course.id, at, "", severity, impact));
            }
            next.remove(course);
            next.add(
                    new Course(
                            course.id,
                            components,
                            suspects,
                            worse ? severity : course.severity,
                            at,
                            Optional.empty()));
        }

        /// Opens what is new: at once where nothing is open, else when it has been there for a
        /// while.
        ///
        /// @return what is waited for
        List<Candidate> open(List<Set<ServiceId>> groups, Assessment seen) {
            List<Candidate> waiting = new ArrayList<>();
            boolean first = next.stream().noneMatch(Course::open);
            List<Set<ServiceId>> likeliest =
                    groups.stream()
                            .sorted(Comparator.comparingDouble(g -> -cause(g, seen.ranking())))
                            .toList();
            for (Set<ServiceId> group : likeliest) {
                if (first) {
                    open(group, seen.onset(), seen);
                    first = false;
                    continue;
                }
                if (cause(group, seen.ranking()) < rules.ownCause()) {
                    continue; // explained by what is open already, or by nothing
                }
                Instant since =
                        candidates.stream()
                                .filter(c -> c.components.stream().anyMatch(group::contains))
                                .map(Candidate::since)
                                .min(Comparator.naturalOrder())
                                .orElse(at);
                if (Duration.between(since, at).compareTo(rules.confirm()) < 0) {
                    waiting.add(new Candidate(group, since));
                } else {
                    open(group, began(group, since, seen), seen);
                }
            }
            return waiting;
        }

        private Instant began(Set<ServiceId> group, Instant since, Assessment seen) {
            return seen.outside().entrySet().stream()
                    .filter(e -> group.contains(e.getKey()))
                    .map(Map.Entry::getValue)
                    .filter(o -> !o.isBefore(seen.onset()))
                    .min(Comparator.naturalOrder())
                    .orElse(since);
        }

        private void open(Set<ServiceId> group, Instant onset, Assessment seen) {
            List<ServiceId> suspects = suspects(group, List.of(), seen.ranking());
            IncidentId wanted = new IncidentId(onset, suspects.getFirst());
            boolean taken = log.stream().anyMatch(e -> e.incident().equals(wanted));
            IncidentId id = taken ? new IncidentId(at, suspects.getFirst()) : wanted;
            Impact impact = impact(group, id, seen);
            Severity severity = rules.severity().severity(impact);
            added.add(new IncidentEvent.Opened(id, at, "", group, suspects, severity, impact));
            next.add(new Course(id, group, suspects, severity, at, Optional.empty()));
        }

        private Impact impact(Set<ServiceId> now, IncidentId id, Assessment seen) {
            return SeverityRules.impact(now, seen.topology(), Duration.between(id.onset(), at));
        }

        /// Ends what has been quiet for long enough, and forgets what cannot come back.
        void end() {
            for (int i = 0; i < next.size(); i++) {
                Course course = next.get(i);
                if (course.open()
                        && Duration.between(course.trouble, at).compareTo(rules.quiet()) >= 0) {
                    added.add(new IncidentEvent.Closed(course.id, at, "", ""));
                    next.set(i, course.closed(at));
                }
            }
            next.removeIf(c ->
                    c.closed
                            .map(closed ->
                                    Duration.between(closed, at).compareTo(rules.again()) > 0)
                            .orElse(false));
        }

        IncidentTracker done(List<Candidate> waiting) {
            if (added.isEmpty()) {
                return new IncidentTracker(rules, next, waiting, log);
            }
            List<IncidentEvent> all = new ArrayList<>(log);
            all.addAll(added);
            return new IncidentTracker(rules, next, waiting, all);
        }
    }
}
