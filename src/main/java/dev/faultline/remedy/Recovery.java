package dev.faultline.remedy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds runs that a program on this machine began and did not bring to their end, and writes down
/// those that are over, and that nobody will say whether they helped. Runs nothing, ends nothing.
record Recovery(
        Function<String, Optional<RunbookCopy>> runbooks,
        AuditLog audit,
        Ledger ledger,
        UnaryOperator<String> mask,
        Path runs,
        Launch launch,
        Workbench here) {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    RemedyRunner.Recovered find() throws IOException {
        List<RemedyRunner.Left> left = new ArrayList<>();
        Map<String, Optional<RunbookCopy>> shelf = new HashMap<>();
        Actions known = ledger.actions();
        boolean written = false;
        for (Action action : known.all()) {
            if (action.over()) {
                written |= tidy(action, shelf);
            } else if (!lookedAfter(action)) {
                boolean alive = runs(action);
                left.add(new RemedyRunner.Left(action, alive));
                if (!alive) {
                    interrupted(action, shelf);
                    written = true;
                }
            }
        }
        return new RemedyRunner.Recovered(written ? ledger.actions() : known, left);
    }

    /// What a program that died after the end of a run still had to do.
    ///
    /// @return whether something was written down
    private boolean tidy(Action action, Map<String, Optional<RunbookCopy>> shelf)
            throws IOException {
        RunFolder folder = RunFolder.of(runs, action.id());
        boolean judged =
                action.verdict().isPresent()
                        || !action.end().orElseThrow().outcome().ran()
                        || !awaited(action, shelf);
        boolean tidy = judged && !Files.exists(folder.path());
        if (!tidy && !lookedAfter(action)) {
            folder.delete().ifPresent(sentence -> LOG.warn("{}", sentence));
            if (!judged) {
                unwatched(action);
                return true;
            }
        }
        return false;
    }

    /// Whether somebody is to say whether it helped: of a runbook that changes nothing, and is
    /// there as it was, nobody is.
    private boolean awaited(Action action, Map<String, Optional<RunbookCopy>> shelf) {
        Statement statement = action.statement();
        return action.acts()
                && shelf.computeIfAbsent(statement.runbook(), runbooks)
                        .filter(copy -> copy.hash().equals(statement.hash()))
                        .map(copy -> copy.runbook().effect().isPresent())
                        .orElse(true);
    }

    /// What it would be judged from, the onset as it was seen then, is known to nobody any more.
    private void unwatched(Action action) throws IOException {
        double none = Double.NaN;
        audit.append(
                new RemedyEvent.Verified(
                        ledger.now(),
                        "",
                        action.id(),
                        new Verdict.CannotTell(
                                new Verdict.Figures(
                                        none, none, action.statement().cause(), none, none, 0),
                                Verdict.Reason.NOBODY_WATCHED)));
    }

    /// By a program of this machine that lives, or perhaps by one of another machine, as long as a
    /// script may run.
    private boolean lookedAfter(Action action) {
        Optional<Workbench> workbench = Workbench.parse(action.workbench());
        return workbench.filter(w -> w.host().equals(here.host())).isPresent()
                ? workbench.get().alive()
                : ledger.now().isBefore(action.started().plus(Peers.LONGEST));
    }

    private static boolean runs(Action action) {
        return action.process().filter(p -> Workbench.alive(p.pid(), p.since())).isPresent()
                || !ProcessTree.marked(action.id()).isEmpty();
    }

    private void interrupted(Action action, Map<String, Optional<RunbookCopy>> shelf)
            throws IOException {
        Statement statement = action.statement();
        RunFolder folder = RunFolder.of(runs, action.id());
        Optional<RunbookCopy> copy =
                shelf.computeIfAbsent(statement.runbook(), runbooks)
                        .filter(c -> c.hash().equals(statement.hash()));
        Optional<Output> output = copy.flatMap(c -> leftOutput(folder, c.runbook()));
        audit.append(
                new RemedyEvent.Ended(
                        ledger.now(),
                        "",
                        action.id(),
                        new RemedyOutcome.Interrupted(),
                        output.map(Output::printed).orElse(0L),
                        output.map(Output::kept).orElse("")));
        folder.delete().ifPresent(sentence -> LOG.warn("{}", sentence));
        if (awaited(action, shelf)) {
            unwatched(action);
        }
        if (action.acts()) {
            ledger.tellLater(action, ledger.now(), Peers.State.FAILED);
        }
    }

    /// What it printed into its file, as far as it can be made fit to be kept: without its runbook
    /// and its secrets nobody knows what to hide in it.
    private Optional<Output> leftOutput(RunFolder folder, Runbook runbook) {
        try {
            Collection<String> secrets = launch.secrets(runbook).values();
            return Run.fromFile(folder, new Redaction(secrets, mask));
        } catch (IOException e) {
            LOG.warn("What {} printed is not kept: {}", runbook.id(), e.getMessage());
            return Optional.empty();
        }
    }
}
