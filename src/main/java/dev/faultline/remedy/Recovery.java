package dev.faultline.remedy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds runs that a program on this machine began and did not bring to their end, and writes down
/// those that are over. Runs nothing, ends nothing.
///
/// @param notices what the other workbenches are still to be told
record Recovery(
        Function<String, Optional<RunbookCopy>> runbooks,
        AuditLog audit,
        Backlog<Peers.Notice> notices,
        UnaryOperator<String> mask,
        Path runs,
        Launch launch,
        InstantSource clock,
        Workbench here) {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    List<RemedyRunner.Left> find() throws IOException {
        List<RemedyRunner.Left> left = new ArrayList<>();
        for (Action action : Actions.of(audit.events()).unfinished(this::lookedAfter)) {
            boolean alive = runs(action);
            left.add(new RemedyRunner.Left(action, alive));
            if (!alive) {
                interrupted(action);
            }
        }
        return left;
    }

    /// By a program of this machine that lives, or perhaps by one of another machine.
    private boolean lookedAfter(Action action) {
        return Workbench.parse(action.workbench())
                .map(w -> !w.host().equals(here.host()) || w.alive())
                .orElse(true);
    }

    private static boolean runs(Action action) {
        return action.process().filter(p -> Workbench.alive(p.pid(), p.since())).isPresent()
                || !ProcessTree.marked(action.id()).isEmpty();
    }

    private void interrupted(Action action) throws IOException {
        Statement statement = action.statement();
        RunFolder folder = RunFolder.of(runs, action.id());
        Optional<RunbookCopy> copy =
                runbooks.apply(statement.runbook()).filter(c -> c.hash().equals(statement.hash()));
        Optional<Output> output = copy.flatMap(c -> leftOutput(folder, c.runbook()));
        audit.append(
                new RemedyEvent.Ended(
                        clock.instant(),
                        "",
                        action.id(),
                        new RemedyOutcome.Interrupted(),
                        output.map(Output::printed).orElse(0L),
                        output.map(Output::kept).orElse("")));
        folder.delete().ifPresent(sentence -> LOG.warn("{}", sentence));
        if (action.acts()) {
            notices.later(
                    new Peers.Notice(
                            action.id(),
                            statement.system(),
                            statement.runbook(),
                            statement.target(),
                            statement.person(),
                            action.workbench(),
                            action.started(),
                            clock.instant(),
                            clock.instant(),
                            Peers.State.FAILED));
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
