package dev.faultline.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.model.ServiceId;
import dev.faultline.remedy.Confirmation;
import dev.faultline.remedy.Countersign;
import dev.faultline.remedy.Identity;
import dev.faultline.remedy.Policy;
import dev.faultline.remedy.RemedyEvent;
import dev.faultline.remedy.Runbook;
import dev.faultline.remedy.Signing;
import dev.faultline.remedy.Statement;
import dev.faultline.store.Database;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `runbook`, `identity` and `countersign`, each on a user's folder of its own.
class RemedyCommandsTest {
    @TempDir Path home;
    private final Identity bob = Identity.create("bob");
    private String out = "";
    private String err = "";

    @BeforeEach
    void writeARunbook() throws IOException {
        Path folder = Files.createDirectory(home.resolve("runbooks"));
        Files.writeString(
                folder.resolve("hello.sh"),
                "#!/bin/sh\nfor each in \"$@\"; do echo \"<$each>\"; done\n");
        Files.writeString(
                folder.resolve("hello.yaml"),
                """
                id: hello
                version: 1
                title: Say hello
                purpose: Prints what it is given.
                limits: Mends nothing.
                risk: 1
                script:
                  file: hello.sh
                  arguments: ["{component}"]
                  dryRun: ["--dry-run", "{component}", "{words}"]
                parameters:
                  - {name: component, title: Component, type: component, from: target}
                  - {name: words, title: Words, type: text, pattern: ".*", from: asked, default: hello}
                timeout: 30s
                environment: [PATH]
                cooldown: 1m
                effect: {signals: [latency], within: 5m}
                """);
        Files.writeString(
                home.resolve("topology.json"),
                "{\"components\":[{\"id\":\"payments\",\"kind\":\"service\"}],\"dependencies\":[]}");
    }

    @Test
    void whatIsWrongInTheSettingsIsToldOnce() throws IOException {
        Files.writeString(home.resolve("settings.yaml"), "nothing: 1\n");
        run("runbook", "check");
        assertThat(err).containsOnlyOnce("settings.yaml");
        Files.delete(home.resolve("runbooks/hello.yaml"));
        run("runbook", "list");
        assertThat(err).containsOnlyOnce("settings.yaml");
        assertThat(out).contains("There are no runbooks in");
    }

    @Test
    void fromAKeyToADryRun() throws IOException {
        assertThat(run("runbook", "check")).isZero();
        assertThat(out).isEqualTo("1 runbook of " + home.resolve("runbooks") + " can be used.\n");
        assertThat(run("runbook", "approve", "hello", "--yes")).isOne();
        assertThat(err).contains("There is no identity in", "faultline identity create");
        assertThat(run("identity", "create", "--name", "ann")).isZero();
        String line = out.lines().toList().getLast();
        assertThat(run("identity", "create", "--name", "eve")).isOne();
        assertThat(err).contains("There is an identity in");
        assertThat(run("identity", "show")).isZero();
        assertThat(out.strip()).isEqualTo(line.strip());

        assertThat(run("runbook", "approve", "hello", "--yes")).isOne();
        assertThat(err).contains("The policy does not know ann.");
        policy(line);
        assertThat(run("runbook", "approve", "hello", "--yes")).isOne();
        assertThat(err).contains("ann may not do this: it takes one of these roles: admin.");
        policy(line.replace("[responder]", "[responder, admin]"));
        assertThat(dryRun()).isOne();
        assertThat(err).contains("The runbook 'hello' is not approved as it is now.");
        assertThat(run("runbook", "list")).isZero();
        assertThat(out).containsPattern("hello +1 +1 +no +Say hello");
        assertThat(run("runbook", "approve", "hello", "--yes")).as(err).isZero();
        assertThat(out)
                .contains(
                        "hello, version 1: Say hello",
                        "dry run        hello.sh '--dry-run' '{component}' '{words}'",
                        "{words}        Words: text like .*, else hello",
                        "  | for each in \"$@\"; do echo \"<$each>\"; done",
                        "Approved by ann.");
        assertThat(run("runbook", "list")).isZero();
        assertThat(out).containsPattern("hello +1 +1 +by ann +Say hello");

        String words = "a b; $(touch gone) 'x' \"y\"";
        assertThat(dryRun("--set", "words=" + words)).as(err).isZero();
        assertThat(out).isEqualTo("<--dry-run>\n<payments>\n<" + words + ">\n");
        assertThat(err).contains("with code 0.");
        assertThat(home.resolve("gone")).doesNotExist();
        assertThat(dryRun("--set", "words=-x")).isOne();
        assertThat(err).contains("A value is not taken: 'words' begins with '-'");
        assertThat(dryRun("--set", "colour=red")).isOne();
        assertThat(err).contains("the runbook has no parameter 'colour'");

        Files.writeString(home.resolve("runbooks/hello.sh"), "#!/bin/sh\ntouch replaced\n");
        assertThat(dryRun()).isOne();
        assertThat(err).contains("is not approved as it is now");
        assertThat(run("runbook", "list")).isZero();
        assertThat(out).contains("no: changed since");
        try (Database database = new Database(home.resolve(Database.NAME))) {
            List<RemedyEvent> events = new OwnAudit(database, home.resolve(Identity.FILE)).events();
            assertThat(events.getFirst()).isInstanceOf(RemedyEvent.Refused.class);
            assertThat(events.stream().filter(e -> e instanceof RemedyEvent.Approved)).hasSize(1);
            assertThat(events.stream().filter(e -> e instanceof RemedyEvent.Started)).hasSize(1);
            assertThat(events.stream().filter(e -> e instanceof RemedyEvent.Refused)).hasSize(4);
            assertThat(events).allSatisfy(e -> assertThat(e.person()).isEqualTo("ann"));
        }
    }

    @Test
    void onlyDryRunsAreMadeFromATerminal() {
        assertThat(run("runbook", "run", "hello", "--target", "payments")).isEqualTo(2);
        assertThat(err).contains("Only dry runs are made from a terminal");
    }

    @Test
    void checkTellsEachMistakeWithFileAndLine() throws IOException {
        Path file = home.resolve("runbooks/hello.yaml");
        Files.writeString(file, Files.readString(file).replace("risk: 1", "risk: 9"));
        assertThat(run("runbook", "check")).isOne();
        assertThat(out).isEqualTo("0 runbooks of " + home.resolve("runbooks") + " can be used.\n");
        assertThat(err)
                .contains(
                        "hello.yaml, line 6: 'risk' is '9', but must be a whole number from 0 to 3.");
        assertThat(run("runbook", "check", "--folder", home.resolve("none").toString())).isOne();
        assertThat(err).contains("There is no folder");
    }

    @Test
    void theSecondPersonReadsWhatTheySignAndHandsALineBack() throws Exception {
        assertThat(run("identity", "create", "--name", "ann")).isZero();
        policy(
                out.lines().toList().getLast(),
                "  - {name: bob, key: %s, roles: [commander]}".formatted(bob.publicText()));
        Confirmation asked = asked("bob", Instant.now(), "\u001b[2Jpayments");
        assertThat(answering("no\n", "countersign", Countersign.code(asked))).isOne();
        assertThat(out)
                .contains(
                        "bob runs 'hello' version 1 on '\\u{001B}[2Jpayments' of the system 'bank'.",
                        "words = 'a; b'",
                        "Your runbook 'hello' is ANOTHER one",
                        "Sign this as ann? [yes/no]",
                        "Not signed.")
                .doesNotContain("faultline-answer", "\u001b");
        assertThat(answering("yes\n", "countersign", Countersign.code(asked))).as(err).isZero();
        String answer = out.lines().toList().getLast();
        Confirmation both = Countersign.answered(asked, answer);
        assertThat(both.second().orElseThrow().person()).isEqualTo("ann");
        assertThat(
                        Signing.verify(
                                both,
                                both.second().orElseThrow(),
                                Identity.read(home.resolve(Identity.FILE)).key()))
                .isTrue();
    }

    @Test
    void whatAnotherPersonSendsDoesNothingToTheTerminal() {
        assertThat(run("identity", "create", "--name", "ann")).isZero();
        String honest = Countersign.code(asked("bob", Instant.now(), "payments"));
        int dot = honest.indexOf('.') + 1;
        String json =
                new String(
                        Base64.getUrlDecoder().decode(honest.substring(dot)),
                        StandardCharsets.UTF_8);
        String evil = json.replaceFirst("\"at\":\"[^\"]*", "\"at\":\"\\\\u001b[2J");
        String code =
                honest.substring(0, dot)
                        + Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(evil.getBytes(StandardCharsets.UTF_8));
        assertThat(run("countersign", code, "--yes")).isOne();
        assertThat(err).contains("does not hold a confirmation", "[2J").doesNotContain("\u001b");
    }

    @Test
    void whateverANameIsTheLineIsOneForThePolicy() throws IOException {
        assertThat(run("identity", "create", "--name", "123")).as(err).isZero();
        policy(out.lines().toList().getLast());
        Policy.Read read = Policy.read(home.resolve(Policy.FILE));
        assertThat(read.notices()).isEmpty();
        assertThat(read.policy().person("123")).isPresent();
    }

    @Test
    void nobodyCountersignsWhatWouldBeRefusedAnyway() throws IOException {
        assertThat(run("identity", "create", "--name", "ann")).isZero();
        String ann = out.lines().toList().getLast();
        String bobs = "  - {name: bob, key: %s, roles: [commander]}".formatted(bob.publicText());
        policy(ann);
        Confirmation fresh = asked("bob", Instant.now(), "payments");
        assertThat(run("countersign", Countersign.code(fresh), "--yes")).isOne();
        assertThat(err).contains("The policy does not know bob.");
        policy(ann, bobs);
        Confirmation old = asked("bob", Instant.now().minusSeconds(1000), "payments");
        assertThat(run("countersign", Countersign.code(old), "--yes")).isOne();
        assertThat(err).contains("more than 15 minutes ago");
        Confirmation altered =
                new Confirmation(old.statement(), fresh.signature(), java.util.Optional.empty());
        assertThat(run("countersign", Countersign.code(altered), "--yes")).isOne();
        assertThat(err).contains("The signature is not of the key that the policy has for bob.");
        assertThat(run("countersign", Countersign.code(fresh).substring(0, 90), "--yes")).isOne();
        assertThat(err).contains("The text was cut or changed on its way");
        Identity own = Identity.read(home.resolve(Identity.FILE));
        Confirmation mine = Signing.sign(statement("ann", Instant.now(), "payments"), own);
        assertThat(run("countersign", Countersign.code(mine), "--yes")).isOne();
        assertThat(err).contains("ann signed first and cannot be the second person too.");
    }

    private Confirmation asked(String person, Instant at, String target) {
        return Signing.sign(statement(person, at, target), bob);
    }

    private static Statement statement(String person, Instant at, String target) {
        return new Statement(
                "a1",
                "bank",
                "hello",
                1,
                "00",
                Runbook.Mode.RUN,
                new TreeMap<>(Map.of("words", "a; b")),
                new ServiceId(target),
                "",
                at,
                person,
                .7);
    }

    private void policy(String... people) throws IOException {
        Files.writeString(
                home.resolve("policy.yaml"), "people:\n" + String.join("\n", people) + "\n");
    }

    private int dryRun(String... options) {
        List<String> all =
                new ArrayList<>(
                        List.of(
                                "runbook",
                                "run",
                                "hello",
                                "--dry-run",
                                "--target",
                                "payments",
                                "--topology",
                                home.resolve("topology.json").toString()));
        all.addAll(List.of(options));
        return run(all.toArray(String[]::new));
    }

    private int answering(String answer, String... arguments) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8)));
        try {
            return run(arguments);
        } finally {
            System.setIn(before);
        }
    }

    private int run(String... arguments) {
        StringWriter told = new StringWriter();
        StringWriter wrong = new StringWriter();
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--home");
        all.add(home.toString());
        int code =
                Main.commandLine()
                        .setOut(new PrintWriter(told))
                        .setErr(new PrintWriter(wrong))
                        .execute(all.toArray(String[]::new));
        out = told.toString();
        err = wrong.toString();
        return code;
    }
}
