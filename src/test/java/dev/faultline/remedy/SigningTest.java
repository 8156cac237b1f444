package dev.faultline.remedy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.model.ServiceId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class SigningTest {
    private static final Instant AT = Instant.parse("2026-03-01T10:15:30.25Z");
    private final Identity ann = Identity.create("ann");
    private final Identity bob = Identity.create("bob");

    @TempDir Path folder;

    @Test
    void theBytesOfAStatementAreTheseAndNoOthers() {
        assertThat(
                        new String(
                                Signing.bytes(statement(Map.of("b", "ü\"", "a", "\ud800"))),
                                StandardCharsets.UTF_8))
                .isEqualTo(
                        "faultline-confirmation-v1\n"
                                + "{\"action\":\"a1\",\"system\":\"bank\",\"runbook\":\"restart\",\"version\":2,"
                                + "\"hash\":\"00ff\",\"mode\":\"RUN\",\"parameters\":{\"a\":\"\\uD800\",\"b\":\"\\u00FC\\\"\"},"
                                + "\"target\":\"payments\",\"incident\":\"10:02 payments\","
                                + "\"at\":\"2026-03-01T10:15:30.250Z\",\"person\":\"ann\",\"cause\":\"0.7\"}");
    }

    @Test
    void everyPartOfAStatementIsSigned() {
        Statement s = statement(Map.of("a", "1"));
        Confirmation signed = Signing.sign(s, ann);
        assertThat(Signing.verify(signed, ann.key())).isTrue();
        assertThat(Signing.verify(signed, bob.key())).isFalse();
        List<Statement> altered =
                List.of(
                        altered(s, "action", "a2"),
                        altered(s, "system", "other"),
                        altered(s, "runbook", "delete"),
                        altered(s, "version", "3"),
                        altered(s, "hash", "00fe"),
                        altered(s, "mode", "ROLLBACK"),
                        altered(s, "a", "2"),
                        altered(s, "b", ""),
                        altered(s, "target", "ledger"),
                        altered(s, "incident", ""),
                        altered(s, "at", "2026-03-01T10:15:30.26Z"),
                        altered(s, "person", "bob"),
                        altered(s, "cause", "0.71"));
        assertThat(altered)
                .hasSize(Statement.class.getRecordComponents().length + 1)
                .allSatisfy(other -> {
                    assertThat(other).isNotEqualTo(s);
                    assertThat(
                                    Signing.verify(
                                            new Confirmation(
                                                    other, signed.signature(), Optional.empty()),
                                            ann.key()))
                            .isFalse();
                });
    }

    @Test
    void theBytesOfAnApprovalAreTheseAndNoOthers() {
        assertThat(
                        new String(
                                Signing.bytes(
                                        new RemedyEvent.Approved(
                                                AT, "ann", "restart", 2, "00ff\n\"", "unsigned")),
                                StandardCharsets.UTF_8))
                .isEqualTo(
                        "faultline-approval-v1\n"
                                + "{\"runbook\":\"restart\",\"version\":2,\"hash\":\"00ff\\n\\\"\","
                                + "\"at\":\"2026-03-01T10:15:30.250Z\",\"person\":\"ann\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no base64!", "AAAA"})
    void whatIsNoSignatureIsNotOne(String text) {
        assertThat(
                        Signing.verify(
                                new Confirmation(statement(Map.of()), text, Optional.empty()),
                                ann.key()))
                .isFalse();
    }

    @Test
    void nobodySignsForAnother() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Signing.sign(statement(Map.of()), bob))
                .withMessage("bob cannot sign for ann");
    }

    @Test
    void theSecondSignatureIsOverTheFirstAndTheirName() {
        Confirmation first = Signing.sign(statement(Map.of()), ann);
        Confirmation.Second second = Signing.countersign(first, bob, AT);
        assertThat(Signing.verify(first, second, bob.key())).isTrue();
        assertThat(Signing.verify(first, second, ann.key())).isFalse();
        Confirmation other = Signing.sign(statement(Map.of("a", "1")), ann);
        assertThat(Signing.verify(other, second, bob.key())).as("of another statement").isFalse();
        assertThat(
                        Signing.verify(
                                first,
                                new Confirmation.Second("carl", AT, second.signature()),
                                bob.key()))
                .isFalse();
        assertThat(
                        Signing.verify(
                                first,
                                new Confirmation.Second(
                                        "bob", AT.plusSeconds(1), second.signature()),
                                bob.key()))
                .isFalse();
        assertThat(
                        Signing.verify(
                                new Confirmation(
                                        first.statement(), second.signature(), Optional.empty()),
                                bob.key()))
                .as("a second signature is no first one")
                .isFalse();
    }

    @Test
    void aConfirmationGoesToTheSecondPersonAndBackAsTwoLines() throws Exception {
        Confirmation first = Signing.sign(statement(Map.of("size", "50; rm")), ann);
        String code = Countersign.code(first);
        assertThat(code).matches("faultline-ask-1\\.[A-Za-z0-9_-]+");
        // As a terminal or a mail breaks it.
        Confirmation asked = Countersign.asked(code.replaceAll("(.{60})", "$1\n  "));
        assertThat(asked).isEqualTo(first);
        Confirmation.Second second = Signing.countersign(asked, bob, AT);
        String answer = Countersign.answer(second);
        assertThat(answer).matches("faultline-answer-1\\.[A-Za-z0-9_-]+");
        assertThat(Countersign.answered(first, answer))
                .isEqualTo(
                        new Confirmation(
                                first.statement(), first.signature(), Optional.of(second)));
    }

    @Test
    void aLineThatWasCutOrIsAnotherIsSaidToBe() {
        String code = Countersign.code(Signing.sign(statement(Map.of()), ann));
        String answer = Countersign.answer(new Confirmation.Second("bob", AT, "x"));
        List<String> bad = new ArrayList<>();
        bad.add("");
        bad.add(answer);
        bad.add(code.substring(0, code.length() - 5));
        bad.add(code + "!");
        bad.add("faultline-ask-1." + base64("{}"));
        bad.add("faultline-ask-1." + base64("{\"statement\":{\"version\":\"x\"}}"));
        bad.add("faultline-ask-1." + base64("[".repeat(5000)));
        bad.add("faultline-ask-1." + "A".repeat(1 << 20));
        assertThat(bad)
                .allSatisfy(line ->
                        assertThatThrownBy(() -> Countersign.asked(line))
                                .isInstanceOf(Countersign.BadCodeException.class));
        assertThatThrownBy(() -> Countersign.answered(Signing.sign(statement(Map.of()), ann), code))
                .isInstanceOf(Countersign.BadCodeException.class);
    }

    @Test
    void anIdentityIsWrittenOnceForItsOwnerAlone() throws IOException {
        Path file = folder.resolve("home/identity.pem");
        ann.write(file);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        Identity read = Identity.read(file);
        assertThat(read.name()).isEqualTo("ann");
        assertThat(read.publicText()).isEqualTo(ann.publicText());
        assertThat(Signing.verify(Signing.sign(statement(Map.of()), read), ann.key())).isTrue();
        String before = Files.readString(file);
        assertThatThrownBy(() -> bob.write(file)).hasMessageContaining("There is an identity in");
        assertThat(Files.readString(file)).isEqualTo(before);
    }

    @Test
    void anIdentityThatOthersMayReadIsNotUsed() throws IOException {
        Path file = folder.resolve("identity.pem");
        ann.write(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(() -> Identity.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("(rw-r-----)")
                .hasMessageContaining("chmod 600");
    }

    @Test
    void aFileThatIsNoIdentityIsSaidToBe() throws IOException {
        Path mine = folder.resolve("a.pem");
        Path hers = folder.resolve("b.pem");
        bob.write(mine);
        ann.write(hers);
        String both =
                Files.readString(mine).split("-----BEGIN PUBLIC", 2)[0]
                        + "-----BEGIN PUBLIC"
                        + Files.readString(hers).split("-----BEGIN PUBLIC", 2)[1];
        Files.writeString(mine, both);
        assertThatThrownBy(() -> Identity.read(mine))
                .hasMessageContaining("do not belong together");
        Files.writeString(mine, "hello");
        assertThatThrownBy(() -> Identity.read(mine)).hasMessageContaining("is not an identity");
        assertThatThrownBy(() -> Identity.read(folder.resolve("none.pem")))
                .hasMessageContaining("faultline identity create");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "änn", "\u0430nn", "-ann", "ann\n", "../ann"})
    void namesOfPersonsArePlain(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> Identity.create(name));
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aCauseThatIsANumberIsReadAsWell() {
        Statement said = statement(Map.of());
        JsonNode before = StatementJson.tree(said).put("cause", said.cause());
        assertThat(before.path("cause").isNumber()).isTrue();
        assertThat(StatementJson.read(before)).isEqualTo(said);
    }

    static Statement statement(Map<String, String> parameters) {
        return new Statement(
                "a1",
                "bank",
                "restart",
                2,
                "00ff",
                Runbook.Mode.RUN,
                new TreeMap<>(parameters),
                new ServiceId("payments"),
                "10:02 payments",
                AT,
                "ann",
                .7);
    }

    private static Statement altered(Statement s, String part, String value) {
        TreeMap<String, String> parameters = new TreeMap<>(s.parameters());
        if (part.length() == 1) {
            parameters.put(part, value);
        }
        return new Statement(
                part.equals("action") ? value : s.action(),
                part.equals("system") ? value : s.system(),
                part.equals("runbook") ? value : s.runbook(),
                part.equals("version") ? Integer.parseInt(value) : s.version(),
                part.equals("hash") ? value : s.hash(),
                part.equals("mode") ? Runbook.Mode.valueOf(value) : s.mode(),
                parameters,
                part.equals("target") ? new ServiceId(value) : s.target(),
                part.equals("incident") ? value : s.incident(),
                part.equals("at") ? Instant.parse(value) : s.at(),
                part.equals("person") ? value : s.person(),
                part.equals("cause") ? Double.parseDouble(value) : s.cause());
    }
}
