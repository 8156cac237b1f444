package dev.faultline.remedy;

import dev.faultline.model.ServiceId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What other workbenches on the same system do. Calls may wait for the network: never on the FX
/// thread.
public interface Peers {
    /// A word of theirs counts no longer than this after it was written, whatever it says: the
    /// longest that a script may run, and what clocks differ.
    Duration LONGEST = Runbook.LONGEST.plus(Gate.AHEAD);

    /// Alone: nobody else is known.
    Peers NONE =
            new Peers() {
                @Override
                public boolean claim(Notice notice) {
                    return true;
                }

                @Override
                public void tell(Notice notice) {}

                @Override
                public List<Notice> heard() {
                    return List.of();
                }
            };

    /// What one workbench tells the others of an action.
    ///
    /// @param workbench which
    /// @param started when the action began
    /// @param until the latest at which the run was over: from then on a word of [State#RUNNING]
    ///   does not count any more, for whoever said it is gone
    record Notice(
            String action,
            String system,
            String runbook,
            ServiceId target,
            String person,
            String workbench,
            Instant started,
            Instant at,
            Instant until,
            State state) {
        /// The same, with nothing in it later than a moment.
        public Notice by(Instant latest) {
            return new Notice(
                    action,
                    system,
                    runbook,
                    target,
                    person,
                    workbench,
                    started,
                    at.isAfter(latest) ? latest : at,
                    until.isAfter(latest) ? latest : until,
                    state);
        }

        /// The next word of the same action.
        public Notice with(State next, Instant now) {
            return new Notice(
                    action, system, runbook, target, person, workbench, started, now, until, next);
        }
    }

    /// How far an action is.
    enum State {
        RUNNING,
        ENDED,
        /// It came to nothing.
        NEVER_RAN,
        FAILED,
        WORKED,
        DID_NOT,
        WORSE,
        CANNOT_TELL
    }

    /// Says that an action is about to run, and waits until it is known who was first.
    ///
    /// @return whether no other runs on the same target
    /// @throws IOException with a sentence for the person where that cannot be known
    boolean claim(Notice notice) throws IOException, InterruptedException;

    /// Says how far it is.
    ///
    /// @throws IOException with a sentence for the person
    void tell(Notice notice) throws IOException;

    /// The newest word of each action, this workbench's own included, as far as they are recent.
    List<Notice> heard() throws IOException;
}
