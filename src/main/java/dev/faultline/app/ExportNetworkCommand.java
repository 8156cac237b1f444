package dev.faultline.app;

import dev.faultline.capture.Capture;
import dev.faultline.cause.Diagnosis;
import dev.faultline.cause.Pins;
import dev.faultline.cause.network.BifWriter;
import dev.faultline.cause.network.ComponentNetwork;
import dev.faultline.engine.EngineParameters;
import dev.faultline.engine.Snapshot;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `faultline export-network`: the network of an incident, for other programs to check.
@Command(
        name = "export-network",
        mixinStandardHelpOptions = true,
        description = {
            "Writes the Bayesian network that an investigation asks, with its evidence, as BIF: so"
                    + " that GeNIe, pgmpy, aGrUM or 'faultline infer' can check the posteriors.",
            "What was seen is in the network, as variables seen_…; that they were seen, and that"
                    + " there is an incident, is written beside it, to NAME.evidence.json."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  faultline export-network sample-data/bank.capture --format bif --out bank.bif",
            "  faultline infer bank.bif --evidence bank.evidence.json",
            "  faultline export-network sample-data/bank.capture --at 2025-04-19T04:20Z"
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class ExportNetworkCommand implements Callable<Integer> {
    /// What a network can be written as.
    enum Format {
        bif
    }

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "X.capture", description = "the capture: a zip or a folder")
    private Path file;

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description =
                    "the moment, in UTC: 2025-04-19T04:30Z, or 04:30 on the first day (default:"
                            + " where the capture opens)")
    private @Nullable String at;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "bif",
            description = "how it is written: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    private Format format;

    @Option(
            names = "--out",
            paramLabel = "F.bif",
            description =
                    "where it is written (default: printed, with the evidence in the first line)")
    private @Nullable Path out;

    @Option(names = "--force", description = "overwrite F.bif and F.evidence.json")
    private boolean force;

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        try (Capture capture = Capture.open(file)) {
            Instant moment =
                    at == null
                            ? capture.info().openAt()
                            : TimeArgument.parse(at, capture.info().span());
            EngineParameters parameters = CauseModelFiles.engineParameters();
            Snapshot known =
                    Investigation.of(file, capture, moment, Pins.NONE, parameters, Optional.empty())
                            .snapshot();
            write(network(file.toString(), known));
            return 0;
        } catch (DateTimeException e) {
            throw new ParameterException(spec.commandLine(), "--at: " + e.getMessage());
        } catch (IOException e) {
            err.println(e.getMessage());
        }
        err.flush();
        return 1;
    }

    /// The network of a moment as a plain one.
    static ComponentNetwork network(String where, Snapshot known) throws IOException {
        Diagnosis diagnosis = known.diagnosis();
        List<String> names =
                known.topology().components().stream().map(c -> c.id().value()).toList();
        return ComponentNetwork.of(where, diagnosis.network(), names, diagnosis.asked());
    }

    private void write(ComponentNetwork network) throws IOException {
        PrintWriter screen = spec.commandLine().getOut();
        String text =
                switch (format) {
                    case bif -> BifWriter.write(network.network());
                };
        if (out == null) {
            screen.println("// evidence: " + network.evidenceJson());
            screen.print(text);
        } else {
            String name = out.getFileName().toString();
            int dot = name.lastIndexOf('.');
            Path beside =
                    out.resolveSibling(
                            (dot < 0 ? name : name.substring(0, dot)) + ".evidence.json");
            OutputFile.write(out, force, to -> to.write(text));
            OutputFile.write(beside, force, to -> to.write(network.evidenceJson()));
            screen.println(
                    "Written: %s, %,d variables, and %s"
                            .formatted(out, network.network().variables().size(), beside));
        }
        screen.flush();
    }
}
