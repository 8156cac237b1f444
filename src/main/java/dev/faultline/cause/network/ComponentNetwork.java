package dev.faultline.cause.network;

import dev.faultline.cause.inference.CauseNetwork;
import dev.faultline.cause.inference.CycleBlock;
import dev.faultline.cause.inference.Evidence;
import dev.faultline.cause.network.DiscreteNetwork.Table;
import dev.faultline.cause.network.DiscreteNetwork.Variable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/// A network of components as a plain one that any program for Bayesian networks can be asked:
///
/// * `fault_X` and `trouble_X` of each component X; between them `reach_X_1` and so on, which take
///   in a few dependencies each, so that tables stay small;
/// * `cycle_X`, which members of X's cycle are in trouble, given which of them it enters
///   (`enter_X`);
/// * `seen_trouble_X` and `seen_fault_X`, children that carry the evidence: they were seen, `yes`;
/// * `incident`: at least one component has a fault of its own, by way of `some_X`.
///
/// @param network all variables `no`, `yes`, but those of cycles
/// @param seen what to tell another program: hard findings, state by variable
/// @param names how each component is written in the variables' names
public record ComponentNetwork(
        DiscreteNetwork network, Map<String, String> seen, List<String> names) {
    private static final List<String> NO_YES = List.of("no", "yes");

    /// So many dependencies are taken in by one variable at most.
    private static final int TOGETHER = 3;

    /// Writes a network and its evidence as a plain one.
    ///
    /// @param where for messages
    /// @param components the name of each
    /// @throws NetworkException where a cycle has too many components for a table
    public static ComponentNetwork of(
            String where, CauseNetwork network, List<String> components, Evidence evidence)
            throws NetworkException {
        return new Making(where, network, components).with(evidence);
    }

    /// The evidence as `faultline infer` reads it.
    public String evidenceJson() {
        return JsonMapper.shared().writeValueAsString(Map.of("hard", seen));
    }

    private static final class Making {
        private final String where;
        private final CauseNetwork network;
        private final List<String> names = new ArrayList<>();
        private final List<Variable> variables = new ArrayList<>();
        private final List<Table> tables = new ArrayList<>();
        private final int[] fault;
        private final int[] trouble;

        Making(String where, CauseNetwork network, List<String> components) {
            this.where = where;
            this.network = network;
            Set<String> taken = new HashSet<>();
            for (String component : components) {
                String plain = component.replaceAll("[^A-Za-z0-9_]", "_");
                String name = plain;
                for (int k = 2; !taken.add(name); k++) {
                    name = plain + "_" + k;
                }
                names.add(name);
            }
            this.fault = new int[network.size()];
            this.trouble = new int[network.size()];
        }

        ComponentNetwork with(Evidence evidence) throws NetworkException {
            int n = network.size();
            for (int i = 0; i < n; i++) {
                double leak = network.leak(i);
                fault[i] = binary("fault_" + names.get(i), new int[0], 1 - leak, leak);
            }
            // Parents first: a table may only name variables that are there.
            for (int[] cycle : network.cycles()) {
                if (cycle.length == 1) {
                    trouble[cycle[0]] = entrance(cycle[0], "trouble_", cycle);
                } else {
                    cycle(cycle);
                }
            }
            Map<String, String> seen = new LinkedHashMap<>();
            for (int i = 0; i < n; i++) {
                finding("seen_trouble_" + names.get(i), trouble[i], evidence.trouble(i), seen);
                finding("seen_fault_" + names.get(i), fault[i], evidence.fault(i), seen);
            }
            if (n > 0) {
                incident();
                seen.put("incident", "yes");
            }
            return new ComponentNetwork(
                    new DiscreteNetwork(where, "incident", variables, tables),
                    seen,
                    List.copyOf(names));
        }

        /// A binary variable; `values` by state, the own one fastest.
        private int binary(String name, int[] parents, double... values) {
            int[] scope = new int[parents.length + 1];
            scope[0] = variables.size();
            System.arraycopy(parents, 0, scope, 1, parents.length);
            variables.add(new Variable(name, NO_YES));
            tables.add(new Table(scope, values, true));
            return scope[0];
        }

        /// before ∨ ⋁ (parent ∧ A), P(A) = weight.
        private int or(String name, int[] parents, double[] weights) {
            double[] values = new double[2 << parents.length];
            for (int row = 0; row < 1 << parents.length; row++) {
                double spared = 1;
                for (int k = 0; k < parents.length; k++) {
                    spared *= (row >> k & 1) == 0 ? 1 : 1 - weights[k];
                }
                values[2 * row] = spared;
                values[2 * row + 1] = 1 - spared;
            }
            return binary(name, parents, values);
        }

        /// A fault of its own, or trouble from any dependency outside its cycle.
        private int entrance(int i, String prefix, int[] cycle) {
            int[] outside =
                    IntStream.range(0, network.parentCount(i))
                            .filter(k ->
                                    Arrays.stream(cycle)
                                            .noneMatch(member -> member == network.parent(i, k)))
                            .toArray();
            int before = fault[i];
            int from = 0;
            do {
                int to = Math.min(outside.length, from + TOGETHER);
                int[] parents = new int[to - from + 1];
                double[] weights = new double[to - from + 1];
                parents[0] = before;
                weights[0] = 1;
                for (int k = from; k < to; k++) {
                    parents[k - from + 1] = trouble[network.parent(i, outside[k])];
                    weights[k - from + 1] = network.weight(i, outside[k]);
                }
                String name =
                        to == outside.length
                                ? prefix + names.get(i)
                                : "reach_%s_%d".formatted(names.get(i), to / TOGETHER);
                before = or(name, parents, weights);
                from = to;
            } while (from < outside.length);
            return before;
        }

        private void cycle(int[] members) throws NetworkException {
            int size = members.length;
            if (size > CycleBlock.MAX_SIZE) {
                throw new NetworkException(
                        "%s: %s and %,d more depend on each other in a circle; a table of more than %d such components would be too large to be written."
                                .formatted(
                                        where,
                                        names.get(members[0]),
                                        size - 1,
                                        CycleBlock.MAX_SIZE));
            }
            int[] scope = new int[size + 1];
            double[][] passes = new double[size][size];
            for (int to = 0; to < size; to++) {
                int i = members[to];
                scope[to + 1] = entrance(i, "enter_", members);
                for (int k = 0; k < network.parentCount(i); k++) {
                    for (int from = 0; from < size; from++) {
                        if (members[from] == network.parent(i, k) && from != to) {
                            double w = network.weight(i, k);
                            passes[from][to] += w * (1 - passes[from][to]);
                        }
                    }
                }
            }
            int all = 1 << size;
            double[] block = CycleBlock.table(passes);
            double[] values = new double[all * all];
            for (int t = 0; t < all; t++) {
                for (int x = 0; x < all; x++) {
                    int index = 0;
                    for (int k = 0; k < size; k++) {
                        index |= ((t >> k & 1) << (2 * k)) | ((x >> k & 1) << (2 * k + 1));
                    }
                    values[t * all + x] = block[index];
                }
            }
            scope[0] = variables.size();
            variables.add(
                    new Variable(
                            "cycle_" + names.get(members[0]),
                            IntStream.range(0, all).mapToObj(x -> "s" + x).toList()));
            tables.add(new Table(scope, values, true));
            for (int k = 0; k < size; k++) {
                double[] one = new double[2 * all];
                for (int x = 0; x < all; x++) {
                    one[2 * x + (x >> k & 1)] = 1;
                }
                trouble[members[k]] =
                        binary("trouble_" + names.get(members[k]), new int[] {scope[0]}, one);
            }
        }

        /// A child that was seen: likelier by the ratio where its parent is `yes`.
        private void finding(String name, int parent, double logRatio, Map<String, String> seen) {
            if (logRatio == 0) {
                return;
            }
            double without = Math.exp(-Math.max(logRatio, 0));
            double with = Math.exp(Math.min(logRatio, 0));
            binary(name, new int[] {parent}, 1 - without, without, 1 - with, with);
            seen.put(name, "yes");
        }

        /// Whether anybody has a fault: collected along the dependencies, so that the network
        /// becomes little wider than it is.
        private void incident() {
            int n = network.size();
            int[] some = fault.clone();
            boolean[] done = new boolean[n];
            List<Integer> tops = new ArrayList<>();
            boolean[] depended = new boolean[n];
            for (int i = 0; i < n; i++) {
                for (int k = 0; k < network.parentCount(i); k++) {
                    depended[network.parent(i, k)] |= network.parent(i, k) != i;
                }
            }
            for (int pass = 0; pass < 2; pass++) {
                // Who nobody depends on first; then what is left, in cycles.
                for (int i = 0; i < n; i++) {
                    if (!done[i] && (pass == 1 || !depended[i])) {
                        collect(i, some, done);
                        tops.add(some[i]);
                    }
                }
            }
            int before = tops.getFirst();
            for (int k = 1; k < tops.size(); k++) {
                before = or("some_" + k, new int[] {before, tops.get(k)}, new double[] {1, 1});
            }
            or("incident", new int[] {before}, new double[] {1});
        }

        private void collect(int top, int[] some, boolean[] done) {
            int[] next = new int[network.size()];
            List<Integer> way = new ArrayList<>(List.of(top));
            done[top] = true;
            while (!way.isEmpty()) {
                int i = way.getLast();
                if (next[i] < network.parentCount(i)) {
                    int p = network.parent(i, next[i]++);
                    if (!done[p]) {
                        done[p] = true;
                        way.add(p);
                    }
                    continue;
                }
                way.removeLast();
                if (!way.isEmpty()) {
                    int caller = way.getLast();
                    some[caller] =
                            or(
                                    "some_%s_%s".formatted(names.get(caller), names.get(i)),
                                    new int[] {some[caller], some[i]},
                                    new double[] {1, 1});
                }
            }
        }
    }
}
