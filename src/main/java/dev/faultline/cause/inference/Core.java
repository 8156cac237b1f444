package dev.faultline.cause.inference;

import dev.faultline.topology.StrongComponents;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// The components that are treated exactly, as a [JunctionTree] over OR-chains z_0 = R_i, z_k =
/// z_{k−1} ∨ (X_{p_k} ∧ A_k), which keep every table small however many dependencies a component
/// has (Heckerman & Breese 1996, *Causal independence for probability assessment and inference*).
/// The chain of a component ends in X_i, or, where it lies on a cycle, in the entrance of its
/// [CycleBlock].
///
/// Everything outside comes in as weights: what dependencies outside bring adds to z_0, what
/// dependants outside say multiplies X_i. So it is compiled once for a set of components.
final class Core {
    /// Ascending.
    final int[] members;

    /// Members so surely in trouble that their dependants hear it by message instead of sharing
    /// tables with them; ascending.
    final int[] settled;

    /// Who could have been settled when it was compiled.
    int[] sure = {};

    /// By member: its variables z_0 and X_i, the same one for a component without dependencies.
    final int[] entrance;

    final int[] trouble;

    /// By member: the number of its part; parts are not connected within the core.
    final int[] part;

    final int parts;
    final JunctionTree tree;

    private Core(
            int[] members,
            int[] settled,
            int[] entrance,
            int[] trouble,
            int[] part,
            int parts,
            JunctionTree tree) {
        this.members = members;
        this.settled = settled;
        this.entrance = entrance;
        this.trouble = trouble;
        this.part = part;
        this.parts = parts;
        this.tree = tree;
    }

    /// Compiles the core of these components.
    ///
    /// @param members ascending
    /// @param settled members whose edges to dependants are left to messages; none on a cycle
    /// @return nothing where its tables would cost more than `budget`, or a cycle among them has
    ///   more than [CycleBlock#MAX_SIZE] components
    static Optional<Core> compile(
            Links links, int[] members, int[] settled, JunctionTree.Budget budget) {
        int size = members.length;
        int[] place = new int[links.nodes];
        Arrays.fill(place, -1);
        for (int a = 0; a < size; a++) {
            place[members[a]] = a;
        }
        boolean[] cut = new boolean[links.nodes];
        for (int i : settled) {
            cut[i] = true;
        }
        int[] start = new int[size + 1];
        int[] edge = new int[links.edges];
        int[] shared = new int[size];
        for (int a = 0; a < size; a++) {
            start[a + 1] = start[a];
            for (int e = links.in[members[a]]; e < links.in[members[a] + 1]; e++) {
                int parent = place[links.parent[e]];
                if (parent >= 0 && !cut[links.parent[e]]) {
                    edge[start[a + 1]++] = e;
                    shared[parent]++;
                }
            }
        }
        int[] successor = new int[start[size]];
        for (int k = 0; k < successor.length; k++) {
            successor[k] = place[links.parent[edge[k]]];
        }
        StrongComponents cycles = StrongComponents.of(start, successor);
        if (IntStream.of(cycles.size()).anyMatch(s -> s > CycleBlock.MAX_SIZE)) {
            return Optional.empty();
        }
        int[] entrance = new int[size];
        int[] trouble = new int[size];
        int variables = 0;
        List<JunctionTree.Factor> factors = new ArrayList<>();
        int[] end = new int[size];
        for (int a = 0; a < size; a++) {
            int of = cycles.component()[a];
            entrance[a] = variables;
            for (int k = start[a]; k < start[a + 1]; k++) {
                variables += cycles.component()[successor[k]] == of ? 0 : 1;
            }
            end[a] = variables;
            variables += cycles.size()[of] == 1 ? 1 : 2;
            trouble[a] = variables - 1;
        }
        for (int a = 0; a < size; a++) {
            int link = entrance[a];
            for (int k : hubsFirst(start[a], start[a + 1], successor, shared)) {
                if (cycles.component()[successor[k]] != cycles.component()[a]) {
                    factors.add(link(link, trouble[successor[k]], ++link, links.weight[edge[k]]));
                }
            }
        }
        int at = 0;
        for (int count : cycles.size()) {
            if (count > 1) {
                int[] block = Arrays.copyOfRange(cycles.order(), at, at + count);
                factors.add(block(links, block, start, edge, successor, end, trouble));
            }
            at += count;
        }
        int[] part = new int[size];
        int parts = parts(start, successor, part);
        int[] states = new int[variables];
        Arrays.fill(states, 2);
        return JunctionTree.within(states, factors, budget)
                .map(tree -> new Core(members, settled, entrance, trouble, part, parts, tree));
    }

    /// A component's edges, those to the most shared dependencies first: chains that meet the hubs
    /// early make narrower trees (measured: 119,000 entries instead of 130,000 on the bank of 36
    /// components, 6.3 instead of 9.3 million on one of 64).
    private static int[] hubsFirst(int from, int to, int[] successor, int[] shared) {
        if (to - from < 2) {
            return to == from ? new int[0] : new int[] {from};
        }
        return IntStream.range(from, to)
                .boxed()
                .sorted(Comparator.comparingInt(k -> -shared[successor[k]]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /// P(after | before, cause) of after = before ∨ (cause ∧ A), P(A) = w.
    private static JunctionTree.Factor link(int before, int cause, int after, double w) {
        return new JunctionTree.Factor(
                new int[] {before, cause, after}, new double[] {1, 0, 1 - w, 0, 0, 1, w, 1});
    }

    private static JunctionTree.Factor block(
            Links links,
            int[] block,
            int[] start,
            int[] edge,
            int[] successor,
            int[] end,
            int[] trouble) {
        int size = block.length;
        int[] variables = new int[2 * size];
        double[][] passes = new double[size][size];
        for (int to = 0; to < size; to++) {
            int a = block[to];
            variables[2 * to] = end[a];
            variables[2 * to + 1] = trouble[a];
            for (int k = start[a]; k < start[a + 1]; k++) {
                for (int from = 0; from < size; from++) {
                    if (block[from] == successor[k]) {
                        double w = links.weight[edge[k]];
                        passes[from][to] += w * (1 - passes[from][to]);
                    }
                }
            }
        }
        return new JunctionTree.Factor(variables, CycleBlock.table(passes));
    }

    /// Numbers the connected parts.
    private static int parts(int[] start, int[] successor, int[] part) {
        int size = part.length;
        int[] leader = IntStream.range(0, size).toArray();
        for (int a = 0; a < size; a++) {
            for (int k = start[a]; k < start[a + 1]; k++) {
                leader[find(leader, a)] = find(leader, successor[k]);
            }
        }
        int count = 0;
        int[] number = new int[size];
        Arrays.fill(number, -1);
        for (int a = 0; a < size; a++) {
            int of = find(leader, a);
            if (number[of] < 0) {
                number[of] = count++;
            }
            part[a] = number[of];
        }
        return count;
    }

    private static int find(int[] leader, int a) {
        int at = a;
        while (leader[at] != at) {
            leader[at] = leader[leader[at]];
            at = leader[at];
        }
        return at;
    }
}
