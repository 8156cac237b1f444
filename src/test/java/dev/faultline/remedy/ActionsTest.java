package dev.faultline.remedy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.model.ServiceId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ActionsTest {
    private static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");
    private static final Verdict.Figures FIGURES = new Verdict.Figures(9, 1, 0.9, 0.1, 0.01, 12);
    private static final ServiceId DB = new ServiceId("db");

    private final List<RemedyEvent> events = new ArrayList<>();

    @Test
    void tellsWhatBecameOfEachAction() {
        start("a", DB, Runbook.Mode.RUN);
        RemedyEvent.Running running = new RemedyEvent.Running(AT, "ann", "a", 7, AT);
        events.add(running);
        end("a", new RemedyOutcome.Ended(0, Duration.ofSeconds(1), ""));
        end("a", new RemedyOutcome.Interrupted());
        verdict("a", new Verdict.CannotTell(FIGURES, Verdict.Reason.PARTLY));
        verdict("a", new Verdict.Worked(FIGURES));
        end("never begun", new RemedyOutcome.Interrupted());
        Action action = actions().find("a").orElseThrow();
        assertThat(action.process()).contains(running);
        assertThat(action.end()).contains((RemedyEvent.Ended) events.get(2));
        assertThat(action.interrupted()).as("the first end counts").isFalse();
        assertThat(action.verdict()).as("the newest counts").contains(new Verdict.Worked(FIGURES));
        assertThat(actions().all()).containsExactly(action);
        assertThat(actions().on("bank", DB)).containsExactly(action);
        assertThat(actions().on("shop", DB)).isEmpty();
    }

    @Test
    void countsWhatWorkedOfWhatWasTriedAndCouldBeTold() {
        List<Verdict> verdicts =
                List.of(
                        new Verdict.Worked(FIGURES),
                        new Verdict.DidNot(FIGURES),
                        new Verdict.Worse(FIGURES),
                        new Verdict.CannotTell(FIGURES, Verdict.Reason.PARTLY));
        for (int i = 0; i < verdicts.size(); i++) {
            start("a" + i, DB, Runbook.Mode.RUN);
            verdict("a" + i, verdicts.get(i));
            start("back" + i, DB, Runbook.Mode.ROLLBACK);
            verdict("back" + i, verdicts.get(i));
        }
        start("not told yet", DB, Runbook.Mode.RUN);
        assertThat(actions().tally(_ -> true)).isEqualTo(new Proposals.Tally(1, 3));
        assertThat(actions().tally(a -> a.id().equals("a0"))).isEqualTo(new Proposals.Tally(1, 1));
        assertThat(actions().tally(_ -> false)).isEqualTo(Proposals.Tally.NONE);
    }

    @Test
    void whatFailedIsTheSameForTheHistoryAndForTheGate() {
        Duration took = Duration.ofSeconds(1);
        Map<String, RemedyOutcome> outcomes = new TreeMap<>();
        outcomes.put("fine", new RemedyOutcome.Ended(0, took, ""));
        outcomes.put("code", new RemedyOutcome.Ended(1, took, ""));
        outcomes.put("late", new RemedyOutcome.TimedOut(took, ""));
        outcomes.put("stopped", new RemedyOutcome.Cancelled(took, ""));
        outcomes.put("died", new RemedyOutcome.Interrupted());
        outcomes.put("missing", new RemedyOutcome.NotStarted("no"));
        outcomes.forEach((action, outcome) -> {
            start(action, DB, Runbook.Mode.RUN);
            end(action, outcome);
        });
        start("useless", DB, Runbook.Mode.RUN);
        verdict("useless", new Verdict.DidNot(FIGURES));
        start("dry", DB, Runbook.Mode.DRY_RUN);
        end("dry", new RemedyOutcome.Ended(1, took, ""));
        assertThat(actions().all())
                .filteredOn(a -> a.acts() && a.failed())
                .extracting(Action::id)
                .containsExactly("code", "died", "late", "useless");
        assertThat(Runs.of("bank", events, List.of(), AT).failures("restart", DB)).hasSize(4);
        for (String fine : List.of("fine", "stopped", "missing", "dry")) {
            List<RemedyEvent> of = new ArrayList<>(events);
            of.removeIf(e ->
                    !(e instanceof RemedyEvent.Started s && s.statement().action().equals(fine))
                            && !(e instanceof RemedyEvent.Ended end && end.action().equals(fine)));
            assertThat(of).as(fine).hasSize(2);
            assertThat(Runs.of("bank", of, List.of(), AT).failures("restart", DB)).isEmpty();
        }
    }

    @Test
    void aWorkbenchIsKnownAgainByItsText() {
        Workbench here = Workbench.here();
        assertThat(Workbench.parse(here.text())).contains(here);
        assertThat(here.alive()).isTrue();
        assertThat(new Workbench(here.host(), here.pid(), here.since().minusSeconds(60)).alive())
                .as("the same number, another process")
                .isFalse();
        for (String text : List.of("", "a b c", "a 1 yesterday", "host 1")) {
            assertThat(Workbench.parse(text)).as(text).isEmpty();
        }
    }

    @Test
    void windowsIsGivenPowerShellAndProgramsAndNoBatchFiles() throws Exception {
        Launch windows = new Launch(Map.of("SystemRoot", "D:\\W"), "Windows 11");
        assertThat(windows.command(Path.of("fix.ps1")))
                .startsWith("D:\\W\\System32\\WindowsPowerShell\\v1.0\\powershell.exe")
                .endsWith("-File", "fix.ps1");
        assertThat(windows.command(Path.of("fix.EXE"))).containsExactly("fix.EXE");
        for (String refused : List.of("fix.bat", "fix.cmd", "fix.sh", "fix")) {
            assertThatThrownBy(() -> windows.command(Path.of(refused)))
                    .hasMessageContaining("On Windows a script is a .ps1 or an .exe");
        }
        // What is behind a quotation mark would be arguments of its own there.
        Path script = Path.of("x", "fix.exe").toAbsolutePath();
        Runbook runbook = RunnerLab.Book.of("").copy().runbook();
        assertThatThrownBy(() ->
                        windows.start(
                                script,
                                List.of("a\" -b"),
                                runbook,
                                Map.of(),
                                "a",
                                Optional.empty()))
                .hasMessage("On Windows no value may hold a quotation mark.");
        assertThat(new Launch(Map.of(), "Linux").command(Path.of("/x/fix.sh")))
                .containsExactly("/x/fix.sh");
    }

    private Actions actions() {
        return Actions.of(events);
    }

    private void start(String action, ServiceId target, Runbook.Mode mode) {
        events.add(
                new RemedyEvent.Started(
                        AT,
                        "ann",
                        new Statement(
                                action,
                                "bank",
                                "restart",
                                1,
                                "ab12",
                                mode,
                                new TreeMap<>(),
                                target,
                                "",
                                AT,
                                "ann",
                                0.9),
                        "",
                        "here 1"));
    }

    private void end(String action, RemedyOutcome outcome) {
        events.add(new RemedyEvent.Ended(AT, "ann", action, outcome, 0, ""));
    }

    private void verdict(String action, Verdict verdict) {
        events.add(new RemedyEvent.Verified(AT, "", action, verdict));
    }
}
