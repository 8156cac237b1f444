package dev.faultline.app;

import dev.faultline.remedy.Identity;
import dev.faultline.remedy.Policy;
import dev.faultline.remedy.Refusal;
import dev.faultline.remedy.RefusalWords;
import dev.faultline.remedy.RemedyEvent;
import dev.faultline.remedy.Role;
import dev.faultline.remedy.RunbookCopy;
import dev.faultline.store.Database;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.EnumSet;
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
        Optional<RunbookCopy> found = place.runbooks(err).runbook(id);
        if (found.isEmpty()) {
            err.println(new RefusalWords().of(new Refusal.UnknownRunbook(id)));
            return 1;
        }
        RunbookCopy copy = found.get();
        try (Database database = place.database()) {
            Identity identity = Identity.read(place.identity());
            Optional<Refusal> refusal = refusal(identity, place.policy(err));
            if (refusal.isPresent()) {
                err.println(new RefusalWords().of(refusal.get()));
                return 1;
            }
            RunbookText.lines(copy).forEach(out::println);
            if (!yes && !Agreement.given("May this run as it is?", out)) {
                out.println("Not approved.");
                return 1;
            }
            place.audit(database)
                    .append(
                            new RemedyEvent.Approved(
                                    Instant.now(),
                                    identity.name(),
                                    id,
                                    copy.runbook().version(),
                                    copy.hash()));
            out.println("Approved by " + identity.name() + ".");
            out.flush();
            return 0;
        } catch (IOException e) {
            err.println(TerminalText.visible(String.valueOf(e.getMessage())));
            return 1;
        }
    }

    private static Optional<Refusal> refusal(Identity identity, Policy policy) {
        Optional<Policy.Person> person = policy.person(identity.name());
        if (person.isEmpty()) {
            return Optional.of(new Refusal.UnknownPerson(identity.name()));
        }
        if (!person.get().key().equals(identity.key())) {
            return Optional.of(new Refusal.BadSignature(identity.name()));
        }
        return person.get().atLeast(policy.approve())
                ? Optional.empty()
                : Optional.of(
                        new Refusal.NoRole(
                                identity.name(), EnumSet.range(policy.approve(), Role.ADMIN)));
    }
}
