package dev.faultline.cause.inference;

import java.util.Arrays;

/// What the core's neighbours could change: components outside that lie on a loop through the core
/// or among themselves. What hangs on the core by a single thread is carried to it exactly.
final class Boundary {
    /// Without it the largest error of 1,500 dense graphs was 1.06 times the sum, of as many hub
    /// graphs .94 times.
    private static final double MARGIN = 2;

    private Boundary() {}

    /// What each component may cost. One outside that lies on a loop next to the core: its P(in
    /// trouble), as far as the weaker of its two strongest ties carries it. One that is settled:
    /// P(not in trouble), whatever its ties: that probability itself comes from dependants who were
    /// asked one by one, and may be off by all of it. Nothing for all others.
    ///
    /// An estimate from above, not a proof: `CoreTest` holds it against exact posteriors.
    static double[] costs(LoopyMessages messages, CoreTables tables) {
        Links links = messages.links;
        Core core = tables.core();
        boolean[] looped = looped(messages, core);
        double[] costs = new double[links.nodes];
        for (int i = 0; i < links.nodes; i++) {
            if (!messages.frozen[i]) {
                costs[i] = messages.trouble(i) * secondTie(messages, looped, i);
            }
        }
        for (int a = 0, s = 0; s < core.settled.length; a++) {
            if (core.members[a] == core.settled[s]) {
                int i = core.settled[s];
                costs[i] = heardOnLoop(links, looped, i) ? tables.sound(a) : 0;
                s++;
            }
        }
        return costs;
    }

    /// The second strongest tie of a component outside on a loop, 0 where no neighbour is in the
    /// core.
    private static double secondTie(LoopyMessages messages, boolean[] looped, int i) {
        Links links = messages.links;
        double first = 0;
        double second = 0;
        boolean neighbour = false;
        double informed = Math.abs(Math.tanh(messages.above[i] / 2));
        for (int e = links.in[i]; e < links.in[i + 1]; e++) {
            if (looped[e]) {
                double tie = links.weight[e] * informed;
                neighbour |= messages.frozen[links.parent[e]];
                second = Math.max(second, Math.min(first, tie));
                first = Math.max(first, tie);
            }
        }
        for (int k = links.out[i]; k < links.out[i + 1]; k++) {
            int e = links.outEdge[k];
            if (looped[e]) {
                double tie = links.weight[e];
                neighbour |= messages.frozen[links.child[e]];
                second = Math.max(second, Math.min(first, tie));
                first = Math.max(first, tie);
            }
        }
        return neighbour ? second : 0;
    }

    private static boolean heardOnLoop(Links links, boolean[] looped, int i) {
        for (int k = links.out[i]; k < links.out[i + 1]; k++) {
            if (looped[links.outEdge[k]]) {
                return true;
            }
        }
        return false;
    }

    /// By how much a posterior may be off: the sum of what the neighbours of one part of the core
    /// may cost, for the part that has most of it.
    static double tolerance(LoopyMessages messages, Core core, double[] costs) {
        Links links = messages.links;
        int[] part = new int[links.nodes];
        Arrays.fill(part, -1);
        for (int a = 0; a < core.members.length; a++) {
            part[core.members[a]] = core.part[a];
        }
        double[] sum = new double[core.parts];
        int[] counted = new int[core.parts];
        Arrays.fill(counted, -1);
        for (int i = 0; i < costs.length; i++) {
            if (costs[i] > 0) {
                add(part[i], i, costs, sum, counted);
                for (int e = links.in[i]; e < links.in[i + 1]; e++) {
                    add(part[links.parent[e]], i, costs, sum, counted);
                }
                for (int k = links.out[i]; k < links.out[i + 1]; k++) {
                    add(part[links.child[links.outEdge[k]]], i, costs, sum, counted);
                }
            }
        }
        double most = 0;
        for (double s : sum) {
            most = Math.max(most, s);
        }
        return MARGIN * most;
    }

    private static void add(int part, int i, double[] costs, double[] sum, int[] counted) {
        if (part >= 0 && counted[part] != i) {
            counted[part] = i;
            sum[part] += costs[i];
        }
    }

    /// The edges outside the core's tables that lie on a loop, or between two: there messages are
    /// not exact.
    private static boolean[] looped(LoopyMessages messages, Core core) {
        Links links = messages.links;
        int n = links.nodes;
        // Parts of the core are single points here, numbered after the components.
        int[] point = new int[n];
        for (int i = 0; i < n; i++) {
            point[i] = i;
        }
        for (int a = 0; a < core.members.length; a++) {
            point[core.members[a]] = n + core.part[a];
        }
        int[] degree = new int[n + core.parts];
        boolean[] open = new boolean[links.edges];
        int[] last = new int[n + core.parts + 1];
        for (int e = 0; e < links.edges; e++) {
            open[e] = couples(messages, e);
            if (open[e]) {
                last[point[links.parent[e]] + 1]++;
                last[point[links.child[e]] + 1]++;
            }
        }
        for (int v = 0; v < degree.length; v++) {
            degree[v] = last[v + 1];
            last[v + 1] += last[v];
        }
        int[] edge = new int[last[degree.length]];
        int[] at = last.clone();
        for (int e = 0; e < links.edges; e++) {
            if (open[e]) {
                edge[at[point[links.parent[e]]]++] = e;
                edge[at[point[links.child[e]]]++] = e;
            }
        }
        // Leaves fall, and what becomes a leaf then.
        int[] leaves = new int[degree.length];
        int count = 0;
        for (int v = 0; v < degree.length; v++) {
            if (degree[v] == 1) {
                leaves[count++] = v;
            }
        }
        while (count > 0) {
            int v = leaves[--count];
            for (int k = last[v]; k < last[v + 1]; k++) {
                int e = edge[k];
                if (open[e]) {
                    open[e] = false;
                    int other = point[links.parent[e]] + point[links.child[e]] - v;
                    degree[v]--;
                    if (--degree[other] == 1) {
                        leaves[count++] = other;
                    }
                }
            }
        }
        return open;
    }

    /// Whether anything passes an edge that leaves the core: the dependency may be in trouble, and
    /// something is known about the dependant. A dependant that is certainly healthy tells each of
    /// its dependencies for itself.
    private static boolean couples(LoopyMessages messages, int e) {
        Links links = messages.links;
        int child = links.child[e];
        if (messages.inside[e] || messages.down[e] == 0) {
            return false;
        }
        return messages.frozen[child]
                || (messages.above[child] != 0
                        && messages.above[child] != Double.NEGATIVE_INFINITY);
    }
}
