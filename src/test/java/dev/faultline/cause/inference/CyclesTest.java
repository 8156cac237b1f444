package dev.faultline.cause.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Components on cycles: the least fixpoint, against every combination of faults and passing edges.
class CyclesTest {
    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5, 6})
    void agreesWithTheDefinitionOnSmallGraphsOfAnyShape(int size) {
        for (int seed = 0; seed < 40; seed++) {
            RandomGenerator random = new Random(100L * size + seed);
            CauseNetwork network = anyGraph(size, 11 - size / 2, random);
            Evidence evidence = anyEvidence(size, random);
            Enumeration truth = new Enumeration(network, evidence);

            Belief belief = Inference.of(network).begin(evidence);
            Posterior posterior = belief.posterior();

            String as = "size %d seed %d".formatted(size, seed);
            assertThat(posterior.exactness()).as(as).isEqualTo(new Exactness.Exact());
            assertThat(posterior.trouble()).as(as).containsExactly(truth.trouble, within(1e-12));
            assertThat(posterior.fault()).as(as).containsExactly(truth.fault, within(1e-12));
            assertThat(posterior.logEvidence()).as(as).isCloseTo(truth.logEvidence, within(1e-11));
            for (int set = 0; set < 1 << size; set++) {
                assertThat(belief.exactly(members(set)))
                        .as("%s P(exactly %s)", as, Integer.toBinaryString(set))
                        .isCloseTo(truth.bySet[set], within(1e-12));
            }
        }
    }

    /// Edges in any direction, also to itself and twice between the same two.
    private static CauseNetwork anyGraph(int size, int edges, RandomGenerator random) {
        List<List<Integer>> parents = new ArrayList<>();
        List<List<Double>> weights = new ArrayList<>();
        double[] leak = new double[size];
        for (int i = 0; i < size; i++) {
            parents.add(new ArrayList<>());
            weights.add(new ArrayList<>());
            leak[i] = random.nextInt(8) == 0 ? 0 : 0.3 * random.nextDouble();
        }
        for (int e = 0; e < edges; e++) {
            int i = random.nextInt(size);
            parents.get(i).add(random.nextInt(size));
            weights.get(i)
                    .add(
                            switch (random.nextInt(10)) {
                                case 0 -> 0.0;
                                case 1 -> 1.0;
                                default -> random.nextDouble();
                            });
        }
        return new CauseNetwork(
                parents.stream()
                        .map(p -> p.stream().mapToInt(Integer::intValue).toArray())
                        .toArray(int[][]::new),
                weights.stream()
                        .map(w -> w.stream().mapToDouble(Double::doubleValue).toArray())
                        .toArray(double[][]::new),
                leak);
    }

    private static Evidence anyEvidence(int size, RandomGenerator random) {
        double[] trouble = new double[size];
        double[] fault = new double[size];
        for (int i = 0; i < size; i++) {
            trouble[i] = 3 * random.nextGaussian();
            fault[i] = random.nextInt(3) == 0 ? 2 * random.nextGaussian() : 0;
        }
        if (random.nextInt(3) == 0) {
            trouble[random.nextInt(size)] = Double.NEGATIVE_INFINITY;
        }
        return new Evidence(trouble, fault);
    }

    private static int[] members(int set) {
        return IntStream.range(0, 32).filter(i -> (set >> i & 1) != 0).toArray();
    }
}
