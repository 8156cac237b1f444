package dev.faultline.cause.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// Posteriors against networks that an independent program enumerated in full
/// (`oracle/bayes/noisyor-*.json`: 2^n states of X in doubles; its own second engine agreed to
/// 1e-15). Tolerance 1e-9, as the issue asks.
class InferenceOracleTest {
    private static final double TOLERANCE = 1e-9;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dense-14-r2",
                "dense-18-r2",
                "dense-23-r3",
                "hub-14-r2",
                "hub-18-r1",
                "hub-22-r2",
                "tree-12-r1",
                "tree-20-r2"
            })
    void agreesWithFullEnumeration(String name) throws IOException {
        JsonNode oracle = read("noisyor-" + name + ".json");
        CauseNetwork network = network(oracle);
        Evidence evidence = evidence(oracle);

        Inference inference = Inference.compile(network, 1_000_000).orElseThrow();
        Posterior posterior = inference.query(evidence);

        JsonNode expected = oracle.get("oracle");
        for (int i = 0; i < network.size(); i++) {
            assertThat(posterior.trouble()[i])
                    .as("%s P(X_%d)", name, i)
                    .isCloseTo(expected.get("pAnomalous").get(i).asDouble(), within(TOLERANCE));
            assertThat(posterior.fault()[i])
                    .as("%s P(R_%d)", name, i)
                    .isCloseTo(expected.get("pRoot").get(i).asDouble(), within(TOLERANCE));
            assertThat(inference.exactly(evidence, posterior, i))
                    .as("%s P(only R_%d)", name, i)
                    .isCloseTo(expected.get("pOnlyRoot").get(i).asDouble(), within(TOLERANCE));
        }
    }

    /// `oracle/bayes/cyclic-*.json`: the least fixpoint, enumerated over all faults and passing
    /// edges by an independent program. `from` is the cause there.
    @ParameterizedTest
    @ValueSource(strings = {"cyclic-6-1", "cyclic-6-2"})
    void agreesWithFullEnumerationOfCycles(String name) throws IOException {
        JsonNode oracle = read(name + ".json");
        int n = oracle.get("n").asInt();
        List<List<JsonNode>> into = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            into.add(new ArrayList<>());
        }
        oracle.get("edges").forEach(edge -> into.get(edge.get("to").asInt()).add(edge));
        CauseNetwork network =
                new CauseNetwork(
                        into.stream()
                                .map(es -> es.stream().mapToInt(e -> e.get("from").asInt()))
                                .map(IntStream::toArray)
                                .toArray(int[][]::new),
                        into.stream()
                                .map(es -> es.stream().mapToDouble(e -> e.get("w").asDouble()))
                                .map(DoubleStream::toArray)
                                .toArray(double[][]::new),
                        doubles(oracle.get("leak")));
        double[] ratios = doubles(oracle.get("likelihoodRatio"));
        Evidence evidence = Evidence.onTrouble(DoubleStream.of(ratios).map(Math::log).toArray());

        Posterior posterior = Inference.of(network).query(evidence);

        assertThat(posterior.exactness()).isEqualTo(new Exactness.Exact());
        JsonNode expected = oracle.get("oracle");
        assertThat(posterior.trouble())
                .as("%s P(X)", name)
                .containsExactly(doubles(expected.get("pAnomalous")), within(TOLERANCE));
        assertThat(posterior.fault())
                .as("%s P(R)", name)
                .containsExactly(doubles(expected.get("pRoot")), within(TOLERANCE));
    }

    private static CauseNetwork network(JsonNode oracle) {
        int n = oracle.get("n").asInt();
        int[][] parents = new int[n][];
        double[][] weights = new double[n][];
        for (int i = 0; i < n; i++) {
            JsonNode of = oracle.get("parents").get(i);
            JsonNode with = oracle.get("weights").get(i);
            parents[i] = IntStream.range(0, of.size()).map(k -> of.get(k).asInt()).toArray();
            weights[i] =
                    IntStream.range(0, with.size())
                            .mapToDouble(k -> with.get(k).asDouble())
                            .toArray();
        }
        return new CauseNetwork(parents, weights, doubles(oracle.get("leak")));
    }

    private static Evidence evidence(JsonNode oracle) {
        double[] ratios = doubles(oracle.get("likelihoodRatio"));
        int pinned = oracle.get("pinnedHealthy").asInt();
        if (pinned >= 0) {
            ratios[pinned] = 0;
        }
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = Math.log(ratios[i]);
        }
        return Evidence.onTrouble(ratios);
    }

    private static double[] doubles(JsonNode array) {
        return IntStream.range(0, array.size()).mapToDouble(i -> array.get(i).asDouble()).toArray();
    }

    private static JsonNode read(String name) throws IOException {
        try (InputStream in = InferenceOracleTest.class.getResourceAsStream(name)) {
            return new ObjectMapper().readTree(in);
        }
    }
}
