package dev.faultline.store;

import dev.faultline.remedy.Identity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// The links of the audit, gone along from the first entry on: it remembers the first that does not
/// hold. That the last entries are missing cannot be seen from the others: whoever wants to know
/// keeps [#last()] elsewhere.
public final class AuditChain {
    /// What stands for the hash before the first entry.
    public static final String FIRST = "0".repeat(64);

    private final Predicate<String> known;
    private final Predicate<AuditEntry> signed;
    private long entries;
    private String last = FIRST;
    private Optional<Broken> broken = Optional.empty();

    /// @param known whether a public key is one of those that may sign
    public AuditChain(Predicate<String> known) {
        this(known, AuditChain::holds);
    }

    /// @param signed whether an entry was signed by the key that it names
    AuditChain(Predicate<String> known, Predicate<AuditEntry> signed) {
        this.known = known;
        this.signed = signed;
    }

    /// The first entry that does not hold.
    ///
    /// @param number it bears, or should bear where it is missing
    public record Broken(long number, Fault fault) {
        /// What is wrong, in a sentence.
        public String sentence() {
            return "Entry %,d does not hold: %s"
                    .formatted(
                            number,
                            switch (fault) {
                                case GAP -> "it is missing, or another is in its place.";
                                case LINK ->
                                        "it was not written behind the one that stands before it.";
                                case HASH -> "it was changed after it was written.";
                                case UNKNOWN_KEY ->
                                        "it was signed with a key that nobody has in policy.yaml.";
                                case SIGNATURE -> "its signature is not of the key that it names.";
                            });
        }
    }

    /// What is wrong with an entry.
    public enum Fault {
        /// It is missing, or in another's place.
        GAP,
        /// It does not name the hash of the one before.
        LINK,
        /// It says something else than when it was written.
        HASH,
        /// Its key is none that may sign.
        UNKNOWN_KEY,
        /// It was not signed by that key.
        SIGNATURE
    }

    /// All entries of a file, the first one first; none where there is no file.
    ///
    /// @throws IOException with a sentence for the person
    public static void read(Database database, Consumer<AuditEntry> reader) throws IOException {
        read(database, 0, reader);
    }

    /// The entries behind a number.
    static void read(Database database, long behind, Consumer<AuditEntry> reader)
            throws IOException {
        int _ = database.read(0, connection -> select(connection, behind, reader));
    }

    private static int select(Connection connection, long behind, Consumer<AuditEntry> reader)
            throws SQLException {
        int read = 0;
        try (PreparedStatement query =
                connection.prepareStatement(
                        "SELECT number, system, at, person, kind, body, previous, hash, signature,"
                                + " key FROM audit WHERE number > ? ORDER BY number")) {
            query.setLong(1, behind);
            try (ResultSet row = query.executeQuery()) {
                for (; row.next(); read++) {
                    reader.accept(
                            new AuditEntry(
                                    row.getLong(1),
                                    row.getString(2),
                                    row.getString(3),
                                    row.getString(4),
                                    row.getString(5),
                                    row.getString(6),
                                    row.getString(7),
                                    row.getString(8),
                                    row.getString(9),
                                    row.getString(10)));
                }
            }
        }
        return read;
    }

    /// Looks at the next entry.
    public void add(AuditEntry entry) {
        if (broken.isEmpty()) {
            broken = fault(entry).map(fault -> new Broken(numbered(entry, fault), fault));
            entries++;
            last = entry.hash();
        }
    }

    private long numbered(AuditEntry entry, Fault fault) {
        return fault == Fault.GAP ? entries + 1 : entry.number();
    }

    private Optional<Fault> fault(AuditEntry entry) {
        if (entry.number() != entries + 1) {
            return Optional.of(Fault.GAP);
        }
        if (!entry.previous().equals(last)) {
            return Optional.of(Fault.LINK);
        }
        if (!entry.hash().equals(hash(entry))) {
            return Optional.of(Fault.HASH);
        }
        if (!known.test(entry.key())) {
            return Optional.of(Fault.UNKNOWN_KEY);
        }
        return signed.test(entry) ? Optional.empty() : Optional.of(Fault.SIGNATURE);
    }

    /// The first entry that does not hold, of those looked at.
    public Optional<Broken> broken() {
        return broken;
    }

    /// How many entries were looked at, the broken one included.
    public long entries() {
        return entries;
    }

    /// The hash of the last entry that was looked at.
    public String last() {
        return last;
    }

    /// SHA-256, hex, over number, previous, system, at, person, kind and body, each as the length
    /// of its UTF-8 in decimal digits, a colon, and the UTF-8.
    static String hash(AuditEntry entry) {
        MessageDigest digest = sha256();
        for (String part :
                new String[] {
                    Long.toString(entry.number()),
                    entry.previous(),
                    entry.system(),
                    entry.at(),
                    entry.person(),
                    entry.kind(),
                    entry.body()
                }) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
            digest.update(bytes);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// What is signed: an entry's hash, in words that no other signature of the same key is about.
    static byte[] signed(String hash) {
        return ("faultline audit entry " + hash).getBytes(StandardCharsets.US_ASCII);
    }

    /// Whether an entry was signed by the key that it names. This is what costs.
    static boolean holds(AuditEntry entry) {
        try {
            return Identity.verify(
                    Identity.key(Base64.getDecoder().decode(entry.key())),
                    signed(entry.hash()),
                    Base64.getDecoder().decode(entry.signature()));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false; // no key, or no signature
        }
    }
}
