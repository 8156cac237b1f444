package dev.faultline.topology;

import dev.faultline.model.ServiceId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/// Finds groups of components that depend on each other in a circle: the strongly connected
/// components with more than one member, by Tarjan's algorithm (SIAM J. Comput. 1, 1972), without
/// recursion so that long chains cannot exhaust the stack.
final class Cycles {
    private final Topology topology;
    private final int[] order;
    private final int[] low;
    private final int[] nextEdge;
    private final boolean[] onStack;
    private final Deque<Integer> stack = new ArrayDeque<>();
    private final List<List<ServiceId>> found = new ArrayList<>();
    private int visited;

    private Cycles(Topology topology) {
        this.topology = topology;
        int n = topology.size();
        order = new int[n];
        low = new int[n];
        nextEdge = new int[n];
        onStack = new boolean[n];
        Arrays.fill(order, -1);
    }

    /// The circles, members in the order of the topology.
    static List<List<ServiceId>> of(Topology topology) {
        Cycles search = new Cycles(topology);
        for (int i = 0; i < topology.size(); i++) {
            if (search.order[i] < 0) {
                search.visit(i);
            }
        }
        return search.found;
    }

    private void visit(int root) {
        Deque<Integer> path = new ArrayDeque<>();
        enter(root, path);
        while (!path.isEmpty()) {
            int node = path.peek();
            int[] edges = topology.dependenciesOf(node);
            if (nextEdge[node] < edges.length) {
                int to = edges[nextEdge[node]++];
                if (order[to] < 0) {
                    enter(to, path);
                } else if (onStack[to]) {
                    low[node] = Math.min(low[node], order[to]);
                }
            } else {
                path.pop();
                if (!path.isEmpty()) {
                    int parent = path.peek();
                    low[parent] = Math.min(low[parent], low[node]);
                }
                if (low[node] == order[node]) {
                    close(node);
                }
            }
        }
    }

    private void enter(int node, Deque<Integer> path) {
        order[node] = visited;
        low[node] = visited++;
        onStack[node] = true;
        stack.push(node);
        path.push(node);
    }

    private void close(int root) {
        List<Integer> members = new ArrayList<>();
        int member;
        do {
            member = stack.pop();
            onStack[member] = false;
            members.add(member);
        } while (member != root);
        if (members.size() > 1) {
            found.add(members.stream().sorted().map(i -> topology.component(i).id()).toList());
        }
    }
}
