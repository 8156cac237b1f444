package dev.faultline.remedy;

import java.time.Duration;

/// How a run ended.
public sealed interface RemedyOutcome {
    /// Whether the script began: the target may have been changed.
    default boolean ran() {
        return switch (this) {
            case Refused _, NotStarted _ -> false;
            case Ended _, TimedOut _, Cancelled _, Interrupted _ -> true;
        };
    }

    /// Whether it speaks against the runbook. What a person cancelled says nothing about it, and
    /// neither does what never began.
    default boolean failed() {
        return switch (this) {
            case Ended ended -> !ended.succeeded();
            case TimedOut _, Interrupted _ -> true;
            case Refused _, NotStarted _, Cancelled _ -> false;
        };
    }

    /// It did not start.
    record Refused(Refusal why) implements RemedyOutcome {}

    /// It could not be started although it might have been.
    ///
    /// @param reason a sentence
    record NotStarted(String reason) implements RemedyOutcome {}

    /// It ended by itself.
    ///
    /// @param code 0 for success, as is the custom
    /// @param tail the last of what it printed, masked
    record Ended(int code, Duration took, String tail) implements RemedyOutcome {
        public boolean succeeded() {
            return code == 0;
        }
    }

    /// It took too long: it and all that it started were killed.
    record TimedOut(Duration took, String tail) implements RemedyOutcome {}

    /// A person, or the closing window, ended it.
    record Cancelled(Duration took, String tail) implements RemedyOutcome {}

    /// The program died while it ran: nobody knows how far it came.
    record Interrupted() implements RemedyOutcome {}
}
