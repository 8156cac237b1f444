package dev.faultline.remedy;

import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which runbooks may run as they are: the newest approval of each, told from the audit.
public record Approvals(Map<String, RemedyEvent.Approved> newest) {
    public Approvals {
        newest = Map.copyOf(newest);
    }

    /// The approvals that an audit tells of, of those who may approve. The newest is the one that
    /// was made last: one that is handed over later does not bring back what it approved.
    ///
    /// @param audit the oldest first, as [AuditLog#verified(Policy)] gives it
    public static Approvals of(List<RemedyEvent> audit, Policy policy) {
        Map<String, RemedyEvent.Approved> newest = new HashMap<>();
        for (RemedyEvent event : audit) {
            if (event instanceof RemedyEvent.Approved approved
                    && policy.mayApprove(approved.person())) {
                newest.merge(
                        approved.runbook(),
                        approved,
                        (before, next) -> next.at().isBefore(before.at()) ? before : next);
            }
        }
        return new Approvals(newest);
    }

    /// Why an approval does not count, by its own signature; empty where it does.
    public static Optional<Refusal> refusal(
            RemedyEvent.Approved approved, Policy policy, Instant now) {
        String name = approved.person();
        Optional<Policy.Person> person = policy.person(name);
        if (person.isEmpty()) {
            return Optional.of(new Refusal.UnknownPerson(name));
        }
        if (!Signing.verify(approved, person.get().key())) {
            return Optional.of(new Refusal.BadSignature(name));
        }
        if (!policy.mayApprove(name)) {
            return Optional.of(
                    new Refusal.NoRole(name, EnumSet.range(policy.approve(), Role.ADMIN)));
        }
        return approved.at().isAfter(now.plus(Gate.AHEAD))
                ? Optional.of(new Refusal.FromTheFuture(approved.at()))
                : Optional.empty();
    }

    /// The approval of this very runbook and script; empty where something else was approved last.
    public Optional<RemedyEvent.Approved> of(RunbookCopy copy) {
        return Optional.ofNullable(newest.get(copy.runbook().id()))
                .filter(approved -> approved.hash().equals(copy.hash()));
    }
}
