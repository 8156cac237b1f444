package dev.faultline.remedy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What runs leave behind: entries of the audit, and words to the other workbenches. What can't be
/// written or told is kept and tried again until it can; the end of the program loses it.
final class Ledger {
    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

    private final AuditLog audit;
    private final Peers peers;
    private final Backlog<RemedyEvent> entries;
    private final Backlog<Peers.Notice> notices;
    private final InstantSource clock;

    /// @param again how soon what failed is tried again
    Ledger(AuditLog audit, Peers peers, InstantSource clock, Duration again) {
        this.audit = audit;
        this.peers = peers;
        this.entries = new Backlog<>(audit::append, again);
        this.notices = new Backlog<>(peers::tell, again);
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    /// All that was done, when all that is owed is written down.
    ///
    /// @throws IOException with a sentence for the person, where that cannot be done now
    Actions actions() throws IOException {
        settle();
        return Actions.of(audit.events());
    }

    /// Writes down all that is owed: what may run is told from what is written.
    void settle() throws IOException {
        entries.settle();
    }

    /// Takes an action and its target, see [AuditLog#begin].
    Optional<Refusal> begin(RemedyEvent.Started event) {
        try {
            return audit.begin(event);
        } catch (IOException e) {
            return Optional.of(notRecorded(e));
        }
    }

    static Refusal notRecorded(Exception e) {
        return new Refusal.NotRecorded(
                e instanceof IOException ? String.valueOf(e.getMessage()) : e.toString());
    }

    /// Writes down, now or as soon as that can be done.
    void write(RemedyEvent event, Console console) {
        entries.add(event)
                .ifPresent(reason ->
                        say(
                                "This could not be written down yet: %s It is kept and tried again until it can."
                                        .formatted(reason),
                                console));
    }

    /// What could not be written down yet.
    List<RemedyEvent> owed() {
        return entries.owed();
    }

    /// Says to others that an action is about to run.
    ///
    /// @return why it may not
    Optional<Refusal> claim(Peers.Notice notice) throws InterruptedException {
        try {
            if (peers.claim(notice)) {
                return Optional.empty();
            }
            Optional<Peers.Notice> other =
                    peers.heard().stream()
                            .filter(n -> n.state() == Peers.State.RUNNING)
                            .filter(n -> n.system().equals(notice.system()))
                            .filter(n -> n.target().equals(notice.target()))
                            .filter(n -> !n.workbench().equals(notice.workbench()))
                            .findFirst();
            return Optional.of(
                    new Refusal.Busy(
                            other.map(Peers.Notice::action).orElse(""),
                            other.map(Peers.Notice::person).orElse("")));
        } catch (IOException e) {
            // Others may have heard it all the same.
            notices.later(notice.with(Peers.State.NEVER_RAN, now()));
            return Optional.of(new Refusal.PeersUnknown(String.valueOf(e.getMessage())));
        }
    }

    /// Tells the others, now or as soon as that can be done.
    void tell(Peers.Notice notice, Console console) {
        notices.add(notice)
                .ifPresent(reason ->
                        say(
                                "The other workbenches could not be told yet: %s It is tried again."
                                        .formatted(reason),
                                console));
    }

    /// Tells the others of what was done, when that can be done; waits for nobody.
    ///
    /// @param over when it was, at the latest
    void tellLater(Action action, Instant over, Peers.State state) {
        Statement statement = action.statement();
        notices.later(
                new Peers.Notice(
                        action.id(),
                        statement.system(),
                        statement.runbook(),
                        statement.target(),
                        statement.person(),
                        action.workbench(),
                        action.started(),
                        now(),
                        over,
                        state));
    }

    private static void say(String told, Console console) {
        LOG.warn("{}", told);
        console.print(told);
    }
}
