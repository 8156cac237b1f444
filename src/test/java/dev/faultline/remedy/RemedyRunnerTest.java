package dev.faultline.remedy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.faultline.model.ServiceId;
import dev.faultline.remedy.RunnerLab.Book;
import dev.faultline.store.SqliteAudit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs({OS.LINUX, OS.MAC})
class RemedyRunnerTest {
    @TempDir private Path folder;
    private RunnerLab lab;

    @BeforeEach
    void open() {
        lab = new RunnerLab(folder);
    }

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void givesTheScriptItsArgumentsAndNothingElse() throws Exception {
        Map<String, String> values =
                Map.of("a", "two words; $(touch /tmp/x) `id` \"'*", "b", "", "c", "{a}");
        Book book =
                Book.of(
                        """
                        for each in "$@"; do echo "<$each>"; done
                        read -r line || echo "nothing to read"
                        pwd; ls -ld . | cut -c1-10; ls -l restart.sh | cut -c1-10
                        env | cut -d= -f1 | sort | tr '\\n' ' '
                        echo; echo "$FAULTLINE_RUN"; echo to the other >&2
                        exit 3
                        """,
                        "--x={a}",
                        "{b}",
                        "{c}{c}",
                        "$HOME");
        Confirmation confirmation =
                RunnerLab.confirmed(book, "act-1", "db", Runbook.Mode.RUN, values);
        RemedyOutcome outcome = lab.run(lab.runner(book), confirmation);

        assertThat(outcome).isInstanceOf(RemedyOutcome.Ended.class);
        assertThat(((RemedyOutcome.Ended) outcome).code()).isEqualTo(3);
        assertThat(lab.lines)
                .startsWith(
                        "<--x=two words; $(touch /tmp/x) `id` \"'*>",
                        "<>",
                        "<{a}{a}>",
                        "<$HOME>",
                        "nothing to read")
                .contains("drwx------", "-rwx------", "act-1", "to the other");
        // a shell sets the rest by itself
        assertThat(lab.lines.get(8).split(" "))
                .contains("PATH", "FAULTLINE_RUN")
                .isSubsetOf("PATH", "FAULTLINE_RUN", "PWD", "OLDPWD", "SHLVL", "_");
        Action action = lab.actions().find("act-1").orElseThrow();
        assertThat(action.end().orElseThrow().outcome()).isEqualTo(outcome);
        assertThat(action.end().orElseThrow().output()).isEqualTo(all(lab.lines));
        assertThat(action.end().orElseThrow().printed()).isPositive();
        assertThat(action.process()).isPresent();
        assertThat(action.failed()).isTrue();
        assertThat(lab.audit.events()).hasSize(3);
        assertThat(folder.resolve("runs")).as("its folder is gone").isEmptyDirectory();

        assertThat(lab.run(lab.runner(book), confirmation))
                .isEqualTo(new RemedyOutcome.Refused(new Refusal.UsedBefore("act-1")));
        assertThat(lab.audit.events()).hasSize(4);
        assertThat(lab.broken()).isEmpty();
    }

    private static String all(List<String> lines) {
        return String.join("\n", lines) + "\n";
    }

    @Test
    void whatIsRefusedDoesNotRunAndIsWrittenDown() throws Exception {
        Book book = Book.of("touch " + folder.resolve("ran"));
        Gatekeeper closed = (_, _, _) -> Optional.of(new Refusal.NotLive());
        RemedyRunner runner = lab.runner(book, closed, lab.audit, Peers.NONE, line -> line);
        RemedyOutcome refused = new RemedyOutcome.Refused(new Refusal.NotLive());
        assertThat(lab.run(runner, RunnerLab.confirmed(book, "a", "db"))).isEqualTo(refused);
        assertThat(lab.audit.events())
                .singleElement()
                .isInstanceOfSatisfying(
                        RemedyEvent.Refused.class,
                        e -> assertThat(e.why()).isEqualTo(new Refusal.NotLive()));
        assertThat(folder.resolve("ran")).doesNotExist();
        Gatekeeper lost =
                (_, _, _) -> {
                    throw new IllegalStateException("no scene");
                };
        assertThat(
                        lab.run(
                                lab.runner(book, lost, lab.audit, Peers.NONE, line -> line),
                                RunnerLab.confirmed(book, "l", "db")))
                .isEqualTo(
                        new RemedyOutcome.Refused(
                                new Refusal.NotRecorded(
                                        "java.lang.IllegalStateException: no scene")));
        assertThat(folder.resolve("ran")).doesNotExist();
        // what cannot be started is written down too
        Book missing =
                book.secrets(
                        new Runbook.Secret(
                                "TOKEN",
                                new Runbook.Secret.From.File(folder.resolve("no-such-file"))));
        assertThat(lab.run(lab.runner(missing), RunnerLab.confirmed(missing, "b", "db")))
                .isInstanceOfSatisfying(
                        RemedyOutcome.NotStarted.class,
                        o ->
                                assertThat(o.reason())
                                        .contains("TOKEN", "no-such-file", "does not exist"));
        assertThat(lab.actions().find("b").orElseThrow().failed()).as("it never ran").isFalse();
        Book device =
                book.secrets(
                        new Runbook.Secret(
                                "TOKEN", new Runbook.Secret.From.File(Path.of("/dev/null"))));
        assertThat(lab.run(lab.runner(device), RunnerLab.confirmed(device, "d", "db")))
                .isInstanceOfSatisfying(
                        RemedyOutcome.NotStarted.class,
                        o -> assertThat(o.reason()).contains("it is no plain file"));
        assertThat(folder.resolve("ran")).doesNotExist();
    }

    @Test
    void whatCannotBeLookedAfterIsEnded() throws Exception {
        Book book = Book.of("echo started; sleep 600");
        AtomicBoolean broken = new AtomicBoolean();
        InstantSource clock =
                () -> {
                    if (broken.getAndSet(false)) {
                        throw new IllegalStateException("no clock");
                    }
                    return Instant.now();
                };
        RemedyRunner runner =
                new RemedyRunner(
                        _ -> Optional.of(book.copy()),
                        RunnerLab.OPEN,
                        new AuditLog() {
                            @Override
                            public void append(RemedyEvent event) throws IOException {
                                lab.audit.append(event);
                            }

                            @Override
                            public Optional<Refusal> begin(RemedyEvent.Started event)
                                    throws IOException {
                                broken.set(true); // when it is written down that it runs
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
                        },
                        Peers.NONE,
                        line -> line,
                        folder.resolve("runs"),
                        System.getenv(),
                        clock);
        assertThat(lab.run(runner, RunnerLab.confirmed(book, "w", "db")))
                .isInstanceOf(RemedyOutcome.Interrupted.class);
        assertThat(ProcessTree.marked("w")).isEmpty();
        assertThat(lab.actions().find("w").orElseThrow().end().orElseThrow().output())
                .contains("it was ended, for it could not be looked after", "no clock");
        assertThat(lab.run(lab.runner(Book.of("")), RunnerLab.confirmed(book, "x", "db")))
                .as("its target is free")
                .isInstanceOf(RemedyOutcome.Ended.class);
    }

    @Test
    void ofWhatNobodyWatchedThatIsTheVerdict() throws Exception {
        Workbench here = Workbench.here();
        String dead = new Workbench(here.host(), here.pid(), here.since().minusSeconds(60)).text();
        String other = new Workbench("elsewhere", 1, Instant.EPOCH).text();
        Instant now = Instant.now();
        RemedyOutcome well = new RemedyOutcome.Ended(0, Duration.ofSeconds(1), "");
        Book book = Book.of("");
        began("well", book.copy(), Runbook.Mode.RUN, dead, now, well);
        began("cancelled", book.copy(), Runbook.Mode.ROLLBACK, dead, now, cancelled());
        began("died", book.copy(), Runbook.Mode.RUN, dead, now, null);
        began("elsewhere, long ago", book.copy(), Runbook.Mode.RUN, other, Instant.EPOCH, null);
        List<String> unwatched = lab.actions().all().stream().map(Action::id).toList();
        began("elsewhere", book.copy(), Runbook.Mode.RUN, other, now, well);
        began("still at it", book.copy(), Runbook.Mode.RUN, here.text(), now, well);
        began("dry", book.copy(), Runbook.Mode.DRY_RUN, dead, now, well);
        began(
                "not started",
                book.copy(),
                Runbook.Mode.RUN,
                dead,
                now,
                new RemedyOutcome.NotStarted(""));
        began("judged", book.copy(), Runbook.Mode.RUN, dead, now, well);
        lab.audit.append(
                new RemedyEvent.Verified(
                        now,
                        "",
                        "judged",
                        new Verdict.Worked(new Verdict.Figures(9, 1, .9, .1, .01, 12))));
        RemedyRunner runner = lab.runner(book);
        assertThat(runner.recover().left()).hasSize(2);
        assertThat(runner.recover().left()).isEmpty();
        assertThat(lab.actions().all())
                .filteredOn(a ->
                        a.verdict().isPresent()
                                && a.verdict().get() instanceof Verdict.CannotTell told
                                && told.why() == Verdict.Reason.NOBODY_WATCHED)
                .extracting(Action::id)
                .containsExactlyElementsOf(unwatched);
        assertThat(lab.actions().tally(_ -> true)).isEqualTo(new Proposals.Tally(1, 1));
        // What changes nothing brings nothing that could be judged.
        RunbookCopy looks = book.copy(Optional.empty());
        began("looked", looks, Runbook.Mode.RUN, dead, now, well);
        RemedyRunner looking =
                new RemedyRunner(
                        _ -> Optional.of(looks),
                        RunnerLab.OPEN,
                        lab.audit,
                        Peers.NONE,
                        line -> line,
                        folder.resolve("runs"),
                        Map.of(),
                        InstantSource.system());
        assertThat(looking.recover().left()).isEmpty();
        assertThat(lab.actions().find("looked").orElseThrow().verdict()).isEmpty();
    }

    private static RemedyOutcome cancelled() {
        return new RemedyOutcome.Cancelled(Duration.ofSeconds(1), "");
    }

    private void began(
            String action,
            RunbookCopy copy,
            Runbook.Mode mode,
            String workbench,
            Instant at,
            RemedyOutcome outcome)
            throws IOException {
        Statement statement =
                new Statement(
                        action,
                        "bank",
                        copy,
                        mode,
                        Map.of(),
                        new ServiceId("db"),
                        "",
                        at,
                        "ann",
                        .9);
        lab.audit.append(new RemedyEvent.Started(at, "ann", statement, "", workbench));
        if (outcome != null) {
            lab.audit.append(new RemedyEvent.Ended(at, "ann", action, outcome, 0, ""));
        }
    }

    @Test
    void aMistakeInThePolicyIsToldBeforeTheAuditThatItDoesNotKnow() throws Exception {
        Identity eve = Identity.create("eve");
        new SqliteAudit(lab.database, eve, eve.publicText())
                .append(new RemedyEvent.Approved(Instant.EPOCH, "eve", "restart", 1, "ab12", ""));
        Path policy = folder.resolve(Policy.FILE);
        RemedyDesk desk =
                new RemedyDesk(
                        new RemedyDesk.Places(
                                folder.resolve("runbooks"),
                                policy,
                                folder.resolve(Identity.FILE),
                                folder.resolve("runs")),
                        lab.audit,
                        Peers.NONE,
                        Map.of(),
                        line -> line,
                        InstantSource.system());
        Files.writeString(policy, "people: 3\n");
        assertThat(desk.shelf().notices())
                .singleElement()
                .satisfies(n -> assertThat(n.text()).startsWith(policy + ", line 1: 'people'"));
        Files.writeString(
                policy,
                "people:\n  - {name: ann, key: \"%s\", roles: [admin]}\n"
                        .formatted(Identity.create("ann").publicText()));
        assertThatThrownBy(desk::shelf)
                .hasMessageStartingWith("Entry 1 does not hold: it was signed with a key");
    }

    @Test
    void whoIsClosedBeginsNothing() throws Exception {
        Book book = Book.of("touch " + folder.resolve("ran"));
        RemedyRunner runner = lab.runner(book);
        runner.close();
        assertThat(lab.run(runner, RunnerLab.confirmed(book, "late", "db")))
                .isInstanceOf(RemedyOutcome.Cancelled.class);
        assertThat(folder.resolve("ran")).doesNotExist();
        assertThat(lab.audit.events()).isEmpty();
    }

    @Test
    void timeIsUpForAllThatAScriptStartedHoweverItHides() throws Exception {
        Book book =
                Book.of(
                                """
                                trap '' TERM
                                beat() { trap '' TERM; while :; do echo $$ >> "$1/beat"; sleep 0.05; done; }
                                beat "$1" &
                                (setsid sh -c 'trap "" TERM; (trap "" TERM; while :; do echo x >> "$0/hidden"; sleep 0.05; done) &' "$1" &)
                                echo started
                                while :; do sleep 1; done
                                """,
                                folder.toString())
                        .timeout(Duration.ofMillis(600));
        RemedyOutcome outcome = lab.run(lab.runner(book), RunnerLab.confirmed(book, "t", "db"));
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        RemedyOutcome.TimedOut.class,
                        o -> assertThat(o.tail()).isEqualTo("started\n"));
        assertThat(folder.resolve("beat")).exists();
        assertThat(folder.resolve("hidden")).exists();
        assertThat(ProcessTree.marked("t")).isEmpty();
        assertThat(lab.lines).containsExactly("started");
        assertThat(lab.actions().find("t").orElseThrow().failed()).isTrue();
    }

    @Test
    void aPersonEndsItAndCanEndItTwice() throws Exception {
        Book book = Book.of("echo started; sleep 600 & sleep 600");
        AtomicReference<RemedyOutcome> outcome = new AtomicReference<>();
        RemedyRunner runner = lab.runner(book);
        Thread run =
                Thread.ofVirtual()
                        .start(() ->
                                outcome.set(lab.run(runner, RunnerLab.confirmed(book, "c", "db"))));
        await().until(() -> lab.lines.contains("started"));
        run.interrupt();
        runner.close(); // as the window is closed
        run.join();
        assertThat(outcome.get()).isInstanceOf(RemedyOutcome.Cancelled.class);
        assertThat(ProcessTree.marked("c")).isEmpty();
        Action action = lab.actions().find("c").orElseThrow();
        assertThat(action.end().orElseThrow().outcome()).isEqualTo(outcome.get());
        assertThat(action.failed()).isFalse();
    }

    @Test
    void aGigabyteHurtsNobody() throws Exception {
        long gigabyte = 1L << 30;
        Book book =
                Book.of(
                        "echo begin; yes 'a line of it' | head -c "
                                + gigabyte
                                + "; echo; echo end");
        RemedyOutcome outcome = lab.run(lab.runner(book), RunnerLab.confirmed(book, "g", "db"));
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        RemedyOutcome.Ended.class, o -> assertThat(o.tail()).endsWith("end\n"));
        RemedyEvent.Ended ended = lab.actions().find("g").orElseThrow().end().orElseThrow();
        assertThat(ended.printed()).isEqualTo(gigabyte + "begin\n\nend\n".length());
        assertThat(ended.output())
                .startsWith("begin\na line of it\n")
                .contains(" bytes were left out …\na line of it\n")
                .endsWith("\nend\n")
                .hasSizeBetween(Output.PART, 2 * Output.PART + 100);
        assertThat(lab.lines).hasSizeLessThan(200_000);
        assertThat(String.join("", lab.lines)).contains("came too fast to be shown");
    }

    @Test
    void aLineWithoutAnEndIsCut() throws Exception {
        Book book =
                Book.of(
                        "printf 'ok\\n\\033[2Jx\\330\\234\\342\\200\\250y\\r\\n'; head -c 20000000 /dev/zero | tr '\\0' 'z'");
        lab.run(lab.runner(book), RunnerLab.confirmed(book, "l", "db"));
        assertThat(lab.lines).hasSize(3);
        assertThat(lab.lines.subList(0, 2)).containsExactly("ok", "\uFFFD[2Jx\uFFFD\uFFFDy");
        assertThat(lab.lines.get(2)).isEqualTo("z".repeat(Output.LINE) + "…");
        RemedyEvent.Ended ended = lab.actions().find("l").orElseThrow().end().orElseThrow();
        assertThat(ended.printed()).isEqualTo("ok\n\033[2Jx12345y\r\n".length() + 20_000_000);
        assertThat(ended.output()).hasSizeLessThan(2 * Output.PART).endsWith("zz\n");
    }

    @Test
    void secretsAreSeenAndKeptNowhere() throws Exception {
        String secret = "s3cr3t-äöü-" + "k".repeat(40);
        Path file = Files.writeString(folder.resolve("secret"), secret + "\nsecond-line\n}\n");
        Path other = Files.writeString(folder.resolve("other"), "pass word\n");
        Book book =
                Book.of(
                                """
                                echo "it is $TOKEN!"
                                echo "and $OTHER and ann@example.org" >&2
                                # one that lies over the place where lines are cut
                                head -c 8180 /dev/zero | tr '\\0' '.'; echo "$TOKEN"
                                head -c 200000 /dev/zero | tr '\\0' '.'; echo "$TOKEN" | tr '\\n' '~'
                                i=0; while [ $i -lt 3000 ]; do echo "$TOKEN $OTHER"; i=$((i + 1)); done
                                # and one that is not finished
                                printf 'last s3cr3t-äö'
                                """)
                        .secrets(
                                new Runbook.Secret("TOKEN", new Runbook.Secret.From.File(file)),
                                new Runbook.Secret("OTHER", new Runbook.Secret.From.File(other)));
        RemedyRunner runner =
                lab.runner(
                        book,
                        RunnerLab.OPEN,
                        lab.audit,
                        Peers.NONE,
                        line -> line.replace("ann@example.org", "<person>"));
        lab.run(runner, RunnerLab.confirmed(book, "s", "db"));
        String output = lab.actions().find("s").orElseThrow().end().orElseThrow().output();
        assertThat(lab.lines).startsWith("it is •••");
        assertThat(output).contains("and ••• and <person>").endsWith("last \n");
        String kept = all(lab.lines) + output;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path each :
                    files.filter(f -> f.getFileName().toString().contains(".db")).toList()) {
                kept += Files.readString(each, StandardCharsets.ISO_8859_1);
            }
        }
        assertThat(kept).contains("and <person>".substring(4)); // it is looked into
        for (String trace : List.of("s3cr", "kkkk", "second-line", "pass word", "ann@")) {
            assertThat(kept.contains(trace)).as(trace).isFalse();
        }
    }

    @Test
    void whatItLeavesBehindIsNamedAndDoesNotHoldItUp() throws Exception {
        Book book = Book.of("sleep 600 & echo done");
        RemedyOutcome outcome = lab.run(lab.runner(book), RunnerLab.confirmed(book, "b", "db"));
        List<ProcessHandle> left = ProcessTree.marked("b");
        left.forEach(ProcessHandle::destroyForcibly);
        assertThat(outcome).isInstanceOf(RemedyOutcome.Ended.class);
        assertThat(left).hasSize(1);
        assertThat(lab.lines)
                .containsExactly(
                        "done",
                        "… still running, of what it started: " + left.getFirst().pid() + " …");
    }

    @Test
    void twoWindowsRunOneAtATimeOnATarget() throws Exception {
        Path go = folder.resolve("go");
        Book book =
                Book.of(
                        "echo ran >> \"$1/ran\"; echo ready; while [ ! -e \"$1/go\" ]; do sleep 0.02; done",
                        folder.toString());
        try (RunnerLab other = new RunnerLab(folder)) {
            Confirmation same = RunnerLab.confirmed(book, "one", "db");
            CompletableFuture<RemedyOutcome> first =
                    CompletableFuture.supplyAsync(() -> lab.run(lab.runner(book), same));
            await().until(() -> lab.lines.contains("ready"));
            RemedyRunner window = other.runner(book);
            assertThat(other.run(window, same))
                    .isEqualTo(new RemedyOutcome.Refused(new Refusal.UsedBefore("one")));
            assertThat(other.run(window, RunnerLab.confirmed(book, "two", "db")))
                    .isEqualTo(new RemedyOutcome.Refused(new Refusal.Busy("one", "ann")));
            assertThat(window.recover().left()).as("it is looked after").isEmpty();
            Files.createFile(go);
            assertThat(first.get()).isInstanceOf(RemedyOutcome.Ended.class);
            assertThat(other.run(window, RunnerLab.confirmed(book, "three", "db")))
                    .isInstanceOf(RemedyOutcome.Ended.class);
            assertThat(Files.readAllLines(folder.resolve("ran"))).hasSize(2);
            assertThat(lab.broken()).isEmpty();
        }
    }

    @Test
    void aRunThatOutlivesTheWindowIsNotEndedWithIt() throws Exception {
        Book book =
                Book.of(
                                "echo ready; while [ ! -e \"$1/go\" ]; do sleep 0.02; done; echo done",
                                folder.toString())
                        .thatOutlives();
        RemedyRunner runner = lab.runner(book);
        CompletableFuture<RemedyOutcome> run =
                CompletableFuture.supplyAsync(
                        () -> lab.run(runner, RunnerLab.confirmed(book, "o", "db")));
        await().until(() -> lab.lines.contains("ready"));
        runner.close();
        assertThat(run).isNotDone();
        Files.createFile(folder.resolve("go"));
        assertThat(run.get())
                .isInstanceOfSatisfying(
                        RemedyOutcome.Ended.class,
                        o -> assertThat(o.tail()).isEqualTo("ready\ndone\n"));
    }
}
