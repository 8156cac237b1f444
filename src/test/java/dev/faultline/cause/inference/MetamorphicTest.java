package dev.faultline.cause.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What must not change a posterior, and which way what changes it must move it. On networks that
/// are treated exactly as a whole, and on the core path of larger ones.
class MetamorphicTest {
    private static final int[] SIZES = {50, 200};

    @ParameterizedTest
    @EnumSource(RandomSystem.Shape.class)
    void theOrderOfComponentsDoesNotMatter(RandomSystem.Shape shape) {
        for (int size : SIZES) {
            RandomSystem system = RandomSystem.of(shape, size, 40);
            CauseNetwork network = system.network();
            List<Integer> shuffled = new ArrayList<>(IntStream.range(0, size).boxed().toList());
            Collections.shuffle(shuffled, new Random(1));
            int[][] parents = new int[size][];
            double[][] weights = new double[size][];
            double[] leak = new double[size];
            double[] trouble = new double[size];
            double[] fault = new double[size];
            for (int i = 0; i < size; i++) {
                int to = shuffled.get(i);
                int count = network.parentCount(i);
                parents[to] = new int[count];
                weights[to] = new double[count];
                for (int k = 0; k < count; k++) {
                    // The order of a component's dependencies turned round too.
                    parents[to][count - 1 - k] = shuffled.get(network.parent(i, k));
                    weights[to][count - 1 - k] = network.weight(i, k);
                }
                leak[to] = network.leak(i);
                trouble[to] = system.evidence().trouble(i);
                fault[to] = system.evidence().fault(i);
            }
            Posterior before = Inference.of(network).query(system.evidence());
            Posterior after =
                    Inference.of(new CauseNetwork(parents, weights, leak))
                            .query(new Evidence(trouble, fault));

            double tolerance = tolerance(before) + tolerance(after) + 1e-6;
            for (int i = 0; i < size; i++) {
                assertThat(after.fault()[shuffled.get(i)])
                        .as("%s of %d, component %d", shape, size, i)
                        .isCloseTo(before.fault()[i], within(tolerance));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(RandomSystem.Shape.class)
    void aComponentOfItsOwnChangesNobody(RandomSystem.Shape shape) {
        for (int size : SIZES) {
            RandomSystem system = RandomSystem.of(shape, size, 41);
            CauseNetwork network = system.network();
            Copied copy = Copied.of(system, size + 1);
            copy.leak()[size] = 0.01;
            copy.trouble()[size] = 2;
            Posterior before = Inference.of(network).query(system.evidence());
            Posterior after = Inference.of(copy.network()).query(copy.evidence());

            double tolerance = before.exactness() instanceof Exactness.Sampled ? 0.1 : 1e-6;
            for (int i = 0; i < size; i++) {
                assertThat(after.fault()[i])
                        .as("%s of %d, component %d", shape, size, i)
                        .isCloseTo(before.fault()[i], within(tolerance));
            }
            double own = 0.01 * Math.exp(2);
            assertThat(after.fault()[size]).isCloseTo(own / (0.99 + own), within(tolerance));
        }
    }

    /// Two findings about one component say what their sum says: one is kept at the component, the
    /// other at a dependant that sees it surely and never fails by itself.
    @ParameterizedTest
    @EnumSource(RandomSystem.Shape.class)
    void splitEvidenceSaysTheSame(RandomSystem.Shape shape) {
        for (int size : SIZES) {
            RandomSystem system = RandomSystem.of(shape, size, 42);
            CauseNetwork network = system.network();
            Copied copy = Copied.of(system, size + 1);
            int seen = system.faulty()[0];
            copy.parents()[size] = new int[] {seen};
            copy.weights()[size] = new double[] {1};
            copy.trouble()[size] = copy.trouble()[seen] - 1.5;
            copy.trouble()[seen] = 1.5;
            Posterior before = Inference.of(network).query(system.evidence());
            Posterior after = Inference.of(copy.network()).query(copy.evidence());

            double tolerance = tolerance(before) + tolerance(after) + 1e-6;
            for (int i = 0; i < size; i++) {
                assertThat(after.fault()[i])
                        .as("%s of %d, component %d", shape, size, i)
                        .isCloseTo(before.fault()[i], within(tolerance));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(RandomSystem.Shape.class)
    void moreEvidenceOfTroubleNeverLowersItsProbability(RandomSystem.Shape shape) {
        for (int size : SIZES) {
            RandomSystem system = RandomSystem.of(shape, size, 43);
            Belief belief = Inference.of(system.network()).begin(system.evidence());
            for (int i = 0; i < size; i += 23) {
                double last = 0;
                Evidence evidence = belief.evidence();
                for (double ratio : new double[] {Double.NEGATIVE_INFINITY, -5, -1, 0, 1, 5, 30}) {
                    belief.set(i, ratio, evidence.fault(i));
                    Posterior posterior = belief.posterior();
                    double p = posterior.trouble()[i];
                    assertThat(p)
                            .as("%s of %d, component %d at %s", shape, size, i, ratio)
                            .isGreaterThanOrEqualTo(last - 2 * tolerance(posterior) - 1e-9);
                    last = p;
                }
                belief.set(i, evidence.trouble(i), evidence.fault(i));
            }
        }
    }

    private static double tolerance(Posterior posterior) {
        return switch (posterior.exactness()) {
            case Exactness.Exact _ -> 0;
            case Exactness.Within(double delta) -> delta;
            case Exactness.Sampled(_, double halfWidth) -> halfWidth;
        };
    }
}
