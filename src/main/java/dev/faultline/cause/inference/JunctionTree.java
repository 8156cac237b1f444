package dev.faultline.cause.inference;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A junction tree: exact marginals of a product of factors over variables of finitely many states
/// (Lauritzen & Spiegelhalter 1988, *Local computations with probabilities on graphical
/// structures*).
///
/// Structure and factors are compiled once and never change; a [Propagation] brings the weights of
/// the variables' states and holds the messages. The limit is the number of table entries, which is
/// counted before any table is made.
///
/// Over 300 lines: what is compiled once is laid out here, message passing is in [Propagation].
public final class JunctionTree {
    /// A non-negative function of a few different variables.
    ///
    /// @param variables in any order
    /// @param table by joint state; the first variable varies fastest
    @SuppressWarnings("ArrayRecordComponent")
    public record Factor(int[] variables, double[] table) {}

    /// What a compilation may cost.
    ///
    /// @param maxEntries how many numbers the clique tables may hold together
    /// @param restarts how many randomised elimination orders are tried at most to make them
    ///   smaller
    /// @param seed of those orders: the same seed gives the same tree
    public record Budget(long maxEntries, int restarts, long seed) {
        /// What a live view can wait for: some milliseconds.
        public static final Budget LIVE = new Budget(1_000_000, 2, 1);

        /// What somebody who asks once can wait for: seconds.
        public static final Budget ONCE = new Budget(200_000_000, 60, 1);
    }

    /// What a compilation came to.
    public sealed interface Compiled {
        record Ready(JunctionTree tree) implements Compiled {}

        /// Not made: no table was allocated.
        ///
        /// @param entries how many numbers the tables would hold, along the best order found
        /// @param bytes how much memory they and the messages would take
        /// @param freeBytes how much the program may still take
        record TooWide(double entries, double bytes, long freeBytes) implements Compiled {}
    }

    /// Below so many entries a smaller tree isn't worth looking for.
    private static final double ENOUGH = 1 << 14;

    private static final long MAX_ARRAY = Integer.MAX_VALUE - 16;

    /// Memory for everything else: a tree is refused before it takes the last of the heap.
    private static final long SPARE_BYTES = 32L << 20;

    final int[] states;
    final int[] parent;

    /// The children of clique `c` are `children[childAt[c] .. childAt[c + 1] − 1]`.
    final int[] childAt;

    final int[] children;

    /// Where the tables of the cliques begin, those of their separators towards the parent, and the
    /// weights of the variables.
    final int[] tableAt;

    final int[] separatorAt;
    final int[] weightAt;

    /// By clique: how its own table, and that of its parent, fall on the separator between them.
    final Projection[] below;

    final Projection[] above;

    /// The smallest clique that holds a variable: there its weights are multiplied in and its
    /// marginal is read. `homed[homedAt[c] ..]` are those of clique `c`.
    final int[] home;

    final int[] homeStride;
    final int[] homedAt;
    final int[] homed;

    final double[] potential;
    final double logPotential;
    final int largestClique;
    final int largestSeparator;

    private final AtomicReference<@Nullable Propagation> spare = new AtomicReference<>();

    private JunctionTree(int[] states, CliqueTree tree, List<Factor> factors) {
        this.states = states.clone();
        this.parent = tree.parent();
        int m = parent.length;
        int n = states.length;
        this.childAt = new int[m + 1];
        this.children = new int[m];
        this.tableAt = new int[m + 1];
        this.separatorAt = new int[m + 1];
        this.below = new Projection[m];
        this.above = new Projection[m];
        this.home = new int[n];
        this.homeStride = new int[n];
        this.weightAt = new int[n + 1];
        for (int v = 0; v < n; v++) {
            weightAt[v + 1] = weightAt[v] + states[v];
        }
        joinChildren();
        int[][] cliques = layOut(tree.cliques());
        int largest = 0;
        int widest = 1;
        for (int c = 0; c < m; c++) {
            largest = Math.max(largest, tableAt[c + 1] - tableAt[c]);
            widest = Math.max(widest, separatorAt[c + 1] - separatorAt[c]);
        }
        this.largestClique = largest;
        this.largestSeparator = widest;
        this.homedAt = new int[m + 1];
        this.homed = new int[n];
        settle(cliques);
        this.potential = new double[tableAt[m]];
        Arrays.fill(potential, 1);
        this.logPotential = multiplyIn(factors, cliques, tree.cliqueOf());
    }

    /// Compiles a product of factors.
    ///
    /// @param states by variable: how many states it has, ≥ 1
    /// @throws IllegalArgumentException where a factor's table doesn't fit its variables
    public static Compiled compile(int[] states, List<Factor> factors, Budget budget) {
        return compile(states, factors, budget, Double.POSITIVE_INFINITY)
                .orElseThrow(() -> new IllegalStateException("an order without bound is finished"));
    }

    /// Compiles where the tables fit, and gives up as soon as it is plain that they don't.
    static Optional<JunctionTree> within(int[] states, List<Factor> factors, Budget budget) {
        Optional<Compiled> compiled = compile(states, factors, budget, (double) budget.maxEntries);
        return compiled.isPresent() && compiled.get() instanceof Compiled.Ready(JunctionTree tree)
                ? Optional.of(tree)
                : Optional.empty();
    }

    /// @param most beyond so many entries it need not be known how many they are
    private static Optional<Compiled> compile(
            int[] states, List<Factor> factors, Budget budget, double most) {
        List<int[]> scopes = factors.stream().map(Factor::variables).toList();
        for (Factor factor : factors) {
            if (CliqueTree.size(factor.variables, states) != factor.table.length) {
                throw new IllegalArgumentException(
                        "a factor of %d entries does not fit variables %s"
                                .formatted(factor.table.length, Arrays.toString(factor.variables)));
            }
        }
        Optional<EliminationOrder> order =
                EliminationOrder.best(states, scopes, most, ENOUGH, budget.restarts, budget.seed);
        if (order.isEmpty()) {
            return Optional.empty();
        }
        CliqueTree tree = CliqueTree.of(order.get());
        double entries = tree.entries(states);
        // Potentials and what is collected are as large as the cliques, messages at most as much.
        double bytes = 8 * (2 * entries + 2 * separatorEntries(tree, states));
        boolean allowed = entries <= Math.min(budget.maxEntries, MAX_ARRAY);
        if (allowed && (bytes < SPARE_BYTES / 4 || bytes <= free(bytes))) {
            return Optional.of(new Compiled.Ready(new JunctionTree(states, tree, factors)));
        }
        return Optional.of(new Compiled.TooWide(entries, bytes, free(0)));
    }

    /// How many bytes the program may still take. What is garbage counts as free: otherwise the
    /// same question would get another answer whenever the heap happens to be due for collection.
    ///
    /// @param wanted garbage is collected only where it is in the way of so many
    private static long free(double wanted) {
        Runtime runtime = Runtime.getRuntime();
        long most = runtime.maxMemory() - SPARE_BYTES;
        long free = most - (runtime.totalMemory() - runtime.freeMemory());
        if (free < wanted && wanted <= most) {
            System.gc();
            free = most - (runtime.totalMemory() - runtime.freeMemory());
        }
        return free;
    }

    /// Compiles factors of binary variables for a live view.
    ///
    /// @return the tree, or nothing where its tables would hold more than `maxEntries` numbers
    static Optional<JunctionTree> compile(
            int variableCount, List<Factor> factors, long maxEntries) {
        int[] two = new int[variableCount];
        Arrays.fill(two, 2);
        Budget live = Budget.LIVE;
        return within(two, factors, new Budget(maxEntries, live.restarts, live.seed));
    }

    /// How many numbers its clique tables hold.
    public long entries() {
        return potential.length;
    }

    /// How many cliques it has.
    public int cliques() {
        return parent.length;
    }

    /// A new propagation, in which every state weighs 1.
    public Propagation propagation() {
        return new Propagation(this);
    }

    /// The answer to a query on binary variables.
    ///
    /// @param logNormaliser ln Σ of the product over all states; −∞ where the weights contradict
    ///   each other
    /// @param one P(variable = 1); `NaN` where they contradict
    @SuppressWarnings("ArrayRecordComponent")
    record Marginals(double logNormaliser, double[] one) {}

    /// Marginals of the factors' product times one weight pair a variable, all binary.
    ///
    /// @param weight0 by variable: what its value 0 weighs, ≥ 0
    /// @param weight1 what its value 1 weighs
    Marginals marginals(double[] weight0, double[] weight1) {
        Propagation propagation = weighed(weight0, weight1);
        propagation.refresh();
        double[] one = new double[states.length];
        for (int v = 0; v < one.length; v++) {
            one[v] = propagation.marginal(v, 1);
        }
        Marginals marginals = new Marginals(propagation.logNormaliser(), one);
        spare.set(propagation);
        return marginals;
    }

    /// The normaliser alone: half the work of [#marginals(double[], double[])].
    double logNormaliser(double[] weight0, double[] weight1) {
        Propagation propagation = weighed(weight0, weight1);
        double log = propagation.logNormaliser();
        spare.set(propagation);
        return log;
    }

    private Propagation weighed(double[] weight0, double[] weight1) {
        Propagation kept = spare.getAndSet(null);
        Propagation propagation = kept == null ? propagation() : kept;
        // Afresh, so that an answer doesn't depend in its last bits on what was asked before.
        propagation.forget();
        for (int v = 0; v < states.length; v++) {
            propagation.weigh(v, weight0[v], weight1[v]);
        }
        return propagation;
    }

    private static double separatorEntries(CliqueTree tree, int[] states) {
        boolean[] inParent = new boolean[states.length];
        double total = 0;
        for (int c = 0; c < tree.parent().length; c++) {
            int p = tree.parent()[c];
            if (p >= 0) {
                for (int v : tree.cliques()[p]) {
                    inParent[v] = true;
                }
                double size = 1;
                for (int v : tree.cliques()[c]) {
                    size *= inParent[v] ? states[v] : 1;
                }
                for (int v : tree.cliques()[p]) {
                    inParent[v] = false;
                }
                total += size;
            }
        }
        return total;
    }

    private void joinChildren() {
        int m = parent.length;
        for (int p : parent) {
            if (p >= 0) {
                childAt[p + 1]++;
            }
        }
        for (int c = 0; c < m; c++) {
            childAt[c + 1] += childAt[c];
        }
        int[] at = childAt.clone();
        for (int c = 0; c < m; c++) {
            if (parent[c] >= 0) {
                children[at[parent[c]]++] = c;
            }
        }
    }

    /// Orders the variables of each clique: those that its parent does not hold first, then the
    /// others as in the parent. A separator's table is then that of the last ones, and summing to
    /// it adds neighbours.
    private int[][] layOut(int[][] cliques) {
        int m = parent.length;
        int[][] ordered = new int[m][];
        int[] place = new int[states.length];
        Arrays.fill(place, -1);
        for (int c = m - 1; c >= 0; c--) {
            int p = parent[c];
            if (p < 0) {
                ordered[c] = cliques[c];
                continue;
            }
            int[] own = new int[cliques[c].length];
            int count = 0;
            for (int v : cliques[c]) {
                place[v] = 0;
            }
            for (int v : ordered[p]) {
                place[v]++;
            }
            for (int v : cliques[c]) {
                if (place[v] == 0) {
                    own[count++] = v;
                }
            }
            int shared = count;
            int[] strideAbove = new int[ordered[p].length];
            int size = 1;
            for (int k = 0; k < ordered[p].length; k++) {
                int v = ordered[p][k];
                if (place[v] == 1) {
                    own[count++] = v;
                    strideAbove[k] = size;
                    size *= states[v];
                }
            }
            for (int v : ordered[p]) {
                place[v] = -1;
            }
            for (int v : cliques[c]) {
                place[v] = -1;
            }
            ordered[c] = own;
            separatorAt[c + 1] = size;
            above[c] = Projection.of(ordered[p], strideAbove, states);
            int[] strideBelow = new int[own.length];
            int stride = 1;
            for (int k = shared; k < own.length; k++) {
                strideBelow[k] = stride;
                stride *= states[own[k]];
            }
            below[c] = Projection.of(own, strideBelow, states);
        }
        for (int c = 0; c < m; c++) {
            tableAt[c + 1] = tableAt[c] + (int) CliqueTree.size(ordered[c], states);
            separatorAt[c + 1] += separatorAt[c];
        }
        return ordered;
    }

    private void settle(int[][] cliques) {
        int m = cliques.length;
        Arrays.fill(home, -1);
        for (int c = 0; c < m; c++) {
            int size = tableAt[c + 1] - tableAt[c];
            int stride = 1;
            for (int v : cliques[c]) {
                int other = home[v];
                if (other < 0 || size < tableAt[other + 1] - tableAt[other]) {
                    home[v] = c;
                    homeStride[v] = stride;
                }
                stride *= states[v];
            }
        }
        for (int c : home) {
            homedAt[c + 1]++;
        }
        for (int c = 0; c < m; c++) {
            homedAt[c + 1] += homedAt[c];
        }
        int[] at = homedAt.clone();
        for (int v = 0; v < home.length; v++) {
            homed[at[home[v]]++] = v;
        }
    }

    /// Multiplies each factor into the clique of its variable that was eliminated first, and scales
    /// the potentials to a largest entry of 1, against underflow.
    ///
    /// @return ln of what was divided out
    private double multiplyIn(List<Factor> factors, int[][] cliques, int[] cliqueOf) {
        int[] strideOf = new int[states.length];
        double log = 0;
        for (Factor factor : factors) {
            if (factor.variables.length == 0) {
                log += Math.log(factor.table[0]);
                continue;
            }
            // Children come before parents: the least is that of the first to be eliminated.
            int c = Integer.MAX_VALUE;
            int stride = 1;
            for (int v : factor.variables) {
                c = Math.min(c, cliqueOf[v]);
                strideOf[v] = stride;
                stride *= states[v];
            }
            int[] strides = new int[cliques[c].length];
            for (int k = 0; k < strides.length; k++) {
                strides[k] = strideOf[cliques[c][k]];
            }
            Projection.of(cliques[c], strides, states)
                    .multiply(potential, tableAt[c], potential, tableAt[c], factor.table, 0);
            for (int v : factor.variables) {
                strideOf[v] = 0;
            }
        }
        for (int c = 0; c < cliques.length; c++) {
            double largest = 0;
            for (int i = tableAt[c]; i < tableAt[c + 1]; i++) {
                largest = Math.max(largest, potential[i]);
            }
            if (largest > 0) {
                log += Math.log(largest);
                for (int i = tableAt[c]; i < tableAt[c + 1]; i++) {
                    potential[i] /= largest;
                }
            }
        }
        return log;
    }
}
