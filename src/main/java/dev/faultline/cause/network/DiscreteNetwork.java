package dev.faultline.cause.network;

import dev.faultline.cause.inference.JunctionTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/// A product of tables over named variables with named states: a Bayesian network where each table
/// says how one variable depends on its parents, a Markov network otherwise.
///
/// Immutable.
public final class DiscreteNetwork {
    /// A row of probabilities may sum to so much less or more than 1: files are written with few
    /// digits.
    static final double SUM_TOLERANCE = 1e-3;

    /// Larger tables aren't read: 1 GB.
    static final long MAX_TABLE = 1L << 27;

    /// One variable.
    ///
    /// @param states at least one, all different
    public record Variable(String name, List<String> states) {
        public Variable {
            states = List.copyOf(states);
        }
    }

    /// A table over some variables; the first one varies fastest.
    ///
    /// @param conditional whether it is P(first variable | the others)
    @SuppressWarnings("ArrayRecordComponent") // numbers in bulk, read only
    public record Table(int[] variables, double[] values, boolean conditional) {}

    private final String name;
    private final List<Variable> variables;
    private final List<Table> tables;
    private final Map<String, Integer> index = new HashMap<>();

    /// @param where the file, for messages
    /// @throws NetworkException where a conditional table closes a circle
    DiscreteNetwork(String where, String name, List<Variable> variables, List<Table> tables)
            throws NetworkException {
        this.name = name;
        this.variables = List.copyOf(variables);
        this.tables = List.copyOf(tables);
        for (int v = 0; v < variables.size(); v++) {
            index.put(variables.get(v).name, v);
        }
        requireNoCircle(where);
    }

    public String name() {
        return name;
    }

    public List<Variable> variables() {
        return variables;
    }

    public List<Table> tables() {
        return tables;
    }

    /// The place of a variable; −1 where there is none of that name.
    public int indexOf(String variable) {
        return index.getOrDefault(variable, -1);
    }

    /// How many states each variable has.
    int[] states() {
        return variables.stream().mapToInt(v -> v.states.size()).toArray();
    }

    List<JunctionTree.Factor> factors() {
        return tables.stream().map(t -> new JunctionTree.Factor(t.variables, t.values)).toList();
    }

    /// How many entries a table over these variables has; may be beyond what an `int` can say.
    static double size(List<Variable> variables, int[] scope) {
        double size = 1;
        for (int v : scope) {
            size *= variables.get(v).states.size();
        }
        return size;
    }

    private void requireNoCircle(String where) throws NetworkException {
        int n = variables.size();
        int[][] parents = new int[n][];
        for (Table table : tables) {
            if (table.conditional) {
                parents[table.variables[0]] = table.variables;
            }
        }
        // 0 not seen, 1 on the way, 2 done; without recursion, for chains may be long.
        int[] colour = new int[n];
        int[] next = new int[n];
        List<Integer> way = new ArrayList<>();
        for (int start = 0; start < n; start++) {
            if (colour[start] == 0) {
                way.add(start);
                colour[start] = 1;
            }
            while (!way.isEmpty()) {
                int v = way.getLast();
                // The first entry is the variable itself.
                int k = ++next[v];
                if (parents[v] == null || k >= parents[v].length) {
                    colour[v] = 2;
                    way.removeLast();
                } else if (colour[parents[v][k]] == 1) {
                    throw circle(where, way, parents[v][k]);
                } else if (colour[parents[v][k]] == 0) {
                    colour[parents[v][k]] = 1;
                    way.add(parents[v][k]);
                }
            }
        }
    }

    private NetworkException circle(String where, List<Integer> way, int back) {
        StringJoiner names = new StringJoiner(" ← ");
        for (int k = way.indexOf(back); k < way.size(); k++) {
            names.add(variables.get(way.get(k)).name);
        }
        names.add(variables.get(back).name);
        return new NetworkException(
                where
                        + ": the variables depend on each other in a circle, "
                        + names
                        + ". A Bayesian network must not have one; remove one of these edges.");
    }
}
