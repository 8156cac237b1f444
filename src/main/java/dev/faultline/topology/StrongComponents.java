package dev.faultline.topology;

import java.util.Arrays;

/// The strongly connected components of a directed graph, those without successors first (Tarjan
/// 1972, without recursion: a chain of 10,000 services is no reason to overflow a stack).
///
/// @param order all nodes, each component's together, after those that it reaches
/// @param component by node: the number of its component, in the order of `order`
/// @param size by component: how many nodes it has
@SuppressWarnings("ArrayRecordComponent") // numbers in bulk, read only
public record StrongComponents(int[] order, int[] component, int[] size) {
    /// Those of a graph.
    ///
    /// @param start by node: where its successors begin in `successor`; one entry more than nodes
    public static StrongComponents of(int[] start, int[] successor) {
        int n = start.length - 1;
        int[] order = new int[n];
        int[] component = new int[n];
        int[] size = new int[n];
        int[] found = new int[n];
        int[] low = new int[n];
        int[] next = Arrays.copyOf(start, n);
        int[] path = new int[n];
        int[] open = new int[n];
        boolean[] isOpen = new boolean[n];
        int opened = 0;
        int clock = 0;
        int done = 0;
        int count = 0;
        for (int root = 0; root < n; root++) {
            if (found[root] != 0) {
                continue;
            }
            int depth = 0;
            path[0] = root;
            while (depth >= 0) {
                int v = path[depth];
                if (found[v] == 0) {
                    found[v] = low[v] = ++clock;
                    open[opened++] = v;
                    isOpen[v] = true;
                }
                if (next[v] < start[v + 1]) {
                    int s = successor[next[v]++];
                    if (found[s] == 0) {
                        path[++depth] = s;
                    } else if (isOpen[s]) {
                        low[v] = Math.min(low[v], found[s]);
                    }
                    continue;
                }
                depth--;
                if (depth >= 0) {
                    low[path[depth]] = Math.min(low[path[depth]], low[v]);
                }
                if (low[v] == found[v]) {
                    int member;
                    do {
                        member = open[--opened];
                        isOpen[member] = false;
                        component[member] = count;
                        order[done++] = member;
                        size[count]++;
                    } while (member != v);
                    count++;
                }
            }
        }
        return new StrongComponents(order, component, Arrays.copyOf(size, count));
    }
}
