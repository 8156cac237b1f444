package dev.faultline.remedy;

import dev.faultline.model.ServiceId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// What was done, folded from the audit: all of it, the oldest first.
public final class Actions {
    private final Map<String, Action> byId;

    private Actions(Map<String, Action> byId) {
        this.byId = byId;
    }

    /// Folds entries in the order in which they were written. What is said of an action that never
    /// began, or a second end of one, changes nothing.
    public static Actions of(List<RemedyEvent> events) {
        Map<String, Action> byId = new LinkedHashMap<>();
        for (RemedyEvent event : events) {
            switch (event) {
                case RemedyEvent.Started e -> {
                    Action begun =
                            new Action(
                                    e.statement(),
                                    e.at(),
                                    e.second(),
                                    e.workbench(),
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.empty());
                    byId.putIfAbsent(begun.id(), begun);
                }
                case RemedyEvent.Running e ->
                        byId.computeIfPresent(
                                e.action(),
                                (_, a) -> with(a, Optional.of(e), a.end(), a.verdict()));
                case RemedyEvent.Ended e ->
                        byId.computeIfPresent(
                                e.action(),
                                (_, a) ->
                                        with(
                                                a,
                                                a.process(),
                                                a.end().or(() -> Optional.of(e)),
                                                a.verdict()));
                case RemedyEvent.Verified e ->
                        byId.computeIfPresent(
                                e.action(),
                                (_, a) -> with(a, a.process(), a.end(), Optional.of(e.verdict())));
                case RemedyEvent.Approved _, RemedyEvent.Refused _ -> {}
            }
        }
        return new Actions(byId);
    }

    private static Action with(
            Action a,
            Optional<RemedyEvent.Running> process,
            Optional<RemedyEvent.Ended> end,
            Optional<Verdict> verdict) {
        return new Action(
                a.statement(), a.started(), a.second(), a.workbench(), process, end, verdict);
    }

    public List<Action> all() {
        return List.copyOf(byId.values());
    }

    public Optional<Action> find(String action) {
        return Optional.ofNullable(byId.get(action));
    }

    /// Those of one component of a system.
    public List<Action> on(String system, ServiceId target) {
        return byId.values().stream()
                .filter(a ->
                        a.statement().system().equals(system)
                                && a.statement().target().equals(target))
                .toList();
    }

    /// How often runs were tried, and worked. Taking something back is not counted, and neither is
    /// what could not be told.
    public Proposals.Tally tally(Predicate<Action> which) {
        int worked = 0;
        int tried = 0;
        for (Action action : byId.values()) {
            if (action.statement().mode() == Runbook.Mode.RUN
                    && action.verdict().isPresent()
                    && which.test(action)) {
                switch (action.verdict().get()) {
                    case Verdict.Worked _ -> {
                        worked++;
                        tried++;
                    }
                    case Verdict.DidNot _, Verdict.Worse _ -> tried++;
                    case Verdict.CannotTell _ -> {}
                }
            }
        }
        return new Proposals.Tally(worked, tried);
    }
}
