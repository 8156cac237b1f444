package dev.faultline.app;

import dev.faultline.remedy.Identity;
import dev.faultline.remedy.Policy;
import dev.faultline.settings.UserFolder;
import dev.faultline.store.AuditChain;
import dev.faultline.store.Database;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `faultline audit verify`: names the first entry that does not hold.
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Goes along the chain and names the first entry that was changed, moved, taken out or"
                    + " signed by somebody unknown. Known are the keys of policy.yaml and of this"
                    + " user's identity.",
            "That the last entries were cut off cannot be seen from the rest: keep the hash that is"
                    + " printed elsewhere, and ask for it the next time with --contains.",
            "Exit code 0 where all holds, 1 where it does not."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  faultline audit verify",
            "  faultline audit verify --contains 5f0c…  # printed the last time"
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class AuditVerifyCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(
            names = "--file",
            paramLabel = "F.db",
            description = "the database (default: the one of this user)")
    private @Nullable Path file;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "one more public key that may sign, as it stands in policy.yaml")
    private List<String> keys = List.of();

    @Option(
            names = "--contains",
            paramLabel = "HASH",
            description = "an entry of this hash must be there: one that was printed before")
    private @Nullable String contains;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Path where = file == null ? UserFolder.data().resolve(Database.NAME) : file;
        try (Database database = new Database(where)) {
            Set<String> known = known(err);
            AuditChain chain = new AuditChain(known::contains);
            boolean[] found = {contains == null};
            AuditChain.read(
                    database,
                    entry -> {
                        chain.add(entry);
                        found[0] |= entry.hash().equals(contains);
                    });
            if (chain.broken().isPresent()) {
                out.println(words(chain.broken().get()));
                return 1;
            }
            if (!found[0]) {
                out.println(
                        "What is there holds, %,d entries, but none has the hash %s: entries were cut off at the end, or this is another audit."
                                .formatted(chain.entries(), contains));
                return 1;
            }
            out.println(
                    chain.entries() == 0
                            ? "Nothing was written down yet in " + where + "."
                            : "All %,d entries hold. The last has the hash %s."
                                    .formatted(chain.entries(), chain.last()));
            return 0;
        } catch (IOException e) {
            err.println(e.getMessage());
            return 1;
        } finally {
            out.flush();
            err.flush();
        }
    }

    private Set<String> known(PrintWriter err) throws IOException {
        Set<String> known = new HashSet<>(keys);
        Policy.Read policy = Policy.read(UserFolder.here().resolve(Policy.FILE));
        policy.notices().forEach(notice -> err.println(notice.text()));
        policy.policy()
                .people()
                .values()
                .forEach(person ->
                        known.add(Base64.getEncoder().encodeToString(person.key().getEncoded())));
        Path identity = UserFolder.here().resolve(Identity.FILE);
        if (Files.exists(identity)) {
            known.add(Identity.read(identity).publicText());
        }
        return known;
    }

    private static String words(AuditChain.Broken broken) {
        return broken.sentence()
                + (broken.fault() == AuditChain.Fault.UNKNOWN_KEY
                        ? " If it is known, add it with --key."
                        : "")
                + " The entries before it do.";
    }
}
