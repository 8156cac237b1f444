package dev.faultline.app;

import dev.faultline.demo.bank.BankException;
import dev.faultline.demo.bank.Mending;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `faultline demo mend`: does something to a component of the bank that runs.
@Command(
        name = "mend",
        mixinStandardHelpOptions = true,
        description =
                "Does something to a component of the simulated bank that runs, whether or not it is"
                        + " the right thing.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  faultline demo mend restart payments",
            "  faultline demo mend revert-configuration payments-db",
            "  faultline demo mend --dry-run fail-over payments-db"
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class DemoMendCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(
            names = "--dry-run",
            description =
                    "Looks whether the component is there, says what would be done, and does"
                            + " nothing.")
    private boolean dryRun;

    @Parameters(
            index = "0",
            paramLabel = "ACT",
            description = "One of: ${COMPLETION-CANDIDATES}.",
            completionCandidates = Acts.class)
    private String act;

    @Parameters(index = "1", paramLabel = "COMPONENT", description = "To whom it is done.")
    private String component;

    @Override
    public Integer call() throws InterruptedException {
        Mending mending;
        try {
            mending = Mending.parse(act + "@" + component);
        } catch (BankException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
        }
        return DemoRequest.print(
                spec.commandLine(),
                client -> dryRun ? client.rehearse(mending) : client.mend(mending));
    }

    /// All that can be done, for the help.
    static final class Acts extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        Acts() {
            for (Mending.Act each : Mending.Act.values()) {
                add(each.label());
            }
        }
    }
}
