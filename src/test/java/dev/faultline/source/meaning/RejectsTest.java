package dev.faultline.source.meaning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.model.SampleBatch;
import dev.faultline.settings.Settings;
import dev.faultline.source.Position;
import dev.faultline.source.Reject;
import dev.faultline.source.RejectReason;
import dev.faultline.source.format.PointKind;
import dev.faultline.source.format.RawSeries;
import dev.faultline.source.mask.Masking;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RejectsTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final byte[] RECORD = "{\"mail\":\"jane@example.com\"".getBytes();

    private final Masking masking = Masking.forOnce(Settings.DEFAULT.masking());

    private static Position at(long offset) {
        return new Position("metrics", 0, offset);
    }

    @Test
    void keepsTheNewestAndCountsAll() {
        Rejects rejects = new Rejects(masking);
        for (int i = 0; i < 2_500; i++) {
            rejects.add(at(i), NOW.plusMillis(i), RejectReason.MALFORMED, "the end", RECORD);
        }
        assertThat(rejects.counts()).isEqualTo(Map.of(RejectReason.MALFORMED, 2_500L));
        assertThat(rejects.newest()).hasSize(Rejects.KEPT);
        assertThat(rejects.newest().getFirst().position()).isEqualTo(at(1_500));
        assertThat(rejects.newest()).extracting(Reject::excerpt).noneMatch(e -> e.contains("jane"));
    }

    @Test
    void theLogHasALineOfJsonEach(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("rejects.ndjson");
        try (RejectLog log = new RejectLog(file)) {
            Rejects rejects = new Rejects(masking, log);
            rejects.add(at(4), NOW, RejectReason.BAD_TIME, "a time before the year 2002", RECORD);
            rejects.add(at(5), NOW, RejectReason.MALFORMED, "the end", RECORD);
        }
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(2).noneMatch(line -> line.contains("jane"));
        JsonNode line = new JsonMapper().readTree(lines.getFirst());
        assertThat(line.path("topic").asString()).isEqualTo("metrics");
        assertThat(line.path("offset").asLong()).isEqualTo(4);
        assertThat(line.path("reason").asString()).isEqualTo("BAD_TIME");
        assertThat(line.path("excerpt").asString()).startsWith("{\"mail\":\"email:");
    }

    @Test
    void theLogIsBoundedInRateAndSize(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("rejects.ndjson");
        try (RejectLog log = new RejectLog(file, 150_000)) {
            for (int i = 0; i < 3_000; i++) {
                log.add(
                        new Reject(
                                at(i),
                                NOW.plusSeconds(i / 1_000),
                                RejectReason.MALFORMED,
                                "x",
                                "y"));
            }
        }
        assertThat(Files.size(file)).isLessThanOrEqualTo(150_000);
        assertThat(Files.size(folder.resolve("rejects.ndjson.1"))).isLessThanOrEqualTo(150_000);
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(2);
        }
        String all = Files.readString(file) + Files.readString(folder.resolve("rejects.ndjson.1"));
        // each second's first line says what the second before left out
        assertThat(all.contains("\"leftOutBefore\":" + (1_000 - RejectLog.LINES))).isTrue();
    }

    @Test
    void aFileThatCannotBeWrittenStopsNobody(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("not there").resolve("rejects.ndjson");
        try (RejectLog log = new RejectLog(file)) {
            Rejects rejects = new Rejects(masking, log);
            rejects.add(at(1), NOW, RejectReason.MALFORMED, "x", RECORD);
            Files.createDirectory(file.getParent());
            rejects.add(at(2), NOW.plusSeconds(1), RejectReason.MALFORMED, "x", RECORD);
            rejects.add(at(3), NOW.plusSeconds(61), RejectReason.MALFORMED, "x", RECORD);
            assertThat(rejects.newest()).hasSize(3);
        }
        assertThat(Files.readString(file)).contains("\"leftOutBefore\":2").contains("\"offset\":3");
    }

    @Test
    void aDiskThatIsFullStopsNobody() {
        Path full = Path.of("/dev/full");
        org.junit.jupiter.api.Assumptions.assumeTrue(Files.exists(full), "no /dev/full here");
        try (RejectLog log = new RejectLog(full)) {
            Rejects rejects = new Rejects(masking, log);
            for (int i = 0; i < 5_000; i++) {
                rejects.add(at(i), NOW.plusMillis(10L * i), RejectReason.MALFORMED, "x", RECORD);
            }
            assertThat(rejects.newest()).hasSize(Rejects.KEPT);
        }
    }

    @Test
    void seriesBeyondTheMostAreCountedAndUnassignedOnesListedInPart() {
        Intake intake =
                new Intake(
                        MappingRules.defaults(),
                        Masking.none(),
                        new Rejects(masking),
                        Duration.ofMinutes(1),
                        Settings.DEFAULT.intake(),
                        3_000);
        for (int i = 0; i < 2_500; i++) {
            intake.series(RawSeries.of("m" + i, PointKind.GAUGE, Map.of("x", "y")));
        }
        for (int i = 0; i < 700; i++) {
            intake.series(RawSeries.of("m" + i, PointKind.GAUGE, Map.of("job", "y")));
        }
        assertThat(intake.state().unread()).isEqualTo(200);
        assertThat(intake.state().unassigned()).hasSize(Intake.MOST_LISTED + 1);
        assertThat(intake.state().unassigned().getLast().why())
                .isEqualTo("1,500 more are not listed");
    }

    /// The target is 60 ns a point on a quiet core; the bound of the test allows for a busy
    /// machine.
    @Test
    void aPointOfAKnownSeriesCostsNextToNothing() {
        Intake intake =
                new Intake(
                        MappingRules.defaults(),
                        Masking.none(),
                        new Rejects(masking),
                        Duration.ofMinutes(1));
        int[] raws = new int[10_000];
        for (int i = 0; i < raws.length; i++) {
            raws[i] =
                    intake.series(
                            RawSeries.of(
                                    i % 2 == 0 ? "depth" : "orders_total",
                                    PointKind.UNTOLD,
                                    Map.of("job", "a", "k", "" + i)));
        }
        long best = Long.MAX_VALUE;
        long at = NOW.toEpochMilli();
        long kept = 0;
        for (int round = 0; round < 60; round++) {
            at += 1000;
            intake.at("t", 0, round, at, RECORD);
            long start = System.nanoTime();
            for (int raw : raws) {
                intake.point(raw, at, 0, round);
            }
            SampleBatch batch = intake.take();
            best = Math.min(best, System.nanoTime() - start);
            kept += batch.size();
        }
        assertThat(kept).isEqualTo(60 * 5_000L + 59 * 5_000L);
        double each = best / (double) raws.length;
        System.getLogger("speed").log(System.Logger.Level.INFO, "ns a point: " + each);
        assertThat(each).as("ns a point, with its share of the batch").isLessThan(200);
    }
}
