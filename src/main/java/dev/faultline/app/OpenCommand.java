package dev.faultline.app;

import dev.faultline.capture.Capture;
import dev.faultline.settings.Settings;
import dev.faultline.settings.SettingsFile;
import dev.faultline.ui.ConnectRequest;
import dev.faultline.ui.Insights;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
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

/// `faultline open`: the window on a capture or a running system.
@Command(
        name = "open",
        mixinStandardHelpOptions = true,
        description =
                "Opens the window on a capture, or on a running system that is read from Kafka.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  faultline open sample-data/bank.capture",
            "  faultline open day.capture --at 2022-08-22T04:12:00Z --theme light",
            "  faultline open day.capture --screenshot day.png --size 1920x1080",
            "  faultline open sample-data/bank.capture --tab check-next",
            "  faultline open outage.capture --baseline bank.baseline",
            "  faultline open --kafka broker1:9092 --topic metrics",
            "  faultline open --kafka broker1:9093 --topic 'prod[.].*' --kafka-config tls.properties",
            "  faultline open --kafka broker1:9092 --topic metrics --baseline bank.baseline --since 6h",
            "",
            "Without a display only --screenshot works; `faultline investigate` prints instead."
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class OpenCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Mixin private LiveOptions live;

    @Parameters(
            arity = "0..1",
            paramLabel = "X.capture",
            description = "The capture; without it the window lists those that come with it.")
    private @Nullable Path capture;

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description =
                    "Where the playhead stands, in UTC: 2022-08-22T04:12Z, or 04:12 on the first day"
                            + " (default: where the capture opens).")
    private @Nullable String at;

    @Option(names = "--theme", paramLabel = "dark|light", description = "How the window looks.")
    private @Nullable String theme;

    @Option(
            names = "--baseline",
            paramLabel = "F",
            description = "What is normal, as 'faultline baseline save' wrote it.")
    private @Nullable Path baseline;

    @Option(
            names = "--tab",
            paramLabel = "why|check-next|what-if|owner|history",
            defaultValue = "why",
            description = "Which tab of the inspector is open (${DEFAULT-VALUE}).")
    private String tab;

    @Option(
            names = "--screenshot",
            paramLabel = "FILE.png",
            description = "Waits until the window is complete, writes it there and exits.")
    private @Nullable Path screenshot;

    @Option(
            names = "--size",
            paramLabel = "WxH",
            defaultValue = "1600x960",
            description = "Size of the window in pixels (${DEFAULT-VALUE}).")
    private String size;

    @Override
    public Integer call() {
        Optional<ConnectRequest> system = live.request(baseline);
        if (system.isPresent() && capture != null) {
            throw wrong("Name a capture or --kafka, not both.");
        }
        if (screenshot == null && !Display.present()) {
            return could(
                    "There is no display to open a window on (DISPLAY is not set). 'faultline"
                            + " investigate' prints the same, and --screenshot FILE.png draws the"
                            + " window without a display.");
        }
        String[] sides = size.split("x", -1);
        int width = side(sides, 0);
        int height = side(sides, 1);
        try {
            Settings settings = settings();
            return Window.open(
                    new OpenRequest(
                            Optional.ofNullable(capture),
                            KafkaSystems.here(settings),
                            system,
                            moment(),
                            settings,
                            Optional.ofNullable(baseline),
                            topic(),
                            Optional.ofNullable(screenshot),
                            width,
                            height));
        } catch (IOException e) {
            return could(String.valueOf(e.getMessage()));
        }
    }

    private int could(String sentence) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(sentence);
        err.flush();
        return 1;
    }

    /// A capture that cannot be read is said in the terminal where a time in it was asked for, and
    /// in the window else.
    private Optional<Instant> moment() throws IOException {
        if (at == null || capture == null) {
            return Optional.empty();
        }
        try (Capture opened = Capture.open(capture)) {
            return Optional.of(TimeArgument.parse(at, opened.info().span()));
        } catch (DateTimeException e) {
            throw wrong("--at: " + e.getMessage());
        }
    }

    private Insights.Topic topic() {
        return switch (tab) {
            case "why" -> Insights.Topic.WHY;
            case "check-next" -> Insights.Topic.CHECK_NEXT;
            case "what-if" -> Insights.Topic.WHAT_IF;
            case "owner" -> Insights.Topic.OWNER;
            case "history" -> Insights.Topic.HISTORY;
            default ->
                    throw wrong(
                            "--tab '"
                                    + tab
                                    + "' is none of why, check-next, what-if, owner, history.");
        };
    }

    private int side(String[] sides, int i) {
        try {
            int side = sides.length == 2 ? Integer.parseInt(sides[i]) : 0;
            if (side >= 600 && side <= 8000) {
                return side;
            }
        } catch (NumberFormatException e) {
            // said below, as for any other size that is none
        }
        throw wrong("--size '" + size + "' is not a size such as 1920x1080, 600 to 8000 a side.");
    }

    private Settings settings() {
        SettingsFile.Loaded loaded = SettingsFile.load();
        PrintWriter err = spec.commandLine().getErr();
        loaded.notices().forEach(notice -> err.println(notice.text()));
        err.flush();
        Settings kept = loaded.settings();
        if (theme == null) {
            return kept;
        }
        Settings.Theme wanted =
                switch (theme.toLowerCase(Locale.ROOT)) {
                    case "dark" -> Settings.Theme.DARK;
                    case "light" -> Settings.Theme.LIGHT;
                    default -> throw wrong("--theme '" + theme + "' is neither dark nor light.");
                };
        return kept.withTheme(wanted);
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
