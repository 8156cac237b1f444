package dev.faultline.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.remedy.ApprovalLine;
import dev.faultline.remedy.Approvals;
import dev.faultline.remedy.Identity;
import dev.faultline.remedy.Policy;
import dev.faultline.remedy.RemedyEvent;
import dev.faultline.remedy.RunbookCopy;
import dev.faultline.remedy.RunbookFiles;
import dev.faultline.remedy.Signing;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An approval goes from the machine of an admin to that of a responder, each with a folder of its
/// own.
class RunbookAcceptTest {
    private static final Instant AT = Instant.parse("2026-03-01T10:15:30.25Z");

    @TempDir Path folder;
    private Path admins;
    private Path responders;
    private final Identity carl = Identity.create("carl");
    private final Identity ann = Identity.create("ann");
    private final Identity dora = Identity.create("dora");
    private String out = "";
    private String err = "";

    @BeforeEach
    void makeTwoMachines() throws IOException {
        admins = machine("admins", carl);
        responders = machine("responders", ann);
        policy("admin", "admin");
    }

    @Test
    void whatAnAdminApprovedElsewhereRuns() throws IOException {
        assertThat(dryRun()).isOne();
        assertThat(err).contains("is not approved", "faultline runbook accept LINE");
        assertThat(run(responders, "runbook", "approve", "hello", "--yes")).isOne();
        assertThat(err).contains("ann may not do this").doesNotContain(ApprovalLine.PREFIX);
        assertThat(run(admins, "runbook", "approve", "hello", "--yes")).as(err).isZero();
        String line = out.lines().toList().getLast();
        assertThat(line).matches("faultline-approval-1\\.[A-Za-z0-9_-]+").hasSizeLessThan(500);
        assertThat(decoded(line))
                .matches(
                        "\\{\"runbook\":\"hello\",\"version\":1,\"hash\":\"[0-9a-f]{64}\","
                                + "\"at\":\"[^\"]+\",\"person\":\"carl\",\"signature\":\"[^\"]+\"}");

        assertThat(answering("no\n", line)).isOne();
        assertThat(out)
                .contains(
                        "carl approved 'hello' version 1 on ",
                        "It is the one that you have, SHA-256 " + copy().hash(),
                        "Write that into your audit, as ann? [yes/no] Not taken over.");
        assertThat(dryRun()).isOne();
        // As a mail breaks it.
        assertThat(answering("yes\n", line.replaceAll("(.{60})", "$1\n  "))).as(err).isZero();
        assertThat(out).endsWith("Taken over: 1.\n");
        assertThat(run(responders, "runbook", "list")).as(err).isZero();
        assertThat(out).containsPattern("hello +1 +1 +by carl +Say hello");
        assertThat(dryRun()).as(err).isZero();
        assertThat(out).isEqualTo("<payments>\n");

        int entries = events().size();
        assertThat(accept(line)).isZero();
        assertThat(out).contains("That is in your audit already.");
        assertThat(events()).hasSize(entries);
        assertThat(
                        Main.commandLine()
                                .setOut(new PrintWriter(new StringWriter()))
                                .execute(
                                        "audit",
                                        "verify",
                                        "--file",
                                        responders.resolve(Database.NAME).toString(),
                                        "--key",
                                        ann.publicText()))
                .isZero();

        policy("viewer", "admin");
        assertThat(dryRun()).as("carl may not approve any more").isOne();
        policy("admin", "admin");
        assertThat(dryRun()).as(err).isZero();
        script("echo another");
        assertThat(dryRun()).as("the script was changed").isOne();
    }

    @Test
    void whatDoesNotCountIsRefusedAndSaidWhy() throws IOException {
        RunbookCopy copy = copy();
        String good = ApprovalLine.of(Signing.approve(copy, carl, AT));
        String signature = Signing.approve(copy, carl, AT).signature();
        for (RemedyEvent.Approved altered :
                List.of(
                        approved(AT.plusNanos(1), "carl", "hello", 1, copy.hash(), signature),
                        approved(AT, "carl", "hell", 1, copy.hash(), signature),
                        approved(AT, "carl", "hello", 2, copy.hash(), signature),
                        approved(AT, "carl", "hello", 1, "00", signature),
                        approved(AT, "carl", "hello", 1, copy.hash(), ""),
                        Signing.approve(copy, Identity.create("carl"), AT))) {
            refused(ApprovalLine.of(altered), "is not of the key that the policy has for carl.");
        }
        refused(
                ApprovalLine.of(approved(AT, "dora", "hello", 1, copy.hash(), signature)),
                "is not of the key that the policy has for dora.");
        refused(
                ApprovalLine.of(Signing.approve(copy, Identity.create("eve"), AT)),
                "The policy does not know eve.");
        refused(
                ApprovalLine.of(Signing.approve(copy, ann, AT)),
                "ann may not do this: it takes one of these roles: admin.");
        refused(
                ApprovalLine.of(Signing.approve(copy, carl, Instant.now().plusSeconds(3600))),
                "still to come by this machine's clock");
        refused(good.substring(0, good.length() - 40), "cut or changed on its way");
        refused("faultline-ask-1.e30", "does not begin with faultline-approval-1.");
        refused("faultline-approval-1.e30", "does not hold an approval: 'version' is missing");
        refused(
                ApprovalLine.of(approved(AT, "\u001b[2J", "\u001b[2J", 1, "", "")),
                "The policy does not know \\u{001B}[2J.");

        script("echo another");
        refused(
                good,
                "carl approved another runbook or script than you have: version 1, SHA-256 "
                        + copy.hash()
                        + "; yours: version 1, SHA-256 "
                        + copy().hash());
        Files.delete(responders.resolve("runbooks/hello.yaml"));
        refused(good, "There is no runbook 'hello'.");
        assertThat(events()).isEmpty();
    }

    @Test
    void anOldApprovalDoesNotBringBackAnOldScript() throws IOException {
        RemedyEvent.Approved old = Signing.approve(copy(), carl, AT);
        script("echo \"better: $1\"");
        assertThat(accept(ApprovalLine.of(Signing.approve(copy(), dora, AT.plusSeconds(60)))))
                .as(err)
                .isZero();
        assertThat(dryRun()).as(err).isZero();
        script("for each in \"$@\"; do echo \"<$each>\"; done");
        assertThat(copy().hash()).as("the old one again").isEqualTo(old.hash());
        refused(
                ApprovalLine.of(old),
                "carl approved it on 2026-03-01 10:15 UTC; since then, on 2026-03-01 10:16 UTC, dora approved another one");
        // Nor where somebody writes it down without asking this command.
        try (Database database = new Database(responders.resolve(Database.NAME))) {
            new OwnAudit(database, responders.resolve(Identity.FILE)).append(old);
        }
        assertThat(dryRun()).isOne();
        assertThat(err).contains("The runbook 'hello' is not approved as it is now.");
        assertThat(accept(ApprovalLine.of(Signing.approve(copy(), carl, AT.plusSeconds(61)))))
                .as(err)
                .isZero();
        assertThat(dryRun()).as(err).isZero();
    }

    @Test
    void aFileOfLinesIsTakenOverAsFarAsItCounts() throws IOException {
        Path file = folder.resolve("mail.txt");
        Files.writeString(
                file,
                "Grüße!\n"
                        + ApprovalLine.of(Signing.approve(copy(), ann, AT))
                        + "\n  "
                        + ApprovalLine.of(Signing.approve(copy(), carl, AT))
                        + "\r\n"
                        + ApprovalLine.of(Signing.approve(copy(), dora, AT.minusSeconds(1))));
        assertThat(accept("--file", file.toString())).isOne();
        assertThat(out).endsWith("Taken over: 2.\n");
        assertThat(err).contains("Not taken over, 'hello': ann may not do this");
        assertThat(Approvals.of(events(), readPolicy()).of(copy()).orElseThrow().person())
                .isEqualTo("carl");
        policy("viewer", "admin");
        assertThat(dryRun()).as("dora's counts too: %s", err).isZero();
        Files.writeString(file, "nothing\n");
        assertThat(accept("--file", file.toString())).isOne();
        assertThat(err).contains("has no line that begins with faultline-approval-1.");
        assertThat(accept("--file", folder.resolve("none").toString())).isOne();
        assertThat(err).contains("none can't be read");
        assertThat(accept()).isEqualTo(2);
    }

    @Test
    void nobodyApprovesBehindAnApprovalThatIsStillToCome() throws IOException {
        // Made while the clock of this machine was ahead.
        try (Database database = new Database(admins.resolve(Database.NAME))) {
            new OwnAudit(database, admins.resolve(Identity.FILE))
                    .append(Signing.approve(copy(), carl, Instant.now().plusSeconds(3600)));
        }
        assertThat(run(admins, "runbook", "approve", "hello", "--yes")).isOne();
        assertThat(err).contains("still to come by this machine's clock");
    }

    private void refused(String line, String why) {
        assertThat(accept(line)).as(line).isOne();
        assertThat(err).contains("Not taken over", why).doesNotContain("\u001b");
        assertThat(out).isEmpty();
    }

    private static RemedyEvent.Approved approved(
            Instant at, String person, String runbook, int version, String hash, String signature) {
        return new RemedyEvent.Approved(at, person, runbook, version, hash, signature);
    }

    private static String decoded(String line) {
        return new String(
                Base64.getUrlDecoder().decode(line.substring(ApprovalLine.PREFIX.length())),
                StandardCharsets.UTF_8);
    }

    private List<RemedyEvent> events() throws IOException {
        try (Database database = new Database(responders.resolve(Database.NAME))) {
            return new OwnAudit(database, responders.resolve(Identity.FILE)).verified(readPolicy());
        }
    }

    private Policy readPolicy() {
        return Policy.read(responders.resolve(Policy.FILE)).policy();
    }

    private RunbookCopy copy() {
        return RunbookFiles.read(responders.resolve("runbooks")).runbook("hello").orElseThrow();
    }

    private Path machine(String name, Identity identity) throws IOException {
        Path home = Files.createDirectories(folder.resolve(name).resolve("runbooks")).getParent();
        identity.write(home.resolve(Identity.FILE));
        script(home, "for each in \"$@\"; do echo \"<$each>\"; done");
        Files.writeString(
                home.resolve("runbooks/hello.yaml"),
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
                  dryRun: ["{component}"]
                parameters:
                  - {name: component, title: Component, type: component, from: target}
                timeout: 30s
                environment: [PATH]
                cooldown: 1m
                effect: {signals: [latency], within: 5m}
                """);
        return home;
    }

    private void script(String body) throws IOException {
        script(responders, body);
    }

    private static void script(Path home, String body) throws IOException {
        Files.writeString(home.resolve("runbooks/hello.sh"), "#!/bin/sh\n" + body + "\n");
    }

    private void policy(String carls, String doras) throws IOException {
        for (Path home : List.of(admins, responders)) {
            Files.writeString(
                    home.resolve(Policy.FILE),
                    """
                    people:
                      - {name: ann, key: "%s", roles: [responder]}
                      - {name: carl, key: "%s", roles: [%s]}
                      - {name: dora, key: "%s", roles: [%s]}
                    """
                            .formatted(
                                    ann.publicText(),
                                    carl.publicText(),
                                    carls,
                                    dora.publicText(),
                                    doras));
        }
    }

    private int dryRun() throws IOException {
        Path topology = folder.resolve("topology.json");
        Files.writeString(
                topology,
                "{\"components\":[{\"id\":\"payments\",\"kind\":\"service\"}],\"dependencies\":[]}");
        return run(
                responders,
                "runbook",
                "run",
                "hello",
                "--dry-run",
                "--target",
                "payments",
                "--topology",
                topology.toString());
    }

    private int accept(String... arguments) {
        List<String> all = new ArrayList<>(List.of("runbook", "accept", "--yes"));
        all.addAll(List.of(arguments));
        return run(responders, all.toArray(String[]::new));
    }

    private int answering(String answer, String line) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8)));
        try {
            return run(responders, "runbook", "accept", line);
        } finally {
            System.setIn(before);
        }
    }

    private int run(Path home, String... arguments) {
        StringWriter told = new StringWriter();
        StringWriter wrong = new StringWriter();
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--home", home.toString()));
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
