package dev.faultline.cause.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.faultline.cause.inference.CauseNetwork;
import dev.faultline.cause.inference.Evidence;
import dev.faultline.cause.inference.Inference;
import dev.faultline.cause.inference.JunctionTree;
import dev.faultline.cause.inference.Posterior;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is exported, written as BIF, read again and asked as a plain network gives the posteriors
/// that the network of components gives itself.
class ComponentNetworkTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void saysTheSameAsTheNetworkOfComponents(long seed) throws NetworkException {
        SplittableRandom random = new SplittableRandom(seed);
        int n = 10;
        boolean cyclic = seed % 2 == 0;
        List<Set<Integer>> parents = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            parents.add(new TreeSet<>());
        }
        for (int k = 0; k < 18; k++) {
            int a = random.nextInt(n);
            int b = random.nextInt(n);
            // With cycles only among the first four, so that they stay small.
            if (a > b || (cyclic && a < 4 && b < 4)) {
                parents.get(a).add(b);
            }
        }
        int[][] to = new int[n][];
        double[][] weights = new double[n][];
        double[] leak = new double[n];
        double[] trouble = new double[n];
        double[] fault = new double[n];
        for (int i = 0; i < n; i++) {
            to[i] = parents.get(i).stream().mapToInt(Integer::intValue).toArray();
            weights[i] = random.doubles(to[i].length, 0.1, 0.9).toArray();
            leak[i] = random.nextDouble(0.01, 0.2);
            trouble[i] = random.nextInt(3) == 0 ? 0 : random.nextDouble(-3, 6);
            fault[i] = random.nextInt(3) == 0 ? random.nextDouble(-2, 2) : 0;
        }
        fault[n - 1] = Double.NEGATIVE_INFINITY;
        CauseNetwork network = new CauseNetwork(to, weights, leak);
        Evidence evidence = new Evidence(trouble, fault);
        Posterior posterior = Inference.of(network).query(evidence);
        double some = 1 - Math.exp(network.logAllSound() - posterior.logEvidence());

        // Names that collide once what is odd in them is gone.
        List<String> names =
                IntStream.range(0, n)
                        .mapToObj(i -> i < 2 ? "a" + "/-".charAt(i) : "s" + i)
                        .toList();
        ComponentNetwork exported = ComponentNetwork.of("test", network, names, evidence);
        DiscreteNetwork read = BifReader.parse("test", BifWriter.write(exported.network()));
        Findings findings = Findings.parseJson("e", exported.evidenceJson(), read);
        NetworkQuery.Answer.Posterior answer =
                (NetworkQuery.Answer.Posterior)
                        NetworkQuery.ask(read, findings, JunctionTree.Budget.ONCE);
        for (int i = 0; i < n; i++) {
            assertThat(p(read, answer, "fault_" + exported.names().get(i)))
                    .as("seed %d fault %d", seed, i)
                    .isCloseTo(posterior.fault()[i] / some, within(1e-9));
            assertThat(p(read, answer, "trouble_" + exported.names().get(i)))
                    .as("seed %d trouble %d", seed, i)
                    .isCloseTo(posterior.trouble()[i] / some, within(1e-9));
        }
    }

    @Test
    void refusesACycleOfTooManyComponents() {
        int n = 9;
        int[][] to = new int[n][];
        double[][] weights = new double[n][];
        double[] leak = new double[n];
        for (int i = 0; i < n; i++) {
            to[i] = new int[] {(i + 1) % n};
            weights[i] = new double[] {0.5};
            leak[i] = 0.1;
        }
        List<String> names = IntStream.range(0, n).mapToObj(i -> "s" + i).toList();
        assertThatThrownBy(() ->
                        ComponentNetwork.of(
                                "x.capture",
                                new CauseNetwork(to, weights, leak),
                                names,
                                Evidence.none(n)))
                .isInstanceOf(NetworkException.class)
                .hasMessageContaining("and 8 more depend on each other in a circle");
    }

    private static double p(
            DiscreteNetwork network, NetworkQuery.Answer.Posterior answer, String variable) {
        return answer.posterior()[network.indexOf(variable)][1];
    }
}
