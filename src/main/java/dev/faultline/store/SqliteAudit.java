package dev.faultline.store;

import dev.faultline.remedy.AuditLog;
import dev.faultline.remedy.Policy;
import dev.faultline.remedy.Refusal;
import dev.faultline.remedy.RemedyEvent;
import dev.faultline.remedy.Runbook;
import dev.faultline.remedy.Signer;
import dev.faultline.remedy.Signing;
import dev.faultline.remedy.Statement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// The audit in a [Database]: rows are only ever added, each hashed with the one before and signed.
/// The end of the chain is read and the next entry written in one transaction.
public final class SqliteAudit implements AuditLog {
    private static final String INSERT =
            "INSERT INTO audit (number, system, at, person, kind, body, previous, hash, signature,"
                    + " key) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private static final String BEGUN =
            "SELECT 1 FROM audit WHERE kind = 'started'"
                    + " AND json_extract(body, '$.statement.action') = ?";

    /// Who is on a target: dry runs are not.
    private static final String BUSY =
            "SELECT json_extract(s.body, '$.statement.action'), s.person FROM audit s"
                    + " WHERE s.kind = 'started' AND s.system = ?"
                    + " AND json_extract(s.body, '$.statement.target') = ?"
                    + " AND json_extract(s.body, '$.statement.mode') <> 'DRY_RUN'"
                    + " AND NOT EXISTS (SELECT 1 FROM audit e WHERE e.kind = 'ended'"
                    + " AND json_extract(e.body, '$.action')"
                    + " = json_extract(s.body, '$.statement.action'))";

    private final Database database;
    private final Signer signer;
    private final String key;
    private final Set<Seal> seals = ConcurrentHashMap.newKeySet();

    /// What was checked and holds.
    ///
    /// @param what was signed: an entry, by its hash, or an approval
    private record Seal(String what, String signature, String key) {}

    /// @param signer of this workbench
    /// @param key its public key: X.509, base64
    public SqliteAudit(Database database, Signer signer, String key) {
        this.database = database;
        this.signer = signer;
        this.key = key;
    }

    @Override
    public void append(RemedyEvent event) throws IOException {
        int _ = database.write(connection -> add(connection, event));
    }

    @Override
    public Optional<Refusal> begin(RemedyEvent.Started event) throws IOException {
        return database.write(connection -> {
            Optional<Refusal> taken = taken(connection, event.statement());
            if (taken.isEmpty()) {
                int _ = add(connection, event);
            }
            return taken;
        });
    }

    private static Optional<Refusal> taken(Connection connection, Statement statement)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(BEGUN)) {
            query.setString(1, statement.action());
            try (ResultSet row = query.executeQuery()) {
                if (row.next()) {
                    return Optional.of(new Refusal.UsedBefore(statement.action()));
                }
            }
        }
        if (statement.mode() == Runbook.Mode.DRY_RUN) {
            return Optional.empty();
        }
        try (PreparedStatement query = connection.prepareStatement(BUSY)) {
            query.setString(1, statement.system());
            query.setString(2, statement.target().value());
            try (ResultSet row = query.executeQuery()) {
                return row.next()
                        ? Optional.of(new Refusal.Busy(row.getString(1), row.getString(2)))
                        : Optional.empty();
            }
        }
    }

    private int add(Connection connection, RemedyEvent event) throws SQLException {
        long number = 1;
        String previous = AuditChain.FIRST;
        try (PreparedStatement query =
                        connection.prepareStatement(
                                "SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1");
                ResultSet row = query.executeQuery()) {
            if (row.next()) {
                number = row.getLong(1) + 1;
                previous = row.getString(2);
            }
        }
        AuditEntry entry = entry(number, previous, event);
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setLong(1, entry.number());
            insert.setString(2, entry.system());
            insert.setString(3, entry.at());
            insert.setString(4, entry.person());
            insert.setString(5, entry.kind());
            insert.setString(6, entry.body());
            insert.setString(7, entry.previous());
            insert.setString(8, entry.hash());
            insert.setString(9, entry.signature());
            insert.setString(10, entry.key());
            return insert.executeUpdate();
        }
    }

    private AuditEntry entry(long number, String previous, RemedyEvent event) {
        String system =
                switch (event) {
                    case RemedyEvent.Refused e -> e.statement().system();
                    case RemedyEvent.Started e -> e.statement().system();
                    case RemedyEvent.Approved _,
                            RemedyEvent.Running _,
                            RemedyEvent.Ended _,
                            RemedyEvent.Verified _ ->
                            "";
                };
        AuditEntry unsealed =
                new AuditEntry(
                        number,
                        system,
                        event.at().toString(),
                        event.person(),
                        AuditBody.kind(event),
                        AuditBody.write(event),
                        previous,
                        "",
                        "",
                        key);
        String hash = AuditChain.hash(unsealed);
        byte[] signature = signer.sign(AuditChain.signed(hash));
        return new AuditEntry(
                number,
                system,
                unsealed.at(),
                unsealed.person(),
                unsealed.kind(),
                unsealed.body(),
                previous,
                hash,
                Base64.getEncoder().encodeToString(signature),
                key);
    }

    /// Each signature is checked once, as long as this is there: of an entry that says the same
    /// under the same signature it would be the same again. The links are gone along anew each
    /// time.
    @Override
    public List<RemedyEvent> verified(Policy policy) throws IOException {
        Set<String> known = new HashSet<>(Set.of(key));
        policy.people().values().forEach(person -> known.add(text(person.key())));
        AuditChain chain = new AuditChain(known::contains, this::signed);
        List<RemedyEvent> events =
                read(
                        chain::add,
                        (entry, event) ->
                                !(event instanceof RemedyEvent.Approved approved)
                                        || theirs(entry, approved, policy));
        if (chain.broken().isEmpty()) {
            return events;
        }
        AuditChain.Broken broken = chain.broken().get();
        throw new IOException(
                broken.sentence()
                        + (broken.fault() == AuditChain.Fault.UNKNOWN_KEY
                                ? " One of the past stays there, as that of a viewer."
                                : "")
                        + " What may run is not told from such an audit: 'faultline audit verify'"
                        + " looks at it.");
    }

    private boolean signed(AuditEntry entry) {
        return once(
                new Seal(entry.hash(), entry.signature(), entry.key()),
                () -> AuditChain.holds(entry));
    }

    /// Whether an approval is that of its person: by its own signature, or where it has none by
    /// that of the entry.
    private boolean theirs(AuditEntry entry, RemedyEvent.Approved approved, Policy policy) {
        Optional<PublicKey> theirs = policy.person(approved.person()).map(Policy.Person::key);
        if (theirs.isEmpty() || approved.signature().isEmpty()) {
            return theirs.map(SqliteAudit::text).filter(entry.key()::equals).isPresent();
        }
        String what = new String(Signing.bytes(approved), StandardCharsets.US_ASCII);
        return once(
                new Seal(what, approved.signature(), text(theirs.get())),
                () -> Signing.verify(approved, theirs.get()));
    }

    private static String text(PublicKey key) {
        return Base64.getEncoder().encodeToString(key.getEncoded());
    }

    private boolean once(Seal seal, BooleanSupplier check) {
        boolean holds = seals.contains(seal) || check.getAsBoolean();
        if (holds) {
            boolean _ = seals.add(seal);
        }
        return holds;
    }

    /// All entries. One that cannot be read is not left out: what is told from the others, that
    /// nothing runs there or that a runbook was approved, would not be known.
    @Override
    public List<RemedyEvent> events() throws IOException {
        return read(_ -> {}, (_, _) -> true);
    }

    /// @param seen is shown each entry
    /// @param counts whether what an entry says is among the answer
    private List<RemedyEvent> read(
            Consumer<AuditEntry> seen, BiPredicate<AuditEntry, RemedyEvent> counts)
            throws IOException {
        List<RemedyEvent> events = new ArrayList<>();
        long[] unread = {0};
        AuditChain.read(
                database,
                entry -> {
                    seen.accept(entry);
                    RemedyEvent event = event(entry);
                    if (event == null) {
                        unread[0] = unread[0] == 0 ? entry.number() : unread[0];
                    } else if (counts.test(entry, event)) {
                        events.add(event);
                    }
                });
        if (unread[0] > 0) {
            throw new IOException(
                    "Entry "
                            + unread[0]
                            + " of the audit can't be read: it is damaged, or was written by a newer"
                            + " version of this program. 'faultline audit verify' looks at it.");
        }
        return events;
    }

    private static @Nullable RemedyEvent event(AuditEntry entry) {
        try {
            return AuditBody.read(
                            entry.kind(), Instant.parse(entry.at()), entry.person(), entry.body())
                    .orElse(null);
        } catch (JacksonException | DateTimeException | IllegalArgumentException e) {
            return null;
        }
    }
}
