package dev.faultline.remedy;

import dev.faultline.model.ServiceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What ran on one system, here and at other workbenches, as far as it keeps others from running.
/// Dry runs are not in it: they change nothing.
///
/// @param past by action
record Runs(Map<String, Past> past) {
    /// One run.
    ///
    /// @param back whether it took back what another did
    /// @param ended when it was over; null while it runs
    /// @param failed when it was known to have failed, or not to have helped; null where it was not
    record Past(
            String action,
            String runbook,
            ServiceId target,
            String person,
            boolean back,
            Instant started,
            @Nullable Instant ended,
            @Nullable Instant failed) {
        private Past ended(@Nullable Instant at) {
            return new Past(action, runbook, target, person, back, started, at, failed);
        }

        private Past failed(Instant at) {
            // Once: a run that broke off and did not help is one failure.
            return failed != null
                    ? this
                    : new Past(action, runbook, target, person, back, started, ended, at);
        }
    }

    /// @param audit the oldest first
    /// @param heard the newest word of each action
    static Runs of(String system, List<RemedyEvent> audit, List<Peers.Notice> heard, Instant now) {
        Map<String, Past> past = new LinkedHashMap<>();
        for (RemedyEvent event : audit) {
            switch (event) {
                case RemedyEvent.Started e -> start(past, system, e);
                case RemedyEvent.Ended e ->
                        past.computeIfPresent(e.action(), (_, run) -> end(run, e));
                case RemedyEvent.Verified e ->
                        past.computeIfPresent(
                                e.action(),
                                (_, run) -> e.verdict().failed() ? run.failed(e.at()) : run);
                case RemedyEvent.Approved _, RemedyEvent.Refused _, RemedyEvent.Running _ -> {}
            }
        }
        for (Peers.Notice notice : heard) {
            // What this workbench said itself stands in the audit.
            if (notice.system().equals(system)
                    && notice.state() != Peers.State.NEVER_RAN
                    && !past.containsKey(notice.action())) {
                past.put(notice.action(), told(notice, now));
            }
        }
        return new Runs(past);
    }

    private static void start(Map<String, Past> past, String system, RemedyEvent.Started e) {
        Statement s = e.statement();
        if (s.system().equals(system) && s.mode() != Runbook.Mode.DRY_RUN) {
            past.put(
                    s.action(),
                    new Past(
                            s.action(),
                            s.runbook(),
                            s.target(),
                            e.person(),
                            s.mode() == Runbook.Mode.ROLLBACK,
                            e.at(),
                            null,
                            null));
        }
    }

    /// The first end counts, as in [Actions]; what never ran leaves no trace.
    private static @Nullable Past end(Past run, RemedyEvent.Ended e) {
        if (run.ended() != null) {
            return run;
        }
        if (!e.outcome().ran()) {
            return null;
        }
        Past over = run.ended(e.at());
        return e.outcome().failed() ? over.failed(e.at()) : over;
    }

    private static Past told(Peers.Notice notice, Instant now) {
        boolean running = notice.state() == Peers.State.RUNNING && now.isBefore(notice.until());
        // Whoever fell silent was over by then at the latest, and so was what is judged long after.
        boolean sooner =
                notice.state() != Peers.State.RUNNING && notice.at().isBefore(notice.until());
        Instant end = sooner ? notice.at() : notice.until();
        boolean failed =
                switch (notice.state()) {
                    case FAILED, DID_NOT, WORSE -> true;
                    case RUNNING, ENDED, NEVER_RAN, WORKED, CANNOT_TELL -> false;
                };
        return new Past(
                notice.action(),
                notice.runbook(),
                notice.target(),
                notice.person(),
                false,
                notice.started(),
                running ? null : end,
                failed ? notice.at() : null);
    }

    /// Who is on a target now.
    Optional<Past> busy(ServiceId target, String action) {
        return past.values().stream()
                .filter(run ->
                        run.target().equals(target)
                                && run.ended() == null
                                && !run.action().equals(action))
                .findFirst();
    }

    /// The last run of a runbook on a target that is over.
    Optional<Past> last(String runbook, ServiceId target) {
        return of(runbook, target).stream()
                .filter(run -> run.ended() != null)
                .max(java.util.Comparator.comparing(run -> Objects.requireNonNull(run.ended())));
    }

    /// When runs of a runbook on a target were known to have failed, the oldest first.
    List<Instant> failures(String runbook, ServiceId target) {
        List<Instant> found = new ArrayList<>();
        for (Past run : of(runbook, target)) {
            if (run.failed() != null) {
                found.add(run.failed());
            }
        }
        found.sort(null);
        return found;
    }

    private List<Past> of(String runbook, ServiceId target) {
        return past.values().stream()
                .filter(run ->
                        !run.back() && run.runbook().equals(runbook) && run.target().equals(target))
                .toList();
    }
}
