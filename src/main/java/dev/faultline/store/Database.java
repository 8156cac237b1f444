package dev.faultline.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One SQLite file, opened when it is first needed and again after a failure. What a transaction
/// wrote is on the disk when it returns; a process that is killed in the middle of one leaves
/// nothing of it. Several processes may use it at a time: the write-ahead log lets them read while
/// another writes, and who wants to write waits a while for who does. Thread-safe: one transaction
/// at a time.
public final class Database implements AutoCloseable {
    public static final String NAME = "faultline.db";

    /// How long a writer waits for another, unless somebody else is told.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final String MALFORMED =
            "It is damaged or not a database: move it away to begin" + " a new one.";

    /// Each brings the file from its place in this list to the next; never changed once released.
    private static final List<String> MIGRATIONS =
            List.of(
                    """
                    CREATE TABLE incident_event (
                        id INTEGER PRIMARY KEY,
                        system TEXT NOT NULL,
                        onset TEXT NOT NULL,
                        first TEXT NOT NULL,
                        at TEXT NOT NULL,
                        said_by TEXT NOT NULL,
                        kind TEXT NOT NULL,
                        body TEXT NOT NULL
                    );
                    CREATE INDEX incident_event_system ON incident_event (system);
                    CREATE UNIQUE INDEX incident_event_found
                        ON incident_event (system, onset, first, at, kind, body)
                        WHERE said_by = '';
                    """,
                    """
                    CREATE TABLE audit (
                        number INTEGER PRIMARY KEY,
                        system TEXT NOT NULL,
                        at TEXT NOT NULL,
                        person TEXT NOT NULL,
                        kind TEXT NOT NULL,
                        body TEXT NOT NULL,
                        previous TEXT NOT NULL,
                        hash TEXT NOT NULL,
                        signature TEXT NOT NULL,
                        key TEXT NOT NULL
                    );
                    CREATE UNIQUE INDEX audit_begun
                        ON audit (json_extract(body, '$.statement.action'))
                        WHERE kind = 'started';
                    CREATE INDEX audit_target
                        ON audit (system, json_extract(body, '$.statement.target'))
                        WHERE kind = 'started';
                    CREATE INDEX audit_ended
                        ON audit (json_extract(body, '$.action'))
                        WHERE kind = 'ended';
                    CREATE TRIGGER audit_never_changed BEFORE UPDATE ON audit
                        BEGIN SELECT RAISE(ABORT, 'the audit is only ever added to'); END;
                    CREATE TRIGGER audit_never_shortened BEFORE DELETE ON audit
                        BEGIN SELECT RAISE(ABORT, 'the audit is only ever added to'); END;
                    """,
                    """
                    CREATE TABLE saying (
                        id INTEGER PRIMARY KEY,
                        system TEXT NOT NULL,
                        body TEXT NOT NULL
                    );
                    CREATE INDEX saying_system ON saying (system);
                    """);

    private final Path file;
    private final Duration patience;
    private @Nullable Connection open;

    public Database(Path file) {
        this(file, PATIENCE);
    }

    /// @param patience how long a writer waits for another
    Database(Path file, Duration patience) {
        this.file = file;
        this.patience = patience;
    }

    /// What is done in one transaction.
    @FunctionalInterface
    interface Work<T> {
        T in(Connection connection) throws SQLException;
    }

    /// Reads; an empty answer where nothing was ever kept, and no file is made for it.
    <T> T read(T nothing, Work<T> work) throws IOException {
        synchronized (this) {
            if (open == null && !Files.exists(file)) {
                return nothing;
            }
            return run(work);
        }
    }

    /// Writes all of it or nothing.
    <T> T write(Work<T> work) throws IOException {
        synchronized (this) {
            return run(connection -> {
                begin(connection);
                T done = work.in(connection);
                execute(connection, "COMMIT");
                return done;
            });
        }
    }

    private <T> T run(Work<T> work) throws IOException {
        try {
            Connection connection = open;
            if (connection == null) {
                connection = connect();
                open = connection;
            }
            return work.in(connection);
        } catch (SQLException e) {
            close(); // rolls back; the next call tries anew
            throw new IOException(sentence(e), e);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private Connection connect() throws SQLException, IOException {
        Path folder = file.toAbsolutePath().getParent();
        try {
            if (folder != null) {
                Files.createDirectories(folder);
            }
        } catch (IOException e) {
            throw new IOException(file + " can't be written (" + e + ").", e);
        }
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file.toAbsolutePath());
        try {
            execute(connection, "PRAGMA busy_timeout = " + patience.toMillis());
            execute(connection, "PRAGMA journal_mode = WAL");
            execute(connection, "PRAGMA synchronous = FULL");
            migrate(connection);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private void migrate(Connection connection) throws SQLException {
        int version = version(connection);
        if (version > MIGRATIONS.size()) {
            throw new SQLException("it was written by a newer version of this program");
        }
        if (version == MIGRATIONS.size()) {
            return;
        }
        begin(connection);
        // Another process may have done it meanwhile.
        for (int next = version(connection); next < MIGRATIONS.size(); next++) {
            for (String each : MIGRATIONS.get(next).split(";\n", -1)) {
                if (!each.isBlank()) {
                    execute(connection, each);
                }
            }
        }
        execute(connection, "PRAGMA user_version = " + MIGRATIONS.size());
        execute(connection, "COMMIT");
    }

    private static int version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("PRAGMA user_version")) {
            return rows.next() ? rows.getInt(1) : 0;
        }
    }

    /// Takes the lock of the writer at once: a reader that becomes a writer is refused where
    /// another wrote meanwhile, however long it would wait.
    private static void begin(Connection connection) throws SQLException {
        execute(connection, "BEGIN IMMEDIATE");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String sentence(SQLException e) {
        String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return switch (primary(e)) {
            case BUSY, LOCKED ->
                    file
                            + " is in use by another program, and was so for "
                            + patience.toSeconds()
                            + " s.";
            case READ_ONLY, CANNOT_OPEN -> file + " can't be written (" + reason + ").";
            case CORRUPT, NOT_A_DATABASE -> file + " can't be read (" + reason + "). " + MALFORMED;
            case FULL -> "There is no room on the disk for " + file + ".";
            default -> file + " can't be used (" + reason + ").";
        };
    }

    // Primary result codes, https://www.sqlite.org/rescode.html
    private static final int BUSY = 5;
    private static final int LOCKED = 6;
    private static final int READ_ONLY = 8;
    private static final int CORRUPT = 11;
    private static final int FULL = 13;
    private static final int CANNOT_OPEN = 14;
    private static final int NOT_A_DATABASE = 26;

    private static int primary(SQLException e) {
        return e.getErrorCode() & 0xff;
    }

    @Override
    public void close() {
        synchronized (this) {
            Connection connection = open;
            open = null;
            if (connection != null) {
                try {
                    connection.close();
                } catch (SQLException e) {
                    // What was not committed is not kept either way.
                }
            }
        }
    }
}
