package dev.faultline.remedy;

import java.time.Duration;

/// How a run ended.
public sealed interface RemedyOutcome {
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
