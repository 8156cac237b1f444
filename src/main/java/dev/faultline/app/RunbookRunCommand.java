package dev.faultline.app;

import dev.faultline.model.Notice;
import dev.faultline.model.ServiceId;
import dev.faultline.remedy.AuditLog;
import dev.faultline.remedy.Gate;
import dev.faultline.remedy.Identity;
import dev.faultline.remedy.ParameterValues;
import dev.faultline.remedy.Peers;
import dev.faultline.remedy.Policy;
import dev.faultline.remedy.Refusal;
import dev.faultline.remedy.RefusalWords;
import dev.faultline.remedy.RemedyOutcome;
import dev.faultline.remedy.RemedyRunner;
import dev.faultline.remedy.Runbook;
import dev.faultline.remedy.RunbookCopy;
import dev.faultline.remedy.Scene;
import dev.faultline.remedy.Signing;
import dev.faultline.remedy.Statement;
import dev.faultline.settings.Settings;
import dev.faultline.source.mask.Masking;
import dev.faultline.store.Database;
import dev.faultline.topology.Topology;
import dev.faultline.topology.TopologyException;
import dev.faultline.topology.TopologyFiles;
import dev.faultline.wording.Figures;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `faultline runbook run --dry-run`: what a runbook would do.
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Has an approved runbook say what it would do, with your signature, and writes that into"
                    + " the audit. Only dry runs: what changes something is confirmed in the window,"
                    + " which knows how things are.",
            "Exit code 0 where the script says that all is well, 1 where not or where it is refused."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  faultline runbook run restart --dry-run --target payments-api --topology catalog/",
            "  faultline runbook run grow-pool --dry-run --target payments-db --set size=80"
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class RunbookRunCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Mixin private RemedyPlace place;

    @Parameters(paramLabel = "ID", description = "Which runbook.")
    private String id;

    @Option(names = "--dry-run", description = "Needed: nothing else is run from a terminal.")
    private boolean dryRun;

    @Option(
            names = "--target",
            required = true,
            paramLabel = "NAME",
            description = "The component that it is about.")
    private String target;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "A value that the runbook asks for; repeated.")
    private Map<String, String> values = new LinkedHashMap<>();

    @Option(
            names = "--topology",
            paramLabel = "FILE",
            description =
                    "Files or folders that say what components there are, beside those of topology.files in settings.yaml; repeated.")
    private List<Path> topology = List.of();

    @Override
    public Integer call() {
        if (!dryRun) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Only dry runs are made from a terminal: add --dry-run. What changes something is confirmed in the window.");
        }
        if (target.isBlank()) {
            throw new ParameterException(spec.commandLine(), "--target is empty.");
        }
        PrintWriter err = spec.commandLine().getErr();
        Optional<RunbookCopy> copy = place.runbook(id, err);
        if (copy.isEmpty()) {
            return 1;
        }
        Settings settings = place.settings(err);
        try (Database database = place.database()) {
            Identity identity = Identity.read(place.identity());
            AuditLog audit = place.audit(database);
            Policy policy = place.policy(err);
            Scene scene = scene(components(settings, err));
            Statement statement = statement(copy.get(), identity);
            Masking masking = Masking.forOnce(settings.masking());
            try (RemedyRunner runner =
                    new RemedyRunner(
                            named -> copy.filter(there -> there.runbook().id().equals(named)),
                            (confirmation, found, now) ->
                                    new Gate(
                                                    policy,
                                                    now,
                                                    audit.verified(policy),
                                                    List.of(),
                                                    Instant.now())
                                            .refusal(confirmation, Optional.of(found)),
                            audit,
                            Peers.NONE,
                            masking::line,
                            place.data().resolve("runs"),
                            System.getenv(),
                            InstantSource.system())) {
                return told(
                        runner.run(Signing.sign(statement, identity), this::print, () -> scene));
            }
        } catch (IOException e) {
            err.println(TerminalText.visible(String.valueOf(e.getMessage())));
            return 1;
        }
    }

    private Topology components(Settings settings, PrintWriter err) throws TopologyException {
        List<Path> named = new ArrayList<>(topology);
        settings.topology().files().forEach(file -> named.add(place.home().resolve(file)));
        Topology.Reading read = TopologyFiles.readAll(named);
        for (Notice notice : read.notices()) {
            err.println(TerminalText.visible(notice.text()));
        }
        err.flush();
        return read.topology();
    }

    /// Nothing is known but what components there are; for a dry run that is enough.
    private static Scene scene(Topology topology) {
        return new Scene(
                "", false, Duration.ZERO, Duration.ZERO, topology, Map.of(), Map.of(), Map.of());
    }

    private Statement statement(RunbookCopy copy, Identity identity) {
        ServiceId component = new ServiceId(target);
        return new Statement(
                UUID.randomUUID().toString(),
                "",
                copy,
                Runbook.Mode.DRY_RUN,
                ParameterValues.of(copy.runbook(), component, "", values),
                component,
                "",
                Instant.now(),
                identity.name(),
                Double.NaN);
    }

    private void print(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(TerminalText.visible(line));
        out.flush();
    }

    private int told(RemedyOutcome outcome) {
        PrintWriter err = spec.commandLine().getErr();
        String sentence =
                switch (outcome) {
                    case RemedyOutcome.Refused(Refusal why) -> new RefusalWords().of(why);
                    case RemedyOutcome.NotStarted(String reason) -> reason;
                    case RemedyOutcome.Ended(int code, Duration took, _) ->
                            "It ended after %s with code %d."
                                    .formatted(Figures.duration(took), code);
                    case RemedyOutcome.TimedOut(Duration took, _) ->
                            "It took too long and was ended after " + Figures.duration(took) + ".";
                    case RemedyOutcome.Cancelled _ -> "It was ended.";
                    case RemedyOutcome.Interrupted _ -> "Nobody knows how far it came.";
                };
        err.println(TerminalText.visible(sentence));
        err.flush();
        return outcome instanceof RemedyOutcome.Ended ended && ended.succeeded() ? 0 : 1;
    }
}
