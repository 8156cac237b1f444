package dev.faultline.app;

import dev.faultline.model.Notice;
import dev.faultline.remedy.AuditLog;
import dev.faultline.remedy.Identity;
import dev.faultline.remedy.Policy;
import dev.faultline.remedy.Refusal;
import dev.faultline.remedy.RefusalWords;
import dev.faultline.remedy.RunbookCopy;
import dev.faultline.remedy.RunbookFiles;
import dev.faultline.settings.Settings;
import dev.faultline.settings.SettingsFile;
import dev.faultline.settings.UserFolder;
import dev.faultline.store.Database;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where the runbooks, the policy, the identity and the audit of whoever runs a command lie.
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class RemedyPlace {
    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "A folder in place of the user's own, as the variable FAULTLINE_HOME.")
    private @Nullable Path home;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "The folder of runbooks, in place of remedy.runbooks in settings.yaml.")
    private @Nullable Path folder;

    private @Nullable Settings settings;

    /// Where settings lie.
    Path home() {
        return home == null ? UserFolder.here() : home;
    }

    /// What the user's settings say; what cannot be used of them is told, once.
    Settings settings(PrintWriter err) {
        Settings read = settings;
        if (read == null) {
            SettingsFile.Loaded loaded = SettingsFile.load(home().resolve(SettingsFile.NAME));
            tell(loaded.notices(), err);
            read = loaded.settings();
            settings = read;
        }
        return read;
    }

    /// The folder of runbooks.
    Path folder(PrintWriter err) {
        return folder == null ? home().resolve(settings(err).remedy().runbooks()) : folder;
    }

    /// The runbooks that can be used; what is wrong with the others is told.
    RunbookFiles.Read runbooks(PrintWriter err) {
        RunbookFiles.Read read = RunbookFiles.read(folder(err));
        tell(read.notices(), err);
        return read;
    }

    /// One of them; where it is not there, that is told.
    Optional<RunbookCopy> runbook(String id, PrintWriter err) {
        Optional<RunbookCopy> found = runbooks(err).runbook(id);
        if (found.isEmpty()) {
            err.println(
                    TerminalText.visible(new RefusalWords().of(new Refusal.UnknownRunbook(id))));
        }
        return found;
    }

    Path identity() {
        return home().resolve(Identity.FILE);
    }

    /// The policy that holds; what is wrong with its file is told.
    Policy policy(PrintWriter err) {
        Policy.Read read = Policy.read(home().resolve(Policy.FILE));
        tell(read.notices(), err);
        return read.policy();
    }

    /// Where what the program keeps lies.
    Path data() {
        return home == null ? UserFolder.data() : home;
    }

    Database database() {
        return new Database(data().resolve(Database.NAME));
    }

    /// The audit of whoever runs the command.
    AuditLog audit(Database database) {
        return new OwnAudit(database, identity());
    }

    private static void tell(List<Notice> notices, PrintWriter err) {
        notices.forEach(notice -> err.println(TerminalText.visible(notice.text())));
        err.flush();
    }
}
