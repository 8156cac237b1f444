package dev.faultline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.cause.Pin;
import dev.faultline.cause.evidence.Check;
import dev.faultline.engine.PinAct;
import dev.faultline.model.Notice;
import dev.faultline.model.SeriesId;
import dev.faultline.model.ServiceId;
import dev.faultline.signal.Anomaly;
import dev.faultline.signal.AnomalyLabel;
import dev.faultline.signal.AnomalyLabel.Verdict;
import dev.faultline.store.Database;
import dev.faultline.store.SqliteSayings;
import dev.faultline.topology.ComponentKind;
import dev.faultline.topology.Correction;
import dev.faultline.topology.DependencyKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionFileTest {
    private static final Instant AT = Instant.parse("2026-11-23T10:00:00Z");

    @TempDir private Path folder;

    @Test
    void keepsWhatWasSaidForTheNextStart() throws IOException {
        Path file = folder.resolve("new/folder/session.ndjson");
        List<AnomalyLabel> said =
                List.of(
                        label(new Verdict.Real(), "Käse \"kaputt\"\n"),
                        label(new Verdict.FalseAlarm(), ""),
                        label(new Verdict.Expected(AT.plusSeconds(3600)), "deploy"));
        for (AnomalyLabel each : said) {
            new SessionFile(file).append("bank", each);
        }
        SessionFile.Told told = new SessionFile(file).told("bank");
        assertThat(told.labels()).isEqualTo(said);
        assertThat(told.notices()).isEmpty();
        assertThat(new SessionFile(file).told("another system").labels()).isEmpty();
        assertThat(Files.readAllLines(file)).hasSize(3);
    }

    @Test
    void keepsItInTheDatabaseAfterWhatAnEarlierVersionKeptInItsFile() throws IOException {
        Path file = folder.resolve("session.ndjson");
        AnomalyLabel old = label(new Verdict.Real(), "old");
        AnomalyLabel now = label(new Verdict.FalseAlarm(), "new");
        new SessionFile(file).append("bank", old);
        Path kept = folder.resolve(Database.NAME);
        try (Database database = new Database(kept)) {
            new SessionFile(file, new SqliteSayings(database)).append("bank", now);
        }
        assertThat(Files.readAllLines(file)).as("the old file stays as it was").hasSize(1);
        try (Database database = new Database(kept)) {
            SessionFile again = new SessionFile(file, new SqliteSayings(database));
            assertThat(again.told("bank").labels()).containsExactly(old, now);
            assertThat(again.told("another system").labels()).isEmpty();
        }
        Files.writeString(kept, "this is no database, and long enough to be looked at as one");
        try (Database database = new Database(kept)) {
            SessionFile damaged = new SessionFile(file, new SqliteSayings(database));
            assertThat(damaged.told("bank").labels()).containsExactly(old);
            assertThat(damaged.told("bank").notices())
                    .singleElement()
                    .satisfies(notice -> assertThat(notice.text()).contains(kept.toString()));
            assertThatThrownBy(() -> damaged.append("bank", now))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("The label could not be kept");
        }
    }

    @Test
    void keepsAllThatWasDoneWithPinsAlsoWhatWasTakenBack() throws IOException {
        Path file = folder.resolve("session.ndjson");
        SessionFile session = new SessionFile(file);
        ServiceId odd = new ServiceId("pay:ments \"eu\" ü");
        List<PinAct> done =
                List.of(
                        new PinAct.Pinned(new Pin.Healthy(odd), AT, "ann"),
                        new PinAct.Pinned(new Pin.Healthy(odd, .9, .95), AT, ""),
                        new PinAct.Pinned(new Pin.InTrouble(odd), AT, "ann"),
                        new PinAct.Pinned(new Pin.IsCause(odd), AT, "ann"),
                        new PinAct.Pinned(new Pin.NotCause(odd), AT, "ann"),
                        new PinAct.Pinned(
                                new Pin.Checked(odd, Check.STATUS_PAGE, Pin.Outcome.ABNORMAL),
                                AT.plusMillis(1),
                                "ann"),
                        new PinAct.Unpinned(new Pin.NotCause(odd), AT, "ben"),
                        new PinAct.Undone(AT.plusSeconds(60), "ben"));
        for (PinAct each : done) {
            session.append("bank", each, AT.plusSeconds(7));
            session.append("bank", label(new Verdict.Real(), "between"));
        }
        SessionFile.Told told = session.told("bank");
        assertThat(told.pins()).isEqualTo(done);
        assertThat(told.labels()).hasSize(done.size());
        assertThat(told.notices()).isEmpty();
        assertThat(session.told("shop").pins()).isEmpty();
        assertThat(Files.readString(file)).contains("\"said\":\"2026-11-23T10:00:07Z\"");
    }

    @Test
    void leavesOutAPinThatCannotBeReadAndSaysSo() throws IOException {
        Path file = folder.resolve("session.ndjson");
        String head = "{\"kind\":\"pin\",\"system\":\"bank\",\"at\":\"" + AT + "\",\"act\":";
        Files.writeString(
                file,
                head
                        + "\"pin\",\"pin\":\"perhaps:db\"}\n"
                        + head
                        + "\"burn\"}\n"
                        + head
                        + "\"pin\"}\n"
                        + head
                        + "\"undo\"}\n");
        SessionFile.Told told = new SessionFile(file).told("bank");
        assertThat(told.pins()).containsExactly(new PinAct.Undone(AT, ""));
        assertThat(told.notices())
                .extracting(Notice::text)
                .satisfiesExactly(
                        t -> assertThat(t).contains("line 1", "'perhaps' is no finding"),
                        t -> assertThat(t).contains("line 2", "'burn' is none of"),
                        t -> assertThat(t).contains("line 3", "'pin' is missing"));
    }

    @Test
    void leavesOutWhatIsBrokenAndReadsTheRest() throws IOException {
        Path file = folder.resolve("session.ndjson");
        SessionFile session = new SessionFile(file);
        session.append("bank", label(new Verdict.Real(), "first"));
        Files.writeString(
                file,
                "{\"kind\":\"pin\",\"of\":\"a newer program\"}\n"
                        + "{\"kind\":\"label\",\"system\":\"bank\"}\n\n"
                        + "{\"kind\":\"la",
                StandardOpenOption.APPEND);
        session.append("bank", label(new Verdict.FalseAlarm(), "after a torn line"));
        SessionFile.Told told = session.told("bank");
        assertThat(told.labels())
                .extracting(AnomalyLabel::reason)
                .containsExactly("first", "after a torn line");
        assertThat(told.notices())
                .extracting(Notice::text)
                .satisfiesExactly(
                        t -> assertThat(t).contains("session.ndjson, line 3", "is missing"),
                        t -> assertThat(t).contains("session.ndjson, line 5"));
    }

    @Test
    void correctionsOfTheGraphSurviveARestart(@TempDir Path folder) throws IOException {
        Path file = folder.resolve(SessionFile.NAME);
        ServiceId shop = new ServiceId("shop");
        ServiceId db = new ServiceId("db");
        List<Correction.Act> all =
                Stream.of(
                                new Correction.Depends(shop, db, DependencyKind.CONSUMES),
                                new Correction.Independent(shop, db),
                                new Correction.OfKind(db, ComponentKind.DATABASE),
                                new Correction.OfTeam(db, ""),
                                new Correction.Critical(db, 1),
                                new Correction.Same(db, shop),
                                new Correction.Hidden(shop))
                        .map(c -> new Correction.Act(c, c instanceof Correction.Same, AT, "ada"))
                        .toList();
        for (Correction.Act act : all) {
            new SessionFile(file).append("bank", act);
        }
        new SessionFile(file).append("other", all.getFirst());
        Files.writeString(
                file,
                "{\"kind\":\"correction\",\"system\":\"bank\",\"says\":\"magic\",\"about\":\"x\"}\n",
                StandardOpenOption.APPEND);
        SessionFile.Told told = new SessionFile(file).told("bank");
        assertThat(told.corrections()).isEqualTo(all);
        assertThat(told.notices())
                .singleElement()
                .satisfies(n -> assertThat(n.text()).contains("magic"));
    }

    @Test
    void saysWhatItIsThatCannotBeReadOrKept() throws IOException {
        Path file = folder.resolve("session.ndjson");
        Files.write(file, new byte[] {'{', (byte) 0xff, '\n'});
        assertThat(new SessionFile(file).told("bank").notices()).hasSize(1);
        SessionFile nowhere = new SessionFile(file.resolve("session.ndjson"));
        assertThatThrownBy(() -> nowhere.append("bank", label(new Verdict.Real(), "")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("could not be kept")
                .hasMessageContaining("session.ndjson");
    }

    private static AnomalyLabel label(Verdict verdict, String reason) {
        return new AnomalyLabel(
                new SeriesId(
                        new ServiceId("web"), "latency", new TreeMap<>(Map.of("route", "/pay"))),
                Anomaly.Rule.RESIDUAL,
                Anomaly.Direction.UP,
                AT.minusSeconds(600),
                Duration.ofMinutes(9),
                7.25,
                verdict,
                AT,
                reason);
    }
}
