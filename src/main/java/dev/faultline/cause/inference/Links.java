package dev.faultline.cause.inference;

import dev.faultline.topology.StrongComponents;

/// The edges of a [CauseNetwork] as flat arrays, numbered by dependant. Edges that carry nothing
/// (weight 0, or from a component to itself) are left out: under the least fixpoint neither changes
/// anything.
final class Links {
    final int nodes;
    final int edges;

    /// By node: where its edges to its dependencies begin; one entry more than nodes.
    final int[] in;

    /// By edge: the dependency, the dependant and the probability that trouble passes.
    final int[] parent;

    final int[] child;
    final double[] weight;

    /// By node: where its edges from its dependants begin in `outEdge`.
    final int[] out;

    final int[] outEdge;
    final StrongComponents components;

    Links(CauseNetwork network) {
        nodes = network.size();
        in = new int[nodes + 1];
        for (int i = 0; i < nodes; i++) {
            in[i + 1] = in[i];
            for (int k = 0; k < network.parentCount(i); k++) {
                if (carries(network, i, k)) {
                    in[i + 1]++;
                }
            }
        }
        edges = in[nodes];
        parent = new int[edges];
        child = new int[edges];
        weight = new double[edges];
        out = new int[nodes + 1];
        int e = 0;
        for (int i = 0; i < nodes; i++) {
            for (int k = 0; k < network.parentCount(i); k++) {
                if (carries(network, i, k)) {
                    parent[e] = network.parent(i, k);
                    child[e] = i;
                    weight[e++] = network.weight(i, k);
                    out[network.parent(i, k) + 1]++;
                }
            }
        }
        for (int i = 0; i < nodes; i++) {
            out[i + 1] += out[i];
        }
        outEdge = new int[edges];
        int[] at = out.clone();
        for (e = 0; e < edges; e++) {
            outEdge[at[parent[e]]++] = e;
        }
        components = StrongComponents.of(in, parent);
    }

    private static boolean carries(CauseNetwork network, int i, int k) {
        return network.weight(i, k) > 0 && network.parent(i, k) != i;
    }

    int dependencies(int i) {
        return in[i + 1] - in[i];
    }

    int dependants(int i) {
        return out[i + 1] - out[i];
    }
}
