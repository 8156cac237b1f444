package dev.faultline.remedy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
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
    private final Peers peers;
    private final Backlog<RemedyEvent> entries;
    private final Backlog<Peers.Notice> notices;
    private final UnaryOperator<String> mask;
    private final Path runs;
    private final InstantSource clock;
    private final Launch launch;
    private final Workbench here = Workbench.here();

    private final Map<Thread, Ongoing> running = new ConcurrentHashMap<>();

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
        this.peers = peers;
        this.entries = new Backlog<>(audit::append, again);
        this.notices = new Backlog<>(peers::tell, again);
        this.mask =
                line -> {
                    synchronized (mask) {
                        return mask.apply(line);
                    }
                };
        this.runs = runs.toAbsolutePath();
        launch = new Launch(Map.copyOf(environment), System.getProperty("os.name"));
        this.clock = clock;
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
            return run(confirmation, copy.get(), console, scene);
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
                refusal = claim(notice);
            } catch (InterruptedException e) {
                tell(ended(notice, Peers.State.ENDED), console);
                return new RemedyOutcome.Cancelled(Duration.ZERO, "");
            }
            if (refusal.isPresent()) {
                return refused(statement, refusal.get(), console);
            }
        }
        refusal = begin(confirmation);
        if (refusal.isPresent()) {
            // Of an action that was begun elsewhere its own workbench says when it is over.
            if (acts && !(refusal.get() instanceof Refusal.UsedBefore)) {
                tell(ended(notice, Peers.State.ENDED), console);
            }
            return refused(statement, refusal.get(), console);
        }
        RunFolder folder = RunFolder.of(runs, statement.action());
        Run run = new Run(copy, statement, folder, launch, mask, console);
        RemedyOutcome outcome =
                run.toTheEnd((pid, since) ->
                        write(
                                new RemedyEvent.Running(
                                        clock.instant(),
                                        statement.person(),
                                        statement.action(),
                                        pid,
                                        since),
                                console));
        boolean _ = Thread.interrupted(); // what follows is not to be cancelled
        write(
                new RemedyEvent.Ended(
                        clock.instant(),
                        statement.person(),
                        statement.action(),
                        outcome,
                        run.output().printed(),
                        run.output().kept()),
                console);
        folder.delete().ifPresent(sentence -> LOG.warn("{}", sentence));
        if (acts) {
            tell(ended(notice, state(outcome)), console);
        }
        return outcome;
    }

    private static Peers.State state(RemedyOutcome outcome) {
        return switch (outcome) {
            case RemedyOutcome.Ended ended when ended.succeeded() -> Peers.State.ENDED;
            case RemedyOutcome.Cancelled _, RemedyOutcome.Refused _ -> Peers.State.ENDED;
            case RemedyOutcome.Ended _,
                    RemedyOutcome.NotStarted _,
                    RemedyOutcome.TimedOut _,
                    RemedyOutcome.Interrupted _ ->
                    Peers.State.FAILED;
        };
    }

    private Optional<Refusal> refusal(
            Confirmation confirmation, RunbookCopy copy, Supplier<Scene> scene) {
        try {
            entries.settle(); // the gate reads what is written down
            return gate.refusal(confirmation, copy, scene.get());
        } catch (IOException e) {
            return Optional.of(new Refusal.NotRecorded(sentence(e)));
        }
    }

    private Optional<Refusal> claim(Peers.Notice notice) throws InterruptedException {
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
            notices.later(ended(notice, Peers.State.ENDED));
            return Optional.of(new Refusal.PeersUnknown(sentence(e)));
        }
    }

    private Optional<Refusal> begin(Confirmation confirmation) {
        Statement statement = confirmation.statement();
        try {
            return audit.begin(
                    new RemedyEvent.Started(
                            clock.instant(),
                            statement.person(),
                            statement,
                            confirmation.second().map(Confirmation.Second::person).orElse(""),
                            here.text()));
        } catch (IOException e) {
            return Optional.of(new Refusal.NotRecorded(sentence(e)));
        }
    }

    private RemedyOutcome refused(Statement statement, Refusal why, Console console) {
        write(
                new RemedyEvent.Refused(clock.instant(), statement.person(), statement, why),
                console);
        return new RemedyOutcome.Refused(why);
    }

    private void write(RemedyEvent event, Console console) {
        entries.add(event)
                .ifPresent(reason -> {
                    String told =
                            "This could not be written down yet: %s It is kept and tried again until it can."
                                    .formatted(reason);
                    LOG.warn("{}", told);
                    console.print(told);
                });
    }

    private void tell(Peers.Notice notice, Console console) {
        notices.add(notice)
                .ifPresent(reason -> {
                    String told =
                            "The other workbenches could not be told yet: %s It is tried again."
                                    .formatted(reason);
                    LOG.warn("{}", told);
                    console.print(told);
                });
    }

    private Peers.Notice notice(Statement statement, RunbookCopy copy) {
        return new Peers.Notice(
                statement.action(),
                statement.system(),
                statement.runbook(),
                statement.target(),
                statement.person(),
                here.text(),
                clock.instant(),
                clock.instant(),
                clock.instant().plus(copy.runbook().timeout()).plus(SLACK),
                Peers.State.RUNNING);
    }

    private Peers.Notice ended(Peers.Notice notice, Peers.State state) {
        return new Peers.Notice(
                notice.action(),
                notice.system(),
                notice.runbook(),
                notice.target(),
                notice.person(),
                notice.workbench(),
                notice.started(),
                clock.instant(),
                notice.until(),
                state);
    }

    private static String sentence(IOException e) {
        return String.valueOf(e.getMessage());
    }

    /// What could not be written down yet. It is tried again until it can; the end of the program
    /// loses it.
    public List<RemedyEvent> unwritten() {
        return entries.owed();
    }

    /// A run that a program on this machine did not bring to its end: it died.
    ///
    /// @param runs whether the script still runs, with nobody who listens or ends it; otherwise it
    ///   is written down now as interrupted
    public record Left(Action action, boolean runs) {}

    /// Looks for such runs, at the start of the program or later. Runs nothing, ends nothing.
    ///
    /// @throws IOException with a sentence for the person, where the audit can't be read or written
    public List<Left> recover() throws IOException {
        entries.settle();
        return new Recovery(runbooks, audit, notices, mask, runs, launch, clock, here).find();
    }

    /// Ends what does not outlive the window, and waits until it is ended and written down.
    @Override
    public void close() {
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
