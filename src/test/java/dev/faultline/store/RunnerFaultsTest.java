package dev.faultline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.faultline.remedy.Action;
import dev.faultline.remedy.AuditLog;
import dev.faultline.remedy.Gatekeeper;
import dev.faultline.remedy.Identity;
import dev.faultline.remedy.Peers;
import dev.faultline.remedy.Policy;
import dev.faultline.remedy.Proposals;
import dev.faultline.remedy.Refusal;
import dev.faultline.remedy.RemedyEvent;
import dev.faultline.remedy.RemedyOutcome;
import dev.faultline.remedy.RemedyRunner;
import dev.faultline.remedy.RunnerLab;
import dev.faultline.remedy.RunnerLab.Book;
import dev.faultline.remedy.Verdict;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The program dies at each step of a run, and the disk is full: nothing runs twice, and nothing
/// that ran is not in the audit.
@EnabledOnOs({OS.LINUX, OS.MAC})
class RunnerFaultsTest {
    @TempDir private Path folder;

    /// Where the program is killed.
    enum Step {
        BEFORE_BEGIN,
        AFTER_BEGIN,
        WHILE_RUNNING,
        AFTER_THE_END,
        BEFORE_ITS_FOLDER_IS_GONE
    }

    @ParameterizedTest
    @EnumSource
    void whoDiesLeavesARecordAndNothingRunsTwice(Step step) throws Exception {
        Identity keys = Identity.create("victim");
        keys.write(folder.resolve("key.pem"));
        Process victim =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Victim.class.getName(),
                                folder.toString(),
                                step.name())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(victim.getInputStream(), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            assertThat(line).isEqualTo("HERE");
            victim.toHandle().destroyForcibly(); // SIGKILL
        }
        victim.waitFor();

        Book book = Victim.book(folder);
        try (RunnerLab lab = new RunnerLab(folder)) {
            RemedyRunner next = lab.runner(book);
            List<RemedyRunner.Left> left = next.recover().left();
            if (step == Step.BEFORE_BEGIN) {
                assertThat(left).isEmpty();
                assertThat(lab.audit.events()).isEmpty();
            } else {
                assertThat(left).hasSize(step == Step.BEFORE_ITS_FOLDER_IS_GONE ? 0 : 1);
            }
            if (step == Step.WHILE_RUNNING) {
                assertThat(left.getFirst().runs()).isTrue();
                assertThat(lab.actions().all().getFirst().over()).isFalse();
                assertThat(lab.run(next, RunnerLab.confirmed(book, "other", "db")))
                        .as("its target is taken while it runs")
                        .isEqualTo(new RemedyOutcome.Refused(new Refusal.Busy("act", "ann")));
            }
            Files.writeString(folder.resolve("go"), "");
            await().until(() -> next.recover().left().stream().noneMatch(RemedyRunner.Left::runs));

            RemedyOutcome again = lab.run(next, RunnerLab.confirmed(book, "act", "db"));
            Action action = lab.actions().find("act").orElseThrow();
            if (step == Step.BEFORE_BEGIN) {
                assertThat(again).as("it never ran").isInstanceOf(RemedyOutcome.Ended.class);
            } else {
                assertThat(again)
                        .isEqualTo(new RemedyOutcome.Refused(new Refusal.UsedBefore("act")));
                assertThat(action.interrupted()).isEqualTo(step != Step.BEFORE_ITS_FOLDER_IS_GONE);
                assertThat(action.verdict())
                        .as("nobody watched what became of it")
                        .get()
                        .isInstanceOfSatisfying(
                                Verdict.CannotTell.class,
                                v -> assertThat(v.why()).isEqualTo(Verdict.Reason.NOBODY_WATCHED));
                assertThat(lab.actions().tally(_ -> true)).isEqualTo(Proposals.Tally.NONE);
                int entries = lab.audit.events().size();
                assertThat(next.recover().left()).isEmpty();
                assertThat(lab.audit.events()).as("once").hasSize(entries);
            }
            assertThat(action.over()).isTrue();
            assertThat(ran()).isEqualTo(step == Step.AFTER_BEGIN ? 0 : 1);
            assertThat(lab.run(next, RunnerLab.confirmed(book, "fresh", "db")))
                    .as("the target is free again")
                    .isInstanceOf(RemedyOutcome.Ended.class);
            assertThat(lab.broken(keys)).isEmpty();
            assertThat(folder.resolve("runs")).isEmptyDirectory();
        }
    }

    private int ran() throws IOException {
        Path file = folder.resolve("ran");
        return Files.exists(file) ? Files.readAllLines(file).size() : 0;
    }

    /// Runs a script and stops at a step to be killed there.
    static final class Victim {
        private Victim() {}

        static Book book(Path folder) {
            return Book.of(
                    "echo ran >> \"$1/ran\"; echo ready; while [ ! -e \"$1/go\" ]; do sleep 0.02; done",
                    folder.toString());
        }

        public static void main(String[] arguments) throws IOException {
            Path folder = Path.of(arguments[0]);
            Step step = Step.valueOf(arguments[1]);
            Identity keys = Identity.read(folder.resolve("key.pem"));
            RunnerLab lab = new RunnerLab(folder, keys);
            Gatekeeper gate =
                    (_, _, _) -> {
                        if (step == Step.BEFORE_BEGIN) {
                            here();
                        }
                        return Optional.empty();
                    };
            AuditLog log =
                    new AuditLog() {
                        @Override
                        public void append(RemedyEvent event) throws IOException {
                            if (step == Step.AFTER_THE_END && event instanceof RemedyEvent.Ended) {
                                here();
                            }
                            lab.audit.append(event);
                            if (step == Step.BEFORE_ITS_FOLDER_IS_GONE
                                    && event instanceof RemedyEvent.Ended) {
                                here();
                            }
                        }

                        @Override
                        public Optional<Refusal> begin(RemedyEvent.Started event)
                                throws IOException {
                            Optional<Refusal> taken = lab.audit.begin(event);
                            if (step == Step.AFTER_BEGIN) {
                                here();
                            }
                            return taken;
                        }

                        @Override
                        public List<RemedyEvent> events() throws IOException {
                            return lab.audit.events();
                        }

                        @Override
                        public List<RemedyEvent> verified(Policy policy) throws IOException {
                            return lab.audit.verified(policy);
                        }
                    };
            if (step == Step.AFTER_THE_END || step == Step.BEFORE_ITS_FOLDER_IS_GONE) {
                Files.writeString(folder.resolve("go"), "");
            }
            RemedyRunner runner = lab.runner(book(folder), gate, log, Peers.NONE, line -> line);
            RemedyOutcome _ =
                    runner.run(
                            RunnerLab.confirmed(book(folder), "act", "db"),
                            _ -> {
                                if (step == Step.WHILE_RUNNING) {
                                    here();
                                }
                            },
                            RunnerLab::scene);
        }

        private static void here() {
            System.out.println("HERE");
            System.out.flush();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    void nothingRunsThatCannotBeWrittenDown() throws Exception {
        Book book = Book.of("touch " + folder.resolve("ran"));
        try (RunnerLab lab = new RunnerLab(folder)) {
            lab.audit.append(approved());
            full(lab.database);
            RemedyOutcome outcome =
                    lab.run(
                            lab.runner(book),
                            RunnerLab.confirmed(book, "long-" + "x".repeat(20_000), "db"));
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            RemedyOutcome.Refused.class,
                            o ->
                                    assertThat(o.why())
                                            .isInstanceOfSatisfying(
                                                    Refusal.NotRecorded.class,
                                                    why ->
                                                            assertThat(why.reason())
                                                                    .startsWith(
                                                                            "There is no room on the disk for ")));
            assertThat(folder.resolve("ran")).doesNotExist();
            assertThat(lab.broken()).isEmpty();
        }
    }

    @Test
    void anEndThatCannotBeWrittenDownIsKeptAndWrittenWhenItCan() throws Exception {
        Book book = Book.of("head -c 60000 /dev/zero | tr '\\0' 'x'; echo; echo done");
        AtomicInteger failures = new AtomicInteger();
        try (RunnerLab lab = new RunnerLab(folder)) {
            AuditLog fullForAWhile =
                    new AuditLog() {
                        @Override
                        public void append(RemedyEvent event) throws IOException {
                            if (event instanceof RemedyEvent.Ended && failures.get() < 3) {
                                full(lab.database);
                                try {
                                    lab.audit.append(event);
                                } catch (IOException e) {
                                    failures.incrementAndGet();
                                    throw e;
                                }
                            }
                            lab.audit.append(event);
                        }

                        @Override
                        public Optional<Refusal> begin(RemedyEvent.Started event)
                                throws IOException {
                            return lab.audit.begin(event);
                        }

                        @Override
                        public List<RemedyEvent> events() throws IOException {
                            return lab.audit.events();
                        }

                        @Override
                        public List<RemedyEvent> verified(Policy policy) throws IOException {
                            return lab.audit.verified(policy);
                        }
                    };
            RemedyRunner runner =
                    lab.runner(book, RunnerLab.OPEN, fullForAWhile, Peers.NONE, line -> line);
            RemedyOutcome outcome = lab.run(runner, RunnerLab.confirmed(book, "a", "db"));
            assertThat(outcome).isInstanceOf(RemedyOutcome.Ended.class);
            assertThat(lab.lines.getLast())
                    .startsWith("This could not be written down yet: There is no room on the disk")
                    .endsWith("tried again until it can.");
            await().until(() -> runner.unwritten().isEmpty());
            assertThat(failures).hasValue(3);
            assertThat(lab.actions().find("a").orElseThrow().end().orElseThrow().outcome())
                    .isEqualTo(outcome);
            assertThat(lab.broken()).isEmpty();
        }
    }

    /// Lets the database grow no more, until it is opened again: after the next failure.
    private static void full(Database database) throws IOException {
        int _ =
                database.read(
                        0,
                        connection -> {
                            try (java.sql.Statement statement = connection.createStatement()) {
                                statement.execute("PRAGMA max_page_count = 1");
                                return 0;
                            }
                        });
    }

    private static RemedyEvent approved() {
        return new RemedyEvent.Approved(java.time.Instant.EPOCH, "ann", "restart", 1, "ab12", "");
    }
}
