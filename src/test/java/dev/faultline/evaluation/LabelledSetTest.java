package dev.faultline.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.capture.importer.ImportException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The evaluations over a labelled set of two small incidents, made from a seed: a slow database,
/// and nothing at all.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LabelledSetTest {
    private static final long SEED = 20261123;
    private static final long NORMAL = 1_760_000_400;
    private static final long INCIDENT = NORMAL + 4 * 86_400;
    private static final int FAULT_ROW = 90;

    private Path root = Path.of("");

    @BeforeAll
    void write(@TempDir Path folder) throws IOException {
        root = folder;
        Path system = Files.createDirectories(root.resolve("system_01"));
        Files.writeString(
                system.resolve("topology.json"),
                """
                {"components":[{"id":"web","kind":"entry"},{"id":"shop","kind":"service"},
                 {"id":"db","kind":"database"}],
                 "dependencies":[{"from":"web","to":"shop","kind":"calls"},
                 {"from":"shop","to":"db","kind":"calls"}]}
                """);
        Files.writeString(system.resolve("normal.csv"), rows(NORMAL, 3 * 1440, Integer.MAX_VALUE));
        long onset = INCIDENT + FAULT_ROW * 60;
        incident(
                system.resolve("incident_01"),
                rows(INCIDENT, 180, FAULT_ROW),
                "{\"fault\":true,\"roots\":[\"db\"],\"kind\":\"slow\",\"onset\":%d,\"end\":%d}"
                        .formatted(onset, onset + 3600));
        incident(
                system.resolve("incident_02"),
                rows(INCIDENT + 86_400, 180, Integer.MAX_VALUE),
                "{\"fault\":false,\"roots\":[],\"kind\":\"none\",\"onset\":%d,\"end\":%d}"
                        .formatted(onset + 86_400, onset + 86_400));
    }

    private static void incident(Path folder, String metrics, String truth) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("metrics.csv"), metrics);
        Files.writeString(folder.resolve("truth.json"), truth);
    }

    private static String rows(long start, int count, int fault) {
        Random random = new Random(SEED + start);
        StringBuilder csv =
                new StringBuilder(
                        "time,web/latency_p50,web/error_share,shop/latency_p50,db/latency_p50\n");
        for (int i = 0; i < count; i++) {
            long at = start + i * 60L;
            double day = 1 + .3 * Math.sin(2 * Math.PI * at / 86_400);
            double slow = i >= fault ? 6 : 1;
            csv.append(at);
            for (double level : new double[] {.2, 0, .1, .02}) {
                double value =
                        level == 0
                                ? .001 * random.nextDouble() + (i >= fault ? .08 : 0)
                                : level * day * slow * Math.exp(.05 * random.nextGaussian());
                csv.append(String.format(Locale.ROOT, ",%.6f", value));
            }
            csv.append('\n');
        }
        return csv.toString();
    }

    @Test
    void theFaultIsDetectedWithinMinutesAndTheQuietTimeStaysQuiet() throws IOException {
        DetectionEvaluation seen = DetectionEvaluation.of(DataSet.SET, root);
        assertThat(seen.lines()).as("seed " + SEED).hasSize(1);
        assertThat(seen.measuredFaults()).isEqualTo(1);
        assertThat(seen.detected()).isEqualTo(1);
        assertThat(seen.delay(.5)).isBetween(0.0, 4.0);
        assertThat(seen.incidents()).isEqualTo(1);
        assertThat(seen.incidentDelay(.9)).isBetween(1.0, 6.0);
        assertThat(seen.chance()).isLessThan(.05);
        assertThat(seen.falseIncidents()).isZero();
        assertThat(seen.quietDays()).isBetween(4.0 / 24, 5.0 / 24);
    }

    private RankingEvaluation ranked(OptionalLong shuffle) throws IOException {
        return RankingEvaluation.of(DataSet.SET.at(root), List.of(Variant.GIVEN.shuffled(shuffle)))
                .getFirst();
    }

    @Test
    void theRankingPutsTheDatabaseFirstAndTheCalmCaseStaysCalm() throws IOException {
        RankingEvaluation ranked = ranked(OptionalLong.empty());
        RankingEvaluation.Rates ours = ranked.overall(RankingEvaluation.rankers().getFirst());
        assertThat(ours.top1()).as("seed " + SEED).isEqualTo(1);
        assertThat(ours.calmN()).isEqualTo(1);
        assertThat(ours.calm()).isEqualTo(1);
    }

    @Test
    void aControlWithShuffledNamesRanksTheSame() throws IOException {
        RankingEvaluation ranked = ranked(OptionalLong.of(7));
        assertThat(ranked.overall(RankingEvaluation.rankers().getFirst()).top1()).isEqualTo(1);
    }

    @Test
    void fiveRowsAreTooFewToDetectIn() {
        assertThatThrownBy(() -> DetectionEvaluation.of(DataSet.PETSHOP, root))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("too few");
    }
}
