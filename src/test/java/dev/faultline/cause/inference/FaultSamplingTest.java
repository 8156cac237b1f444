package dev.faultline.cause.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Sampling, where tables are forbidden: against exact tables, and on a cycle longer than a block.
class FaultSamplingTest {
    private static final Inference.Limits NO_TABLES = new Inference.Limits(1, 0.01, 0);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void comesCloseToExactTables(int seed) {
        for (RandomSystem.Shape shape : RandomSystem.Shape.values()) {
            RandomSystem system = RandomSystem.of(shape, 45, 700 + seed);
            Posterior truth =
                    Inference.compile(system.network(), 20_000_000)
                            .orElseThrow()
                            .query(system.evidence());
            Posterior sampled = Inference.of(system.network(), NO_TABLES).query(system.evidence());

            Exactness.Sampled badge = (Exactness.Sampled) sampled.exactness();
            // The interval holds in 95 of 100: three half widths practically always.
            double tolerance = 3 * badge.halfWidth() + 0.02;
            for (int i = 0; i < 45; i++) {
                assertThat(sampled.fault()[i])
                        .as("%s seed %d P(R_%d)", shape, seed, i)
                        .isCloseTo(truth.fault()[i], within(tolerance));
                assertThat(sampled.trouble()[i])
                        .as("%s seed %d P(X_%d)", shape, seed, i)
                        .isCloseTo(truth.trouble()[i], within(tolerance));
            }
        }
    }

    @Test
    void theSameQuestionGetsTheSameAnswer() {
        RandomSystem system = RandomSystem.of(RandomSystem.Shape.DENSE, 60, 1);
        Inference inference = Inference.of(system.network(), NO_TABLES);
        assertThat(inference.query(system.evidence()).fault())
                .isEqualTo(inference.query(system.evidence()).fault());
    }

    /// Ten components in a ring, trouble at all of them: any one may be the cause. By symmetry all
    /// are as probable; how probable is enumerated (2^20 combinations).
    @Test
    void aCycleTooLongForABlockIsSampled() {
        int size = 10;
        int[][] parents =
                IntStream.range(0, size)
                        .mapToObj(i -> new int[] {(i + 1) % size})
                        .toArray(int[][]::new);
        double[][] weights =
                IntStream.range(0, size).mapToObj(_ -> new double[] {0.8}).toArray(double[][]::new);
        double[] leak = IntStream.range(0, size).mapToDouble(_ -> 0.05).toArray();
        double[] seen = IntStream.range(0, size).mapToDouble(_ -> 3).toArray();
        Posterior ring =
                Inference.of(new CauseNetwork(parents, weights, leak))
                        .query(Evidence.onTrouble(seen));

        assertThat(ring.exactness()).isInstanceOf(Exactness.Sampled.class);
        double[] sorted = ring.fault().clone();
        Arrays.sort(sorted);
        assertThat(sorted[size - 1] - sorted[0]).isLessThan(0.06);
        Enumeration truth =
                new Enumeration(new CauseNetwork(parents, weights, leak), Evidence.onTrouble(seen));
        for (int i = 0; i < size; i++) {
            assertThat(ring.fault()[i]).isCloseTo(truth.fault[i], within(0.03));
            assertThat(ring.trouble()[i]).isCloseTo(truth.trouble[i], within(0.03));
        }
    }
}
