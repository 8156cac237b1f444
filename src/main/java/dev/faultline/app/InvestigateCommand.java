package dev.faultline.app;

import dev.faultline.capture.Capture;
import dev.faultline.cause.Pin;
import dev.faultline.cause.Pins;
import dev.faultline.engine.EngineParameters;
import dev.faultline.settings.SettingsFile;
import dev.faultline.signal.Baselines;
import dev.faultline.ui.ConnectRequest;
import dev.faultline.ui.Theme;
import dev.faultline.ui.picture.IncidentPictures;
import dev.faultline.wording.Wording;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `faultline investigate`: what the window shows, in the terminal.
@Command(
        name = "investigate",
        mixinStandardHelpOptions = true,
        description = {
            "Prints who is likely failing and why, as it was known at one moment of a capture: the"
                    + " ranking with posteriors, the evidence of the first three, and the time"
                    + " line. Of a running system as soon as its history is read."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  faultline investigate sample-data/bank.capture",
            "  faultline investigate sample-data/bank.capture --at 2025-04-19T04:20Z --top 5",
            "  faultline investigate sample-data/petshop-low-latency.capture --json",
            "  faultline investigate sample-data/bank.capture --pin healthy:db-1 --pin"
                    + " not-cause:host-03",
            "  faultline investigate sample-data/bank.capture --pin abnormal:queue-1:logs",
            "  faultline investigate sample-data/bank.capture --png pictures",
            "  faultline investigate outage.capture --baseline bank.baseline",
            "  faultline investigate --kafka broker1:9092 --topic metrics --since 1d --for 5m"
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class InvestigateCommand implements Callable<Integer> {
    static final int TOP = 10;

    @Spec private CommandSpec spec;

    @Mixin private LiveOptions live;

    @Parameters(
            arity = "0..1",
            paramLabel = "X.capture",
            description = "the capture: a zip or a folder")
    private @Nullable Path file;

    @Option(
            names = "--for",
            paramLabel = "SPAN",
            defaultValue = "2m",
            converter = LiveOptions.SpanConverter.class,
            description =
                    "of a running system: what is not read by then is left out (default:"
                            + " ${DEFAULT-VALUE})")
    private Duration patience;

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description =
                    "the moment, in UTC: 2025-04-19T04:30Z, or 04:30 on the first day (default:"
                            + " where the capture opens)")
    private @Nullable String at;

    @Option(
            names = "--top",
            paramLabel = "K",
            defaultValue = "" + TOP,
            description = "how many components of the ranking (default: ${DEFAULT-VALUE})")
    private int top;

    @Option(
            names = "--baseline",
            paramLabel = "F",
            description = "what is normal, as 'faultline baseline save' wrote it")
    private @Nullable Path baseline;

    @Option(
            names = "--pin",
            paramLabel = "FINDING",
            description =
                    "what was found besides, repeated: healthy:SERVICE, trouble:SERVICE,"
                            + " cause:SERVICE, not-cause:SERVICE, or the outcome of a check as"
                            + " normal:SERVICE:CHECK or abnormal:SERVICE:CHECK")
    private List<String> findings = List.of();

    @Option(names = "--json", description = "print a JSON object instead")
    private boolean json;

    @Option(
            names = "--png",
            paramLabel = "DIR",
            description = "also draw the graph and the charts of the first three there")
    private @Nullable Path png;

    @Override
    public Integer call() {
        if (top < 1) {
            throw wrong("--top " + top + " is not positive.");
        }
        Optional<ConnectRequest> system = live.request(baseline);
        Path named = file;
        if (system.isPresent() == (named != null)) {
            throw wrong("Name a capture or a running system (--kafka), one of the two.");
        }
        if (system.isPresent() && at != null) {
            throw wrong("--at belongs to a capture: a running system is shown as it is now.");
        }
        try {
            Investigation found =
                    system.isPresent() ? now(system.get()) : then(Objects.requireNonNull(named));
            print(found);
            if (png != null) {
                draw(found, png);
            }
            return 0;
        } catch (DateTimeException e) {
            throw wrong("--at: " + e.getMessage());
        } catch (ParseException e) {
            throw wrong("--pin: " + e.getMessage());
        } catch (IOException e) {
            tell(String.valueOf(e.getMessage()));
            return 1;
        }
    }

    private Investigation then(Path capture) throws IOException, ParseException {
        try (Capture opened = Capture.open(capture)) {
            Instant moment =
                    at == null
                            ? opened.info().openAt()
                            : TimeArgument.parse(at, opened.info().span());
            EngineParameters parameters = CauseModelFiles.engineParameters();
            Optional<Baselines> known = BaselineFile.fitting(baseline, opened, parameters);
            return Investigation.of(capture, opened, moment, pins(moment), parameters, known);
        }
    }

    private Investigation now(ConnectRequest system) throws IOException, ParseException {
        LiveInvestigation.Found found =
                LiveInvestigation.of(
                        KafkaSystems.here(SettingsFile.load().settings()),
                        system,
                        patience,
                        pins(Instant.now()));
        if (!found.beside().isEmpty()) {
            tell(found.beside());
        }
        return found.investigation();
    }

    private void tell(String sentence) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(sentence);
        err.flush();
    }

    private Pins pins(Instant at) throws ParseException {
        Pins pins = Pins.NONE;
        for (String finding : findings) {
            pins = pins.with(Pin.parse(finding), at, System.getProperty("user.name", ""));
        }
        return pins;
    }

    private void draw(Investigation investigation, Path folder) throws IOException {
        List<Path> drawn = IncidentPictures.write(investigation.snapshot(), folder, Theme.DARK);
        if (!json) {
            PrintWriter out = spec.commandLine().getOut();
            drawn.forEach(file -> out.println("Drawn: " + file));
            out.flush();
        }
    }

    private void print(Investigation investigation) {
        PrintWriter out = spec.commandLine().getOut();
        Wording wording = Wording.english();
        if (json) {
            out.println(InvestigationJson.of(investigation, top, wording));
        } else {
            InvestigationText.lines(
                            investigation, top, wording, spec.commandLine().getColorScheme().ansi())
                    .forEach(out::println);
            if (file != null) {
                out.println();
                Display.howToOpen(file).forEach(out::println);
            }
        }
        out.flush();
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}
