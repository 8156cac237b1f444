package dev.faultline.cause.inference;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// In which order the variables of a product of factors are summed out, and the cliques that this
/// makes: greedy, the cheapest variable first (min-fill after Rose 1970; its weighted form and
/// min-weight after Kjærulff 1990, *Triangulation of graphs*), ties by clique size, then at random
/// by seed or, in the first attempt, by index.
///
/// The fill of every variable is kept up to date while edges come and go, so that an order of
/// thousands of variables takes milliseconds.
///
/// Over 300 lines: one greedy search with its three costs, on shared arrays.
final class EliminationOrder {
    /// What is cheap: few new edges, few new pairs of states, a small clique.
    enum Cost {
        FILL,
        WEIGHTED_FILL,
        WEIGHT
    }

    private final int[] states;
    private final double[] logStates;
    private final double[] pairWeight;
    private final Cost cost;
    private final @Nullable SplittableRandom random;
    private final int[][] adjacent;
    private final int[] degree;

    /// By variable: the weights of neighbours that are not joined yet, summed over pairs.
    private final double[] fill;

    /// By variable: log2 of the clique that eliminating it would make.
    private final double[] size;

    private final double[] neighbourWeight;
    private final int[] mark;
    private int marks;
    private final KeyHeap heap;
    private final int[] touched;
    private int touchedCount;
    private final boolean[] isTouched;

    private final int[][] cliques;
    private int steps;
    private final int[] eliminatedAt;

    private EliminationOrder(
            int[] states, int[][] adjacent, Cost cost, @Nullable SplittableRandom random) {
        int n = states.length;
        this.states = states;
        this.cost = cost;
        this.random = random;
        this.adjacent = new int[n][];
        this.degree = new int[n];
        this.logStates = new double[n];
        this.pairWeight = new double[n];
        for (int v = 0; v < n; v++) {
            this.adjacent[v] = adjacent[v].clone();
            degree[v] = adjacent[v].length;
            logStates[v] = Math.log(states[v]) / Math.log(2);
            pairWeight[v] = cost == Cost.WEIGHTED_FILL ? states[v] : 1;
        }
        this.fill = new double[n];
        this.size = new double[n];
        this.neighbourWeight = new double[n];
        this.mark = new int[n];
        this.touched = new int[n];
        this.isTouched = new boolean[n];
        this.cliques = new int[n][];
        this.eliminatedAt = new int[n];
        this.heap = new KeyHeap(n);
    }

    /// The cliques in order of elimination; the first of each is the variable that went, and in the
    /// last one all that were left went together.
    int[][] cliques() {
        return Arrays.copyOf(cliques, steps);
    }

    /// By variable: the index of the clique in which it went.
    int[] eliminatedAt() {
        return eliminatedAt;
    }

    /// The best of several attempts, by the entries of its cliques' tables.
    ///
    /// @param scopes the variables of each factor
    /// @param most orders that come to more entries may be left unfinished
    /// @param enough no attempt is made to get below so many entries
    /// @param restarts how many randomised attempts at most
    /// @return nothing where no attempt was finished
    static Optional<EliminationOrder> best(
            int[] states, List<int[]> scopes, double most, double enough, int restarts, long seed) {
        int[][] adjacent = adjacency(states.length, scopes);
        EliminationOrder first = new EliminationOrder(states, adjacent, Cost.FILL, null);
        // Cliques that others hold are counted until the end: at most as much again.
        EliminationOrder best = first.run(2 * most) ? first : null;
        double fewest = best == null ? most : best.entries();
        boolean binary = Arrays.stream(states).allMatch(s -> s <= 2);
        SplittableRandom seeds = new SplittableRandom(seed);
        Cost[] costs = Cost.values();
        for (int attempt = 0; attempt < restarts && fewest > enough; attempt++) {
            Cost cost = attempt == 0 && !binary ? Cost.WEIGHTED_FILL : costs[attempt % 3];
            if (binary && cost == Cost.WEIGHTED_FILL) {
                cost = Cost.FILL;
            }
            EliminationOrder next = new EliminationOrder(states, adjacent, cost, seeds.split());
            if (next.run(2 * fewest) && next.entries() < fewest) {
                best = next;
                fewest = next.entries();
            }
        }
        return Optional.ofNullable(best);
    }

    /// Entries of the tables of all cliques that no other holds.
    double entries() {
        CliqueTree tree = CliqueTree.of(this);
        return tree.entries(states);
    }

    private static int[][] adjacency(int n, List<int[]> scopes) {
        int[] start = new int[n + 1];
        for (int[] scope : scopes) {
            for (int v : scope) {
                start[v + 1]++;
            }
        }
        for (int v = 0; v < n; v++) {
            start[v + 1] += start[v];
        }
        int[] of = new int[start[n]];
        int[] at = start.clone();
        for (int s = 0; s < scopes.size(); s++) {
            for (int v : scopes.get(s)) {
                of[at[v]++] = s;
            }
        }
        int[][] adjacent = new int[n][];
        int[] seen = new int[n];
        Arrays.fill(seen, -1);
        int[] found = new int[n];
        for (int v = 0; v < n; v++) {
            int count = 0;
            for (int k = start[v]; k < start[v + 1]; k++) {
                for (int u : scopes.get(of[k])) {
                    if (u != v && seen[u] != v) {
                        seen[u] = v;
                        found[count++] = u;
                    }
                }
            }
            adjacent[v] = Arrays.copyOf(found, count);
        }
        return adjacent;
    }

    /// Eliminates all variables.
    ///
    /// @return false where the tables came to hold more than `giveUp` entries before the end
    private boolean run(double giveUp) {
        int n = states.length;
        for (int v = 0; v < n; v++) {
            prepare(v);
            heap.put(v, key(v));
        }
        int left = n;
        double entries = 0;
        while (left > 0) {
            int v = heap.poll();
            int[] clique = new int[degree[v] + 1];
            clique[0] = v;
            System.arraycopy(adjacent[v], 0, clique, 1, degree[v]);
            entries += Math.pow(2, size[v]);
            if (entries > giveUp) {
                return false;
            }
            cliques[steps] = clique;
            if (clique.length == left) {
                for (int u : clique) {
                    eliminatedAt[u] = steps;
                }
                steps++;
                return true;
            }
            eliminatedAt[v] = steps++;
            eliminate(v);
            left--;
        }
        return true;
    }

    private void prepare(int v) {
        marks++;
        size[v] = logStates[v];
        double sum = 0;
        double squares = 0;
        for (int a : adjacent[v]) {
            mark[a] = marks;
            size[v] += logStates[a];
            sum += pairWeight[a];
            squares += pairWeight[a] * pairWeight[a];
        }
        neighbourWeight[v] = sum;
        if (cost == Cost.WEIGHT) {
            return;
        }
        double joined = 0;
        for (int a : adjacent[v]) {
            double here = 0;
            for (int b : adjacent[a]) {
                if (mark[b] == marks) {
                    here += pairWeight[b];
                }
            }
            joined += here * pairWeight[a];
        }
        fill[v] = (sum * sum - squares - joined) / 2;
    }

    private void eliminate(int v) {
        int d = degree[v];
        int[] around = adjacent[v];
        marks++;
        int ofV = marks;
        for (int i = 0; i < d; i++) {
            mark[around[i]] = ofV;
        }
        for (int i = 0; i < d; i++) {
            int a = around[i];
            // Of a's pairs, those with v are gone.
            double apart = neighbourWeight[a] - pairWeight[v];
            int[] near = adjacent[a];
            int place = -1;
            for (int k = 0; k < degree[a]; k++) {
                if (near[k] == v) {
                    place = k;
                } else if (mark[near[k]] == ofV) {
                    apart -= pairWeight[near[k]];
                }
            }
            near[place] = near[--degree[a]];
            fill[a] -= pairWeight[v] * apart;
            neighbourWeight[a] -= pairWeight[v];
            size[a] -= logStates[v];
            touch(a);
        }
        if (d > 1) {
            for (int i = 0; i < d - 1; i++) {
                join(around, i, d);
            }
        }
        for (int k = 0; k < touchedCount; k++) {
            isTouched[touched[k]] = false;
            heap.put(touched[k], key(touched[k]));
        }
        touchedCount = 0;
    }

    /// Joins the i-th of `around` with all after it.
    private void join(int[] around, int i, int d) {
        int a = around[i];
        marks++;
        int ofA = marks;
        for (int k = 0; k < degree[a]; k++) {
            mark[adjacent[a][k]] = ofA;
        }
        for (int j = i + 1; j < d; j++) {
            int b = around[j];
            if (mark[b] == ofA) {
                continue;
            }
            double common = 0;
            int[] near = adjacent[b];
            for (int k = 0; k < degree[b]; k++) {
                int u = near[k];
                if (mark[u] == ofA) {
                    common += pairWeight[u];
                    fill[u] -= pairWeight[a] * pairWeight[b];
                    touch(u);
                }
            }
            fill[a] += pairWeight[b] * (neighbourWeight[a] - common);
            fill[b] += pairWeight[a] * (neighbourWeight[b] - common);
            link(a, b);
            link(b, a);
            mark[b] = ofA;
        }
    }

    private void link(int a, int b) {
        if (degree[a] == adjacent[a].length) {
            adjacent[a] = Arrays.copyOf(adjacent[a], Math.max(4, 2 * degree[a]));
        }
        adjacent[a][degree[a]++] = b;
        neighbourWeight[a] += pairWeight[b];
        size[a] += logStates[b];
    }

    private void touch(int v) {
        if (!isTouched[v]) {
            isTouched[v] = true;
            touched[touchedCount++] = v;
        }
    }

    private double key(int v) {
        double first = cost == Cost.WEIGHT ? size[v] * 1e3 : fill[v] * 1e4 + size[v];
        return random == null ? first : first + random.nextDouble() * 0.9;
    }
}
