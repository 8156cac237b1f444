package dev.faultline.remedy;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/// Why nothing ran. Parts, not text.
public sealed interface Refusal {
    record UnknownRunbook(String id) implements Refusal {}

    /// The runbook, or its script, is not what was approved.
    record NotApproved(String id) implements Refusal {}

    /// What was confirmed is not what lies there now.
    record OtherThanConfirmed(String id) implements Refusal {}

    record BadSignature(String person) implements Refusal {}

    record UnknownPerson(String person) implements Refusal {}

    /// None of the roles that it takes.
    ///
    /// @param needed any of these
    record NoRole(String person, Set<Role> needed) implements Refusal {
        public NoRole {
            needed = Set.copyOf(needed);
        }
    }

    record NeedsSecond() implements Refusal {}

    record SamePersonTwice(String person) implements Refusal {}

    record Expired(Instant at) implements Refusal {}

    record FromTheFuture(Instant at) implements Refusal {}

    record UsedBefore(String action) implements Refusal {}

    /// A value that its parameter does not take.
    ///
    /// @param reason a sentence that names the parameter and what was wrong with it
    record BadParameter(String name, String reason) implements Refusal {}

    record NoSuchMode(Runbook.Mode mode) implements Refusal {}

    /// Nobody saw what it would do: no dry run with the same values went well lately.
    record NoDryRun() implements Refusal {}

    /// The runbook is not meant for this component.
    record NotFor(String target) implements Refusal {}

    /// A replay or an opened capture: there is nothing to act on.
    record NotLive() implements Refusal {}

    /// Too little is known of how things are now.
    ///
    /// @param age of the newest that is known
    record Stale(Duration age, Duration most) implements Refusal {}

    /// What was believed when the dialog opened does not hold any more.
    record Changed(double before, double now) implements Refusal {}

    record PreconditionFailed(Runbook.Precondition what) implements Refusal {}

    /// It ran there a short while ago.
    ///
    /// @param until when it may run again
    record CoolingDown(Instant until, String person) implements Refusal {}

    record Busy(String action, String person) implements Refusal {}

    /// Too many failures in a short time.
    record BreakerOpen(Instant until) implements Refusal {}

    /// What others do cannot be known now, so nobody can say that nothing runs there.
    ///
    /// @param reason a sentence
    record PeersUnknown(String reason) implements Refusal {}

    /// Nothing runs that could not be checked and written down before.
    ///
    /// @param reason a sentence
    record NotRecorded(String reason) implements Refusal {}
}
