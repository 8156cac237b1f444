package dev.faultline.app;

import dev.faultline.remedy.ApprovalLine;
import dev.faultline.remedy.Approvals;
import dev.faultline.remedy.AuditLog;
import dev.faultline.remedy.Countersign;
import dev.faultline.remedy.Identity;
import dev.faultline.remedy.Policy;
import dev.faultline.remedy.Refusal;
import dev.faultline.remedy.RefusalWords;
import dev.faultline.remedy.RemedyEvent;
import dev.faultline.remedy.RunbookCopy;
import dev.faultline.remedy.RunbookFiles;
import dev.faultline.store.Database;
import dev.faultline.wording.Figures;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `faultline runbook accept`: what somebody who may approve has approved on another machine.
@Command(
        name = "accept",
        mixinStandardHelpOptions = true,
        description = {
            "Says who approved what and when, checks it, asks, and writes the approval of that"
                    + " person into your audit. It has to be signed with the key that policy.yaml has"
                    + " for a person who may approve, and be of the very runbook and script that you"
                    + " have.",
            "Exit code 0 where all of them are in the audit, 1 where not."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  faultline runbook accept faultline-approval-1.eyJydW5ib29rIjoi",
            "  faultline runbook accept --file approvals.txt"
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class RunbookAcceptCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Mixin private RemedyPlace place;

    @Parameters(
            paramLabel = "LINE",
            arity = "0..*",
            description = "What faultline runbook approve printed on the other machine.")
    private List<String> lines = List.of();

    @Option(
            names = "--file",
            paramLabel = "F.txt",
            description =
                    "A file with such lines; those that begin otherwise are passed over."
                            + " /dev/stdin, with --yes, where there is one.")
    private @Nullable Path file;

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try (Database database = place.database()) {
            List<String> given = given();
            Identity own = Identity.read(place.identity());
            Policy policy = place.policy(err);
            RunbookFiles.Read runbooks = place.runbooks(err);
            AuditLog audit = place.audit(database);
            List<RemedyEvent> there = audit.verified(policy);
            Set<RemedyEvent.Approved> wanted = new LinkedHashSet<>();
            boolean refused = false;
            for (String line : given) {
                Optional<RemedyEvent.Approved> good = good(line, policy, runbooks, there);
                refused |= good.isEmpty();
                good.filter(approved -> !there.contains(approved)).ifPresent(wanted::add);
            }
            if (wanted.isEmpty()) {
                return refused ? 1 : 0;
            }
            if (!yes
                    && !Agreement.given(
                            "Write that into your audit, as " + own.name() + "?", out)) {
                out.println("Not taken over.");
                return 1;
            }
            for (RemedyEvent.Approved approved : wanted) {
                audit.append(approved);
            }
            out.println("Taken over: " + wanted.size() + ".");
            return refused ? 1 : 0;
        } catch (IOException e) {
            err.println(TerminalText.visible(String.valueOf(e.getMessage())));
            return 1;
        } finally {
            out.flush();
            err.flush();
        }
    }

    private List<String> given() throws IOException {
        List<String> given = new ArrayList<>(lines);
        if (file != null) {
            try {
                // The lines are ASCII; what stands between them may be anything.
                Files.readString(file, StandardCharsets.ISO_8859_1)
                        .lines()
                        .map(String::strip)
                        .filter(line -> line.startsWith(ApprovalLine.PREFIX))
                        .forEach(given::add);
            } catch (IOException e) {
                throw new IOException(file + " can't be read (" + e + ").", e);
            }
            if (given.isEmpty()) {
                throw new IOException(
                        file + " has no line that begins with " + ApprovalLine.PREFIX);
            }
        } else if (given.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "Say what to take over: LINE, or --file F.txt.");
        }
        return given;
    }

    /// What a line says, which is told; empty where it does not count, and why is told.
    private Optional<RemedyEvent.Approved> good(
            String line, Policy policy, RunbookFiles.Read runbooks, List<RemedyEvent> there) {
        PrintWriter out = spec.commandLine().getOut();
        RemedyEvent.Approved approved;
        Optional<String> wrong;
        try {
            approved = ApprovalLine.read(line);
            wrong =
                    Approvals.refusal(approved, policy, Instant.now())
                            .map(new RefusalWords()::of)
                            .or(() -> other(approved, runbooks.runbook(approved.runbook())))
                            .or(() -> old(approved, Approvals.of(there, policy)));
        } catch (Countersign.BadCodeException e) {
            tell("Not taken over: " + e.getMessage());
            return Optional.empty();
        }
        if (wrong.isPresent()) {
            tell("Not taken over, '" + approved.runbook() + "': " + wrong.get());
            return Optional.empty();
        }
        out.println(
                TerminalText.visible(
                        "%s approved '%s' version %d on %s UTC.%s"
                                .formatted(
                                        approved.person(),
                                        approved.runbook(),
                                        approved.version(),
                                        Figures.moment(approved.at()),
                                        there.contains(approved)
                                                ? " That is in your audit already."
                                                : "")));
        out.println("  It is the one that you have, SHA-256 " + approved.hash());
        return Optional.of(approved);
    }

    private void tell(String sentence) {
        spec.commandLine().getErr().println(TerminalText.visible(sentence));
    }

    private static Optional<String> other(
            RemedyEvent.Approved approved, Optional<RunbookCopy> own) {
        if (own.isEmpty()) {
            return Optional.of(
                    new RefusalWords().of(new Refusal.UnknownRunbook(approved.runbook())));
        }
        return own.get().hash().equals(approved.hash())
                        && own.get().runbook().version() == approved.version()
                ? Optional.empty()
                : Optional.of(
                        "%s approved another runbook or script than you have: version %d, SHA-256 %s; yours: version %d, SHA-256 %s. Get the one that was approved, or have yours approved."
                                .formatted(
                                        approved.person(),
                                        approved.version(),
                                        approved.hash(),
                                        own.get().runbook().version(),
                                        own.get().hash()));
    }

    /// It would not count beside a newer one: said, rather than written down for nothing.
    private static Optional<String> old(RemedyEvent.Approved approved, Approvals approvals) {
        return Optional.ofNullable(approvals.newest().get(approved.runbook()))
                .filter(newest ->
                        !newest.hash().equals(approved.hash())
                                && !newest.at().isBefore(approved.at()))
                .map(newest ->
                        "%s approved it on %s UTC; since then, on %s UTC, %s approved another one, and that counts."
                                .formatted(
                                        approved.person(),
                                        Figures.moment(approved.at()),
                                        Figures.moment(newest.at()),
                                        newest.person()));
    }
}
