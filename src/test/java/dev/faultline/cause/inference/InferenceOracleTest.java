package dev.faultline.cause.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
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

        Inference inference =
                Inference.compile(network, Inference.DEFAULT_MAX_ENTRIES).orElseThrow();
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
