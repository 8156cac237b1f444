package dev.faultline.app;

import dev.faultline.capture.Capture;
import dev.faultline.cause.Pins;
import dev.faultline.engine.EngineParameters;
import dev.faultline.model.Notice;
import dev.faultline.signal.Baselines;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `faultline baseline`: carries what is normal from one workbench to another.
@Command(
        name = "baseline",
        mixinStandardHelpOptions = true,
        description = {
            "Keeps what is normal for the series of a system in a file, so that a workbench opened in"
                    + " an outage knows it at once.",
            "Series are found again by their ids; the step and the time zone must be the same."
        },
        subcommands = {BaselineCommand.Save.class, BaselineCommand.Load.class},
        footerHeading = "%nExamples:%n",
        footer = {
            "  faultline baseline save sample-data/bank.capture --out bank.baseline",
            "  faultline baseline load bank.baseline sample-data/bank.capture",
            "  faultline investigate outage.capture --baseline bank.baseline"
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class BaselineCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(), "Say what to do: faultline baseline save, or load.");
    }

    /// What is done with a capture that is open.
    private interface Work {
        void run(Capture capture, EngineParameters parameters, PrintWriter out) throws IOException;
    }

    private static int with(CommandSpec spec, Path file, Work work) {
        PrintWriter err = spec.commandLine().getErr();
        try (Capture capture = Capture.open(file)) {
            PrintWriter out = spec.commandLine().getOut();
            work.run(capture, CauseModelFiles.engineParameters(), out);
            out.flush();
            return 0;
        } catch (DateTimeException e) {
            throw new ParameterException(spec.commandLine(), "--at: " + e.getMessage());
        } catch (FileAlreadyExistsException e) {
            err.println(
                    e.getFile() + " exists. Choose another name, or add --force to overwrite it.");
        } catch (IOException e) {
            err.println(e.getMessage());
        }
        err.flush();
        return 1;
    }

    /// Learns from a capture and writes the file.
    @Command(
            name = "save",
            mixinStandardHelpOptions = true,
            description = {
                "Replays a capture and writes what is normal for its series then. Anomalies teach"
                        + " nothing."
            },
            footerHeading = "%nExamples:%n",
            footer = {
                "  faultline baseline save sample-data/bank.capture --out bank.baseline",
                "  faultline baseline save week.capture --at 2025-04-18T00:00Z --out week.baseline"
            })
    @SuppressWarnings("NullAway.Init") // picocli fills the fields
    static final class Save implements Callable<Integer> {
        @Spec private CommandSpec spec;

        @Parameters(paramLabel = "X.capture", description = "the capture: a zip or a folder")
        private Path file;

        @Option(
                names = "--out",
                required = true,
                paramLabel = "F.baseline",
                description = "the file to write")
        private Path out;

        @Option(
                names = "--at",
                paramLabel = "TIME",
                description = "up to when it learns, in UTC (default: the end of the capture)")
        private @Nullable String at;

        @Option(names = "--force", description = "overwrite F.baseline")
        private boolean force;

        @Override
        public Integer call() {
            return with(spec, file, this::save);
        }

        private void save(Capture capture, EngineParameters parameters, PrintWriter terminal)
                throws IOException {
            Instant until =
                    at == null
                            ? capture.info().span().to()
                            : TimeArgument.parse(at, capture.info().span());
            Baselines learned =
                    Investigation.replay(file, capture, until, parameters, Optional.empty())
                            .baselines(capture.info().title());
            BaselineFile.write(learned, out, force);
            long seasonal = learned.series().stream().filter(k -> k.baseline().seasonal()).count();
            terminal.printf(
                    "Wrote %s: the normal of %d of %d series up to %s, %d of them with a season.%n",
                    out, learned.series().size(), capture.series().size(), until, seasonal);
        }
    }

    /// Checks a file against a capture.
    @Command(
            name = "load",
            mixinStandardHelpOptions = true,
            description = {
                "Reads a baseline file, checks it, and says which series of a capture it knows. 'open'"
                        + " and 'investigate' use it with --baseline."
            },
            footerHeading = "%nExamples:%n",
            footer = {"  faultline baseline load bank.baseline sample-data/bank.capture"})
    @SuppressWarnings("NullAway.Init") // picocli fills the fields
    static final class Load implements Callable<Integer> {
        @Spec private CommandSpec spec;

        @Parameters(index = "0", paramLabel = "F.baseline", description = "the baseline file")
        private Path baseline;

        @Parameters(
                index = "1",
                paramLabel = "X.capture",
                description = "the capture: a zip or a folder")
        private Path file;

        @Override
        public Integer call() {
            return with(spec, file, this::load);
        }

        private void load(Capture capture, EngineParameters parameters, PrintWriter terminal)
                throws IOException {
            Optional<Baselines> known = BaselineFile.fitting(baseline, capture, parameters);
            Instant begin = capture.info().span().from();
            Investigation.of(file, capture, begin, Pins.NONE, parameters, known)
                    .snapshot()
                    .notices()
                    .stream()
                    .map(Notice::text)
                    .forEach(terminal::println);
            terminal.printf("To use it: faultline open %s --baseline %s%n", file, baseline);
        }
    }
}
