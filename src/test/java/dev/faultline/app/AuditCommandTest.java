package dev.faultline.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.remedy.Identity;
import dev.faultline.remedy.RemedyEvent;
import dev.faultline.store.Database;
import dev.faultline.store.SqliteAudit;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AuditCommandTest {
    private static final Identity KEYS = Identity.create("bench");

    @TempDir private Path folder;
    private Path file;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void writeAnAudit() throws IOException {
        file = folder.resolve("audit.db");
        try (Database database = new Database(file)) {
            SqliteAudit audit = new SqliteAudit(database, KEYS, KEYS.publicText());
            for (int version = 1; version <= 3; version++) {
                audit.append(
                        new RemedyEvent.Approved(
                                Instant.EPOCH, "änn", "restart", version, "ab" + version, ""));
            }
        }
    }

    @Test
    void namesTheFirstBrokenEntry() throws Exception {
        assertThat(verify()).isZero();
        assertThat(out.toString()).startsWith("All 3 entries hold. The last has the hash ");
        String last = out.toString().strip().replaceAll("^.* (\\w+)\\.$", "$1");
        assertThat(verify("--contains", last)).isZero();
        assertThat(verify("--contains", "0".repeat(64))).isEqualTo(1);
        assertThat(out.toString()).contains("cut off at the end");
        assertThat(run("audit", "verify", "--file", file.toString())).isEqualTo(1);
        assertThat(out.toString()).startsWith("Entry 1 does not hold: it was signed with a key");
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = other.createStatement()) {
            statement.execute("DROP TRIGGER audit_never_changed");
            statement.execute("UPDATE audit SET person = 'eve' WHERE number = 2");
        }
        assertThat(verify()).isEqualTo(1);
        assertThat(out.toString())
                .isEqualToIgnoringNewLines(
                        "Entry 2 does not hold: it was changed after it was written. The entries"
                                + " before it do.");
    }

    @Test
    void saysThatThereIsNoneYet() {
        assertThat(run("audit", "verify", "--file", folder.resolve("none.db").toString())).isZero();
        assertThat(out.toString()).startsWith("Nothing was written down yet in ");
        assertThat(folder.resolve("none.db")).doesNotExist();
    }

    @Test
    void exportsWhatAnybodyCanCheck() throws Exception {
        Path target = folder.resolve("audit.ndjson");
        assertThat(run("audit", "export", "--file", file.toString(), "--out", target.toString()))
                .isZero();
        assertThat(out.toString()).contains("3 entries");
        List<String> lines = Files.readAllLines(target);
        assertThat(lines).hasSize(3);
        String previous = "0".repeat(64);
        for (String line : lines) {
            JsonNode entry = JsonMapper.shared().readTree(line);
            // as the help text says, not as the program does it
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String field :
                    List.of("number", "previous", "system", "at", "person", "kind", "body")) {
                byte[] utf8 = entry.get(field).asString().getBytes(StandardCharsets.UTF_8);
                digest.update((utf8.length + ":").getBytes(StandardCharsets.UTF_8));
                digest.update(utf8);
            }
            String hash = HexFormat.of().formatHex(digest.digest());
            assertThat(entry.get("hash").asString()).isEqualTo(hash);
            assertThat(entry.get("previous").asString()).isEqualTo(previous);
            assertThat(
                            Identity.verify(
                                    Identity.key(
                                            Base64.getDecoder()
                                                    .decode(entry.get("key").asString())),
                                    ("faultline audit entry " + hash)
                                            .getBytes(StandardCharsets.UTF_8),
                                    Base64.getDecoder().decode(entry.get("signature").asString())))
                    .isTrue();
            previous = hash;
        }
        assertThat(run("audit", "export", "--file", file.toString(), "--out", target.toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("exists").contains("--force");
        assertThat(run("audit", "export", "--file", file.toString())).isZero();
        assertThat(out.toString().lines()).containsExactlyElementsOf(lines);
    }

    @Test
    void saysWhyNothingIsExported() {
        Path none = folder.resolve("none.db");
        assertThat(run("audit", "export", "--file", none.toString())).isEqualTo(1);
        assertThat(err.toString()).startsWith("Nothing was written down yet in " + none);
        Path nowhere = folder.resolve("nowhere/audit.ndjson");
        assertThat(run("audit", "export", "--file", file.toString(), "--out", nowhere.toString()))
                .isEqualTo(1);
        assertThat(err.toString())
                .startsWith(nowhere + " can't be written: there is no folder " + folder);
    }

    @Test
    void keepsNoHalfOfAnExport() throws Exception {
        Files.writeString(file, "no database");
        Path target = folder.resolve("audit.ndjson");
        assertThat(run("audit", "export", "--file", file.toString(), "--out", target.toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("It is damaged or not a database");
        assertThat(target).doesNotExist();
    }

    private int verify(String... more) {
        String[] all = {"audit", "verify", "--file", file.toString(), "--key", KEYS.publicText()};
        String[] arguments = Arrays.copyOf(all, all.length + more.length);
        System.arraycopy(more, 0, arguments, all.length, more.length);
        return run(arguments);
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
