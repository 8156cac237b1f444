package dev.faultline.remedy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs scripts, each for a [Confirmation] and never twice for the same. Everything that happens is
/// in the audit: before a process exists that it is about to, and afterwards how it ended.
/// Thread-safe; calls wait: never on the FX thread.
public final class RemedyRunner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RemedyRunner.class);

    /// After a run's time is up, so long others count it as running: it is being killed, and clocks
    /// differ.
    private static final Duration SLACK = Duration.ofSeconds(30);

    private static final Duration AGAIN = Duration.ofSeconds(2);
    private static final Duration CLOSING = Duration.ofSeconds(15);

    private final Function<String, Optional<RunbookCopy>> runbooks;
    private final Gatekeeper gate;
    private final AuditLog audit;
    private final Ledger ledger;
    private final UnaryOperator<String> mask;
    private final Path runs;
    private final Launch launch;
    private final Workbench here = Workbench.here();

    private final Map<Thread, Ongoing> running = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /// A run on its thread.
    private record Ongoing(boolean outlives, CountDownLatch over) {}

    /// @param runbooks what lies in the folder now, by id
    /// @param mask of what scripts print, a line each
    /// @param runs where the working folders are made; on a file system that lets scripts run
    /// @param environment where the variables that a runbook allows are read, and its secrets
    public RemedyRunner(
            Function<String, Optional<RunbookCopy>> runbooks,
            Gatekeeper gate,
            AuditLog audit,
            Peers peers,
            UnaryOperator<String> mask,
            Path runs,
            Map<String, String> environment,
            InstantSource clock) {
        this(runbooks, gate, audit, peers, mask, runs, environment, clock, AGAIN);
    }

    /// @param again how soon what could not be written down is tried again
    RemedyRunner(
            Function<String, Optional<RunbookCopy>> runbooks,
            Gatekeeper gate,
            AuditLog audit,
            Peers peers,
            UnaryOperator<String> mask,
            Path runs,
            Map<String, String> environment,
            InstantSource clock,
            Duration again) {
        this.runbooks = runbooks;
        this.gate = gate;
        this.audit = audit;
        this.ledger = new Ledger(audit, peers, clock, again);
        this.mask =
                line -> {
                    synchronized (mask) {
                        return mask.apply(line);
                    }
                };
        this.runs = runs.toAbsolutePath();
        launch = new Launch(Map.copyOf(environment), System.getProperty("os.name"));
    }

    /// Runs what was confirmed, and waits for its end. Interrupting the thread ends the script and
    /// all that it started. Whatever comes of it is the outcome and is in the audit.
    ///
    /// @param scene how things are at the moment of the last check
    public RemedyOutcome run(Confirmation confirmation, Console heard, Supplier<Scene> scene) {
        Console console = new SafeConsole(heard);
        Statement statement = confirmation.statement();
        Optional<RunbookCopy> copy = runbooks.apply(statement.runbook());
        if (copy.isEmpty()) {
            return refused(statement, new Refusal.UnknownRunbook(statement.runbook()), console);
        }
        Ongoing run = new Ongoing(copy.get().runbook().outlives(), new CountDownLatch(1));
        running.put(Thread.currentThread(), run);
        try {
            // Asked after it can be seen: whoever closes sees it, or it sees that it is closed.
            return closed
                    ? new RemedyOutcome.Cancelled(Duration.ZERO, "")
                    : run(confirmation, copy.get(), console, scene);
        } finally {
            running.remove(Thread.currentThread());
            run.over().countDown();
            boolean _ = Thread.interrupted(); // it was heard
        }
    }

    private RemedyOutcome run(
            Confirmation confirmation, RunbookCopy copy, Console console, Supplier<Scene> scene) {
        Statement statement = confirmation.statement();
        Optional<Refusal> refusal = refusal(confirmation, copy, scene);
        if (refusal.isPresent()) {
            return refused(statement, refusal.get(), console);
        }
        boolean acts = statement.mode() != Runbook.Mode.DRY_RUN;
        Peers.Notice notice = notice(statement, copy);
        if (acts) {
            try {
                refusal = ledger.claim(notice);
            } catch (InterruptedException e) {
                neverRan(notice, console);
                return new RemedyOutcome.Cancelled(Duration.ZERO, "");
            }
            if (refusal.isPresent()) {
                return refused(statement, refusal.get(), console);
            }
        }
        refusal = ledger.begin(started(confirmation));
        if (refusal.isPresent()) {
            // Of an action that was begun elsewhere its own workbench says when it is over.
            if (acts && !(refusal.get() instanceof Refusal.UsedBefore)) {
                neverRan(notice, console);
            }
            return refused(statement, refusal.get(), console);
        }
        RunFolder folder = RunFolder.of(runs, statement.action());
        Run run = new Run(copy, statement, folder, launch, mask, console);
        RemedyOutcome outcome =
                run.toTheEnd((pid, since) ->
                        ledger.write(
                                new RemedyEvent.Running(
                                        ledger.now(),
                                        statement.person(),
                                        statement.action(),
                                        pid,
                                        since),
                                console));
        boolean _ = Thread.interrupted(); // what follows is not to be cancelled
        ledger.write(
                new RemedyEvent.Ended(
                        ledger.now(),
                        statement.person(),
                        statement.action(),
                        outcome,
                        run.output().printed(),
                        run.output().kept()),
                console);
        folder.delete().ifPresent(sentence -> LOG.warn("{}", sentence));
        if (acts) {
            ledger.tell(notice.with(state(outcome), ledger.now()), console);
        }
        return outcome;
    }

    private static Peers.State state(RemedyOutcome outcome) {
        return outcome.failed()
                ? Peers.State.FAILED
                : outcome.ran() ? Peers.State.ENDED : Peers.State.NEVER_RAN;
    }

    private void neverRan(Peers.Notice notice, Console console) {
        ledger.tell(notice.with(Peers.State.NEVER_RAN, ledger.now()), console);
    }

    private Optional<Refusal> refusal(
            Confirmation confirmation, RunbookCopy copy, Supplier<Scene> scene) {
        try {
            ledger.settle(); // the gate reads what is written down
            return gate.refusal(confirmation, copy, scene.get());
        } catch (IOException | RuntimeException e) {
            // Also what nobody thought of: who cannot say yes says no.
            return Optional.of(Ledger.notRecorded(e));
        }
    }

    private RemedyEvent.Started started(Confirmation confirmation) {
        Statement statement = confirmation.statement();
        return new RemedyEvent.Started(
                ledger.now(),
                statement.person(),
                statement,
                confirmation.second().map(Confirmation.Second::person).orElse(""),
                here.text());
    }

    private RemedyOutcome refused(Statement statement, Refusal why, Console console) {
        ledger.write(
                new RemedyEvent.Refused(ledger.now(), statement.person(), statement, why), console);
        return new RemedyOutcome.Refused(why);
    }

    private Peers.Notice notice(Statement statement, RunbookCopy copy) {
        Instant now = ledger.now();
        return new Peers.Notice(
                statement.action(),
                statement.system(),
                statement.runbook(),
                statement.target(),
                statement.person(),
                here.text(),
                now,
                now,
                now.plus(copy.runbook().timeout()).plus(SLACK),
                Peers.State.RUNNING);
    }

    /// Keeps whether a run helped, and tells the other workbenches. They go on to count as a
    /// failure what broke off.
    ///
    /// @throws IOException with a sentence for the person, where the audit can't be read: it is
    ///   kept all the same
    public void verified(String action, Verdict verdict) throws IOException {
        ledger.write(new RemedyEvent.Verified(ledger.now(), "", action, verdict), Console.SILENT);
        Optional<Action> done = Actions.of(audit.events()).find(action);
        if (done.isPresent() && (verdict.failed() || !done.get().failed())) {
            ledger.tellLater(
                    done.get(),
                    done.get().end().map(RemedyEvent.Ended::at).orElse(ledger.now()),
                    switch (verdict) {
                        case Verdict.Worked _ -> Peers.State.WORKED;
                        case Verdict.DidNot _ -> Peers.State.DID_NOT;
                        case Verdict.Worse _ -> Peers.State.WORSE;
                        case Verdict.CannotTell _ -> Peers.State.CANNOT_TELL;
                    });
        }
    }

    /// What could not be written down yet. It is tried again until it can; the end of the program
    /// loses it.
    public List<RemedyEvent> unwritten() {
        return ledger.owed();
    }

    /// A run that a program on this machine did not bring to its end: it died.
    ///
    /// @param runs whether the script still runs, with nobody who listens or ends it; otherwise it
    ///   is written down now as interrupted
    public record Left(Action action, boolean runs) {}

    /// What was done on whatever system, and what of it was left behind.
    ///
    /// @param left as it was found; in the actions it is written down already
    public record Recovered(Actions actions, List<Left> left) {
        public Recovered {
            left = List.copyOf(left);
        }
    }

    /// Looks for such runs, at the start of the program or later. Runs nothing, ends nothing. What
    /// nobody can judge any more is given that as its verdict.
    ///
    /// @throws IOException with a sentence for the person, where the audit can't be read or written
    public Recovered recover() throws IOException {
        return new Recovery(runbooks, audit, ledger, mask, runs, launch, here).find();
    }

    /// Ends what does not outlive the window, and waits until it is ended and written down. Nothing
    /// is begun any more.
    @Override
    public void close() {
        closed = true;
        List<Ongoing> ending = new ArrayList<>();
        running.forEach((thread, run) -> {
            if (!run.outlives()) {
                thread.interrupt();
                ending.add(run);
            }
        });
        try {
            for (Ongoing run : ending) {
                boolean _ = run.over().await(CLOSING.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
