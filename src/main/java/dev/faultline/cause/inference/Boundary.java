package dev.faultline.cause.inference;

import java.util.Arrays;

/// What the core's neighbours could change: components outside that lie on a loop through the core
/// or among themselves. What hangs on the core by a single thread is carried to it exactly.
final class Boundary {
    private Boundary() {}

    /// The components outside the core that messages do not carry exactly.
    static int[] coupled(LoopyMessages messages, Core core) {
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
        int[] left = new int[n];
        int size = 0;
        for (int i = 0; i < n; i++) {
            if (point[i] == i && degree[i] > 0) {
                left[size++] = i;
            }
        }
        return Arrays.copyOf(left, size);
    }

    /// Whether anything passes an edge that leaves the core: the dependency may be in trouble, and
    /// something is known about the dependant. A dependant that is certainly healthy tells each of
    /// its dependencies for itself.
    private static boolean couples(LoopyMessages messages, int e) {
        Links links = messages.links;
        int child = links.child[e];
        boolean inside = messages.frozen[links.parent[e]] && messages.frozen[child];
        if (inside || messages.down[e] == 0) {
            return false;
        }
        return messages.frozen[child]
                || (messages.above[child] != 0
                        && messages.above[child] != Double.NEGATIVE_INFINITY);
    }
}
