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

    /// Whether it did not do what it was for, whoever or whatever was to blame. What a person
    /// cancelled counts for nothing, and what nobody could judge neither.
    public boolean failed() {
        boolean broke =
                end.isPresent()
                        && switch (end.get().outcome()) {
                            case RemedyOutcome.Ended ended -> !ended.succeeded();
                            case RemedyOutcome.TimedOut _,
                                    RemedyOutcome.NotStarted _,
                                    RemedyOutcome.Interrupted _ ->
                                    true;
                            case RemedyOutcome.Cancelled _, RemedyOutcome.Refused _ -> false;
                        };
        return broke
                || (verdict.isPresent()
                        && switch (verdict.get()) {
                            case Verdict.DidNot _, Verdict.Worse _ -> true;
                            case Verdict.Worked _, Verdict.CannotTell _ -> false;
                        });
    }
}
