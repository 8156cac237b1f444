package dev.faultline.app;

import dev.faultline.remedy.Confirmation;
import dev.faultline.remedy.Countersign;
import dev.faultline.remedy.Gate;
import dev.faultline.remedy.Identity;
import dev.faultline.remedy.Policy;
import dev.faultline.remedy.Refusal;
import dev.faultline.remedy.RefusalWords;
import dev.faultline.remedy.RunbookCopy;
import dev.faultline.remedy.Signing;
import dev.faultline.remedy.Statement;
import dev.faultline.wording.Figures;
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

/// `faultline countersign`: the second signature, on the second person's machine.
@Command(
        name = "countersign",
        mixinStandardHelpOptions = true,
        description = {
            "Shows what another person is about to run, asks, and prints your signature over it as"
                    + " one line, which you hand back. Read what is shown, not what you were told.",
            "Exit code 0 where you signed, 1 where not."
        },
        footerHeading = "%nExamples:%n",
        footer = "  faultline countersign faultline-ask-1.eyJzdGF0ZW1lbnQiOnsi")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class CountersignCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Mixin private RemedyPlace place;

    @Parameters(paramLabel = "CODE", description = "The line that the other person gave you.")
    private String code;

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try {
            Confirmation asked = Countersign.asked(code);
            Identity identity = Identity.read(place.identity());
            Optional<Refusal> refusal = refusal(asked, identity, place.policy(err), Instant.now());
            if (refusal.isPresent()) {
                err.println(TerminalText.visible(new RefusalWords().of(refusal.get())));
                return 1;
            }
            show(asked.statement(), out);
            if (!yes && !Agreement.given("Sign this as " + identity.name() + "?", out)) {
                out.println("Not signed.");
                return 1;
            }
            out.println("Hand this back:");
            out.println(Countersign.answer(Signing.countersign(asked, identity, Instant.now())));
            out.flush();
            return 0;
        } catch (IOException | Countersign.BadCodeException e) {
            err.println(TerminalText.visible(String.valueOf(e.getMessage())));
            return 1;
        }
    }

    /// What the first person's machine would refuse afterwards, said before it is signed.
    private static Optional<Refusal> refusal(
            Confirmation asked, Identity identity, Policy policy, Instant now) {
        Optional<Refusal> theirs = Gate.signature(asked, policy);
        if (theirs.isPresent()) {
            return theirs;
        }
        if (identity.name().equals(asked.statement().person())) {
            return Optional.of(new Refusal.SamePersonTwice(identity.name()));
        }
        Optional<Policy.Person> own = policy.person(identity.name());
        if (own.isEmpty()) {
            return Optional.of(new Refusal.UnknownPerson(identity.name()));
        }
        if (!own.get().key().equals(identity.key())) {
            return Optional.of(new Refusal.BadSignature(identity.name()));
        }
        return Gate.time(asked.statement().at(), now);
    }

    private void show(Statement s, PrintWriter out) {
        String does =
                switch (s.mode()) {
                    case RUN -> "runs";
                    case DRY_RUN -> "makes a dry run of";
                    case ROLLBACK -> "takes back";
                };
        line(
                out,
                "%s %s '%s' version %d on '%s' of the system '%s'."
                        .formatted(
                                s.person(),
                                does,
                                s.runbook(),
                                s.version(),
                                s.target(),
                                s.system()));
        s.parameters().forEach((name, value) -> line(out, "  %s = '%s'".formatted(name, value)));
        line(
                out,
                "  signed %s UTC, P(cause) of the target %s, incident '%s'"
                        .formatted(
                                Figures.moment(s.at()),
                                Figures.probability(s.cause()),
                                s.incident()));
        line(out, "  SHA-256 of runbook and script " + s.hash());
        Optional<RunbookCopy> own =
                place.runbooks(spec.commandLine().getErr()).runbook(s.runbook());
        if (own.isEmpty()) {
            line(out, "You do not have that runbook: ask what it does before you sign.");
        } else if (!own.get().hash().equals(s.hash())) {
            line(
                    out,
                    "Your runbook '"
                            + s.runbook()
                            + "' is ANOTHER one: ask what theirs does before you sign.");
        } else {
            line(out, "It is the one that you have:");
            RunbookText.lines(own.get()).forEach(text -> out.println("  " + text));
        }
    }

    private static void line(PrintWriter out, String text) {
        out.println(TerminalText.visible(text));
    }
}
