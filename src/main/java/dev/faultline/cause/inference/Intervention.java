package dev.faultline.cause.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/// What would be if one component were held healthy: a counterfactual that shares all own faults
/// and all ties A of the factual world, in which alone the evidence was seen (Pearl 2009,
/// *Causality*, §7.1.4: twin networks; Balke & Pearl 1994).
///
/// Every component downstream of the held one has its trouble twice, X in fact and X′ held; X′ ≤ X.
/// A link of an OR-chain carries both: (z, z′) → (z ∨ (x∧A), z′ ∨ (x′∧A)) with the A summed out, so
/// no A is a variable of the tree. Along a cycle of s components the same A counts in each of the
/// s−1 rounds after which the least fixpoint is reached: there it is one.
///
/// Where the tree would be too large, components that are hardly in trouble are taken to be well:
/// what that may change is the tolerance.
public final class Intervention {
    /// As in a live answer: tables of at most so many numbers.
    private static final long MAX_ENTRIES = 1L << 21;

    private static final double[] HARDLY = {0, 1e-4, 1e-3, 0.003, 0.01, 0.03, 0.1, 0.3, 0.6, 1};

    private static final int NEVER = -1;

    private final CauseNetwork network;
    private final Evidence evidence;
    private final int held;
    private final List<JunctionTree.Factor> factors = new ArrayList<>();
    private final List<double[]> weights = new ArrayList<>();

    private Intervention(CauseNetwork network, Evidence evidence, int held) {
        this.network = network;
        this.evidence = evidence;
        this.held = held;
    }

    /// The answer to a what-if question.
    ///
    /// @param before P(X_i = 1 | e), by the same tree
    /// @param after P(X′_i = 1 | e)
    /// @param tolerance how far one of them may be off: P(somebody who was taken to be well is not
    ///   | e), or how far `before` is from the posterior where that is more
    @SuppressWarnings("ArrayRecordComponent")
    public record Outcome(double[] before, double[] after, double tolerance) {}

    /// Holds one component healthy.
    ///
    /// @param inference of that network
    /// @param posterior its answer to the evidence
    public static Outcome hold(
            CauseNetwork network,
            Inference inference,
            Evidence evidence,
            Posterior posterior,
            int held) {
        int n = network.size();
        for (double hardly : HARDLY) {
            int[] kept = kept(posterior.trouble(), hardly, held);
            Reduced reduced = reduce(network, evidence, kept);
            int place = Arrays.binarySearch(kept, held);
            Optional<Outcome> answer =
                    new Intervention(reduced.network, reduced.evidence, place).answer();
            if (answer.isPresent()) {
                double[] before = new double[n];
                double[] after = new double[n];
                double off = kept.length == n ? 0 : lost(inference, evidence, posterior, kept);
                for (int k = 0; k < kept.length; k++) {
                    before[kept[k]] = answer.get().before[k];
                    after[kept[k]] = answer.get().after[k];
                }
                for (int i = 0; i < n; i++) {
                    double difference = Math.abs(before[i] - posterior.trouble()[i]);
                    // Rounding is no tolerance.
                    off = Math.max(off, difference < 1e-9 ? 0 : difference);
                }
                return new Outcome(before, after, Math.min(1, off));
            }
        }
        throw new IllegalStateException("even a single component does not fit");
    }

    private static int[] kept(double[] trouble, double hardly, int held) {
        int[] kept = new int[trouble.length];
        int count = 0;
        for (int i = 0; i < trouble.length; i++) {
            if (i == held || trouble[i] >= hardly) {
                kept[count++] = i;
            }
        }
        return Arrays.copyOf(kept, count);
    }

    /// P(somebody who is not kept is in trouble | e).
    private static double lost(
            Inference inference, Evidence evidence, Posterior posterior, int[] kept) {
        double[] trouble = new double[evidence.size()];
        double[] fault = new double[evidence.size()];
        Arrays.fill(trouble, Double.NEGATIVE_INFINITY);
        for (int i = 0; i < fault.length; i++) {
            fault[i] = evidence.fault(i);
        }
        for (int i : kept) {
            trouble[i] = evidence.trouble(i);
        }
        Posterior well = inference.query(new Evidence(trouble, fault));
        double log = well.logEvidence() - posterior.logEvidence();
        return well.possible() ? Math.clamp(-Math.expm1(log), 0, 1) : 1;
    }

    private record Reduced(CauseNetwork network, Evidence evidence) {}

    /// The kept components given that all others are well: a dependant that is well speaks against
    /// trouble of what it depends on.
    private static Reduced reduce(CauseNetwork network, Evidence evidence, int[] kept) {
        int m = kept.length;
        int[][] parents = new int[m][];
        double[][] weights = new double[m][];
        double[] leak = new double[m];
        double[] trouble = new double[m];
        double[] fault = new double[m];
        for (int k = 0; k < m; k++) {
            trouble[k] += evidence.trouble(kept[k]);
            fault[k] = evidence.fault(kept[k]);
            leak[k] = network.leak(kept[k]);
        }
        for (int i = 0; i < network.size(); i++) {
            int place = Arrays.binarySearch(kept, i);
            int count = 0;
            int[] to = new int[network.parentCount(i)];
            double[] w = new double[to.length];
            for (int k = 0; k < to.length; k++) {
                int parent = Arrays.binarySearch(kept, network.parent(i, k));
                if (parent >= 0 && place >= 0) {
                    to[count] = parent;
                    w[count++] = network.weight(i, k);
                } else if (parent >= 0 && trouble[parent] != Double.POSITIVE_INFINITY) {
                    trouble[parent] += Math.log1p(-network.weight(i, k));
                }
            }
            if (place >= 0) {
                parents[place] = Arrays.copyOf(to, count);
                weights[place] = Arrays.copyOf(w, count);
            }
        }
        return new Reduced(new CauseNetwork(parents, weights, leak), new Evidence(trouble, fault));
    }

    /// A truth in both worlds: its variable in fact and the one held; the same where nothing
    /// differs, [#NEVER] where it is false.
    private record Wire(int fact, int held) {
        boolean same() {
            return fact == held;
        }
    }

    private Optional<Outcome> answer() {
        int n = network.size();
        BitSet[] above = above();
        Wire[] trouble = new Wire[n];
        for (int i = 0; i < n; i++) {
            entrance(i, above, trouble);
        }
        int count = weights.size();
        double[] zero = new double[count];
        double[] one = new double[count];
        for (int v = 0; v < count; v++) {
            zero[v] = weights.get(v)[0];
            one[v] = weights.get(v)[1];
        }
        return JunctionTree.compile(count, factors, MAX_ENTRIES)
                .map(tree -> outcome(tree.marginals(zero, one).one(), trouble));
    }

    private static Outcome outcome(double[] one, Wire[] trouble) {
        double[] before = new double[trouble.length];
        double[] after = new double[trouble.length];
        for (int i = 0; i < trouble.length; i++) {
            before[i] = one[trouble[i].fact];
            after[i] = trouble[i].held == NEVER ? 0 : one[trouble[i].held];
        }
        return new Outcome(before, after, 0);
    }

    /// Makes the wires of a component, and of what it depends on and shares a cycle with.
    private void entrance(int i, BitSet[] above, Wire[] trouble) {
        if (trouble[i] != null) {
            return;
        }
        List<Integer> cycle = new ArrayList<>();
        for (int j = 0; j < network.size(); j++) {
            if (j == i || (above[i].get(j) && above[j].get(i))) {
                cycle.add(j);
            }
        }
        Wire[] now = new Wire[network.size()];
        for (int member : cycle) {
            for (int k = 0; k < network.parentCount(member); k++) {
                if (!cycle.contains(network.parent(member, k))) {
                    entrance(network.parent(member, k), above, trouble);
                }
            }
            now[member] = outside(member, cycle, trouble);
        }
        now = rounds(cycle, now);
        for (int member : cycle) {
            trouble[member] = now[member];
            weigh(now[member].fact, evidence.trouble(member));
        }
    }

    /// Its own fault, or trouble of a dependency that is on no cycle with it.
    private Wire outside(int i, List<Integer> cycle, Wire[] trouble) {
        int fault = variable();
        weights.set(fault, new double[] {1 - network.leak(i), network.leak(i)});
        weigh(fault, evidence.fault(i));
        Wire chain = new Wire(fault, i == held ? NEVER : fault);
        for (boolean same : new boolean[] {true, false}) {
            // What is the same in both worlds first: the chain splits as late as it can.
            for (int k = 0; k < network.parentCount(i); k++) {
                int parent = network.parent(i, k);
                if (!cycle.contains(parent) && trouble[parent].same() == same) {
                    chain = link(chain, trouble[parent], NEVER, network.weight(i, k), i);
                }
            }
        }
        return chain;
    }

    private Wire[] rounds(List<Integer> cycle, Wire[] base) {
        int[][] ties = new int[network.size()][];
        for (int i : cycle) {
            ties[i] = new int[network.parentCount(i)];
            for (int k = 0; k < ties[i].length; k++) {
                if (cycle.contains(network.parent(i, k))) {
                    ties[i][k] = variable();
                    double w = network.weight(i, k);
                    weights.set(ties[i][k], new double[] {1 - w, w});
                }
            }
        }
        Wire[] now = base;
        for (int round = 1; round < cycle.size(); round++) {
            Wire[] next = new Wire[base.length];
            for (int i : cycle) {
                next[i] = base[i];
                for (int k = 0; k < ties[i].length; k++) {
                    if (cycle.contains(network.parent(i, k))) {
                        next[i] = link(next[i], now[network.parent(i, k)], ties[i][k], 0, i);
                    }
                }
            }
            now = next;
        }
        return now;
    }

    /// before ∨ (cause ∧ A) in both worlds.
    ///
    /// @param tie the variable A, or [#NEVER] where it is summed out
    /// @param w P(A) where it is summed out
    private Wire link(Wire before, Wire cause, int tie, double w, int component) {
        int fact = variable();
        boolean same = before.same() && cause.same();
        Wire after = new Wire(fact, component == held ? NEVER : same ? fact : variable());
        int[] variables =
                Arrays.stream(
                                new int[] {
                                    before.fact,
                                    before.held,
                                    cause.fact,
                                    cause.held,
                                    after.fact,
                                    after.held,
                                    tie
                                })
                        .filter(v -> v != NEVER)
                        .sorted()
                        .distinct()
                        .toArray();
        double[] table = new double[1 << variables.length];
        for (int index = 0; index < table.length; index++) {
            for (int a = 0; a < 2; a++) {
                boolean passes = a == 1;
                boolean inFact =
                        bit(index, variables, before.fact)
                                || (passes && bit(index, variables, cause.fact));
                boolean inHeld =
                        bit(index, variables, before.held)
                                || (passes && bit(index, variables, cause.held));
                boolean fits =
                        bit(index, variables, after.fact) == inFact
                                && (after.held == NEVER
                                        || bit(index, variables, after.held) == inHeld);
                if (fits && (tie == NEVER || bit(index, variables, tie) == passes)) {
                    table[index] += tie != NEVER ? 1 : passes ? w : 1 - w;
                }
            }
        }
        factors.add(new JunctionTree.Factor(variables, table));
        return after;
    }

    private static boolean bit(int index, int[] variables, int variable) {
        return variable != NEVER && (index >> Arrays.binarySearch(variables, variable) & 1) != 0;
    }

    private int variable() {
        weights.add(new double[] {1, 1});
        return weights.size() - 1;
    }

    /// Multiplies a likelihood ratio in, scaled so that the larger side is 1.
    private void weigh(int variable, double logRatio) {
        double[] pair = weights.get(variable);
        if (logRatio > 0) {
            pair[0] *= Math.exp(-logRatio);
        } else {
            pair[1] *= Math.exp(logRatio);
        }
    }

    /// For each component all that it depends on, directly or not.
    private BitSet[] above() {
        int n = network.size();
        BitSet[] above = new BitSet[n];
        for (int i = 0; i < n; i++) {
            above[i] = new BitSet(n);
            int[] open = new int[n + 1];
            int top = 0;
            open[top++] = i;
            while (top > 0) {
                int at = open[--top];
                for (int k = 0; k < network.parentCount(at); k++) {
                    int parent = network.parent(at, k);
                    if (!above[i].get(parent)) {
                        above[i].set(parent);
                        open[top++] = parent;
                    }
                }
            }
        }
        return above;
    }
}
