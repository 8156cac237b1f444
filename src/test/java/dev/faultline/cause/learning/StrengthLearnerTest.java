package dev.faultline.cause.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.faultline.cause.evidence.LearnedStrengths;
import dev.faultline.cause.evidence.LearnedStrengths.Link;
import dev.faultline.cause.inference.CauseNetwork;
import dev.faultline.cause.inference.Evidence;
import dev.faultline.cause.inference.JunctionTree;
import dev.faultline.cause.learning.StrengthLearner.Learned;
import dev.faultline.cause.learning.StrengthLearner.Settings;
import dev.faultline.model.ServiceId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Incidents are drawn from a known network; what is learned from them must come near it.
class StrengthLearnerTest {
    private static final int N = 10;
    private static final long SEED = 20261123;

    /// METHODS-cause §4 has .145 / .095 / .055 / .027 after 50 / 200 / 1,000 / 5,000 incidents of a
    /// network of its own; the bounds here are those.
    @Test
    void comesNearerToTheTrueStrengthsTheMoreIncidentsThereAre() {
        CauseNetwork truth = truth();
        double[] error = new double[4];
        int[] counts = {50, 200, 1_000, 5_000};
        for (int k = 0; k < counts.length; k++) {
            Learned learned =
                    learner(Set.of(), Set.of()).learn(List.of(drawn(truth, counts[k], 0)));
            error[k] = error(truth, learned);
            assertThat(learned.labelled()).isEqualTo(counts[k]);
            assertThat(learned.impossible()).isZero();
            assertThat(learned.logLikelihood()).isGreaterThan(learned.logLikelihoodBefore());
        }
        assertThat(error).as("seed %d", SEED).isSortedAccordingTo((a, b) -> Double.compare(b, a));
        assertThat(error[0]).as("after 50").isLessThan(.145);
        assertThat(error[1]).as("after 200").isLessThan(.095);
        assertThat(error[2]).as("after 1,000").isLessThan(.055);
        assertThat(error[3]).as("after 5,000").isLessThan(.027);
    }

    @Test
    void learnsFromIncidentsOfWhichNobodyKnowsTheRoots() {
        CauseNetwork truth = truth();
        double before =
                error(truth, learner(Set.of(), Set.of()).learn(List.of(drawn(truth, 0, 0))));
        Learned mixed = learner(Set.of(), Set.of()).learn(List.of(drawn(truth, 50, 950)));
        Learned few = learner(Set.of(), Set.of()).learn(List.of(drawn(truth, 50, 0)));
        assertThat(mixed.unlabelled()).isEqualTo(950);
        assertThat(error(truth, mixed))
                .as("seed %d", SEED)
                .isLessThan(error(truth, few))
                .isLessThan(before);
    }

    /// Networks too wide for tables are learned by soft states: near what exact expectations give.
    @Test
    void learnsMuchTheSameBySoftStates() {
        CauseNetwork truth = truth();
        TrainingSystem system = drawn(truth, 400, 0);
        PassageTree exact = PassageTree.of(system.before(), JunctionTree.Budget.LIVE).orElseThrow();
        SoftPassages soft = new SoftPassages(system.before());
        double[] lambda = new double[N];
        double[][] w = new double[N][];
        for (int i = 0; i < N; i++) {
            lambda[i] = system.before().leak(i);
            w[i] = new double[system.before().parentCount(i)];
            Arrays.fill(w[i], .5);
        }
        for (TrainingSystem.Incident incident : system.incidents().subList(0, 50)) {
            double a = exact.take(incident.seen(), incident.roots(), lambda, w);
            double b = soft.take(incident.seen(), incident.roots(), lambda, w);
            assertThat(a > Double.NEGATIVE_INFINITY && b > Double.NEGATIVE_INFINITY).isTrue();
            for (int i = 0; i < N; i++) {
                assertThat(soft.fault(i)).isCloseTo(exact.fault(i), within(1e-9));
                for (int k = 0; k < w[i].length; k++) {
                    // Every trouble is seen here, so the states are not soft at all.
                    assertThat(soft.active(i, k)).isCloseTo(exact.active(i, k), within(1e-9));
                    assertThat(soft.passed(i, k, .5))
                            .isCloseTo(exact.passed(i, k, .5), within(1e-9));
                }
            }
        }
    }

    @Test
    void keepsWhatIsRequiredAndForbidden() {
        CauseNetwork truth = truth();
        int other =
                IntStream.range(0, 9)
                        .filter(j -> truth.strength(9, j) == 0)
                        .findFirst()
                        .orElseThrow();
        Link absent = new Link(name(9), name(other));
        Link present = new Link(name(9), name(truth.parent(9, 0)));
        Learned learned =
                learner(Set.of(absent), Set.of(present)).learn(List.of(drawn(truth, 300, 0)));
        assertThat(learned.edges()).containsKey(absent).doesNotContainKey(present);
        assertThat(learned.edges().get(absent).value())
                .isGreaterThanOrEqualTo(Settings.DEFAULT.least());
        assertThat(learned.strengths().forbidden()).containsExactly(present);
    }

    @Test
    void leavesOutWhatCannotBeAsItIsLabelled() {
        CauseNetwork truth = truth();
        TrainingSystem good = drawn(truth, 30, 0);
        List<TrainingSystem.Incident> incidents = new ArrayList<>(good.incidents());
        double[] certain = new double[N];
        certain[3] = Double.POSITIVE_INFINITY;
        incidents.add(
                new TrainingSystem.Incident(Evidence.onTrouble(certain), Optional.of(Set.of())));
        Learned learned =
                learner(Set.of(), Set.of())
                        .learn(
                                List.of(
                                        new TrainingSystem(
                                                good.components(), good.before(), incidents)));
        assertThat(learned.impossible()).isEqualTo(1);
        assertThat(learned.faults().get(name(0)).of()).isCloseTo(30, within(1e-9));
    }

    @Test
    void writesAVersionThatReadsBackTheSame() throws IOException {
        Learned learned =
                learner(Set.of(), Set.of(new Link(name(1), name(0))))
                        .learn(List.of(drawn(truth(), 40, 5)));
        String text = LearnedFile.write("2026-11", "defaults", List.of("a", "b"), learned);
        LearnedFile read = LearnedFile.parse("x.json", text);
        assertThat(read.version()).isEqualTo("2026-11");
        assertThat(read.origin()).containsExactly("a", "b");
        assertThat(read.strengths()).isEqualTo(learned.strengths());
        assertThatThrownBy(() -> LearnedFile.parse("x.json", "{}"))
                .hasMessageContaining("Was it written by 'faultline learn'?");
        assertThatThrownBy(() ->
                        LearnedFile.parse("x.json", text.replaceFirst("\"w\" : 0", "\"w\" : 3")))
                .hasMessageContaining("is not a probability");
        assertThat(LearnedStrengths.NONE.edges()).isEmpty();
    }

    private static StrengthLearner learner(Set<Link> required, Set<Link> forbidden) {
        return new StrengthLearner(Settings.DEFAULT, required, forbidden);
    }

    private static ServiceId name(int i) {
        return new ServiceId("s" + i);
    }

    /// Ten components, each depending on two or three of those before it.
    private static CauseNetwork truth() {
        SplittableRandom random = new SplittableRandom(SEED);
        int[][] parents = new int[N][];
        double[][] weights = new double[N][];
        double[] leak = new double[N];
        for (int i = 0; i < N; i++) {
            parents[i] =
                    random.ints(0, Math.max(1, i))
                            .distinct()
                            .limit(i == 0 ? 0 : Math.min(i, 1 + random.nextInt(3)))
                            .toArray();
            weights[i] = random.doubles(parents[i].length, .1, .95).toArray();
            leak[i] = random.nextDouble(.05, .15);
        }
        return new CauseNetwork(parents, weights, leak);
    }

    /// Incidents of the network with every trouble seen; before, all strengths are believed to be
    /// .5.
    private static TrainingSystem drawn(CauseNetwork truth, int labelled, int unlabelled) {
        SplittableRandom random = new SplittableRandom(SEED + 1);
        List<TrainingSystem.Incident> incidents = new ArrayList<>();
        while (incidents.size() < labelled + unlabelled) {
            double[] seen = new double[N];
            boolean[] trouble = new boolean[N];
            Set<Integer> roots = new HashSet<>();
            for (int i = 0; i < N; i++) {
                if (random.nextDouble() < truth.leak(i)) {
                    roots.add(i);
                    trouble[i] = true;
                }
                for (int k = 0; k < truth.parentCount(i); k++) {
                    boolean passes = random.nextDouble() < truth.weight(i, k);
                    trouble[i] |= trouble[truth.parent(i, k)] && passes;
                }
                seen[i] = trouble[i] ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
            }
            if (!roots.isEmpty()) {
                incidents.add(
                        new TrainingSystem.Incident(
                                Evidence.onTrouble(seen),
                                incidents.size() < labelled
                                        ? Optional.of(roots)
                                        : Optional.empty()));
            }
        }
        double[][] before = new double[N][];
        int[][] parents = new int[N][];
        double[] leak = new double[N];
        for (int i = 0; i < N; i++) {
            int of = i;
            parents[i] =
                    IntStream.range(0, truth.parentCount(i))
                            .map(k -> truth.parent(of, k))
                            .toArray();
            before[i] = IntStream.range(0, parents[i].length).mapToDouble(k -> .5).toArray();
            leak[i] = .1;
        }
        return new TrainingSystem(
                IntStream.range(0, N).mapToObj(StrengthLearnerTest::name).toList(),
                new CauseNetwork(parents, before, leak),
                incidents);
    }

    private static double error(CauseNetwork truth, Learned learned) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < N; i++) {
            for (int k = 0; k < truth.parentCount(i); k++) {
                Link link = new Link(name(i), name(truth.parent(i, k)));
                sum += Math.abs(learned.edges().get(link).value() - truth.weight(i, k));
                count++;
            }
        }
        return sum / count;
    }
}
