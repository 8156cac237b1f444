package dev.faultline.remedy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which runbooks may run as they are: the newest approval of each, told from the audit.
public record Approvals(Map<String, RemedyEvent.Approved> newest) {
    public Approvals {
        newest = Map.copyOf(newest);
    }

    /// The approvals that an audit tells of, of those who may approve.
    ///
    /// @param audit the oldest first
    public static Approvals of(List<RemedyEvent> audit, Policy policy) {
        Map<String, RemedyEvent.Approved> newest = new HashMap<>();
        for (RemedyEvent event : audit) {
            if (event instanceof RemedyEvent.Approved approved
                    && policy.mayApprove(approved.person())) {
                newest.put(approved.runbook(), approved);
            }
        }
        return new Approvals(newest);
    }

    /// The approval of this very runbook and script; empty where something else was approved last.
    public Optional<RemedyEvent.Approved> of(RunbookCopy copy) {
        return Optional.ofNullable(newest.get(copy.runbook().id()))
                .filter(approved -> approved.hash().equals(copy.hash()));
    }
}
