package dev.faultline.cause.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Against sums over all joint states, done here in the plainest way.
class JunctionTreeTest {
    private static final double TOLERANCE = 1e-12;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void agreesWithASumOverAllStatesHoweverManyStatesAndZeros(long seed) {
        Model model = Model.random(seed);
        Propagation propagation = model.tree().propagation();
        SplittableRandom random = new SplittableRandom(~seed);
        double[][] weights = model.ones();
        // The same propagation all along: each round changes a few weights, some to zero and back.
        for (int round = 0; round < 12; round++) {
            int changed = random.nextInt(model.states.length);
            for (int s = 0; s < weights[changed].length; s++) {
                weights[changed][s] = random.nextInt(4) == 0 ? 0 : random.nextDouble() * 3;
            }
            propagation.weigh(changed, weights[changed]);
            if (round % 3 == 0) {
                propagation.refresh();
            }
            Expected expected = model.enumerate(weights);
            assertThat(propagation.logNormaliser())
                    .as("seed %d round %d", seed, round)
                    .satisfies(log -> {
                        if (expected.sum == 0) {
                            assertThat(log).isEqualTo(Double.NEGATIVE_INFINITY);
                        } else {
                            assertThat(log).isCloseTo(Math.log(expected.sum), within(TOLERANCE));
                        }
                    });
            for (int v = 0; v < weights.length; v++) {
                for (int s = 0; s < weights[v].length; s++) {
                    double p = propagation.marginal(v, s);
                    if (expected.sum == 0) {
                        assertThat(p).isNaN();
                    } else {
                        assertThat(p)
                                .as("seed %d round %d variable %d", seed, round, v)
                                .isCloseTo(expected.marginal[v][s], within(TOLERANCE));
                    }
                }
            }
        }
    }

    @Test
    void answersTheSameBitsAfterForgetting() {
        Model model = Model.random(77);
        Propagation used = model.tree().propagation();
        Propagation fresh = model.tree().propagation();
        for (int v = 0; v < model.states.length; v++) {
            double[] weights = new double[model.states[v]];
            Arrays.fill(weights, 0.25);
            weights[0] = 0;
            used.weigh(v, weights);
            used.refresh();
            Arrays.fill(weights, 1);
            weights[0] = 0.3;
            used.weigh(v, weights);
            used.refresh();
            fresh.weigh(v, weights);
        }
        used.forget();
        fresh.refresh();
        assertThat(used.logNormaliser()).isEqualTo(fresh.logNormaliser());
        for (int v = 0; v < model.states.length; v++) {
            for (int s = 0; s < model.states[v]; s++) {
                assertThat(used.marginal(v, s)).isEqualTo(fresh.marginal(v, s));
            }
        }
    }

    @Test
    void leavesTheOriginalAsItIsWhenACopyChanges() {
        Model model = Model.random(78);
        Propagation original = model.tree().propagation();
        original.refresh();
        double before = original.marginal(0, 0);
        Propagation copy = original.copy();
        int possible = original.marginal(1, 0) > 0 ? 0 : 1;
        double[] weights = new double[model.states[1]];
        weights[possible] = 1;
        copy.weigh(1, weights);
        assertThat(copy.marginal(1, possible)).isEqualTo(1);
        assertThat(original.marginal(0, 0)).isEqualTo(before);
        assertThat(original.copy().marginal(0, 0)).isEqualTo(before);
    }

    @Test
    void bearsWeightsFarFromOne() {
        // x, y = x ∧ coin; ratios of 1e300 that contradict each other.
        List<JunctionTree.Factor> factors =
                List.of(
                        new JunctionTree.Factor(new int[] {0}, new double[] {1 - 1e-12, 1e-12}),
                        new JunctionTree.Factor(new int[] {0, 1}, new double[] {1, 0.5, 0, 0.5}));
        Propagation propagation = JunctionTree.compile(2, factors, 100).orElseThrow().propagation();
        propagation.weigh(0, 1, 1e-300);
        propagation.weigh(1, 1, 1e300);
        // (0,0) 1, (1,0) .5e-12·1e-300, (1,1) .5e-12·1e-300·1e300
        assertThat(propagation.logNormaliser()).isCloseTo(0, within(1e-11));
        assertThat(propagation.marginal(0, 1)).isCloseTo(5e-13, within(1e-23));
        assertThat(propagation.marginal(1, 1)).isCloseTo(5e-13, within(1e-23));
    }

    @Test
    void refusesTablesBeyondTheLimitBeforeMakingThem() {
        // Twelve variables of 100 states, all in pairs: one clique of 1e24 entries.
        int[] states = new int[12];
        Arrays.fill(states, 100);
        List<JunctionTree.Factor> factors = new ArrayList<>();
        for (int a = 0; a < 12; a++) {
            for (int b = a + 1; b < 12; b++) {
                double[] table = new double[10_000];
                Arrays.fill(table, 1);
                factors.add(new JunctionTree.Factor(new int[] {a, b}, table));
            }
        }
        assertThat(JunctionTree.compile(states, factors, JunctionTree.Budget.ONCE))
                .isInstanceOfSatisfying(
                        JunctionTree.Compiled.TooWide.class,
                        wide -> assertThat(wide.entries()).isCloseTo(1e24, within(1e10)));
    }

    @Test
    void refusesTablesThatTheHeapCannotHold() {
        // One factor of few variables joins nothing more, so the clique is asked for by its states.
        int[] states = {30_000, 30_000, 2};
        List<JunctionTree.Factor> factors =
                List.of(
                        new JunctionTree.Factor(new int[] {0, 2}, new double[60_000]),
                        new JunctionTree.Factor(new int[] {1, 2}, new double[60_000]));
        JunctionTree.Budget large = new JunctionTree.Budget(Long.MAX_VALUE, 0, 1);
        assertThat(JunctionTree.compile(states, factors, large))
                .isInstanceOf(JunctionTree.Compiled.Ready.class);
        int[] wide = new int[31];
        Arrays.fill(wide, 2);
        List<JunctionTree.Factor> pairs = new ArrayList<>();
        for (int a = 0; a < wide.length; a++) {
            for (int b = a + 1; b < wide.length; b++) {
                pairs.add(new JunctionTree.Factor(new int[] {a, b}, new double[4]));
            }
        }
        assertThat(JunctionTree.compile(wide, pairs, large))
                .isInstanceOf(JunctionTree.Compiled.TooWide.class);
    }

    @Test
    void saysWhichWeightIsWrong() {
        Propagation propagation = Model.random(5).tree().propagation();
        assertThatThrownBy(() -> propagation.weigh(0, Double.NaN, 1))
                .hasMessageContaining("variable 0");
        assertThatThrownBy(() -> propagation.weigh(1, new double[] {-1, 1}))
                .hasMessageContaining("variable 1");
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Expected(double sum, double[][] marginal) {}

    @SuppressWarnings("ArrayRecordComponent")
    private record Model(int[] states, List<JunctionTree.Factor> factors) {
        static Model random(long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            int n = 7 + random.nextInt(4);
            int[] states = new int[n];
            for (int v = 0; v < n; v++) {
                states[v] = seed % 3 == 0 ? 2 : 1 + random.nextInt(4);
            }
            List<JunctionTree.Factor> factors = new ArrayList<>();
            for (int f = 0; f < n + 2; f++) {
                int[] scope = random.ints(0, n).distinct().limit(random.nextInt(4)).toArray();
                int size = 1;
                for (int v : scope) {
                    size *= states[v];
                }
                double[] table = new double[size];
                for (int i = 0; i < size; i++) {
                    table[i] = size > 1 && random.nextInt(5) == 0 ? 0 : random.nextDouble();
                }
                factors.add(new JunctionTree.Factor(scope, table));
            }
            return new Model(states, factors);
        }

        JunctionTree tree() {
            return ((JunctionTree.Compiled.Ready)
                            JunctionTree.compile(states, factors, JunctionTree.Budget.ONCE))
                    .tree();
        }

        double[][] ones() {
            double[][] ones = new double[states.length][];
            for (int v = 0; v < ones.length; v++) {
                ones[v] = new double[states[v]];
                Arrays.fill(ones[v], 1);
            }
            return ones;
        }

        Expected enumerate(double[][] weights) {
            double[][] marginal = new double[states.length][];
            for (int v = 0; v < states.length; v++) {
                marginal[v] = new double[states[v]];
            }
            int[] x = new int[states.length];
            double sum = 0;
            boolean more = true;
            while (more) {
                double p = 1;
                for (JunctionTree.Factor factor : factors) {
                    int index = 0;
                    int stride = 1;
                    for (int v : factor.variables()) {
                        index += stride * x[v];
                        stride *= states[v];
                    }
                    p *= factor.table()[index];
                }
                for (int v = 0; v < x.length; v++) {
                    p *= weights[v][x[v]];
                }
                sum += p;
                for (int v = 0; v < x.length; v++) {
                    marginal[v][x[v]] += p;
                }
                int v = 0;
                while (v < x.length && ++x[v] == states[v]) {
                    x[v++] = 0;
                }
                more = v < x.length;
            }
            for (double[] of : marginal) {
                for (int s = 0; s < of.length; s++) {
                    of[s] /= sum;
                }
            }
            return new Expected(sum, marginal);
        }
    }
}
