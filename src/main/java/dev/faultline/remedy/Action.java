package dev.faultline.remedy;

import java.time.Instant;
import java.util.Optional;

/// What was done, or is being done: one run of a script, as the audit tells it.
///
/// @param started when it was taken
/// @param second who else signed; empty where nobody had to
/// @param workbench where it ran, see [Workbench]
/// @param process what ran; empty where it did not come so far
/// @param end how it ended, when, and what it printed; empty where that was not written down yet
/// @param verdict the newest; empty where none was given yet
public record Action(
        Statement statement,
        Instant started,
        String second,
        String workbench,
        Optional<RemedyEvent.Running> process,
        Optional<RemedyEvent.Ended> end,
        Optional<Verdict> verdict) {

    /// What it is known by.
    public String id() {
        return statement.action();
    }

    /// Whether the target may have been changed by it.
    public boolean acts() {
        return statement.mode() != Runbook.Mode.DRY_RUN;
    }

    public boolean over() {
        return end.isPresent();
    }

    /// Whether the program died while it ran.
    public boolean interrupted() {
        return end.isPresent() && end.get().outcome() instanceof RemedyOutcome.Interrupted;
    }

    /// Whether it speaks against its runbook: it broke off, or did not help.
    public boolean failed() {
        return end.map(e -> e.outcome().failed()).orElse(false)
                || verdict.map(Verdict::failed).orElse(false);
    }
}
