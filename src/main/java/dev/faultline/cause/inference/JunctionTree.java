package dev.faultline.cause.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A junction tree over binary variables: exact marginals of a product of factors (Lauritzen &
/// Spiegelhalter 1988; messages after Shafer & Shenoy 1990, which need no division and so bear
/// zeros).
///
/// Structure and factors are compiled once; a query brings one weight pair a variable. Tables are
/// indexed by bits: bit `b` of an index is the value of the clique's `b`-th variable, variables
/// ascending.
final class JunctionTree {
    /// A non-negative function of a few variables.
    ///
    /// @param variables ascending
    /// @param table 2^variables values
    @SuppressWarnings("ArrayRecordComponent")
    record Factor(int[] variables, double[] table) {}

    private final int variableCount;

    /// Cliques in elimination order: each one's parent comes later, so a forward sweep collects.
    private final int[][] cliques;

    private final int[] parent;
    private final int[][] children;
    private final double[][] potentials;

    /// For each clique but a root: positions of its separator's variables in itself and in its
    /// parent.
    private final int[][] separatorInChild;

    private final int[][] separatorInParent;

    /// The clique in which a variable's weights are multiplied and its marginal is read.
    private final int[] home;

    private final int[] homeBit;
    private final long entries;

    private JunctionTree(int variableCount, int[][] cliques, int[] parent, List<Factor> factors) {
        this.variableCount = variableCount;
        this.cliques = cliques;
        this.parent = parent;
        int m = cliques.length;
        this.children = childrenOf(parent);
        this.potentials = new double[m][];
        this.separatorInChild = new int[m][];
        this.separatorInParent = new int[m][];
        this.home = new int[variableCount];
        this.homeBit = new int[variableCount];
        long total = 0;
        for (int c = 0; c < m; c++) {
            potentials[c] = new double[1 << cliques[c].length];
            Arrays.fill(potentials[c], 1);
            total += potentials[c].length;
        }
        this.entries = total;
        for (int c = m - 1; c >= 0; c--) {
            for (int b = 0; b < cliques[c].length; b++) {
                home[cliques[c][b]] = c;
                homeBit[cliques[c][b]] = b;
            }
            int p = parent[c];
            if (p >= 0) {
                int count = 0;
                int[] inChild = new int[cliques[c].length];
                int[] inParent = new int[cliques[c].length];
                for (int b = 0; b < cliques[c].length; b++) {
                    int at = Arrays.binarySearch(cliques[p], cliques[c][b]);
                    if (at >= 0) {
                        inChild[count] = b;
                        inParent[count++] = at;
                    }
                }
                separatorInChild[c] = Arrays.copyOf(inChild, count);
                separatorInParent[c] = Arrays.copyOf(inParent, count);
            }
        }
        for (Factor factor : factors) {
            multiplyIn(factor);
        }
    }

    /// Compiles the factors along a min-fill elimination order.
    ///
    /// @return the tree, or nothing where its tables would hold more than `maxEntries` numbers
    static Optional<JunctionTree> compile(
            int variableCount, List<Factor> factors, long maxEntries) {
        BitSet[] neighbours = new BitSet[variableCount];
        for (int v = 0; v < variableCount; v++) {
            neighbours[v] = new BitSet(variableCount);
        }
        for (Factor factor : factors) {
            for (int a : factor.variables) {
                for (int b : factor.variables) {
                    if (a != b) {
                        neighbours[a].set(b);
                    }
                }
            }
        }
        List<int[]> cliques = new ArrayList<>();
        int[] eliminatedAt = new int[variableCount];
        BitSet left = new BitSet(variableCount);
        left.set(0, variableCount);
        long total = 0;
        for (int step = 0; step < variableCount; step++) {
            int v = leastFill(left, neighbours);
            BitSet around = neighbours[v];
            int width = around.cardinality() + 1;
            if (width > 30 || (total += 1L << width) > maxEntries) {
                return Optional.empty();
            }
            BitSet members = (BitSet) around.clone();
            members.set(v);
            cliques.add(members.stream().toArray());
            eliminatedAt[v] = step;
            for (int a = around.nextSetBit(0); a >= 0; a = around.nextSetBit(a + 1)) {
                neighbours[a].or(around);
                neighbours[a].clear(a);
                neighbours[a].clear(v);
            }
            left.clear(v);
        }
        int[] parent = new int[variableCount];
        for (int c = 0; c < variableCount; c++) {
            // The clique made when v went is joined to that of its first neighbour to go after v.
            int next = Integer.MAX_VALUE;
            for (int member : cliques.get(c)) {
                if (eliminatedAt[member] > c) {
                    next = Math.min(next, eliminatedAt[member]);
                }
            }
            parent[c] = next == Integer.MAX_VALUE ? -1 : next;
        }
        return Optional.of(
                new JunctionTree(variableCount, cliques.toArray(new int[0][]), parent, factors));
    }

    /// How many numbers its clique tables hold.
    long entries() {
        return entries;
    }

    /// The answer to a query.
    ///
    /// @param logNormaliser ln Σ of the product over all states; −∞ where the weights contradict
    ///   each other
    /// @param one P(variable = 1); `NaN` where they contradict
    @SuppressWarnings("ArrayRecordComponent")
    record Marginals(double logNormaliser, double[] one) {}

    /// Marginals of the factors' product times one weight pair a variable.
    ///
    /// @param weight0 by variable: what its value 0 weighs, ≥ 0
    /// @param weight1 what its value 1 weighs
    Marginals marginals(double[] weight0, double[] weight1) {
        int m = cliques.length;
        double[][] up = new double[m][];
        double[][] collected = new double[m][];
        double log = collect(weight0, weight1, up, collected);
        double[] one = new double[variableCount];
        if (log == Double.NEGATIVE_INFINITY) {
            Arrays.fill(one, Double.NaN);
            return new Marginals(log, one);
        }
        double[][] down = new double[m][];
        for (int c = m - 1; c >= 0; c--) {
            double[] belief =
                    down[c] == null
                            ? collected[c]
                            : timesSeparator(collected[c], down[c], separatorInChild[c]);
            readMarginals(c, belief, one);
            for (int child : children[c]) {
                down[child] = withoutChild(c, child, weight0, weight1, up, down[c]);
            }
        }
        return new Marginals(log, one);
    }

    /// The normaliser alone: half the work of [#marginals(double[], double[])].
    double logNormaliser(double[] weight0, double[] weight1) {
        int m = cliques.length;
        return collect(weight0, weight1, new double[m][], new double[m][]);
    }

    private double collect(
            double[] weight0, double[] weight1, double[][] up, double[][] collected) {
        int m = cliques.length;
        for (int c = 0; c < m; c++) {
            collected[c] = weighted(c, weight0, weight1);
        }
        double log = 0;
        for (int c = 0; c < m; c++) {
            int p = parent[c];
            if (p < 0) {
                double sum = 0;
                for (double v : collected[c]) {
                    sum += v;
                }
                log += Math.log(sum);
            } else {
                double[] message = marginalise(collected[c], separatorInChild[c]);
                log += Math.log(normalise(message));
                up[c] = message;
                multiplySeparator(collected[p], message, separatorInParent[c]);
            }
            if (log == Double.NEGATIVE_INFINITY || Double.isNaN(log)) {
                return Double.NEGATIVE_INFINITY;
            }
        }
        return log;
    }

    /// The message from clique `c` down to `child`: everything `c` knows but what `child` told it.
    private double[] withoutChild(
            int c,
            int child,
            double[] weight0,
            double[] weight1,
            double[][] up,
            double @Nullable [] fromAbove) {
        double[] table = weighted(c, weight0, weight1);
        for (int other : children[c]) {
            if (other != child) {
                multiplySeparator(table, up[other], separatorInParent[other]);
            }
        }
        if (fromAbove != null) {
            multiplySeparator(table, fromAbove, separatorInChild[c]);
        }
        double[] message = marginalise(table, separatorInParent[child]);
        normalise(message);
        return message;
    }

    private void readMarginals(int c, double[] belief, double[] one) {
        double sum = 0;
        for (double v : belief) {
            sum += v;
        }
        for (int b = 0; b < cliques[c].length; b++) {
            int variable = cliques[c][b];
            if (home[variable] != c) {
                continue;
            }
            double set = 0;
            for (int index = 0; index < belief.length; index++) {
                if ((index >> b & 1) != 0) {
                    set += belief[index];
                }
            }
            one[variable] = set / sum;
        }
    }

    private double[] weighted(int c, double[] weight0, double[] weight1) {
        double[] table = potentials[c].clone();
        for (int variable : cliques[c]) {
            if (home[variable] != c) {
                continue;
            }
            int bit = 1 << homeBit[variable];
            double w0 = weight0[variable];
            double w1 = weight1[variable];
            for (int index = 0; index < table.length; index++) {
                table[index] *= (index & bit) == 0 ? w0 : w1;
            }
        }
        return table;
    }

    private void multiplyIn(Factor factor) {
        // The first clique that holds the factor: the one made when its first variable was
        // eliminated.
        for (int c = 0; c < cliques.length; c++) {
            int[] positions = positions(factor.variables, cliques[c]);
            if (positions.length == factor.variables.length) {
                multiplySeparator(potentials[c], factor.table, positions);
                return;
            }
        }
        throw new IllegalStateException("no clique holds a factor");
    }

    private static int[][] childrenOf(int[] parent) {
        int[] count = new int[parent.length];
        for (int p : parent) {
            if (p >= 0) {
                count[p]++;
            }
        }
        int[][] children = new int[parent.length][];
        for (int c = 0; c < parent.length; c++) {
            children[c] = new int[count[c]];
        }
        for (int c = parent.length - 1; c >= 0; c--) {
            if (parent[c] >= 0) {
                children[parent[c]][--count[parent[c]]] = c;
            }
        }
        return children;
    }

    private static int[] positions(int[] variables, int[] clique) {
        int[] positions = new int[variables.length];
        for (int k = 0; k < variables.length; k++) {
            positions[k] = Arrays.binarySearch(clique, variables[k]);
            if (positions[k] < 0) {
                return new int[0];
            }
        }
        return positions;
    }

    private static double[] timesSeparator(double[] table, double[] message, int[] positions) {
        double[] product = table.clone();
        multiplySeparator(product, message, positions);
        return product;
    }

    private static void multiplySeparator(double[] table, double[] message, int[] positions) {
        for (int index = 0; index < table.length; index++) {
            table[index] *= message[project(index, positions)];
        }
    }

    private static double[] marginalise(double[] table, int[] positions) {
        double[] sum = new double[1 << positions.length];
        for (int index = 0; index < table.length; index++) {
            sum[project(index, positions)] += table[index];
        }
        return sum;
    }

    private static int project(int index, int[] positions) {
        int projected = 0;
        for (int b = 0; b < positions.length; b++) {
            projected |= (index >> positions[b] & 1) << b;
        }
        return projected;
    }

    /// Scales to a sum of one, against underflow. Returns the former sum.
    private static double normalise(double[] table) {
        double sum = 0;
        for (double v : table) {
            sum += v;
        }
        if (sum > 0) {
            for (int i = 0; i < table.length; i++) {
                table[i] /= sum;
            }
        }
        return sum;
    }

    private static int leastFill(BitSet left, BitSet[] neighbours) {
        int best = -1;
        long bestCost = Long.MAX_VALUE;
        for (int v = left.nextSetBit(0); v >= 0; v = left.nextSetBit(v + 1)) {
            BitSet around = neighbours[v];
            long degree = around.cardinality();
            long missing = 0;
            for (int a = around.nextSetBit(0); a >= 0; a = around.nextSetBit(a + 1)) {
                BitSet shared = (BitSet) around.clone();
                shared.and(neighbours[a]);
                missing += degree - 1 - shared.cardinality();
            }
            // Fill first, then the smaller clique, then the lower index: the order is always the
            // same.
            long cost = missing << 20 | degree;
            if (cost < bestCost) {
                bestCost = cost;
                best = v;
            }
        }
        return best;
    }
}
