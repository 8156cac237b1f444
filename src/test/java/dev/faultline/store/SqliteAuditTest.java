package dev.faultline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.model.ServiceId;
import dev.faultline.remedy.Identity;
import dev.faultline.remedy.Policy;
import dev.faultline.remedy.Refusal;
import dev.faultline.remedy.RemedyEvent;
import dev.faultline.remedy.RemedyOutcome;
import dev.faultline.remedy.Role;
import dev.faultline.remedy.Runbook;
import dev.faultline.remedy.Signing;
import dev.faultline.remedy.Statement;
import dev.faultline.remedy.Verdict;
import dev.faultline.store.AuditChain.Broken;
import dev.faultline.store.AuditChain.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteAuditTest {
    private static final Instant AT = Instant.parse("2026-11-02T14:00:00.000000001Z");
    private static final Identity KEYS = Identity.create("bench");

    @TempDir private Path folder;

    @Test
    void keepsEveryKindOfEntryAndItsChainHolds() throws Exception {
        List<RemedyEvent> all = all();
        assertThat(all.stream().map(Object::getClass).distinct())
                .hasSameSizeAs(RemedyEvent.class.getPermittedSubclasses());
        try (Database database = database()) {
            SqliteAudit audit = audit(database);
            assertThat(audit.events()).isEmpty();
            assertThat(verify(database).entries()).isZero();
            for (RemedyEvent event : all) {
                audit.append(event);
            }
            assertThat(audit.events()).isEqualTo(all);
        }
        try (Database database = database()) {
            assertThat(audit(database).events()).as("after a start").isEqualTo(all);
            AuditChain chain = verify(database);
            assertThat(chain.broken()).isEmpty();
            assertThat(chain.entries()).isEqualTo(all.size());
        }
    }

    @Test
    void givesAnActionAndItsTargetToOneRunAlone() throws Exception {
        try (Database database = database()) {
            SqliteAudit audit = audit(database);
            assertThat(audit.begin(started("a", "db", Runbook.Mode.RUN))).isEmpty();
            assertThat(audit.begin(started("a", "db", Runbook.Mode.RUN)))
                    .contains(new Refusal.UsedBefore("a"));
            assertThat(audit.begin(started("b", "db", Runbook.Mode.ROLLBACK)))
                    .contains(new Refusal.Busy("a", "ann"));
            assertThat(audit.begin(started("c", "db", Runbook.Mode.DRY_RUN)))
                    .as("a dry run changes nothing")
                    .isEmpty();
            assertThat(audit.begin(started("d", "web", Runbook.Mode.RUN))).isEmpty();
            audit.append(ended("a"));
            assertThat(audit.begin(started("a", "db", Runbook.Mode.RUN)))
                    .as("for good")
                    .contains(new Refusal.UsedBefore("a"));
            assertThat(audit.begin(started("b", "db", Runbook.Mode.RUN)))
                    .as("only the dry run is not over")
                    .isEmpty();
            assertThat(verify(database).entries()).as("what was refused is not in").isEqualTo(5);
        }
    }

    @Test
    void manyWindowsKeepOneChainAndOneBeginsAnAction() throws Exception {
        int each = 15;
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            List<Future<Integer>> windows = new ArrayList<>();
            for (int w = 0; w < 3; w++) {
                Callable<Integer> window =
                        () -> {
                            Identity keys = KEYS;
                            int won = 0;
                            try (Database database = database()) {
                                SqliteAudit audit =
                                        new SqliteAudit(database, keys, keys.publicText());
                                for (int i = 0; i < each; i++) {
                                    // another action each, one target
                                    RemedyEvent.Started mine =
                                            started(
                                                    "a" + i + "-" + Thread.currentThread(),
                                                    "db" + i,
                                                    Runbook.Mode.RUN);
                                    won += audit.begin(mine).isEmpty() ? 1 : 0;
                                }
                            }
                            return won;
                        };
                windows.add(threads.submit(window));
            }
            int won = 0;
            for (Future<Integer> window : windows) {
                won += window.get();
            }
            assertThat(won).isEqualTo(each);
        }
        try (Database database = database()) {
            AuditChain chain = verify(database);
            assertThat(chain.broken()).isEmpty();
            assertThat(chain.entries()).isEqualTo(each);
        }
    }

    @Test
    void namesTheFirstEntryThatDoesNotHold() throws Exception {
        Map<String, Optional<Broken>> attacks = new TreeMap<>();
        attacks.put("UPDATE audit SET person = 'bob' WHERE number = 3", broken(3, Fault.HASH));
        attacks.put(
                "UPDATE audit SET at = '2020-01-01T00:00:00Z' WHERE number = 1",
                broken(1, Fault.HASH));
        attacks.put(
                "UPDATE audit SET body = replace(body, '\"code\":0', '\"code\":1') WHERE kind = 'ended'",
                broken(2, Fault.HASH));
        attacks.put(
                "UPDATE audit SET system = system || '2' WHERE number = 4", broken(4, Fault.HASH));
        attacks.put("DELETE FROM audit WHERE number = 2", broken(2, Fault.GAP));
        attacks.put("DELETE FROM audit WHERE number = 1", broken(1, Fault.GAP));
        attacks.put(
                "UPDATE audit SET previous = '" + "0".repeat(64) + "' WHERE number = 3",
                broken(3, Fault.LINK));
        attacks.put(
                "UPDATE audit SET signature = (SELECT signature FROM audit WHERE number = 1)"
                        + " WHERE number = 4",
                broken(4, Fault.SIGNATURE));
        attacks.put(
                "UPDATE audit SET signature = 'none' WHERE number = 4", broken(4, Fault.SIGNATURE));
        attacks.put(
                "UPDATE audit SET key = '"
                        + Identity.create("eve").publicText()
                        + "' WHERE number = 2",
                broken(2, Fault.UNKNOWN_KEY));
        // What the others cannot know: see AuditChain#last.
        attacks.put("DELETE FROM audit WHERE number = 5", Optional.empty());
        for (Map.Entry<String, Optional<Broken>> attack : attacks.entrySet()) {
            Path file = folder.resolve(attacks.size() + "-" + attack.getKey().hashCode() + ".db");
            try (Database database = new Database(file)) {
                SqliteAudit audit = audit(database);
                assertThat(audit.begin(started("a", "db", Runbook.Mode.RUN))).isEmpty();
                audit.append(ended("a"));
                audit.append(approved());
                assertThat(audit.begin(started("b", "db", Runbook.Mode.RUN))).isEmpty();
                audit.append(ended("b"));
                edit(file, attack.getKey());
                assertThat(verify(database).broken())
                        .as(attack.getKey())
                        .isEqualTo(attack.getValue());
            }
        }
    }

    @Test
    void anEntryThatIsEditedAndHashedAnewLacksItsSignature() throws Exception {
        try (Database database = database()) {
            SqliteAudit audit = audit(database);
            audit.append(approved());
            audit.append(approved());
            List<AuditEntry> kept = new ArrayList<>();
            AuditChain.read(database, kept::add);
            AuditEntry e = kept.getLast();
            AuditEntry edited =
                    new AuditEntry(
                            2, "", e.at(), "eve", e.kind(), e.body(), e.previous(), "", "", "");
            edit(
                    database(folder),
                    "UPDATE audit SET person = 'eve', hash = '"
                            + AuditChain.hash(edited)
                            + "' WHERE number = 2");
            assertThat(verify(database).broken()).isEqualTo(broken(2, Fault.SIGNATURE));
        }
    }

    @Test
    void isOnlyAddedToAndReadsNothingOutOfADamagedOne() throws Exception {
        try (Database database = database()) {
            SqliteAudit audit = audit(database);
            audit.append(approved());
            audit.append(ended("a"));
            for (String change : List.of("UPDATE audit SET person = ''", "DELETE FROM audit")) {
                assertThatThrownBy(() -> execute(database(folder), List.of(change)))
                        .hasMessageContaining("only ever added to");
            }
            edit(database(folder), "UPDATE audit SET kind = 'paged' WHERE number = 2");
            assertThatThrownBy(audit::events)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("Entry 2 of the audit can't be read");
        }
    }

    @Test
    void whatMayRunIsToldFromNothingThatWasForged() throws Exception {
        Identity carl = Identity.create("carl");
        Policy policy =
                new Policy(
                        Map.of(
                                "ann", new Policy.Person("ann", KEYS.key(), Set.of(Role.ADMIN)),
                                "carl", new Policy.Person("carl", carl.key(), Set.of(Role.ADMIN))),
                        List.of(),
                        Policy.USUAL,
                        Role.ADMIN);
        Map<String, String> forged = new TreeMap<>();
        forged.put("UPDATE audit SET person = 'carl' WHERE number = 1", "Entry 1 does not hold");
        forged.put("DELETE FROM audit WHERE number = 1", "Entry 1 does not hold: it is missing");
        forged.put(
                "UPDATE audit SET signature = (SELECT signature FROM audit WHERE number = 1)"
                        + " WHERE number = 2",
                "Entry 2 does not hold: its signature");
        forged.put(
                "UPDATE audit SET key = '" + carl.publicText() + "' WHERE number = 1",
                "Entry 1 does not hold: its signature");
        Identity eve = Identity.create("eve");
        forged.put("", "Entry 3 does not hold: it was signed with a key that nobody has");
        for (Map.Entry<String, String> each : forged.entrySet()) {
            Path file = folder.resolve("forged-" + each.getKey().hashCode() + ".db");
            try (Database database = new Database(file)) {
                SqliteAudit audit = audit(database);
                audit.append(approved());
                audit.append(ended("a"));
                assertThat(audit.verified(policy)).hasSize(2);
                if (each.getKey().isEmpty()) {
                    new SqliteAudit(database, eve, eve.publicText()).append(approved());
                } else {
                    edit(file, each.getKey());
                }
                for (SqliteAudit reader : List.of(audit, audit(database))) {
                    assertThatThrownBy(() -> reader.verified(policy))
                            .as(each.getKey())
                            .isInstanceOf(IOException.class)
                            .hasMessageStartingWith(each.getValue());
                }
            }
        }
        try (Database database = database()) {
            // A known key that approves in another's name; and one that is known no more.
            SqliteAudit audit = audit(database);
            audit.append(new RemedyEvent.Approved(AT, "carl", "restart", 3, "ab12", ""));
            audit.append(ended("a"));
            assertThat(audit.verified(policy)).containsExactly(ended("a"));
            SqliteAudit carls = new SqliteAudit(database, carl, carl.publicText());
            carls.append(new RemedyEvent.Approved(AT, "carl", "restart", 3, "ab12", ""));
            assertThat(audit.verified(policy)).hasSize(2);
            // Carl's own word counts whoever writes it down; nobody else's does.
            RemedyEvent.Approved signed =
                    signed(new RemedyEvent.Approved(AT, "carl", "r", 1, "cd", ""), carl);
            audit.append(signed);
            audit.append(signed(signed, KEYS));
            audit.append(new RemedyEvent.Approved(AT, "carl", "r", 1, "ce", signed.signature()));
            for (SqliteAudit reader : List.of(audit, audit, audit(database))) {
                assertThat(reader.verified(policy)).hasSize(3).last().isEqualTo(signed);
            }
            assertThatThrownBy(() -> audit.verified(Policy.NOBODY))
                    .hasMessageStartingWith("Entry 3 does not hold: it was signed with a key")
                    .hasMessageContaining("One of the past stays there, as that of a viewer.");
        }
    }

    @Test
    void anApprovalOfBeforeThereWereSignaturesOfTheirOwnIsRead() {
        assertThat(
                        AuditBody.read(
                                "approved",
                                AT,
                                "ann",
                                "{\"runbook\":\"restart\",\"version\":3,\"hash\":\"ab12\"}"))
                .contains(approved());
    }

    private static RemedyEvent.Approved signed(RemedyEvent.Approved a, Identity identity) {
        return new RemedyEvent.Approved(
                a.at(),
                a.person(),
                a.runbook(),
                a.version(),
                a.hash(),
                Base64.getEncoder().encodeToString(identity.sign(Signing.bytes(a))));
    }

    private static Optional<Broken> broken(long number, Fault fault) {
        return Optional.of(new Broken(number, fault));
    }

    /// What somebody does who may write the file.
    private static void edit(Path file, String sql) throws Exception {
        execute(
                file,
                List.of(
                        "DROP TRIGGER audit_never_changed",
                        "DROP TRIGGER audit_never_shortened",
                        sql));
    }

    private static void execute(Path file, List<String> statements) throws Exception {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
                java.sql.Statement statement = other.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    private static AuditChain verify(Database database) throws IOException {
        AuditChain chain = new AuditChain(KEYS.publicText()::equals);
        AuditChain.read(database, chain::add);
        return chain;
    }

    private static SqliteAudit audit(Database database) {
        return new SqliteAudit(database, KEYS, KEYS.publicText());
    }

    private Database database() {
        return new Database(database(folder));
    }

    private static Path database(Path folder) {
        return folder.resolve(Database.NAME);
    }

    private static RemedyEvent approved() {
        return new RemedyEvent.Approved(AT, "ann", "restart", 3, "ab12", "");
    }

    private static RemedyEvent.Started started(String action, String target, Runbook.Mode mode) {
        return new RemedyEvent.Started(AT, "ann", statement(action, target, mode), "", "here 1");
    }

    private static RemedyEvent ended(String action) {
        return new RemedyEvent.Ended(
                AT,
                "ann",
                action,
                new RemedyOutcome.Ended(0, Duration.ofMillis(1234), "done"),
                1L << 40,
                "„Ä“ \"quoted\"\nnew line 😀 \u0000");
    }

    private static Statement statement(String action, String target, Runbook.Mode mode) {
        return new Statement(
                action,
                "bank",
                "restart",
                3,
                "ab12",
                mode,
                new TreeMap<>(Map.of("service", "web 'x'; --\n", "n", "")),
                new ServiceId(target),
                "db 14:00",
                AT,
                "ann",
                mode == Runbook.Mode.RUN ? 0.1 + 0.2 : Double.NaN);
    }

    private static List<RemedyEvent> all() {
        List<RemedyEvent> all = new ArrayList<>();
        Statement statement = statement("a", "db", Runbook.Mode.RUN);
        all.add(approved());
        for (Refusal refusal : refusals()) {
            all.add(new RemedyEvent.Refused(AT, "ann", statement, refusal));
        }
        all.add(started("a", "db", Runbook.Mode.ROLLBACK));
        all.add(new RemedyEvent.Running(AT, "ann", "a", 4_000_000_000L, AT));
        all.add(ended("a"));
        Duration took = Duration.ofNanos(1);
        for (RemedyOutcome outcome :
                List.of(
                        new RemedyOutcome.Refused(new Refusal.NotLive()),
                        new RemedyOutcome.NotStarted("no room"),
                        new RemedyOutcome.Ended(-1, took, ""),
                        new RemedyOutcome.TimedOut(took, "a\tb"),
                        new RemedyOutcome.Cancelled(Duration.ZERO, ""),
                        new RemedyOutcome.Interrupted())) {
            all.add(new RemedyEvent.Ended(AT, "", "a", outcome, 0, ""));
        }
        Verdict.Figures figures = new Verdict.Figures(9.5, 0.1, 0.9, 0.02, Double.NaN, 12);
        for (Verdict verdict :
                List.of(
                        new Verdict.Worked(figures),
                        new Verdict.DidNot(figures),
                        new Verdict.Worse(figures),
                        new Verdict.CannotTell(figures, Verdict.Reason.PARTLY))) {
            all.add(new RemedyEvent.Verified(AT, "", "a", verdict));
        }
        return all;
    }

    private static List<Refusal> refusals() {
        List<Refusal> all =
                List.of(
                        new Refusal.UnknownRunbook("r"),
                        new Refusal.NotApproved("r"),
                        new Refusal.OtherThanConfirmed("r"),
                        new Refusal.BadSignature("ann"),
                        new Refusal.UnknownPerson("ann"),
                        new Refusal.NoRole("ann", Set.of(Role.ADMIN, Role.COMMANDER)),
                        new Refusal.NeedsSecond(),
                        new Refusal.SamePersonTwice("ann"),
                        new Refusal.Expired(AT),
                        new Refusal.FromTheFuture(AT),
                        new Refusal.UsedBefore("a"),
                        new Refusal.BadParameter("n", "n is no number"),
                        new Refusal.NoSuchMode(Runbook.Mode.DRY_RUN),
                        new Refusal.NoDryRun(),
                        new Refusal.NotFor("db"),
                        new Refusal.NotLive(),
                        new Refusal.Stale(Duration.ofMinutes(3), Duration.ofSeconds(60)),
                        new Refusal.Changed(0.9, Double.NaN),
                        new Refusal.PreconditionFailed(new Runbook.Precondition.Cause(0.4)),
                        new Refusal.PreconditionFailed(new Runbook.Precondition.Healthy("db", 0.2)),
                        new Refusal.CoolingDown(AT, "ann"),
                        new Refusal.Busy("a", "ann"),
                        new Refusal.BreakerOpen(AT),
                        new Refusal.PeersUnknown("away"),
                        new Refusal.NotRecorded("full"));
        assertThat(all.stream().map(Object::getClass).distinct())
                .as("every kind of refusal is tried")
                .hasSameSizeAs(Refusal.class.getPermittedSubclasses());
        return all;
    }
}
