package dev.faultline.cause.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// Makes a weighted dependency graph acyclic by leaving out the weakest edge of each cycle, again
/// and again.
final class AcyclicEdges {
    /// `from` depends on `to` and is reached by its trouble with probability `weight`.
    record Edge(int from, int to, double weight) {}

    private AcyclicEdges() {}

    /// The edges without those that close a cycle, the strongest kept first: an edge is left out
    /// exactly when stronger ones already lead back. Ties by place in the list.
    static List<Edge> of(int nodes, List<Edge> edges) {
        int[] component = stronglyConnected(nodes, edges);
        List<Edge> kept = new ArrayList<>();
        List<Edge> within = new ArrayList<>();
        for (Edge edge : edges) {
            (component[edge.from] == component[edge.to] ? within : kept).add(edge);
        }
        within.sort(Comparator.comparingDouble(Edge::weight).reversed());
        List<List<Integer>> successors = new ArrayList<>();
        for (int i = 0; i < nodes; i++) {
            successors.add(new ArrayList<>());
        }
        for (Edge edge : within) {
            if (!reaches(edge.to, edge.from, successors, new boolean[nodes])) {
                successors.get(edge.from).add(edge.to);
                kept.add(edge);
            }
        }
        return kept;
    }

    private static boolean reaches(
            int from, int target, List<List<Integer>> successors, boolean[] seen) {
        if (from == target) {
            return true;
        }
        seen[from] = true;
        for (int next : successors.get(from)) {
            if (!seen[next] && reaches(next, target, successors, seen)) {
                return true;
            }
        }
        return false;
    }

    /// The strongly connected component of each node (Kosaraju's two passes).
    private static int[] stronglyConnected(int nodes, List<Edge> edges) {
        List<List<Integer>> out = new ArrayList<>();
        List<List<Integer>> in = new ArrayList<>();
        for (int i = 0; i < nodes; i++) {
            out.add(new ArrayList<>());
            in.add(new ArrayList<>());
        }
        for (Edge edge : edges) {
            out.get(edge.from).add(edge.to);
            in.get(edge.to).add(edge.from);
        }
        List<Integer> finished = new ArrayList<>();
        boolean[] seen = new boolean[nodes];
        for (int i = 0; i < nodes; i++) {
            if (!seen[i]) {
                finish(i, out, seen, finished);
            }
        }
        int[] component = new int[nodes];
        Arrays.fill(component, -1);
        for (int at = finished.size() - 1; at >= 0; at--) {
            if (component[finished.get(at)] < 0) {
                label(finished.get(at), finished.get(at), in, component);
            }
        }
        return component;
    }

    private static void finish(
            int node, List<List<Integer>> out, boolean[] seen, List<Integer> finished) {
        seen[node] = true;
        for (int next : out.get(node)) {
            if (!seen[next]) {
                finish(next, out, seen, finished);
            }
        }
        finished.add(node);
    }

    private static void label(int node, int name, List<List<Integer>> in, int[] component) {
        component[node] = name;
        for (int next : in.get(node)) {
            if (component[next] < 0) {
                label(next, name, in, component);
            }
        }
    }
}
