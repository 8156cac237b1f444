package dev.faultline.app;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The program `faultline`: the command line, and behind it everything else.
@Command(
        name = "faultline",
        mixinStandardHelpOptions = true,
        version = "faultline 0.1.0",
        description = "Finds out why a system of microservices is failing.",
        subcommands = {ImportCommand.class, StlCommand.class})
public final class Main implements Runnable {
    /// Exit codes: 0 done, 1 could not, 2 wrong use.
    public static void main(String[] args) {
        Logging.warningsOnly();
        System.exit(new CommandLine(new Main()).execute(args));
    }

    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }
}
