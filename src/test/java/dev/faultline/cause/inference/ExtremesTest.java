package dev.faultline.cause.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Numbers at the edge: certain findings, ratios of 1e±300, faults of 1e-12, edges that always or
/// never pass, findings that contradict each other.
class ExtremesTest {
    private static final double HUGE = 300 * Math.log(10);
    private static final double SURE = Double.POSITIVE_INFINITY;
    private static final double NEVER = Double.NEGATIVE_INFINITY;

    /// a (0) is needed by b (1) and c (2), b by d (3).
    private static CauseNetwork chain(double leak, double weight) {
        return new CauseNetwork(
                new int[][] {{}, {0}, {0}, {1}},
                new double[][] {{}, {weight}, {weight}, {weight}},
                new double[] {leak, leak, leak, leak});
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-12, 1e-3, 0.5})
    void staysExactAtAnyRatio(double leak) {
        for (double ratio : new double[] {HUGE, -HUGE, SURE, NEVER, 40, -40}) {
            for (int at = 0; at < 4; at++) {
                Evidence evidence = Evidence.none(4).with(at, ratio, 0).with((at + 1) % 4, 3, -1);
                for (int whole : new int[] {0, 150}) {
                    Posterior posterior =
                            Inference.of(
                                            chain(leak, 0.7),
                                            new Inference.Limits(1_000_000, 0.01, whole))
                                    .query(evidence);
                    Enumeration truth = new Enumeration(chain(leak, 0.7), evidence);
                    assertThat(posterior.fault())
                            .as("leak %s, ratio %s at %d, whole %d", leak, ratio, at, whole)
                            .containsExactly(truth.fault, within(1e-9));
                    assertThat(posterior.trouble())
                            .as("leak %s, ratio %s at %d, whole %d", leak, ratio, at, whole)
                            .containsExactly(truth.trouble, within(1e-9));
                }
            }
        }
    }

    @Test
    void evidenceOfMoreThanADoubleHoldsStaysPossible() {
        CauseNetwork network = chain(1e-12, 1e-3);
        Evidence evidence =
                new Evidence(new double[] {-HUGE, HUGE, HUGE, HUGE}, new double[] {0, -HUGE, 0, 0});
        Posterior posterior = Inference.of(network).query(evidence);

        assertThat(posterior.possible()).isTrue();
        assertThat(posterior.fault()).doesNotContain(Double.NaN);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 150})
    void namesTheFindingsThatContradict(int whole) {
        // b is surely in trouble, but neither it nor what it depends on can be; d has no part in
        // it.
        CauseNetwork network =
                new CauseNetwork(
                        new int[][] {{}, {0}, {0}, {1}},
                        new double[][] {{}, {0.5}, {0.5}, {0.5}},
                        new double[] {0.1, 0, 0.1, 0.1});
        Evidence evidence =
                new Evidence(new double[] {NEVER, SURE, 2, SURE}, new double[] {0, 0, 0, 1});
        Inference inference = Inference.of(network, new Inference.Limits(1_000_000, 0.01, whole));

        Posterior posterior = inference.query(evidence);
        assertThat(posterior.possible()).isFalse();
        assertThat(posterior.fault()).containsOnly(Double.NaN);
        assertThat(inference.contradiction(evidence)).containsExactly(0, 1);
        assertThat(inference.contradiction(evidence.with(0, -3, 0))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1})
    void edgesThatAlwaysOrNeverPass(double weight) {
        Random random = new Random(1);
        for (int k = 0; k < 20; k++) {
            Evidence evidence =
                    Evidence.onTrouble(random.doubles(4, -4, 4).toArray())
                            .with(k % 4, k % 3 == 0 ? NEVER : 1, 0.5);
            Enumeration truth = new Enumeration(chain(0.1, weight), evidence);
            for (int whole : new int[] {0, 150}) {
                assertThat(
                                Inference.of(
                                                chain(0.1, weight),
                                                new Inference.Limits(1_000_000, 0.01, whole))
                                        .query(evidence)
                                        .fault())
                        .as("case %d whole %d", k, whole)
                        .containsExactly(truth.fault, within(1e-9));
            }
        }
    }

    /// What findings are like in [#setsOfCausesStayProbabilitiesWhateverIsFound].
    private enum Findings {
        ORDINARY,
        STRONG,
        CERTAIN,
        NO_OTHER_CAUSE,
        ALWAYS_PASSING
    }

    @ParameterizedTest
    @EnumSource
    void setsOfCausesStayProbabilitiesWhateverIsFound(Findings findings) {
        for (RandomSystem.Shape shape : RandomSystem.Shape.values()) {
            for (int seed = 1; seed <= 6; seed++) {
                Random random = new Random(seed);
                int size = new int[] {8, 20, 30, 200}[seed % 4];
                RandomSystem system = extreme(shape, size, seed, findings, random);
                Inference inference =
                        Inference.of(system.network(), new Inference.Limits(1_000_000, 0.01, 0));
                Belief belief = inference.begin(system.evidence());
                Posterior posterior = belief.posterior();
                if (!posterior.possible() || posterior.exactness() instanceof Exactness.Sampled) {
                    continue;
                }
                String name = "%s %s of %d, seed %d".formatted(findings, shape, size, seed);
                assertThat(posterior.logEvidence()).as(name).isFinite();
                assertThat(posterior.fault()).as(name).doesNotContain(Double.NaN);
                int[] likely =
                        IntStream.range(0, size)
                                .boxed()
                                .sorted(Comparator.comparingDouble(i -> -posterior.fault()[i]))
                                .mapToInt(Integer::intValue)
                                .toArray();
                for (int k = 0; k < 8; k++) {
                    int[] set =
                            random.ints(0, 6)
                                    .distinct()
                                    .limit(1 + random.nextInt(3))
                                    .map(place -> likely[place])
                                    .toArray();
                    double p = belief.exactly(set);
                    assertThat(p)
                            .as("%s: %s", name, Arrays.toString(set))
                            .isBetween(0.0, 1.0)
                            .isCloseTo(begun(inference, system, set), within(1e-6));
                }
            }
        }
    }

    /// The same set asked first: what was asked before makes no difference.
    private static double begun(Inference inference, RandomSystem system, int[] set) {
        return inference.begin(system.evidence()).exactly(set);
    }

    private static RandomSystem extreme(
            RandomSystem.Shape shape, int size, long seed, Findings findings, Random random) {
        RandomSystem plain = RandomSystem.of(shape, size, seed);
        CauseNetwork network = plain.network();
        Copied copy = Copied.of(plain, size);
        double[][] weights = copy.weights();
        double[] trouble = copy.trouble();
        for (int i = 0; i < size; i++) {
            int at = i;
            switch (findings) {
                case ORDINARY -> {}
                case STRONG -> {
                    trouble[i] = random.nextInt(4) == 0 ? 0 : 9 * random.nextGaussian();
                    Arrays.setAll(weights[at], _ -> 0.02 + 0.96 * random.nextDouble());
                }
                case CERTAIN -> {
                    double[] found = {SURE, NEVER, HUGE, -HUGE, 100};
                    int kind = random.nextInt(12);
                    trouble[i] = kind < found.length ? found[kind] : trouble[i];
                    copy.fault()[i] = kind == 5 ? NEVER : copy.fault()[i];
                }
                case NO_OTHER_CAUSE -> copy.leak()[i] = random.nextInt(3) == 0 ? 0 : 1e-12;
                case ALWAYS_PASSING ->
                        Arrays.setAll(
                                weights[at],
                                k -> random.nextInt(3) == 0 ? 1 : network.weight(at, k));
            }
        }
        return new RandomSystem(copy.network(), copy.evidence(), plain.faulty());
    }
}
