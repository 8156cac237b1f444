package dev.faultline.app;

import dev.faultline.settings.UserFolder;
import dev.faultline.store.AuditChain;
import dev.faultline.store.AuditEntry;
import dev.faultline.store.Database;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/// `faultline audit export`: all entries as lines of JSON.
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Writes all entries, the oldest first, one JSON object a line: number, system, at,"
                    + " person, kind, body, previous, hash, signature, key.",
            "body is a text, JSON itself, as it was hashed. hash is SHA-256, hex, over number,"
                    + " previous, system, at, person, kind and body, each as the length of its UTF-8"
                    + " in digits, a colon, and the UTF-8. signature is Ed25519, base64, over"
                    + " 'faultline audit entry ' and the hash; key is X.509, base64.",
            "Nothing is checked: faultline audit verify does."
        },
        footerHeading = "%nExamples:%n",
        footer = "  faultline audit export --out audit.ndjson")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class AuditExportCommand implements Callable<Integer> {
    private static final JsonMapper JSON = JsonMapper.shared();

    @Spec private CommandSpec spec;

    @Option(
            names = "--file",
            paramLabel = "F.db",
            description = "the database (default: the one of this user)")
    private @Nullable Path file;

    @Option(
            names = "--out",
            paramLabel = "F.ndjson",
            description = "where it is written (default: printed)")
    private @Nullable Path out;

    @Option(names = "--force", description = "overwrite F.ndjson")
    private boolean force;

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        Path where = file == null ? UserFolder.data().resolve(Database.NAME) : file;
        if (!Files.exists(where)) {
            err.println("Nothing was written down yet in " + where + ".");
            return 1;
        }
        try (Database database = new Database(where)) {
            if (out == null) {
                PrintWriter screen = spec.commandLine().getOut();
                AuditChain.read(database, entry -> screen.println(line(entry)));
                screen.flush();
            } else {
                write(database, out);
            }
            return 0;
        } catch (IOException e) {
            err.println(TerminalText.visible(String.valueOf(e.getMessage())));
        }
        err.flush();
        return 1;
    }

    private void write(Database database, Path target) throws IOException {
        long[] written = {0};
        OutputFile.write(
                target,
                force,
                to -> {
                    PrintWriter lines = new PrintWriter(to);
                    AuditChain.read(
                            database,
                            entry -> {
                                lines.print(line(entry) + "\n");
                                written[0]++;
                            });
                    if (lines.checkError()) {
                        throw new IOException(target + " can't be written to its end.");
                    }
                });
        PrintWriter screen = spec.commandLine().getOut();
        screen.println("Written: %s, %,d entries".formatted(target, written[0]));
        screen.flush();
    }

    private static String line(AuditEntry entry) {
        return JSON.createObjectNode()
                .put("number", entry.number())
                .put("system", entry.system())
                .put("at", entry.at())
                .put("person", entry.person())
                .put("kind", entry.kind())
                .put("body", entry.body())
                .put("previous", entry.previous())
                .put("hash", entry.hash())
                .put("signature", entry.signature())
                .put("key", entry.key())
                .toString();
    }
}
