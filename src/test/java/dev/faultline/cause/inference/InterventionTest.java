package dev.faultline.cause.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Against the sum over all own faults R and all ties A: in each such world trouble is the least
/// fixpoint, once as it was and once with the component held.
class InterventionTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void equalsTheSumOverAllWorldsOnAcyclicGraphs(long seed) {
        compare(seed, false);
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32})
    void equalsTheSumOverAllWorldsAroundCyclesToo(long seed) {
        compare(seed, true);
    }

    @Test
    void healsWhatDependsOnTheHeldOneAloneAndNothingElse() {
        // 0 ← 1 ← 2 and 0 ← 3 with a fault of its own seen.
        CauseNetwork network =
                new CauseNetwork(
                        new int[][] {{}, {0}, {1}, {0}},
                        new double[][] {{}, {0.9}, {0.9}, {0.9}},
                        new double[] {0.02, 0.02, 0.02, 0.02});
        Evidence evidence =
                new Evidence(
                        new double[] {9, 9, 9, 9},
                        new double[] {0, 0, 0, Double.POSITIVE_INFINITY});
        Intervention.Outcome held = hold(network, evidence, 1);
        assertThat(held.after()[0]).as("a dependency").isEqualTo(held.before()[0]);
        assertThat(held.after()[1]).as("itself").isZero();
        assertThat(held.after()[2]).as("its dependant").isLessThan(0.1);
        assertThat(held.after()[3]).as("has its own fault").isEqualTo(1, within(1e-12));
    }

    private static void compare(long seed, boolean cyclic) {
        Random random = new Random(seed);
        int n = 5;
        List<int[]> edges = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                if (i != j && (cyclic || j < i) && edges.size() < 8 && random.nextInt(3) > 0) {
                    edges.add(new int[] {i, j});
                }
            }
        }
        double[] leak = random.doubles(n, 0.01, 0.3).toArray();
        double[] w = random.doubles(edges.size(), 0.05, 0.95).toArray();
        Evidence evidence =
                new Evidence(
                        random.doubles(n, -2, 5).toArray(), random.doubles(n, -1, 2).toArray());
        CauseNetwork network = network(leak, edges, w);
        for (int held = 0; held < n; held++) {
            Intervention.Outcome asked = hold(network, evidence, held);
            double[][] summed = sum(leak, edges, w, evidence, held);
            for (int i = 0; i < n; i++) {
                String where = "seed " + seed + ", " + held + " held, component " + i;
                assertThat(asked.before()[i]).as(where).isCloseTo(summed[0][i], within(1e-9));
                assertThat(asked.after()[i]).as(where).isCloseTo(summed[1][i], within(1e-9));
            }
        }
    }

    private static Intervention.Outcome hold(CauseNetwork network, Evidence evidence, int held) {
        Inference inference = Inference.of(network);
        return Intervention.hold(network, inference, evidence, inference.query(evidence), held);
    }

    private static CauseNetwork network(double[] leak, List<int[]> edges, double[] w) {
        int[][] parents = new int[leak.length][];
        double[][] weights = new double[leak.length][];
        for (int i = 0; i < leak.length; i++) {
            int from = i;
            int[] own =
                    java.util.stream.IntStream.range(0, edges.size())
                            .filter(e -> edges.get(e)[0] == from)
                            .toArray();
            parents[i] = Arrays.stream(own).map(e -> edges.get(e)[1]).toArray();
            weights[i] = Arrays.stream(own).mapToDouble(e -> w[e]).toArray();
        }
        return new CauseNetwork(parents, weights, leak);
    }

    private static double[][] sum(
            double[] leak, List<int[]> edges, double[] w, Evidence evidence, int held) {
        int n = leak.length;
        double total = 0;
        double[][] sums = new double[2][n];
        for (int r = 0; r < 1 << n; r++) {
            for (int a = 0; a < 1 << edges.size(); a++) {
                boolean[] fact = fixpoint(n, edges, r, a, -1);
                boolean[] twin = fixpoint(n, edges, r, a, held);
                double weight = 1;
                for (int i = 0; i < n; i++) {
                    boolean own = (r >> i & 1) != 0;
                    weight *= own ? leak[i] : 1 - leak[i];
                    weight *= Math.exp((own ? evidence.fault(i) : 0));
                    weight *= Math.exp(fact[i] ? evidence.trouble(i) : 0);
                }
                for (int e = 0; e < w.length; e++) {
                    weight *= (a >> e & 1) != 0 ? w[e] : 1 - w[e];
                }
                total += weight;
                for (int i = 0; i < n; i++) {
                    sums[0][i] += fact[i] ? weight : 0;
                    sums[1][i] += twin[i] ? weight : 0;
                }
            }
        }
        for (int i = 0; i < n; i++) {
            sums[0][i] /= total;
            sums[1][i] /= total;
        }
        return sums;
    }

    private static boolean[] fixpoint(int n, List<int[]> edges, int r, int a, int held) {
        boolean[] trouble = new boolean[n];
        for (int i = 0; i < n; i++) {
            trouble[i] = (r >> i & 1) != 0 && i != held;
        }
        for (int round = 0; round < n; round++) {
            for (int e = 0; e < edges.size(); e++) {
                int from = edges.get(e)[0];
                if ((a >> e & 1) != 0 && trouble[edges.get(e)[1]] && from != held) {
                    trouble[from] = true;
                }
            }
        }
        return trouble;
    }
}
