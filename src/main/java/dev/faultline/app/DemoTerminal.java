package dev.faultline.app;

import dev.faultline.engine.Snapshot;
import dev.faultline.ui.LiveSession;
import dev.faultline.ui.Recordings;
import dev.faultline.wording.Figures;
import dev.faultline.wording.Headline;
import dev.faultline.wording.Wording;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The demo without a window: a line whenever there is something new to say, and in the end all
/// that is known.
final class DemoTerminal {
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final int TOP = 10;

    private final PrintWriter out;
    private final Wording wording = Wording.english();
    private final AtomicReference<@Nullable Snapshot> newest = new AtomicReference<>();
    private String doing = "";
    private @Nullable Headline said;

    DemoTerminal(PrintWriter out) {
        this.out = out;
    }

    /// Watches until that time, or until it is interrupted.
    ///
    /// @param end by this machine's clock; empty: without end
    void watch(DemoSystems systems, Optional<Instant> end)
            throws Recordings.CannotOpen, InterruptedException {
        try (LiveSession _ = systems.connect(systems.request(), newest::set, this::tell)) {
            while (end.isEmpty() || Instant.now().isBefore(end.get())) {
                Snapshot shown = newest.get();
                if (shown != null) {
                    tell(shown);
                }
                Thread.sleep(LOOK);
            }
        }
        Snapshot last = newest.get();
        if (last != null) {
            out.println();
            InvestigationText.lines(
                            new Investigation(
                                    systems.request().title(),
                                    "Simulated bank",
                                    "",
                                    last,
                                    last.diagnosis()),
                            TOP,
                            wording,
                            picocli.CommandLine.Help.Ansi.AUTO)
                    .forEach(out::println);
            out.flush();
        }
    }

    /// Says what is being done, once each thing: how far it is, is for a window.
    private void tell(String progress) {
        String what = progress.replaceFirst(": \\d+ %$", "");
        if (!what.equals(doing)) {
            doing = what;
            out.println(what);
            out.flush();
        }
    }

    private void tell(Snapshot shown) {
        Headline now =
                wording.headline(
                        shown.diagnosis(), shown.topology().size(), shown.history().learned());
        Headline before = said;
        if (before == null
                || before.state() != now.state()
                || !before.suspects().equals(now.suspects())) {
            said = now;
            out.println(Figures.moment(shown.at()) + "  " + now.text());
            out.flush();
        }
    }
}
