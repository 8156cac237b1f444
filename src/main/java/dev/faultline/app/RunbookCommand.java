package dev.faultline.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `faultline runbook`: known fixes.
@Command(
        name = "runbook",
        mixinStandardHelpOptions = true,
        description = {
            "Lists runbooks, checks their files, approves them as they are, takes over what"
                    + " others approved, and makes dry runs.",
            "What changes something is confirmed in the window."
        },
        subcommands = {
            RunbookListCommand.class,
            RunbookCheckCommand.class,
            RunbookApproveCommand.class,
            RunbookAcceptCommand.class,
            RunbookRunCommand.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  faultline runbook list",
            "  faultline runbook check --folder sample-data/runbooks",
            "  faultline runbook approve restart",
            "  faultline runbook accept faultline-approval-1.eyJydW5ib29rIjoi",
            "  faultline runbook run restart --dry-run --target payments-api"
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class RunbookCommand implements Runnable {
    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Say what to do: list, check, approve, accept or run.");
    }
}
