package dev.faultline.app;

import dev.faultline.capture.Recording;
import dev.faultline.capture.importer.NezhaReader;
import dev.faultline.evaluation.Labels;
import dev.faultline.model.TimeSpan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `faultline import nezha`: one day of Online Boutique.
@Command(
        name = "nezha",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a capture from one day of the Nezha data set of Online Boutique. With the list of"
                    + " faults beside it, the quiet tail of the day becomes the reference, and the"
                    + " list becomes truth.json."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  faultline import nezha online-boutique/2022-08-22 --out boutique.capture"})
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class ImportNezhaCommand implements Callable<Integer> {
    /// The longest an injected fault acts (the protocol of the data set), and ten minutes of rest.
    private static final Duration UNTIL_QUIET = Duration.ofMinutes(8 + 10);

    /// Before it, a replay has seen too little to show anything.
    private static final Duration WARM_UP = Duration.ofMinutes(20);

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "the folder of one day, with metric/ in it")
    private Path day;

    @Mixin private CaptureOptions capture;

    @Override
    public Integer call() {
        try {
            Recording recording = NezhaReader.read(day);
            Optional<Labels> labels = Labels.nezha(day);
            TimeSpan span = CaptureOptions.span(recording);
            List<Instant> onsets = labels.map(Labels::onsets).orElse(List.of());
            Instant quiet = onsets.isEmpty() ? span.to() : onsets.getLast().plus(UNTIL_QUIET);
            List<TimeSpan> reference =
                    quiet.isBefore(span.to()) ? List.of(new TimeSpan(quiet, span.to())) : List.of();
            Instant openAt =
                    onsets.stream()
                            .filter(onset -> onset.isAfter(span.from().plus(WARM_UP)))
                            .findFirst()
                            .map(onset -> onset.plus(Duration.ofMinutes(5)))
                            .orElse(span.from());
            CaptureOptions.Defaults defaults =
                    new CaptureOptions.Defaults(
                            "Online Boutique, " + day.toAbsolutePath().normalize().getFileName(),
                            "Nezha data set: Yu et al., Nezha: Interpretable Fine-Grained Root Causes"
                                    + " Analysis for Microservices on Multi-modal Observability Data,"
                                    + " ESEC/FSE 2023, https://github.com/IntelligentDDS/Nezha",
                            "MIT",
                            note(onsets.size(), reference),
                            NezhaReader.STEP,
                            reference,
                            openAt);
            capture.write(
                    capture.out(),
                    defaults,
                    Optional.empty(),
                    recording,
                    labels,
                    spec.commandLine().getOut());
            return 0;
        } catch (IOException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return 1;
        }
    }

    private static String note(int faults, List<TimeSpan> reference) {
        return "Recorded on a test system with injected faults"
                + (faults == 0 ? "." : ": " + faults + " in the first hours.")
                + (reference.isEmpty()
                        ? ""
                        : " The reference is the quiet tail of the same day, from 18 minutes after"
                                + " the last fault began: it lies after the faults.");
    }
}
