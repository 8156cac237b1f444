package dev.faultline.remedy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.model.Notice;
import dev.faultline.model.ServiceId;
import dev.faultline.model.Signal;
import dev.faultline.remedy.Runbook.Precondition;
import dev.faultline.topology.ComponentKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunbookFilesTest {
    static final String GROW =
            """
            id: grow-pool
            version: 3
            title: Grow the pool
            purpose: Gives a database more connections.
            limits: Does not help where its disk is full.
            for:
              kinds: [database]
              services: ["*-db"]
              faults: [pool exhausted]
              evidence:
                - {signal: clientErrors, sigmas: 4}
            risk: 1
            script:
              file: grow.sh
              arguments: ["--component={component}", "--size", "{size}", "{component}"]
              dryRun: ["--say", "{component}"]
              rollback: ["--shrink", "{component}"]
            parameters:
              - {name: component, title: Database, type: component, from: target}
              - {name: size, title: Connections, type: whole, least: 10, most: 500, from: asked, default: 50}
            timeout: 90s
            environment: [PATH]
            secrets:
              - {variable: TOKEN, environment: BANK_TOKEN}
              - {variable: KEY, file: /run/secrets/key}
            preconditions:
              - {cause: 0.4}
              - {healthy: host-1, mostTrouble: 0.3}
            effect: {signals: [latency], component: payments, within: 10m}
            cooldown: 15m
            roles: [responder, commander]
            outlives: true
            """;

    @TempDir Path outside;
    private Path folder;

    @BeforeEach
    void writeOne() throws IOException {
        folder = Files.createDirectory(outside.resolve("runbooks"));
        Files.writeString(folder.resolve("grow.sh"), "#!/bin/sh\necho grow\n");
        Files.writeString(folder.resolve("grow.yaml"), GROW);
    }

    @Test
    void readsAllThatAFileSays() throws Exception {
        RunbookFiles.Read read = RunbookFiles.read(folder);
        assertThat(read.notices()).isEmpty();
        RunbookCopy copy = read.runbook("grow-pool").orElseThrow();
        Runbook runbook = copy.runbook();
        assertThat(runbook)
                .isEqualTo(
                        new Runbook(
                                "grow-pool",
                                3,
                                "Grow the pool",
                                "Gives a database more connections.",
                                "Does not help where its disk is full.",
                                new Runbook.Applies(
                                        Set.of(ComponentKind.DATABASE),
                                        List.of("*-db"),
                                        Set.of("pool exhausted"),
                                        List.of(new Runbook.Evidence(Signal.CLIENT_ERRORS, 4))),
                                RiskClass.REVERSIBLE,
                                new Runbook.Script(
                                        Path.of("grow.sh"),
                                        List.of(
                                                "--component={component}",
                                                "--size",
                                                "{size}",
                                                "{component}"),
                                        Optional.of(List.of("--say", "{component}")),
                                        Optional.of(List.of("--shrink", "{component}"))),
                                List.of(
                                        new Parameter(
                                                "component",
                                                "Database",
                                                new Parameter.Type.Component(),
                                                Parameter.From.TARGET,
                                                Optional.empty()),
                                        new Parameter(
                                                "size",
                                                "Connections",
                                                new Parameter.Type.Whole(10, 500),
                                                Parameter.From.ASKED,
                                                Optional.of("50"))),
                                Duration.ofSeconds(90),
                                Set.of("PATH"),
                                List.of(
                                        new Runbook.Secret(
                                                "TOKEN",
                                                new Runbook.Secret.From.Environment("BANK_TOKEN")),
                                        new Runbook.Secret(
                                                "KEY",
                                                new Runbook.Secret.From.File(
                                                        Path.of("/run/secrets/key")))),
                                List.of(
                                        new Precondition.Cause(.4),
                                        new Precondition.Healthy("host-1", .3)),
                                Optional.of(
                                        new Runbook.Effect(
                                                Set.of(Signal.LATENCY),
                                                Optional.of("payments"),
                                                Duration.ofMinutes(10))),
                                Duration.ofMinutes(15),
                                Set.of(Role.RESPONDER, Role.COMMANDER),
                                true));
        assertThat(copy.script())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("#!/bin/sh\necho grow\n");
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(
                new byte[] {0, 0, 0, 0, 0, 0, (byte) (GROW.length() >> 8), (byte) GROW.length()});
        digest.update(GROW.getBytes(StandardCharsets.UTF_8));
        digest.update(copy.script());
        assertThat(copy.hash()).isEqualTo(HexFormat.of().formatHex(digest.digest()));
    }

    @Test
    void theHashTellsWhereTheFileEndsAndTheScriptBegins() {
        assertThat(RunbookFiles.hash(bytes("ab"), bytes("c")))
                .isNotEqualTo(RunbookFiles.hash(bytes("a"), bytes("bc")));
    }

    @Test
    void aFolderThatIsNotThereHasNone() {
        assertThat(RunbookFiles.read(folder.resolve("nowhere")))
                .isEqualTo(new RunbookFiles.Read(List.of(), List.of()));
    }

    @Test
    void whatIsWrongWithOneLeavesTheOthers() throws IOException {
        Files.writeString(folder.resolve("bad.yaml"), "id: bad\n");
        Files.writeString(
                folder.resolve("two.yaml"), GROW.replace("Gives a database", "Gives one"));
        RunbookFiles.Read read = RunbookFiles.read(folder);
        assertThat(read.runbooks())
                .singleElement()
                .satisfies(c -> assertThat(c.runbook().version()).isEqualTo(3));
        assertThat(texts(read))
                .anyMatch(t -> t.contains("bad.yaml") && t.contains("'title' is missing."))
                .anyMatch(t ->
                        t.endsWith(
                                "two.yaml: 'grow-pool' is the id of grow.yaml too. The runbook is left out."));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    risk: 1 | risk: 7 | , line 12: 'risk' is '7', but must be a whole number from 0 to 3.
                    risk: 1 | risk: 1~rsk: 2 | , line 13: 'rsk' is not known. There are: id, version,
                    kinds: [database] | kinds: [datbase] | , line 7: 'for.kinds.0' is 'datbase', but must be one of entry, dns,
                    timeout: 90s | timeout: 90 | , line 21: 'timeout' is '90', but must be text such as 10m.
                    timeout: 90s | timeout: 7h | , line 21: 'timeout' is '7h', but must be 6 h at most.
                    version: 3 | version: three | , line 2: 'version' is 'three', but must be a whole number from 1 to 1000000.
                    id: grow-pool | id: Grow Pool | , line 1: 'id' is 'Grow Pool', but must be text such as restart-service.
                    "{size}" | "{sizes}" | , line 15: there is no parameter 'sizes' for the braces in '{sizes}'.
                    "{size}" | "{size" | , line 15: '{size' has a brace of which the other is missing.
                    "{size}" | "a\\nb" | , line 15: an argument has a control character
                    file: grow.sh | file: ../grow.sh | , line 14: 'script.file' is '../grow.sh', which leads out of the folder.
                    file: grow.sh | file: /bin/sh | , line 14: 'script.file' is '/bin/sh', which leads out of the folder.
                    file: grow.sh | file: a/../../grow.sh | leads out of the folder.
                    file: grow.sh | file: "grow.sh\\0" | leads out of the folder.
                    file: grow.sh | file: shrink.sh | , line 14: the script is not there.
                    file: grow.sh | file: . | , line 14: the script is not a plain file.
                    default: 50 | default: 5 | 'size' must be a whole number from 10 to 500.
                    least: 10, | `` | a parameter of type 'whole' needs 'least'.
                    least: 10, | least: 600, | 'least' is more than 'most'.
                    type: whole, least: 10, most: 500 | type: text, pattern: "[" | 'pattern' is no regular expression
                    type: whole, least: 10, most: 500 | type: text, pattern: "(a{5000})*" | 'pattern' repeats more often than a value has characters, 256 at most.
                    type: whole, least: 10, most: 500 | type: choice, values: ["50", "-rf"] | 'size' begins with '-'
                    {name: size, | {name: component, | there are two parameters 'component'.
                    , environment: BANK_TOKEN | `` | a secret has either 'environment' or 'file'.
                    file: /run/secrets/key | file: key | the file of a secret must be a whole path.
                    variable: KEY | variable: PATH | the variable 'PATH' would be given twice.
                    {cause: 0.4} | {healthy: a} | a precondition is either 'cause', or 'healthy' with 'mostTrouble'.
                    """)
    void eachMistakeIsToldWithItsLine(String right, String wrong, String told) throws IOException {
        assertThat(GROW).contains(right);
        Files.writeString(
                folder.resolve("grow.yaml"),
                GROW.replace(right, wrong == null ? "" : wrong.replace("~", "\n")));
        RunbookFiles.Read read = RunbookFiles.read(folder);
        assertThat(read.runbooks()).isEmpty();
        assertThat(texts(read))
                .anyMatch(t ->
                        t.contains("grow.yaml")
                                && t.contains(told)
                                && t.endsWith("The runbook is left out."));
    }

    @Test
    void fromClassTwoOnThereMustBeADryRun() throws IOException {
        Files.writeString(
                folder.resolve("grow.yaml"),
                GROW.replace("risk: 1", "risk: 2").replaceAll(" *dryRun.*\n", ""));
        assertThat(texts(RunbookFiles.read(folder)))
                .singleElement()
                .asString()
                .contains(", line 13: 'script.dryRun' is missing");
    }

    @Test
    void onlyWhatChangesNothingMayBringNothing() throws Exception {
        String without = GROW.replaceAll("effect: .*\n", "");
        Files.writeString(folder.resolve("grow.yaml"), without);
        assertThat(texts(RunbookFiles.read(folder)))
                .singleElement()
                .asString()
                .contains(", line 1: 'effect' is missing: from class 1 on");
        Files.writeString(folder.resolve("grow.yaml"), without.replace("risk: 1", "risk: 0"));
        assertThat(RunbookFiles.read(folder).runbooks())
                .singleElement()
                .matches(copy -> copy.runbook().effect().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id: &a grow-pool\ntitle: *a\n",
                "id: !!java.lang.Runtime grow-pool\n",
                "id: !x grow-pool\n",
                "id: one\nid: two\n",
                "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\n"
                        + "d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: [*e,*e,*e,*e,*e,*e,*e]\n",
                "id: [\n",
                "id: a\n---\nid: b\n",
                "- id\n",
                "",
                "title: a\u202Eb\n",
                "title: a\u200Bb\n",
                "title: a\u0000b\n"
            })
    @Timeout(5)
    void refusesYamlThatIsMoreThanItSeems(String text) throws IOException {
        Files.writeString(folder.resolve("grow.yaml"), text);
        RunbookFiles.Read read = RunbookFiles.read(folder);
        assertThat(read.runbooks()).isEmpty();
        assertThat(texts(read)).isNotEmpty().allMatch(t -> t.contains("grow.yaml"));
    }

    @Test
    @Timeout(5)
    void refusesWhatIsTooDeepTooLargeOrNoText() throws IOException {
        Files.writeString(folder.resolve("grow.yaml"), "[".repeat(60_000));
        Files.writeString(folder.resolve("large.yaml"), GROW + "#".repeat(64 * 1024));
        Files.write(folder.resolve("latin.yaml"), new byte[] {'i', 'd', ':', ' ', (byte) 0xE9});
        RunbookFiles.Read read = RunbookFiles.read(folder);
        assertThat(read.runbooks()).isEmpty();
        assertThat(texts(read))
                .anyMatch(t -> t.contains("grow.yaml"))
                .anyMatch(t -> t.contains("large.yaml: it is larger than 64 KiB"))
                .anyMatch(t -> t.contains("latin.yaml: it is not text in UTF-8"));
    }

    @Test
    void aScriptIsNoLargerThanAMebibyteAndNotEmpty() throws IOException {
        Files.write(folder.resolve("grow.sh"), new byte[RunbookFiles.LARGEST_SCRIPT]);
        assertThat(RunbookFiles.read(folder).runbooks()).hasSize(1);
        Files.write(folder.resolve("grow.sh"), new byte[RunbookFiles.LARGEST_SCRIPT + 1]);
        assertThat(texts(RunbookFiles.read(folder)))
                .singleElement()
                .asString()
                .contains("the script is larger than 1 MiB.");
        Files.write(folder.resolve("grow.sh"), new byte[0]);
        assertThat(texts(RunbookFiles.read(folder)))
                .singleElement()
                .asString()
                .contains("the script is empty.");
    }

    @Test
    void noLinkLeadsOutOfTheFolder() throws IOException {
        Path secret = Files.writeString(outside.resolve("grow.sh"), "echo elsewhere").toRealPath();
        Files.delete(folder.resolve("grow.sh"));
        Files.createSymbolicLink(folder.resolve("grow.sh"), secret);
        Files.writeString(outside.resolve("other.yaml"), GROW);
        Files.createSymbolicLink(folder.resolve("other.yaml"), outside.resolve("other.yaml"));
        RunbookFiles.Read read = RunbookFiles.read(folder);
        assertThat(read.runbooks()).isEmpty();
        assertThat(texts(read))
                .anyMatch(t ->
                        t.contains(
                                "grow.yaml, line 14: the script lies outside of the folder, at "
                                        + secret))
                .anyMatch(t -> t.contains("other.yaml: it lies outside of the folder"));
        // Neither does a folder that is a link.
        Files.createDirectory(outside.resolve("bin"));
        Files.writeString(outside.resolve("bin/grow.sh"), "echo elsewhere");
        Files.createSymbolicLink(folder.resolve("bin"), outside.resolve("bin"));
        Files.writeString(folder.resolve("grow.yaml"), GROW.replace("grow.sh", "bin/grow.sh"));
        assertThat(RunbookFiles.read(folder).runbooks()).isEmpty();
    }

    @Test
    void aLinkInsideTheFolderIsFollowed() throws IOException {
        Files.createDirectory(folder.resolve("v1"));
        Files.move(folder.resolve("grow.sh"), folder.resolve("v1/grow.sh"));
        Files.createSymbolicLink(folder.resolve("grow.sh"), Path.of("v1/grow.sh"));
        Path link = Files.createSymbolicLink(outside.resolve("link"), folder);
        assertThat(RunbookFiles.read(link).runbooks()).hasSize(1);
    }

    @Test
    void aScriptThatIsReplacedHasAnotherHashAndTheCopyStaysAsItWas() throws IOException {
        RunbookCopy before = RunbookFiles.read(folder).runbooks().getFirst();
        Files.writeString(folder.resolve("grow.sh"), "#!/bin/sh\nrm -rf /\n");
        RunbookCopy after = RunbookFiles.read(folder).runbooks().getFirst();
        assertThat(after.hash()).isNotEqualTo(before.hash());
        assertThat(before.script()).asString(StandardCharsets.UTF_8).contains("echo grow");
    }

    @Test
    void everyArgumentStaysOneWhateverIsPutIntoIt() {
        RunbookCopy copy = RunbookFiles.read(folder).runbooks().getFirst();
        String nasty = "a b; \"$(reboot)\" '{size}' $1 \\ *";
        Statement statement =
                new Statement(
                        "a1",
                        "bank",
                        copy,
                        Runbook.Mode.RUN,
                        Map.of("component", nasty, "size", "50"),
                        new ServiceId("payments-db"),
                        "",
                        Instant.EPOCH,
                        "ann",
                        .5);
        assertThat(Arguments.of(copy.runbook(), statement))
                .contains(List.of("--component=" + nasty, "--size", "50", nasty));
        assertThat(ParameterValues.of(copy.runbook(), new ServiceId("payments-db"), "", Map.of()))
                .isEqualTo(new TreeMap<>(Map.of("component", "payments-db", "size", "50")));
        assertThat(
                        ParameterValues.of(
                                copy.runbook(),
                                new ServiceId("payments-db"),
                                "",
                                Map.of("component", "other-db", "size", "70")))
                .as("the target is not asked for")
                .isEqualTo(new TreeMap<>(Map.of("component", "payments-db", "size", "70")));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> texts(RunbookFiles.Read read) {
        return read.notices().stream().map(Notice::text).toList();
    }
}
