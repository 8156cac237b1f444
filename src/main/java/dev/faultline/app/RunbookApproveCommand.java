package dev.faultline.app;

import dev.faultline.remedy.ApprovalLine;
import dev.faultline.remedy.Approvals;
import dev.faultline.remedy.AuditLog;
import dev.faultline.remedy.Identity;
import dev.faultline.remedy.Policy;
import dev.faultline.remedy.Refusal;
import dev.faultline.remedy.RefusalWords;
import dev.faultline.remedy.RemedyEvent;
import dev.faultline.remedy.RunbookCopy;
import dev.faultline.remedy.Signing;
import dev.faultline.store.Database;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `faultline runbook approve`: from now on this runbook and this script may run, and no others of
/// that name.
@Command(
        name = "approve",
        mixinStandardHelpOptions = true,
        description = {
            "Shows a runbook and its script, asks, and writes into the audit that they may run as"
                    + " they are. After any change to either they are refused until approved again.",
            "Prints the approval, signed, as one line for those who may not approve themselves:"
                    + " they take it over with faultline runbook accept. Nothing in it is a secret.",
            "Exit code 0 where it is approved, 1 where not."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  faultline runbook approve restart",
            "  faultline runbook approve restart --folder sample-data/runbooks --yes"
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class RunbookApproveCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Mixin private RemedyPlace place;

    @Parameters(paramLabel = "ID", description = "Which runbook.")
    private String id;

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Optional<RunbookCopy> found = place.runbook(id, err);
        if (found.isEmpty()) {
            return 1;
        }
        RunbookCopy copy = found.get();
        try (Database database = place.database()) {
            Identity identity = Identity.read(place.identity());
            AuditLog audit = place.audit(database);
            Optional<Refusal> refusal = refusal(copy, identity, place.policy(err), audit);
            if (refusal.isPresent()) {
                err.println(new RefusalWords().of(refusal.get()));
                return 1;
            }
            RunbookText.lines(copy).forEach(out::println);
            if (!yes && !Agreement.given("May this run as it is?", out)) {
                out.println("Not approved.");
                return 1;
            }
            RemedyEvent.Approved approved = Signing.approve(copy, identity, Instant.now());
            audit.append(approved);
            out.println("Approved by " + identity.name() + ".");
            out.println("For others, who take it over with faultline runbook accept:");
            out.println(ApprovalLine.of(approved));
            out.flush();
            return 0;
        } catch (IOException e) {
            err.println(TerminalText.visible(String.valueOf(e.getMessage())));
            return 1;
        }
    }

    /// What would keep the approval from counting, said before it is made.
    private static Optional<Refusal> refusal(
            RunbookCopy copy, Identity identity, Policy policy, AuditLog audit) throws IOException {
        Instant now = Instant.now();
        Optional<Refusal> refusal =
                Approvals.refusal(Signing.approve(copy, identity, now), policy, now);
        if (refusal.isPresent()) {
            return refusal;
        }
        RemedyEvent.Approved newest =
                Approvals.of(audit.verified(policy), policy).newest().get(copy.runbook().id());
        return newest != null && newest.at().isAfter(now)
                ? Optional.of(new Refusal.FromTheFuture(newest.at()))
                : Optional.empty();
    }
}
