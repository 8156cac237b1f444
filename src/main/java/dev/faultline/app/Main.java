package dev.faultline.app;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// The program `faultline`: the command line, and behind it everything else.
@Command(
        name = "faultline",
        mixinStandardHelpOptions = true,
        version = "faultline 0.1.0",
        description = {
            "Finds out why a system of microservices is failing.",
            "Without a command: opens the incident that comes with the program, or prints what is"
                    + " found where there is no display."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  faultline",
            "  faultline open sample-data/bank.capture",
            "  faultline investigate sample-data/bank.capture",
            "  faultline help investigate"
        },
        subcommands = {
            CommandLine.HelpCommand.class,
            AuditCommand.class,
            BaselineCommand.class,
            CountersignCommand.class,
            DemoCommand.class,
            DoctorCommand.class,
            EvaluateCommand.class,
            ExportNetworkCommand.class,
            GenerateCommand.class,
            IdentityCommand.class,
            ImportCommand.class,
            InferCommand.class,
            InvestigateCommand.class,
            LearnCommand.class,
            OpenCommand.class,
            PublishCommand.class,
            RecordCommand.class,
            RunbookCommand.class,
            TopologyCommand.class,
            StlCommand.class
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class Main implements Callable<Integer> {
    @Spec private CommandSpec spec;

    /// Exit codes: 0 done, 1 could not, 2 wrong use.
    public static void main(String[] args) {
        Logging.warningsOnly();
        System.exit(commandLine().execute(args));
    }

    /// The command line with all its commands, writing to the terminal.
    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setOut(writer(System.out))
                .setErr(writer(System.err))
                .setUsageHelpWidth(100);
    }

    @Override
    public Integer call() {
        Optional<Path> first = SampleData.first();
        if (first.isEmpty()) {
            PrintWriter err = spec.commandLine().getErr();
            err.println(
                    "The captures that come with the program were not found: there is no folder"
                            + " sample-data here or beside it. Say where it is with"
                            + " -Dfaultline.samples=FOLDER, or name a capture: faultline"
                            + " investigate X.capture");
            err.flush();
            return 1;
        }
        CommandLine all =
                commandLine()
                        .setOut(spec.commandLine().getOut())
                        .setErr(spec.commandLine().getErr());
        return all.execute(Display.present() ? "open" : "investigate", first.get().toString());
    }

    /// What is printed has bars and Greek letters in it. A terminal whose locale was never set
    /// (`LANG=C`, as in containers) would get question marks, though it most likely reads UTF-8.
    private static PrintWriter writer(PrintStream stream) {
        Charset charset = stream.charset();
        boolean windows = System.getProperty("os.name").startsWith("Windows");
        boolean speaks = windows || charset.newEncoder().canEncode("█σ−");
        return new PrintWriter(stream, true, speaks ? charset : StandardCharsets.UTF_8);
    }
}
