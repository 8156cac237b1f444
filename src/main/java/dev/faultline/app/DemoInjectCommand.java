package dev.faultline.app;

import dev.faultline.demo.bank.BankException;
import dev.faultline.demo.bank.Fault;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `faultline demo inject`: breaks something in the bank that runs.
@Command(
        name = "inject",
        mixinStandardHelpOptions = true,
        description = "Breaks something in the simulated bank that runs, at once.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  faultline demo inject db-pool-exhausted@payments-db",
            "  faultline demo inject host-down@host-a2 --for 30m",
            "",
            "'faultline demo --help' lists the kinds."
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class DemoInjectCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "KIND@COMPONENT", description = "What, and to whom it happens.")
    private String text;

    @Option(
            names = "--severity",
            paramLabel = "X",
            defaultValue = "" + Fault.USUAL_SEVERITY,
            description = "From 0, hardly to be seen, to 1, an outage (${DEFAULT-VALUE}).")
    private double severity;

    @Option(
            names = "--for",
            paramLabel = "SPAN",
            converter = LiveOptions.SpanConverter.class,
            description = "How long, in the bank's time (default: until it is mended).")
    private @Nullable Duration lasts;

    @Override
    public Integer call() throws InterruptedException {
        Fault fault;
        try {
            Fault asked = Fault.parse(text).withSeverity(severity);
            fault = lasts == null ? asked : asked.lasting(lasts);
        } catch (BankException | IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
        }
        return DemoRequest.print(spec.commandLine(), client -> client.inject(fault));
    }
}
