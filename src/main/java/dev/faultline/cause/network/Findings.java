package dev.faultline.cause.network;

import dev.faultline.cause.network.DiscreteNetwork.Variable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Evidence on a network: of some variables, how well each state explains what was seen.
///
/// @param all in the order in which they were given; a variable may occur twice
public record Findings(List<Finding> all) {
    /// One finding.
    ///
    /// @param likelihood by state of the variable; a single 1 among zeros for a state that was seen
    /// @param text as a person would say it: `smoke = yes`
    @SuppressWarnings("ArrayRecordComponent") // numbers, read only
    public record Finding(int variable, double[] likelihood, String text) {
        /// Whether it leaves only one state.
        boolean isHard() {
            return Arrays.stream(likelihood).filter(l -> l > 0).count() == 1;
        }
    }

    public static final Findings NONE = new Findings(List.of());

    public Findings {
        all = List.copyOf(all);
    }

    /// Reads `{"hard":{variable:state},"softLikelihood":{variable:[number a state]}}`. A state may
    /// be given by its name or, where no state has that name, by its number from 0.
    ///
    /// @param where the file, for messages
    /// @throws NetworkException where the text is not of that form or doesn't fit the network
    public static Findings parseJson(String where, String text, DiscreteNetwork network)
            throws NetworkException {
        JsonNode root;
        try {
            root = JsonMapper.shared().readTree(text);
        } catch (JacksonException e) {
            throw new NetworkException(
                    "%s, line %,d: this is not JSON (%s)."
                            .formatted(where, e.getLocation().getLineNr(), e.getOriginalMessage()),
                    e);
        }
        if (!root.isObject()
                || (!root.isEmpty() && !root.has("hard") && !root.has("softLikelihood"))) {
            throw new NetworkException(
                    where
                            + ": an object with 'hard' or 'softLikelihood' was expected, as in"
                            + " {\"hard\":{\"smoke\":\"yes\"}}.");
        }
        List<Finding> all = new ArrayList<>();
        for (Map.Entry<String, JsonNode> e : object(where, root, "hard")) {
            int v = variable(where, network, e.getKey());
            all.add(hard(network, v, state(where, network.variables().get(v), e.getValue())));
        }
        for (Map.Entry<String, JsonNode> e : object(where, root, "softLikelihood")) {
            all.add(soft(where, network, e.getKey(), e.getValue()));
        }
        return new Findings(all);
    }

    /// Reads an `.evid` file of the UAI competitions.
    ///
    /// @throws NetworkException where the text is not of that form or doesn't fit the network
    public static Findings parseUai(String where, String text, DiscreteNetwork network)
            throws NetworkException {
        List<Finding> all = new ArrayList<>();
        for (Map.Entry<Integer, Integer> e : UaiReader.parseEvidence(where, text).entrySet()) {
            int v = variable(where, network, String.valueOf(e.getKey()));
            Variable variable = network.variables().get(v);
            if (e.getValue() >= variable.states().size()) {
                throw noSuchState(where, variable, String.valueOf(e.getValue()));
            }
            all.add(hard(network, v, e.getValue()));
        }
        return new Findings(all);
    }

    private static Iterable<Map.Entry<String, JsonNode>> object(
            String where, JsonNode root, String name) throws NetworkException {
        JsonNode node = root.path(name);
        if (!node.isMissingNode() && !node.isNull() && !node.isObject()) {
            throw new NetworkException(
                    where + ": '" + name + "' must be an object {variable: …}, not " + node + ".");
        }
        return node.properties();
    }

    private static int variable(String where, DiscreteNetwork network, String name)
            throws NetworkException {
        int v = network.indexOf(name);
        if (v < 0) {
            throw new NetworkException(
                    "%s: the network has no variable '%s'. It has %,d, the first is '%s'."
                            .formatted(
                                    where,
                                    name,
                                    network.variables().size(),
                                    network.variables().getFirst().name()));
        }
        return v;
    }

    private static int state(String where, Variable variable, JsonNode node)
            throws NetworkException {
        String name = node.isString() ? node.asString() : node.toString();
        int state = variable.states().indexOf(name);
        if (state < 0
                && node.isIntegralNumber()
                && node.asLong() >= 0
                && node.asLong() < variable.states().size()) {
            state = node.asInt();
        }
        if (state < 0) {
            throw noSuchState(where, variable, name);
        }
        return state;
    }

    private static NetworkException noSuchState(String where, Variable variable, String name) {
        return new NetworkException(
                "%s: variable '%s' has no state '%s'. It has %s."
                        .formatted(
                                where,
                                variable.name(),
                                name,
                                String.join(
                                        ", ",
                                        variable.states().stream()
                                                .limit(20)
                                                .map(s -> "'" + s + "'")
                                                .toList())));
    }

    private static Finding hard(DiscreteNetwork network, int v, int state) {
        Variable variable = network.variables().get(v);
        double[] likelihood = new double[variable.states().size()];
        likelihood[state] = 1;
        return new Finding(v, likelihood, variable.name() + " = " + variable.states().get(state));
    }

    private static Finding soft(
            String where, DiscreteNetwork network, String name, JsonNode numbers)
            throws NetworkException {
        int v = variable(where, network, name);
        int k = network.variables().get(v).states().size();
        if (!numbers.isArray() || numbers.size() != k) {
            throw new NetworkException(
                    "%s: softLikelihood of '%s' must be a list of %,d numbers, one a state, not %s."
                            .formatted(where, name, k, numbers));
        }
        double[] likelihood = new double[k];
        double sum = 0;
        for (int s = 0; s < k; s++) {
            likelihood[s] = numbers.get(s).isNumber() ? numbers.get(s).asDouble() : -1;
            if (!(likelihood[s] >= 0 && likelihood[s] < Double.POSITIVE_INFINITY)) {
                throw new NetworkException(
                        "%s: softLikelihood of '%s' holds %s; a number of 0 or more is needed."
                                .formatted(where, name, numbers.get(s)));
            }
            sum += likelihood[s];
        }
        if (sum == 0) {
            throw new NetworkException(
                    "%s: softLikelihood of '%s' is 0 for every state: what was seen would be impossible."
                            .formatted(where, name));
        }
        return new Finding(v, likelihood, name + " ~ " + numbers);
    }
}
