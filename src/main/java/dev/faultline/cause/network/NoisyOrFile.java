package dev.faultline.cause.network;

import dev.faultline.cause.inference.CauseNetwork;
import dev.faultline.cause.inference.Evidence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A noisy-OR network of components with its evidence: `leak` a component; lists of `parents` with
/// `weights` of the same shape, or `edges` of `from` (the cause), `to` and `w`; `likelihoodRatio` a
/// component, and `pinnedHealthy`, the index of one that is known to be fine (−1: none).
public record NoisyOrFile(CauseNetwork network, Evidence evidence) {
    /// Reads text of this layout.
    ///
    /// @param where the file, for messages
    /// @throws NetworkException where something is missing, of the wrong size or no probability
    public static NoisyOrFile parse(String where, String text) throws NetworkException {
        JsonNode root;
        try {
            root = JsonMapper.shared().readTree(text);
        } catch (JacksonException e) {
            throw new NetworkException(
                    "%s, line %,d: this is not JSON (%s)."
                            .formatted(where, e.getLocation().getLineNr(), e.getOriginalMessage()),
                    e);
        }
        return new Reader(where, root).read();
    }

    private record Reader(String where, JsonNode root) {
        NoisyOrFile read() throws NetworkException {
            if (!root.path("leak").isArray()) {
                throw wrong(
                        "there is no list 'leak', the probability of each component's own fault");
            }
            int n = root.path("leak").size();
            double[] leak = numbers("leak", n, 1);
            if (root.has("n") && root.path("n").asInt(-1) != n) {
                throw wrong("'n' is %s, but 'leak' has %,d".formatted(root.path("n"), n));
            }
            List<List<Integer>> parents = new ArrayList<>();
            List<List<Double>> weights = new ArrayList<>();
            for (int i = 0; i < n; i++) {
                parents.add(new ArrayList<>());
                weights.add(new ArrayList<>());
            }
            if (root.has("edges")) {
                edges(n, parents, weights);
            } else {
                lists(n, parents, weights);
            }
            int[][] to = new int[n][];
            double[][] with = new double[n][];
            for (int i = 0; i < n; i++) {
                to[i] = parents.get(i).stream().mapToInt(Integer::intValue).toArray();
                with[i] = weights.get(i).stream().mapToDouble(Double::doubleValue).toArray();
                if (Arrays.stream(to[i]).distinct().count() < to[i].length) {
                    throw wrong("component %,d has two edges from the same one".formatted(i));
                }
            }
            return new NoisyOrFile(new CauseNetwork(to, with, leak), evidence(n));
        }

        private void edges(int n, List<List<Integer>> parents, List<List<Double>> weights)
                throws NetworkException {
            int k = 0;
            for (JsonNode edge : root.path("edges")) {
                int from = component(edge.path("from"), n, "edge %,d, 'from'".formatted(k));
                int to = component(edge.path("to"), n, "edge %,d, 'to'".formatted(k));
                parents.get(to).add(from);
                weights.get(to).add(number(edge.path("w"), "edge %,d, 'w'".formatted(k), 1));
                k++;
            }
        }

        private void lists(int n, List<List<Integer>> parents, List<List<Double>> weights)
                throws NetworkException {
            for (String name : List.of("parents", "weights")) {
                if (root.path(name).size() != n) {
                    throw wrong(
                            "'%s' has %,d lists, but there are %,d components"
                                    .formatted(name, root.path(name).size(), n));
                }
            }
            for (int i = 0; i < n; i++) {
                JsonNode of = root.path("parents").path(i);
                JsonNode with = root.path("weights").path(i);
                if (of.size() != with.size()) {
                    throw wrong(
                            "component %,d has %,d parents, but %,d weights"
                                    .formatted(i, of.size(), with.size()));
                }
                for (int k = 0; k < of.size(); k++) {
                    parents.get(i).add(component(of.get(k), n, "a parent of " + i));
                    weights.get(i).add(number(with.get(k), "a weight of " + i, 1));
                }
            }
        }

        private Evidence evidence(int n) throws NetworkException {
            double[] ratios = new double[n];
            if (root.has("likelihoodRatio")) {
                ratios = numbers("likelihoodRatio", n, Double.POSITIVE_INFINITY);
                for (int i = 0; i < n; i++) {
                    ratios[i] = Math.log(ratios[i]);
                }
            }
            JsonNode pinned = root.path("pinnedHealthy");
            if (pinned.isNumber() && pinned.asInt() >= 0) {
                ratios[component(pinned, n, "'pinnedHealthy'")] = Double.NEGATIVE_INFINITY;
            }
            return Evidence.onTrouble(ratios);
        }

        private double[] numbers(String name, int n, double largest) throws NetworkException {
            JsonNode list = root.path(name);
            if (list.size() != n) {
                throw wrong(
                        "'%s' has %,d numbers, but there are %,d components"
                                .formatted(name, list.size(), n));
            }
            double[] numbers = new double[n];
            for (int i = 0; i < n; i++) {
                numbers[i] = number(list.get(i), "'%s' of %,d".formatted(name, i), largest);
            }
            return numbers;
        }

        private double number(JsonNode node, String what, double largest) throws NetworkException {
            double number = node.isNumber() ? node.asDouble() : Double.NaN;
            if (!(number >= 0 && number <= largest)) {
                throw wrong(
                        "%s is %s, it must be a %s"
                                .formatted(
                                        what,
                                        node.isMissingNode() ? "missing" : node,
                                        largest == 1
                                                ? "probability between 0 and 1"
                                                : "number of 0 or more"));
            }
            return number;
        }

        private int component(JsonNode node, int n, String what) throws NetworkException {
            int i = node.isIntegralNumber() ? node.asInt() : -1;
            if (i < 0 || i >= n) {
                throw wrong(
                        "%s is %s, which is no component (0 to %,d)".formatted(what, node, n - 1));
            }
            return i;
        }

        private NetworkException wrong(String found) {
            return new NetworkException(where + ": " + found + ".");
        }
    }
}
