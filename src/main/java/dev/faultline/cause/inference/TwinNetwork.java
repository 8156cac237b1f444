package dev.faultline.cause.inference;

import dev.faultline.topology.StrongComponents;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A network beside its twin in which one component is held healthy, with all own faults and all
/// ties A in common; evidence was seen in fact alone (Balke & Pearl 1994; Pearl 2009, *Causality*,
/// §7.1.4).
///
/// As the twin's trouble X′ never exceeds the factual X, a component downstream of the held one has
/// three states: well, in trouble and healed by it, in trouble still. A link of an OR-chain carries
/// both, (z, z′) → (z ∨ (x∧A), z′ ∨ (x′∧A)), with the A summed out. Along a cycle of s components
/// the same A counts in each of the s−1 rounds after which the least fixpoint is reached: there it
/// is a variable.
final class TwinNetwork {
    /// A tree for one question that somebody waits for.
    private static final JunctionTree.Budget BUDGET = new JunctionTree.Budget(2_000_000, 2, 1);

    private static final int IN_FACT = 1;
    private static final int IN_TWIN = 2;
    private static final int BOTH = IN_FACT | IN_TWIN;

    private final CauseNetwork network;
    private final Evidence evidence;
    private final boolean[] troubled;
    private final int held;
    private final List<JunctionTree.Factor> factors = new ArrayList<>();

    /// By variable of the tree: what its states mean, and what they weigh.
    private final List<int[]> meanings = new ArrayList<>();

    private final List<double[]> weights = new ArrayList<>();

    /// By component: the variable of its trouble, once it is made.
    private final @Nullable Integer[] trouble;

    /// @param troubled who is known to be in trouble in fact
    TwinNetwork(CauseNetwork network, Evidence evidence, boolean[] troubled, int held) {
        this.network = network;
        this.evidence = evidence;
        this.troubled = troubled;
        this.held = held;
        this.trouble = new Integer[network.size()];
    }

    /// P(X_i | e) and P(X′_i | e).
    ///
    /// @return nothing where the tables would be too large
    Optional<Intervention.Outcome> answer() {
        StrongComponents cycles = cycles();
        int from = 0;
        for (int size : cycles.size()) {
            // Dependencies come first in their order.
            make(Arrays.copyOfRange(cycles.order(), from, from + size));
            from += size;
        }
        int[] states = meanings.stream().mapToInt(m -> m.length).toArray();
        return switch (JunctionTree.compile(states, factors, BUDGET)) {
            case JunctionTree.Compiled.TooWide _ -> Optional.empty();
            case JunctionTree.Compiled.Ready(JunctionTree tree) -> Optional.of(read(tree));
        };
    }

    private Intervention.Outcome read(JunctionTree tree) {
        Propagation propagation = tree.propagation();
        for (int v = 0; v < weights.size(); v++) {
            propagation.weigh(v, weights.get(v));
        }
        propagation.refresh();
        double[] before = new double[network.size()];
        double[] after = new double[network.size()];
        for (int i = 0; i < before.length; i++) {
            int variable = made(i);
            int[] meaning = meanings.get(variable);
            for (int state = 0; state < meaning.length; state++) {
                double p = propagation.marginal(variable, state);
                before[i] += (meaning[state] & IN_FACT) != 0 ? p : 0;
                after[i] += (meaning[state] & IN_TWIN) != 0 ? p : 0;
            }
        }
        return new Intervention.Outcome(before, after, 0);
    }

    private int made(int i) {
        Integer variable = trouble[i];
        if (variable == null) {
            throw new IllegalStateException("component " + i + " was not made");
        }
        return variable;
    }

    /// Makes the trouble of components that share a cycle, or of a single one, after that of all
    /// that they depend on.
    private void make(int[] members) {
        if (members.length == 1) {
            trouble[members[0]] = outside(members[0], new BitSet(), true);
        } else {
            BitSet cycle = new BitSet();
            for (int member : members) {
                cycle.set(member);
            }
            int[] base = new int[members.length];
            for (int k = 0; k < members.length; k++) {
                base[k] = outside(members[k], cycle, false);
            }
            rounds(members, cycle, base);
        }
        for (int member : members) {
            weigh(made(member), evidence.trouble(member));
        }
    }

    /// Its own fault, or trouble of a dependency that is on no cycle with it.
    private int outside(int i, BitSet cycle, boolean last) {
        List<Integer> order = new ArrayList<>();
        for (boolean same : new boolean[] {true, false}) {
            // What is the same in both worlds first: the chain splits as late as it can.
            for (int k = 0; k < network.parentCount(i); k++) {
                int parent = network.parent(i, k);
                if (!cycle.get(parent) && same(made(parent)) == same) {
                    order.add(k);
                }
            }
        }
        boolean known = last && order.isEmpty() && troubled[i];
        int trouble = i == held ? IN_FACT : BOTH;
        int chain = variable(known ? new int[] {trouble} : new int[] {0, trouble});
        double leak = network.leak(i);
        weights.set(chain, known ? new double[] {leak} : new double[] {1 - leak, leak});
        weigh(chain, evidence.fault(i));
        for (int at = 0; at < order.size(); at++) {
            int k = order.get(at);
            boolean end = last && at == order.size() - 1;
            chain = link(chain, made(network.parent(i, k)), -1, network.weight(i, k), i, end);
        }
        return chain;
    }

    private void rounds(int[] members, BitSet cycle, int[] base) {
        int[][] ties = new int[members.length][];
        for (int m = 0; m < members.length; m++) {
            int i = members[m];
            trouble[i] = base[m];
            ties[m] = new int[network.parentCount(i)];
            for (int k = 0; k < ties[m].length; k++) {
                if (cycle.get(network.parent(i, k))) {
                    ties[m][k] = variable(new int[] {0, BOTH});
                    double w = network.weight(i, k);
                    weights.set(ties[m][k], new double[] {1 - w, w});
                }
            }
        }
        for (int round = 1; round < members.length; round++) {
            int[] next = base.clone();
            for (int m = 0; m < members.length; m++) {
                int i = members[m];
                for (int k = 0; k < ties[m].length; k++) {
                    int parent = network.parent(i, k);
                    if (cycle.get(parent)) {
                        next[m] = link(next[m], made(parent), ties[m][k], 0, i, false);
                    }
                }
            }
            for (int m = 0; m < members.length; m++) {
                trouble[members[m]] = next[m];
            }
        }
    }

    /// before ∨ (cause ∧ A) in both worlds.
    ///
    /// @param tie the variable A, or -1 where it is summed out
    /// @param w P(A) where it is summed out
    /// @param last whether that is all of the component's trouble
    private int link(int before, int cause, int tie, double w, int component, boolean last) {
        int mask = component == held ? IN_FACT : BOTH;
        int[] from = meanings.get(before);
        int[] by = meanings.get(cause);
        BitSet reached = new BitSet();
        for (int b : from) {
            reached.set(b);
            for (int c : by) {
                reached.set((b | c) & mask);
            }
        }
        int[] to =
                reached.stream()
                        .filter(m -> !(last && troubled[component]) || (m & IN_FACT) != 0)
                        .toArray();
        int after = variable(to);
        double[] table = new double[from.length * by.length * to.length * (tie < 0 ? 1 : 2)];
        for (int index = 0; index < table.length; index++) {
            int b = from[index % from.length];
            int rest = index / from.length;
            int c = by[rest % by.length];
            rest /= by.length;
            int t = to[rest % to.length];
            rest /= to.length;
            double stays = t == b ? 1 : 0;
            double passes = t == ((b | c) & mask) ? 1 : 0;
            table[index] = tie < 0 ? w * passes + (1 - w) * stays : rest == 0 ? stays : passes;
        }
        factors.add(
                new JunctionTree.Factor(
                        tie < 0
                                ? new int[] {before, cause, after}
                                : new int[] {before, cause, after, tie},
                        table));
        return after;
    }

    private int variable(int[] meaning) {
        double[] even = new double[meaning.length];
        Arrays.fill(even, 1);
        meanings.add(meaning);
        weights.add(even);
        return meanings.size() - 1;
    }

    /// Whether it means the same in both worlds.
    private boolean same(int variable) {
        for (int meaning : meanings.get(variable)) {
            if (meaning == IN_FACT) {
                return false;
            }
        }
        return true;
    }

    /// Multiplies a likelihood ratio of what holds in fact in, scaled so that the larger side is 1.
    private void weigh(int variable, double logRatio) {
        int[] meaning = meanings.get(variable);
        double[] weight = weights.get(variable);
        for (int state = 0; state < weight.length; state++) {
            boolean inFact = (meaning[state] & IN_FACT) != 0;
            weight[state] *= Math.exp(inFact ? Math.min(0, logRatio) : -Math.max(0, logRatio));
        }
    }

    private StrongComponents cycles() {
        int n = network.size();
        int[] start = new int[n + 1];
        for (int i = 0; i < n; i++) {
            start[i + 1] = start[i] + network.parentCount(i);
        }
        int[] parents = new int[start[n]];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < network.parentCount(i); k++) {
                parents[start[i] + k] = network.parent(i, k);
            }
        }
        return StrongComponents.of(start, parents);
    }
}
