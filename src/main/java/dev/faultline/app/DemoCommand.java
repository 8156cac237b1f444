package dev.faultline.app;

import dev.faultline.demo.Demo;
import dev.faultline.demo.DemoPlan;
import dev.faultline.demo.bank.BankException;
import dev.faultline.demo.bank.BankPlan;
import dev.faultline.demo.bank.Fault;
import dev.faultline.demo.bank.FaultKind;
import dev.faultline.demo.bank.Scenario;
import dev.faultline.settings.Settings;
import dev.faultline.settings.SettingsFile;
import dev.faultline.settings.UserFolder;
import dev.faultline.ui.DurationText;
import dev.faultline.ui.Insights;
import dev.faultline.ui.Recordings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `faultline demo`: a simulated bank on a real broker, and the window on it.
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Starts a Kafka broker and a simulated bank that writes to it, and opens the window on"
                    + " them. Time in the bank runs faster than here; after a quarter of an hour or"
                    + " so of its time something goes wrong, which the seed decides. All of it ends"
                    + " with the program and leaves nothing behind."
        },
        subcommands = {DemoInjectCommand.class, DemoMendCommand.class},
        footerHeading = "%nExamples:%n",
        footer = {
            "  faultline demo",
            "  faultline demo --fault db-pool-exhausted@payments-db",
            "  faultline demo --scenario friday.yaml --speed 300 --truth truth.json",
            "  faultline demo --no-window --for 2m",
            "  faultline demo --quiet          # then, from another terminal:",
            "  faultline demo inject slow-query@payments-db",
            "  faultline demo mend revert-configuration payments-db"
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class DemoCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(
            names = "--fault",
            paramLabel = "KIND@COMPONENT",
            description =
                    "What goes wrong, instead of a surprise; may be repeated. KIND is one of:"
                            + " ${COMPLETION-CANDIDATES}.",
            completionCandidates = Kinds.class)
    private List<String> faults = List.of();

    @Option(
            names = "--after",
            paramLabel = "SPAN",
            defaultValue = "10m",
            converter = LiveOptions.SpanConverter.class,
            description = "When it does, in the bank's time from its start (${DEFAULT-VALUE}).")
    private Duration after;

    @Option(
            names = "--scenario",
            paramLabel = "F.yaml",
            description = "A list of faults with times of their own.")
    private @Nullable Path scenario;

    @Option(names = "--quiet", description = "Nothing goes wrong by itself.")
    private boolean quiet;

    @Option(
            names = "--speed",
            paramLabel = "N",
            defaultValue = "60",
            description = "How much faster than here time passes in the bank (${DEFAULT-VALUE}).")
    private double speed;

    @Option(
            names = "--step",
            paramLabel = "SPAN",
            defaultValue = "5m",
            converter = LiveOptions.SpanConverter.class,
            description = "How often its instruments are read, 15s to 5m (${DEFAULT-VALUE}).")
    private Duration step;

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "14",
            description = "How many days of history it has (${DEFAULT-VALUE}).")
    private int days;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description =
                    "Of all chance in the bank; the same seed gives the same bank and surprise"
                            + " (default: another one each time).")
    private @Nullable Long seed;

    @Option(
            names = "--no-window",
            description =
                    "Prints what is found instead of showing it; so it is where there is no"
                            + " display.")
    private boolean noWindow;

    @Option(
            names = "--for",
            paramLabel = "SPAN",
            converter = LiveOptions.SpanConverter.class,
            description = "Without a window: ends after so long, by the clock on the wall.")
    private @Nullable Duration length;

    @Option(
            names = "--truth",
            paramLabel = "F.json",
            description = "Where to write, in the end, what was really wrong; - for the terminal.")
    private @Nullable Path truth;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "0",
            description = "Port of the control port on loopback (default: any that is free).")
    private int port;

    private static RemedyWorkshop workshop(Demo demo, DemoPlan plan, Settings settings)
            throws IOException {
        // SQLite unpacks its library when it is first used: here it goes with the demo's folder,
        // also when the program is killed.
        System.setProperty("org.sqlite.tmpdir", demo.folder().toString());
        return RemedyWorkshop.demo(demo, plan, SampleData.folder(), settings.masking());
    }

    @Override
    public Integer call() {
        boolean window = !noWindow && Display.present();
        if (window && length != null) {
            throw wrong("--for belongs to --no-window.");
        }
        DemoPlan plan = plan();
        PrintWriter out = spec.commandLine().getOut();
        Settings settings = SettingsFile.load().settings();
        try (Demo demo = Demo.start(plan);
                RemedyWorkshop workshop = workshop(demo, plan, settings)) {
            out.println(
                    "Simulated bank, seed %d, %s times as fast as the world. Kafka at %s, control port at %s."
                            .formatted(
                                    plan.bank().seed(),
                                    speed == Math.rint(speed) ? "" + (long) speed : "" + speed,
                                    demo.bootstrap(),
                                    demo.control().url()));
            out.flush();
            DemoSystems systems =
                    DemoSystems.of(KafkaSystems.here(settings), demo, plan, workshop.desk());
            int code = window ? open(systems, settings) : print(systems, out);
            tellTruth(demo, out);
            return code;
        } catch (BankException e) {
            throw wrong(String.valueOf(e.getMessage()));
        } catch (IOException | Recordings.CannotOpen e) {
            PrintWriter err = spec.commandLine().getErr();
            err.println(e.getMessage());
            err.flush();
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private DemoPlan plan() {
        if (!(speed > 0 && speed <= 10_000)) {
            throw wrong("--speed " + speed + " is not above 0 and up to 10000.");
        }
        if (days < 1 || days > 60) {
            throw wrong("--days " + days + " is not 1 to 60.");
        }
        if (port < 0 || port > 65_535) {
            throw wrong("--port " + port + " is no port.");
        }
        long chosen = seed == null ? ThreadLocalRandom.current().nextLong(1, 100_000) : seed;
        try {
            BankPlan bank = BankPlan.DEFAULT.withSeed(chosen).withStep(step);
            return new DemoPlan(
                    bank,
                    Duration.ofDays(days),
                    speed,
                    scenario(chosen),
                    port,
                    UserFolder.data(),
                    Path.of(System.getProperty("java.io.tmpdir")));
        } catch (IllegalArgumentException e) {
            throw wrong("--step " + DurationText.of(step) + " is not 15s to 5m.");
        } catch (BankException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private Scenario scenario(long seed) throws BankException {
        List<Scenario.Entry> entries = new ArrayList<>();
        for (String fault : faults) {
            entries.add(new Scenario.Entry(after, Fault.parse(fault)));
        }
        if (scenario != null) {
            entries.addAll(Scenario.read(scenario).entries());
        }
        if (entries.isEmpty() && !quiet) {
            entries.add(DemoPlan.surprise(seed));
        }
        return new Scenario(entries);
    }

    private static int open(DemoSystems systems, Settings settings) {
        return Window.open(
                new OpenRequest(
                        Optional.empty(),
                        systems,
                        Optional.of(systems.request()),
                        Optional.empty(),
                        settings,
                        Optional.empty(),
                        Insights.Topic.WHY,
                        Optional.empty(),
                        1600,
                        960));
    }

    private int print(DemoSystems systems, PrintWriter out)
            throws Recordings.CannotOpen, InterruptedException {
        new DemoTerminal(out)
                .watch(systems, Optional.ofNullable(length).map(l -> Instant.now().plus(l)));
        return 0;
    }

    private void tellTruth(Demo demo, PrintWriter out) throws IOException {
        if (truth == null) {
            return;
        }
        String told = DemoTruth.json(demo.truth());
        if (truth.toString().equals("-")) {
            out.println(told);
            out.flush();
        } else {
            Files.writeString(truth, told + "\n");
        }
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }

    /// All kinds of faults, for the help.
    static final class Kinds extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        Kinds() {
            for (FaultKind kind : FaultKind.values()) {
                add(kind.label());
            }
        }
    }
}
