package dev.faultline.app;

import dev.faultline.remedy.Approvals;
import dev.faultline.remedy.Policy;
import dev.faultline.remedy.RemedyEvent;
import dev.faultline.remedy.Runbook;
import dev.faultline.remedy.RunbookCopy;
import dev.faultline.remedy.RunbookFiles;
import dev.faultline.store.Database;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `faultline runbook list`: what there is, and whether it may run.
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = {
            "Lists the runbooks of the folder: class of risk, and whether what lies there is what"
                    + " was approved.",
            "Exit code 0, or 1 where the audit can't be read."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  faultline runbook list",
            "  faultline runbook list --folder sample-data/runbooks"
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class RunbookListCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Mixin private RemedyPlace place;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        RunbookFiles.Read read = place.runbooks(err);
        if (read.runbooks().isEmpty()) {
            out.println("There are no runbooks in " + place.folder(err) + ".");
            return 0;
        }
        Approvals approvals;
        try (Database database = place.database()) {
            Policy policy = place.policy(err);
            approvals = Approvals.of(place.audit(database).verified(policy), policy);
        } catch (IOException e) {
            err.println(TerminalText.visible(String.valueOf(e.getMessage())));
            return 1;
        }
        TextTable table =
                new TextTable(
                        TextTable.Column.left("ID", 40),
                        TextTable.Column.right("VERSION", 8),
                        TextTable.Column.right("CLASS", 5),
                        TextTable.Column.left("APPROVED", 30),
                        TextTable.Column.left("TITLE", 60));
        for (RunbookCopy copy : read.runbooks()) {
            Runbook runbook = copy.runbook();
            table.add(
                    runbook.id(),
                    String.valueOf(runbook.version()),
                    String.valueOf(runbook.risk().number()),
                    approved(copy, approvals),
                    TerminalText.visible(runbook.title()));
        }
        table.lines().forEach(out::println);
        out.flush();
        return 0;
    }

    private static String approved(RunbookCopy copy, Approvals approvals) {
        return approvals
                .of(copy)
                .map(RemedyEvent::person)
                .map(person -> "by " + person)
                .orElse(
                        approvals.newest().containsKey(copy.runbook().id())
                                ? "no: changed since"
                                : "no");
    }
}
