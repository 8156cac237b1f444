package dev.faultline.store;

import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;

/// What persons said of a system that is no incident: labels of anomalies, pins of components,
/// corrections of the graph. Rows of JSON in a [Database], only ever added, in the order in which
/// they were said.
public final class SqliteSayings {
    private final Database database;

    public SqliteSayings(Database database) {
        this.database = database;
    }

    /// What was said of a system, the oldest first.
    ///
    /// @throws IOException with a sentence for the person, where that can't be read
    public List<String> rows(String system) throws IOException {
        return database.read(
                List.of(),
                connection -> {
                    List<String> found = new ArrayList<>();
                    try (PreparedStatement query =
                            connection.prepareStatement(
                                    "SELECT body FROM saying WHERE system = ? ORDER BY id")) {
                        query.setString(1, system);
                        try (ResultSet rows = query.executeQuery()) {
                            while (rows.next()) {
                                found.add(rows.getString(1));
                            }
                        }
                    }
                    return found;
                });
    }

    /// Adds a row; it is on the disk when this returns.
    ///
    /// @throws IOException with a sentence for the person, where that can't be written
    public void append(String system, String body) throws IOException {
        int _ =
                database.write(connection -> {
                    try (PreparedStatement insert =
                            connection.prepareStatement(
                                    "INSERT INTO saying (system, body) VALUES (?, ?)")) {
                        insert.setString(1, system);
                        insert.setString(2, body);
                        return insert.executeUpdate();
                    }
                });
    }
}
