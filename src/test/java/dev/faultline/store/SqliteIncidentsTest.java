package dev.faultline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.incident.Impact;
import dev.faultline.incident.IncidentEvent;
import dev.faultline.incident.IncidentId;
import dev.faultline.incident.Severity;
import dev.faultline.model.ServiceId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteIncidentsTest {
    private static final Instant ONSET = Instant.parse("2026-11-02T14:00:00Z");
    private static final IncidentId ID = new IncidentId(ONSET, new ServiceId("db"));
    private static final Impact IMPACT = new Impact(1, 2, 3, 4, 36, Duration.ofMinutes(5));

    @TempDir private Path folder;

    @Test
    void keepsEveryKindOfEntryOfEachSystemInOrder() throws Exception {
        List<IncidentEvent> all = all();
        try (Database database = new Database(file())) {
            SqliteIncidents kept = new SqliteIncidents(database);
            assertThat(kept.told("shop")).isEmpty();
            assertThat(file()).as("reading makes no file").doesNotExist();
            kept.keep("shop", all);
            kept.keep("bank", all.subList(0, 1));
            assertThat(kept.told("shop")).isEqualTo(all);
        }
        try (Database database = new Database(file())) {
            SqliteIncidents kept = new SqliteIncidents(database);
            assertThat(kept.told("shop")).as("after a start").isEqualTo(all);
            // What the engine finds again is kept once; what a person says again is said again.
            kept.keep("shop", all.subList(0, 6));
            assertThat(kept.told("shop")).hasSize(all.size() + 1);
            assertThat(kept.told("bank")).hasSize(1);
            assertThat(kept.told("nobody's")).isEmpty();
        }
    }

    @Test
    void twoWindowsWriteIntoOneFileAtATime() throws Exception {
        int each = 40;
        try (ExecutorService threads = Executors.newFixedThreadPool(2);
                Database one = new Database(file());
                Database other = new Database(file())) {
            List<Future<Void>> both = new ArrayList<>();
            for (Database database : List.of(one, other)) {
                Callable<Void> writer =
                        () -> {
                            for (int i = 0; i < each; i++) {
                                new SqliteIncidents(database)
                                        .keep("shop", List.of(note("note " + i)));
                            }
                            return null;
                        };
                both.add(threads.submit(writer));
            }
            for (Future<Void> writer : both) {
                writer.get();
            }
            assertThat(new SqliteIncidents(one).told("shop")).hasSize(2 * each);
        }
    }

    @Test
    void losesNothingThatWasKeptWhenItsProcessIsKilled() throws Exception {
        Process victim =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Victim.class.getName(),
                                file().toString())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        int told = -1;
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(victim.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                told = Integer.parseInt(line);
                if (told == 25) {
                    victim.toHandle().destroyForcibly(); // SIGKILL, while it writes
                }
            }
        }
        victim.waitFor();
        try (Database database = new Database(file())) {
            List<IncidentEvent> kept = new SqliteIncidents(database).told("shop");
            // All that it said was kept is there; the one it was writing is there whole or not.
            assertThat(kept.size()).isBetween(told + 1, told + 2);
            assertThat(kept.getLast()).isEqualTo(note("note " + (kept.size() - 1)));
            new SqliteIncidents(database).keep("shop", List.of(note("afterwards")));
            assertThat(new SqliteIncidents(database).told("shop").getLast())
                    .isEqualTo(note("afterwards"));
        }
    }

    /// Writes notes one after the other and says which are kept, until it is killed.
    static final class Victim {
        private Victim() {}

        public static void main(String[] arguments) throws IOException {
            SqliteIncidents kept = new SqliteIncidents(new Database(Path.of(arguments[0])));
            for (int i = 0; ; i++) {
                kept.keep("shop", List.of(note("note " + i)));
                System.out.println(i);
                System.out.flush();
            }
        }
    }

    @Test
    void saysWhatIsWrongWithTheFileAndWorksAgainWhenThatIsOver() throws Exception {
        Path damaged = folder.resolve("damaged.db");
        Files.writeString(damaged, "This is a text, and not a short one. ".repeat(40));
        try (Database database = new Database(damaged)) {
            assertThatThrownBy(() -> new SqliteIncidents(database).told("shop"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("damaged.db can't be read")
                    .hasMessageContaining("move it away to begin a new one");
            Files.delete(damaged);
            new SqliteIncidents(database).keep("shop", List.of(note("new")));
            assertThat(new SqliteIncidents(database).told("shop")).hasSize(1);
        }
        Path held = folder.resolve("held.db");
        try (Database database = new Database(held, Duration.ofMillis(50));
                Connection other = DriverManager.getConnection("jdbc:sqlite:" + held)) {
            new SqliteIncidents(database).keep("shop", List.of(note("before")));
            try (Statement statement = other.createStatement()) {
                statement.execute("BEGIN IMMEDIATE");
                assertThatThrownBy(() ->
                                new SqliteIncidents(database)
                                        .keep("shop", List.of(note("meanwhile"))))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("held.db is in use by another program");
                assertThat(new SqliteIncidents(database).told("shop"))
                        .as("reading goes on")
                        .hasSize(1);
                statement.execute("COMMIT");
            }
            new SqliteIncidents(database).keep("shop", List.of(note("after")));
            assertThat(new SqliteIncidents(database).told("shop"))
                    .containsExactly(note("before"), note("after"));
            try (Statement statement = other.createStatement()) {
                statement.execute("PRAGMA user_version = 99");
            }
        }
        try (Database database = new Database(held)) {
            assertThatThrownBy(() -> new SqliteIncidents(database).told("shop"))
                    .hasMessageContaining("written by a newer version");
        }
        // A place where nothing can be written, for root too.
        try (Database database = new Database(Path.of("/proc/nowhere/faultline.db"))) {
            assertThatThrownBy(() -> new SqliteIncidents(database).keep("shop", all()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("faultline.db can't be written");
        }
    }

    @Test
    void leavesOutWhatANewerOrABrokenProgramWrote() throws Exception {
        try (Database database = new Database(file())) {
            new SqliteIncidents(database).keep("shop", List.of(note("good")));
            database.write(connection -> {
                try (Statement statement = connection.createStatement()) {
                    for (String row :
                            List.of(
                                    "'paged', '{}'",
                                    "'noted', '{}'",
                                    "'noted', '{\"text\":'",
                                    "'severity', '{\"severity\":\"SEV0\"}'")) {
                        statement.execute(
                                "INSERT INTO incident_event"
                                        + " (system, onset, first, at, said_by, kind, body) VALUES"
                                        + " ('shop', '2026-11-02T14:00:00Z', 'db',"
                                        + " '2026-11-02T14:00:00Z', 'ann', "
                                        + row
                                        + ")");
                    }
                }
                return 0;
            });
            assertThat(new SqliteIncidents(database).told("shop")).containsExactly(note("good"));
        }
    }

    private Path file() {
        return folder.resolve("some").resolve(Database.NAME);
    }

    private static IncidentEvent note(String text) {
        return new IncidentEvent.Noted(ID, ONSET.plusSeconds(60), "ann", text);
    }

    private static List<IncidentEvent> all() {
        Instant at = ONSET.plusSeconds(300);
        Set<ServiceId> some = Set.of(new ServiceId("db"), new ServiceId("web 'x'; --"));
        List<ServiceId> one = List.of(new ServiceId("db"));
        IncidentId other = new IncidentId(ONSET.plusMillis(1), new ServiceId("web"));
        IncidentEvent note = new IncidentEvent.Noted(ID, at, "ann", "„Ä“ \"quoted\"\nnew line 😀");
        return List.of(
                new IncidentEvent.Opened(ID, at, "", some, one, Severity.SEV2, IMPACT),
                new IncidentEvent.Spread(ID, at, "", some),
                new IncidentEvent.SuspectsChanged(ID, at, "", one),
                new IncidentEvent.SeverityChanged(ID, at, "", Severity.SEV1, IMPACT),
                new IncidentEvent.Merged(other, at, "", ID),
                note,
                new IncidentEvent.Acknowledged(ID, at, "ann"),
                new IncidentEvent.Told(ID, at, "ann", "team-pay"),
                new IncidentEvent.SeverityChanged(ID, at, "ann", Severity.SEV4, IMPACT),
                new IncidentEvent.Split(ID, at, "ann", some, other, Severity.SEV3, IMPACT),
                new IncidentEvent.Closed(ID, at, "", ""),
                new IncidentEvent.Closed(ID, at, "ann", "rolled back"),
                new IncidentEvent.Reopened(ID, at, ""),
                new IncidentEvent.TakenBack(
                        ID, at, "ann", new IncidentEvent.TakenBack(ID, at, "ann", note)));
    }
}
