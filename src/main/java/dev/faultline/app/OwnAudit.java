package dev.faultline.app;

import dev.faultline.remedy.AuditLog;
import dev.faultline.remedy.Identity;
import dev.faultline.remedy.Policy;
import dev.faultline.remedy.Refusal;
import dev.faultline.remedy.RemedyEvent;
import dev.faultline.store.Database;
import dev.faultline.store.SqliteAudit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The audit of whoever uses this program, each entry signed with their key as it lies there then.
/// It can be read without one; nothing is done that could not be signed.
final class OwnAudit implements AuditLog {
    private final Database database;
    private final Path identity;
    private final SqliteAudit unsigned;
    private @Nullable SqliteAudit signed;
    private String key = "";

    OwnAudit(Database database, Path identity) {
        this.database = database;
        this.identity = identity;
        this.unsigned = new SqliteAudit(database, OwnAudit::unsigned, "");
    }

    /// The same while the key is: it knows which signatures were checked.
    private synchronized SqliteAudit signed() throws IOException {
        Identity own = Identity.read(identity);
        SqliteAudit same = signed;
        if (same == null || !key.equals(own.publicText())) {
            same = new SqliteAudit(database, own, own.publicText());
            signed = same;
            key = own.publicText();
        }
        return same;
    }

    @Override
    public void append(RemedyEvent event) throws IOException {
        signed().append(event);
    }

    @Override
    public Optional<Refusal> begin(RemedyEvent.Started event) throws IOException {
        return signed().begin(event);
    }

    @Override
    public List<RemedyEvent> events() throws IOException {
        return unsigned.events();
    }

    @Override
    public List<RemedyEvent> verified(Policy policy) throws IOException {
        return (Files.exists(identity) ? signed() : unsigned).verified(policy);
    }

    private static byte[] unsigned(byte[] message) {
        throw new IllegalStateException("reading signs nothing");
    }
}
