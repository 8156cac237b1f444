package dev.faultline.app;

import dev.faultline.remedy.AuditLog;
import dev.faultline.remedy.Identity;
import dev.faultline.remedy.Refusal;
import dev.faultline.remedy.RemedyEvent;
import dev.faultline.store.Database;
import dev.faultline.store.SqliteAudit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The audit of whoever uses this program, each entry signed with their key as it lies there then.
/// It can be read without one; nothing is done that could not be signed.
final class OwnAudit implements AuditLog {
    private final Database database;
    private final Path identity;

    OwnAudit(Database database, Path identity) {
        this.database = database;
        this.identity = identity;
    }

    private SqliteAudit signed() throws IOException {
        Identity own = Identity.read(identity);
        return new SqliteAudit(database, own, own.publicText());
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
        return new SqliteAudit(database, OwnAudit::unsigned, "").events();
    }

    private static byte[] unsigned(byte[] message) {
        throw new IllegalStateException("reading signs nothing");
    }
}
