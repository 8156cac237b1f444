package dev.faultline.cause.learning;

import dev.faultline.cause.inference.CauseNetwork;
import dev.faultline.cause.inference.CycleBlock;
import dev.faultline.cause.inference.Evidence;
import dev.faultline.cause.inference.JunctionTree;
import dev.faultline.cause.inference.JunctionTree.Factor;
import dev.faultline.cause.inference.Propagation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A network of components in which whether trouble passed a dependency, A, is a variable of its
/// own: OR-chains z_k = z_{k−1} ∨ (X_k ∧ A_k). λ and w are weights of R and A, so that learning
/// them compiles nothing anew. Dependencies within a cycle keep the strength they have.
final class PassageTree implements Passages {
    private static final int NONE = -1;

    private final int[] fault;
    private final int[] trouble;

    /// By component and dependency: the variable A, or `NONE` within a cycle.
    private final int[][] passed;

    private final CauseNetwork network;
    private final Propagation propagation;

    private PassageTree(
            CauseNetwork network, int[] fault, int[] trouble, int[][] passed, JunctionTree tree) {
        this.network = network;
        this.fault = fault;
        this.trouble = trouble;
        this.passed = passed;
        this.propagation = tree.propagation();
    }

    /// Compiles a network.
    ///
    /// @return nothing where it is too wide
    static Optional<PassageTree> of(CauseNetwork network, JunctionTree.Budget budget) {
        int n = network.size();
        int[] fault = new int[n];
        int[] trouble = new int[n];
        int[] end = new int[n];
        int[][] passed = new int[n][];
        List<Factor> factors = new ArrayList<>();
        int[] group = new int[n];
        List<int[]> cycles = network.cycles();
        for (int c = 0; c < cycles.size(); c++) {
            for (int i : cycles.get(c)) {
                group[i] = c;
            }
        }
        // First every component's variables, then what joins them.
        int next = 0;
        for (int i = 0; i < n; i++) {
            fault[i] = next++;
            passed[i] = new int[network.parentCount(i)];
            for (int k = 0; k < passed[i].length; k++) {
                boolean outside = group[network.parent(i, k)] != group[i];
                // A_k and z_k
                passed[i][k] = outside ? next : NONE;
                next += outside ? 2 : 0;
            }
            end[i] = next - 1;
            trouble[i] = cycles.get(group[i]).length == 1 ? end[i] : next++;
        }
        for (int i = 0; i < n; i++) {
            int before = fault[i];
            for (int k = 0; k < passed[i].length; k++) {
                int a = passed[i][k];
                if (a != NONE) {
                    factors.add(link(before, trouble[network.parent(i, k)], a, a + 1));
                    before = a + 1;
                }
            }
        }
        for (int[] cycle : cycles) {
            if (cycle.length > CycleBlock.MAX_SIZE) {
                return Optional.empty();
            }
            if (cycle.length > 1) {
                factors.add(block(network, cycle, end, trouble));
            }
        }
        int[] states = new int[next];
        Arrays.fill(states, 2);
        return JunctionTree.compile(states, factors, budget)
                        instanceof JunctionTree.Compiled.Ready(JunctionTree tree)
                ? Optional.of(new PassageTree(network, fault, trouble, passed, tree))
                : Optional.empty();
    }

    /// after = before ∨ (cause ∧ passed), bits in this order, the first the lowest.
    private static Factor link(int before, int cause, int passed, int after) {
        double[] table = new double[16];
        for (int index = 0; index < 8; index++) {
            boolean one = (index & 1) != 0 || (index & 6) == 6;
            table[index | (one ? 8 : 0)] = 1;
        }
        return new Factor(new int[] {before, cause, passed, after}, table);
    }

    private static Factor block(CauseNetwork network, int[] cycle, int[] end, int[] trouble) {
        int size = cycle.length;
        int[] variables = new int[2 * size];
        double[][] passes = new double[size][size];
        for (int to = 0; to < size; to++) {
            variables[2 * to] = end[cycle[to]];
            variables[2 * to + 1] = trouble[cycle[to]];
            for (int from = 0; from < size; from++) {
                passes[from][to] = network.strength(cycle[to], cycle[from]);
            }
        }
        return new Factor(variables, CycleBlock.table(passes));
    }

    @Override
    public double take(Evidence seen, Optional<Set<Integer>> roots, double[] lambda, double[][] w) {
        for (int i = 0; i < lambda.length; i++) {
            double zero = 1 - lambda[i];
            double one = lambda[i];
            if (roots.isPresent()) {
                zero = roots.get().contains(i) ? 0 : zero;
                one = roots.get().contains(i) ? one : 0;
            } else {
                zero *= without(seen.fault(i));
                one *= with(seen.fault(i));
            }
            if (fault[i] == trouble[i]) {
                zero *= without(seen.trouble(i));
                one *= with(seen.trouble(i));
            } else {
                propagation.weigh(trouble[i], without(seen.trouble(i)), with(seen.trouble(i)));
            }
            propagation.weigh(fault[i], zero, one);
            for (int k = 0; k < passed[i].length; k++) {
                if (passed[i][k] != NONE) {
                    propagation.weigh(passed[i][k], 1 - w[i][k], w[i][k]);
                }
            }
        }
        propagation.refresh();
        return propagation.logNormaliser();
    }

    private static double without(double logRatio) {
        return Math.exp(-Math.max(logRatio, 0));
    }

    private static double with(double logRatio) {
        return Math.exp(Math.min(logRatio, 0));
    }

    @Override
    public boolean learns(int i, int k) {
        return passed[i][k] != NONE;
    }

    @Override
    public double fault(int i) {
        return propagation.marginal(fault[i], 1);
    }

    @Override
    public double active(int i, int k) {
        return propagation.marginal(trouble[network.parent(i, k)], 1);
    }

    /// Where the dependency is in no trouble, A is as likely as before.
    @Override
    public double passed(int i, int k, double w) {
        double idle = propagation.marginal(trouble[network.parent(i, k)], 0);
        return Math.max(0, propagation.marginal(passed[i][k], 1) - w * idle);
    }
}
