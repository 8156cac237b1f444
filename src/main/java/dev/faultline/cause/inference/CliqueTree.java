package dev.faultline.cause.inference;

import java.util.Arrays;

/// The cliques of an elimination order that no other clique holds, joined to a forest in which the
/// cliques of any variable hang together. Children come before their parents.
///
/// @param cliques the variables of each
/// @param parent by clique: the one it is joined to, or −1
/// @param cliqueOf by variable: the clique that holds it with all it shared a factor with when it
///   was eliminated
@SuppressWarnings("ArrayRecordComponent") // structure in bulk, read only
record CliqueTree(int[][] cliques, int[] parent, int[] cliqueOf) {
    static CliqueTree of(EliminationOrder order) {
        int[][] made = order.cliques();
        int[] eliminatedAt = order.eliminatedAt();
        int m = made.length;
        int[] above = new int[m];
        for (int c = 0; c < m; c++) {
            // Joined to the clique in which the first of its variables goes after it.
            int next = Integer.MAX_VALUE;
            for (int v : made[c]) {
                if (eliminatedAt[v] > c) {
                    next = Math.min(next, eliminatedAt[v]);
                }
            }
            above[c] = next == Integer.MAX_VALUE ? -1 : next;
        }
        // A parent always holds what its child shares with it: where it holds nothing more, the
        // child stands for both.
        int[] standsFor = new int[m];
        Arrays.setAll(standsFor, c -> c);
        for (int c = 0; c < m; c++) {
            int p = above[c];
            if (p >= 0 && standsFor[p] == p && made[p].length == made[c].length - 1) {
                standsFor[p] = standsFor[c];
            }
        }
        int[] joined = new int[m];
        int[] childCount = new int[m];
        for (int c = 0; c < m; c++) {
            joined[c] = -1;
            if (standsFor[c] == c) {
                int q = above[c];
                while (q >= 0 && standsFor[q] == c) {
                    q = above[q];
                }
                if (q >= 0) {
                    joined[c] = standsFor[q];
                    childCount[standsFor[q]]++;
                }
            }
        }
        return sorted(made, eliminatedAt, standsFor, joined, childCount);
    }

    private static CliqueTree sorted(
            int[][] made, int[] eliminatedAt, int[] standsFor, int[] joined, int[] childCount) {
        int m = made.length;
        int[] index = new int[m];
        int[] ready = new int[m];
        int top = 0;
        int count = 0;
        for (int c = m - 1; c >= 0; c--) {
            if (standsFor[c] == c) {
                count++;
                if (childCount[c] == 0) {
                    ready[top++] = c;
                }
            }
        }
        int[][] cliques = new int[count][];
        int[] old = new int[count];
        int next = 0;
        while (top > 0) {
            int c = ready[--top];
            index[c] = next;
            old[next] = c;
            cliques[next++] = made[c];
            if (joined[c] >= 0 && --childCount[joined[c]] == 0) {
                ready[top++] = joined[c];
            }
        }
        int[] parent = new int[count];
        for (int c = 0; c < count; c++) {
            parent[c] = joined[old[c]] < 0 ? -1 : index[joined[old[c]]];
        }
        int[] cliqueOf = new int[eliminatedAt.length];
        Arrays.setAll(cliqueOf, v -> index[standsFor[eliminatedAt[v]]]);
        return new CliqueTree(cliques, parent, cliqueOf);
    }

    /// How many numbers the tables of the cliques hold; may be beyond what a `long` can say.
    double entries(int[] states) {
        double total = 0;
        for (int[] clique : cliques) {
            total += size(clique, states);
        }
        return total;
    }

    /// How many joint states some variables have.
    static double size(int[] variables, int[] states) {
        double size = 1;
        for (int v : variables) {
            size *= states[v];
        }
        return size;
    }
}
