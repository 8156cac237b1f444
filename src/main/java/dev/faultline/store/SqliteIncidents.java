package dev.faultline.store;

import dev.faultline.incident.IncidentEvent;
import dev.faultline.incident.IncidentId;
import dev.faultline.incident.IncidentStore;
import dev.faultline.model.ServiceId;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/// The log of incidents in a [Database]: rows are only ever added.
public final class SqliteIncidents implements IncidentStore {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteIncidents.class);

    private static final String SELECT =
            "SELECT id, onset, first, at, said_by, kind, body FROM incident_event"
                    + " WHERE system = ? ORDER BY id";

    private static final String INSERT =
            "INSERT OR IGNORE INTO incident_event (system, onset, first, at, said_by, kind, body)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?)";

    private final Database database;

    public SqliteIncidents(Database database) {
        this.database = database;
    }

    @Override
    public List<IncidentEvent> told(String system) throws IOException {
        return database.read(List.of(), connection -> select(connection, system));
    }

    private static List<IncidentEvent> select(Connection connection, String system)
            throws SQLException {
        List<IncidentEvent> found = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(SELECT)) {
            query.setString(1, system);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    try {
                        IncidentId id =
                                new IncidentId(
                                        Instant.parse(rows.getString("onset")),
                                        new ServiceId(rows.getString("first")));
                        EventBody.read(
                                        rows.getString("kind"),
                                        id,
                                        Instant.parse(rows.getString("at")),
                                        rows.getString("said_by"),
                                        rows.getString("body"))
                                .ifPresent(found::add);
                    } catch (JacksonException | DateTimeException | IllegalArgumentException e) {
                        LOG.warn(
                                "Entry {} of the log of incidents can't be read and was left out.",
                                rows.getLong("id"),
                                e);
                    }
                }
            }
        }
        return found;
    }

    @Override
    public void keep(String system, List<IncidentEvent> events) throws IOException {
        if (!events.isEmpty()) {
            int _ = database.write(connection -> insert(connection, system, events));
        }
    }

    private static int insert(Connection connection, String system, List<IncidentEvent> events)
            throws SQLException {
        int added = 0;
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (IncidentEvent event : events) {
                insert.setString(1, system);
                insert.setString(2, event.incident().onset().toString());
                insert.setString(3, event.incident().first().value());
                insert.setString(4, event.at().toString());
                insert.setString(5, event.by());
                insert.setString(6, EventBody.kind(event));
                insert.setString(7, EventBody.write(event));
                added += insert.executeUpdate();
            }
        }
        return added;
    }
}
