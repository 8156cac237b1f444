package dev.faultline.capture.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.capture.Recording;
import dev.faultline.model.ChangeEvent;
import dev.faultline.model.Notice;
import dev.faultline.model.ServiceId;
import dev.faultline.model.Signal;
import dev.faultline.model.SignalRules;
import dev.faultline.model.Unit;
import dev.faultline.topology.Topology;
import dev.faultline.topology.TopologyFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WideCsvReaderTest {
    private static final String TOPOLOGY =
            """
            {"components":[{"id":"shop","kind":"entry"},{"id":"db","kind":"database"}],
             "dependencies":[{"from":"shop","to":"db"}]}
            """;

    @TempDir Path folder;

    @Test
    void readsTheBanksFirstHour() throws Exception {
        Recording recording =
                new WideCsvReader(SignalRules.defaults())
                        .read(
                                TestData.of("bank/metrics.csv.gz"),
                                TopologyFiles.read(TestData.of("bank/topology.json")),
                                Optional.of(TestData.of("bank/events.ndjson")));
        assertThat(recording.rows()).isEqualTo(60);
        assertThat(recording.series()).hasSize(170);
        assertThat(recording.atMillis()[0]).isEqualTo(1744156800_000L);
        assertThat(recording.atMillis()[59]).isEqualTo(1744160340_000L);
        assertThat(recording.series().getFirst().id()).hasToString("web/rps");
        assertThat(recording.values()[0][0]).isEqualTo(2.333);
        assertThat(recording.values()[0][59]).isEqualTo(1.817);
        assertThat(recording.values()[1][59]).isNaN();
        assertThat(recording.changes()).hasSize(5);
        assertThat(recording.changes().getLast().kind()).isEqualTo(ChangeEvent.Kind.DEPLOY);
        assertThat(recording.topology().size()).isEqualTo(36);
        assertThat(texts(recording))
                .containsExactly(
                        "topology.json: 'cards-1', 'fraud-1', 'loans-1' depend on each other in a"
                                + " circle. The dependencies were kept.",
                        "metrics.csv.gz: nothing was measured on 'gateway-1', 'zone-a', 'zone-b' of"
                                + " the topology. They are judged by what surrounds them.");
    }

    @Test
    void tellsAShareOfMemoryFromBytesByItsSize() throws Exception {
        Recording recording = read("time,shop/memory,db/memory\n0,0.5,300000000\n");
        assertThat(recording.series().get(0).unit()).isEqualTo(Unit.RATIO);
        assertThat(recording.series().get(1).unit()).isEqualTo(Unit.BYTES);
        assertThat(recording.series().get(1).signal()).isEqualTo(Signal.MEMORY);
    }

    @Test
    void readsTimesAsSecondsOrIsoAlike() throws Exception {
        Recording recording =
                read(
                        """
                        time,shop/rps,db/qps
                        1744156800,1,2
                        1744156860.5,1,2
                        2025-04-09T00:02:00Z,1,2
                        2025-04-09T02:03:00+02:00,1,2
                        2025-04-09 00:04:00,1,2
                        """);
        assertThat(recording.atMillis())
                .containsExactly(
                        1744156800000L,
                        1744156860500L,
                        1744156920000L,
                        1744156980000L,
                        1744157040000L);
        assertThat(recording.notices()).isEmpty();
    }

    @Test
    void leavesTextInANumberColumnOutAndReadsTheRest() throws Exception {
        Recording recording =
                read("time,shop/rps,db/qps\n0,1,2\n60,fast,3\n120,slow,4\n180,5,NaN\n240,-inf,6\n");
        assertThat(recording.values()[0]).containsExactly(1, Double.NaN, Double.NaN, 5, Double.NaN);
        assertThat(recording.values()[1]).containsExactly(2, 3, 4, Double.NaN, 6);
        assertThat(texts(recording))
                .containsExactly(
                        "m.csv, line 3: column 'shop/rps' holds 'fast', which is not a number. The"
                                + " value was left out (and the same for 1 more value).",
                        "m.csv, line 5: column 'db/qps' holds 'NaN'. The value was taken as missing"
                                + " (and the same for 1 more value).");
    }

    @Test
    void sortsTimesAndKeepsTheFirstOfDuplicates() throws Exception {
        Recording recording =
                read("time,shop/rps,db/qps\n120,3,3\n0,1,1\n60,2,2\n120,9,9\nsoon,8,8\n");
        assertThat(recording.atMillis()).containsExactly(0, 60_000, 120_000);
        assertThat(recording.values()[0]).containsExactly(1, 2, 3);
        assertThat(texts(recording))
                .containsExactly(
                        "m.csv, line 3: the time 0 is before that of the line above. The line was"
                                + " moved to its place (and the same for 1 more line).",
                        "m.csv, line 5: the time 120 was there before. The later line was left out.",
                        "m.csv, line 6: 'soon' is no time (seconds since the epoch or ISO 8601). The"
                                + " line was left out.");
    }

    @Test
    void readsLinesOfAnotherLength() throws Exception {
        Recording recording = read("time,shop/rps,db/qps\n0,1\n60,1,2,3\n");
        assertThat(recording.values()[1]).containsExactly(Double.NaN, 2);
        assertThat(texts(recording))
                .containsExactly(
                        "m.csv, line 2: 2 cells where the header has 3. The cells that are not there"
                                + " were taken as missing.",
                        "m.csv, line 3: 4 cells where the header has 3. The cells too many were left"
                                + " out.");
    }

    @Test
    void addsComponentsThatTheTopologyDoesNotKnow() throws Exception {
        Recording recording = read("time,shop/rps,pay/rps\n0,1,2\n");
        assertThat(recording.topology().contains(new ServiceId("pay"))).isTrue();
        assertThat(recording.topology().dependencies()).hasSize(1);
        assertThat(texts(recording))
                .containsExactly(
                        "m.csv: nothing was measured on 'db' of the topology. It is judged by what"
                                + " surrounds it.",
                        "m.csv: 'pay' has series but is not in the topology. It was added without"
                                + " dependencies.");
    }

    @Test
    void leavesColumnsOutThatNameNoSeries() throws Exception {
        Recording recording = read("time,comment,shop/rps,shop/rps,\"db/p,q\"\n0,hello,1,2,3\n");
        assertThat(recording.series()).hasSize(2);
        assertThat(recording.values()[0]).containsExactly(1);
        assertThat(recording.values()[1]).containsExactly(3);
        assertThat(texts(recording))
                .containsExactly(
                        "m.csv, line 1: column 'comment' is not named 'component/metric'. It was left"
                                + " out.",
                        "m.csv, line 1: column 'shop/rps' is there twice. The first was kept. It was"
                                + " left out.");
    }

    @Test
    void saysWhatIsWrongWithAFileThatIsNoTable() throws Exception {
        assertThatThrownBy(() -> read("")).hasMessageContaining("holds no table");
        assertThatThrownBy(() -> read("time,shop/rps,db/qps\n"))
                .hasMessageContaining("not one row with a time");
        assertThatThrownBy(() -> read("time,rps\n0,1\n"))
                .hasMessageContaining("no column is named 'component/metric'");
        assertThatThrownBy(() ->
                        new WideCsvReader(SignalRules.defaults())
                                .read(folder.resolve("none.csv"), topology(), Optional.empty()))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("there is no such file");
    }

    @Test
    void saysWhereAGzipFileBreaksOff() throws Exception {
        byte[] whole = Files.readAllBytes(TestData.of("bank/metrics.csv.gz"));
        Path file = folder.resolve("m.csv.gz");
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        assertThatThrownBy(() ->
                        new WideCsvReader(SignalRules.defaults())
                                .read(file, topology(), Optional.empty()))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("m.csv.gz: the gzip file ends in the middle after line");
    }

    @Test
    void readsEventsAndTellsThoseItCannot() throws Exception {
        Path events = folder.resolve("events.ndjson");
        Files.writeString(
                events,
                """
                {"time":120,"component":"db","kind":"config","text":"pool halved"}
                {"time":"1970-01-01T00:01:00Z","component":"shop","kind":"deploy","text":"7.0"}
                {"time":
                {"time":180,"component":"elsewhere","kind":"note","text":"?"}
                {"component":"db","kind":"note","text":"when?"}
                """);
        Path file = Files.writeString(folder.resolve("m.csv"), "time,shop/rps,db/qps\n0,1,2\n");
        Recording recording =
                new WideCsvReader(SignalRules.defaults())
                        .read(file, topology(), Optional.of(events));
        assertThat(recording.changes())
                .extracting(change -> change.at().getEpochSecond() + " " + change.kind())
                .containsExactly("60 DEPLOY", "120 CONFIGURATION");
        assertThat(texts(recording))
                .containsExactly(
                        "events.ndjson, line 3 is no event with 'time', 'component' and 'text'. It was"
                                + " left out, and so was 1 more; 2 events were read.",
                        "events.ndjson, line 4: 'elsewhere' is not a component. The event was left"
                                + " out.");
    }

    private Recording read(String csv) throws IOException {
        Path file = Files.writeString(folder.resolve("m.csv"), csv);
        return new WideCsvReader(SignalRules.defaults()).read(file, topology(), Optional.empty());
    }

    private static Topology.Reading topology() throws IOException {
        return TopologyFiles.parse("topology.json", TOPOLOGY);
    }

    private static List<String> texts(Recording recording) {
        return recording.notices().stream().map(Notice::text).toList();
    }
}
