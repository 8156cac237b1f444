package dev.faultline.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `faultline audit`: what was confirmed, refused, run and found out.
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description = {
            "Looks after the record of all that was approved, refused, run and found out. Each entry"
                    + " is hashed with the one before and signed."
        },
        subcommands = {AuditVerifyCommand.class, AuditExportCommand.class},
        footerHeading = "%nExamples:%n",
        footer = {"  faultline audit verify", "  faultline audit export --out audit.ndjson"})
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class AuditCommand implements Runnable {
    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: verify or export.");
    }
}
