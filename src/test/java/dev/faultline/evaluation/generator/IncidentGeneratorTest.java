package dev.faultline.evaluation.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.faultline.capture.Recording;
import dev.faultline.evaluation.DataSet;
import dev.faultline.evaluation.Degradation;
import dev.faultline.evaluation.LabelledCase;
import dev.faultline.evaluation.LabelledIncident;
import dev.faultline.evaluation.RankingEvaluation;
import dev.faultline.evaluation.Variant;
import dev.faultline.model.ServiceId;
import dev.faultline.topology.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncidentGeneratorTest {
    private static final long SEED = 11;

    private static GeneratorPlan small(int cases) {
        return new GeneratorPlan(cases, SEED, 10, 25, 4, 240, .2);
    }

    private static List<LabelledIncident> incidents(int cases, List<Recording> normal) {
        List<LabelledIncident> incidents = new ArrayList<>();
        new IncidentGenerator(small(cases), normal).walk(incidents::add);
        return incidents;
    }

    private static List<LabelledIncident> incidents(int cases) {
        return incidents(cases, List.of());
    }

    @Test
    void theSameSeedGivesTheSameIncidentsToTheLastBit() {
        List<LabelledIncident> one = incidents(8);
        List<LabelledIncident> other = incidents(8);
        for (int i = 0; i < one.size(); i++) {
            Recording a = one.get(i).recording().recording();
            Recording b = other.get(i).recording().recording();
            assertThat(a.series()).isEqualTo(b.series());
            assertThat(Arrays.deepEquals(a.values(), b.values())).as("case " + i).isTrue();
            assertThat(one.get(i).truth()).isEqualTo(other.get(i).truth());
            assertThat(a.changes()).isEqualTo(b.changes());
            assertThat(a.topology().dependencies()).isEqualTo(b.topology().dependencies());
        }
    }

    @Test
    void moreCasesLeaveTheFirstOnesAsTheyWere() {
        assertThat(incidents(12).subList(0, 4).stream().map(LabelledIncident::truth))
                .isEqualTo(incidents(4).stream().map(LabelledIncident::truth).toList());
    }

    @Test
    void everyRootIsAComponentAndEveryCaseWithAFaultHasOne() {
        for (LabelledIncident incident : incidents(40)) {
            Topology topology = incident.recording().recording().topology();
            assertThat(incident.truth().roots()).allMatch(topology::contains);
            assertThat(incident.truth().roots().isEmpty()).isNotEqualTo(incident.truth().fault());
            assertThat(incident.at(incident.truth().onset()).recording().rows()).isBetween(68, 72);
        }
    }

    @Test
    void noiseIsBorrowedFromRealNormalTimes() {
        Recording normal = incidents(1).getFirst().reference().orElseThrow();
        Recording longer = repeated(normal, 3);
        LabelledIncident borrowed = incidents(1, List.of(longer)).getFirst();
        assertThat(borrowed.reference().orElseThrow().atMillis()[0])
                .isEqualTo(longer.atMillis()[0]);
        assertThat(borrowed.recording().recording().rows()).isEqualTo(GeneratedSystem.ROWS);
    }

    private static Recording repeated(Recording once, int times) {
        int rows = once.rows() * times;
        long[] at = new long[rows];
        Arrays.setAll(at, i -> once.atMillis()[0] + i * 60_000L);
        double[][] values = new double[once.values().length][rows];
        for (int s = 0; s < values.length; s++) {
            for (int row = 0; row < rows; row++) {
                values[s][row] = once.values()[s][row % once.rows()];
            }
        }
        return new Recording(once.series(), at, values, List.of(), once.topology(), List.of());
    }

    @Test
    void whatIsWrittenIsReadAgainAsALabelledSet(@TempDir Path folder) throws IOException {
        Path set = folder.resolve("set");
        GeneratedFiles.write(new IncidentGenerator(small(4), List.of()), set);
        List<LabelledIncident> read = new ArrayList<>();
        DataSet.SET.at(set).walk(read::add);
        List<LabelledIncident> made = incidents(4);
        assertThat(read).hasSize(4);
        for (int i = 0; i < 4; i++) {
            assertThat(read.get(i).truth().roots()).isEqualTo(made.get(i).truth().roots());
            assertThat(Set.copyOf(read.get(i).recording().recording().series()))
                    .isSubsetOf(Set.copyOf(made.get(i).recording().recording().series()));
        }
        assertThat(Files.exists(set.resolve("system_001/normal.csv.gz"))).isTrue();
    }

    @Test
    void aDegradationTakesAwayWhatItSays() {
        LabelledIncident incident = incidents(4).getLast();
        LabelledCase whole = incident.at(incident.truth().onset());
        LabelledCase left = new Degradation(.3, .2, 5).apply(whole);
        int series = whole.recording().series().size();
        assertThat(left.recording().series()).hasSize(series - (int) Math.round(.3 * series));
        Topology before = whole.recording().topology();
        Topology after = left.recording().topology();
        Set<List<ServiceId>> kept = new HashSet<>();
        after.dependencies().forEach(d -> kept.add(List.of(d.from(), d.to())));
        long same =
                before.dependencies().stream()
                        .filter(d -> kept.contains(List.of(d.from(), d.to())))
                        .count();
        int edges = before.dependencies().size();
        assertThat(same).isBetween((long) (.78 * edges) - 1, (long) (.82 * edges) + 1);
        assertThat(after.size()).isEqualTo(before.size());
        assertThat(Degradation.NONE.apply(whole)).isSameAs(whole);
    }

    @Test
    void theEvaluationAsksInSeveralWaysAndFindsMoreThanChance() throws IOException {
        List<Variant> ways = new ArrayList<>(List.of(Variant.GIVEN, Variant.detected()));
        ways.addAll(Variant.jittered());
        List<RankingEvaluation> all =
                RankingEvaluation.of(new IncidentGenerator(small(12), List.of()), ways);
        String ours = RankingEvaluation.rankers().getFirst();
        assertThat(all).hasSize(8).allMatch(e -> e.cases() == 12);
        assertThat(all.getFirst().overall(ours).top3()).as("seed " + SEED).isGreaterThan(.5);
        assertThat(all.get(1).noticed().keySet()).isSubsetOf("opened", "suspected", "unnoticed");
        RankingEvaluation pooled = RankingEvaluation.pooled("jitter", all.subList(2, 8));
        assertThat(pooled.cases()).isEqualTo(72);
        assertThat(pooled.overall(ours).top1())
                .isEqualTo(
                        all.subList(2, 8).stream()
                                .mapToDouble(e -> e.overall(ours).top1())
                                .average()
                                .orElseThrow(),
                        within(1e-9));
    }
}
