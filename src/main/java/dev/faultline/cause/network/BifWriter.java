package dev.faultline.cause.network;

import dev.faultline.cause.network.DiscreteNetwork.Table;
import dev.faultline.cause.network.DiscreteNetwork.Variable;

/// Writes a Bayesian network as BIF, a row for each joint state of the parents, with numbers that
/// read back to the same bits. Names that are more than letters, digits, `_`, `-` and `.` are
/// quoted.
public final class BifWriter {
    private BifWriter() {}

    /// The network as text.
    ///
    /// @throws IllegalArgumentException where a table is not conditional (a Markov network)
    public static String write(DiscreteNetwork network) {
        StringBuilder text = new StringBuilder();
        text.append("network ")
                .append(quoted(network.name().isEmpty() ? "unknown" : network.name()));
        text.append(" {\n}\n");
        for (Variable variable : network.variables()) {
            text.append("variable ").append(quoted(variable.name())).append(" {\n");
            text.append("  type discrete [ ").append(variable.states().size()).append(" ] { ");
            text.append(
                    String.join(", ", variable.states().stream().map(BifWriter::quoted).toList()));
            text.append(" };\n}\n");
        }
        for (Table table : network.tables()) {
            if (!table.conditional()) {
                throw new IllegalArgumentException("a Markov network cannot be written as BIF");
            }
            write(text, network, table);
        }
        return text.toString();
    }

    private static void write(StringBuilder text, DiscreteNetwork network, Table table) {
        int[] scope = table.variables();
        text.append("probability ( ").append(quoted(network.variables().get(scope[0]).name()));
        for (int j = 1; j < scope.length; j++) {
            text.append(j == 1 ? " | " : ", ");
            text.append(quoted(network.variables().get(scope[j]).name()));
        }
        text.append(" ) {\n");
        int k = network.variables().get(scope[0]).states().size();
        for (int row = 0; row < table.values().length / k; row++) {
            text.append(scope.length == 1 ? "  table " : "  (");
            int rest = row;
            for (int j = 1; j < scope.length; j++) {
                Variable parent = network.variables().get(scope[j]);
                text.append(j == 1 ? "" : ", ");
                text.append(quoted(parent.states().get(rest % parent.states().size())));
                rest /= parent.states().size();
            }
            text.append(scope.length == 1 ? "" : ") ");
            for (int s = 0; s < k; s++) {
                text.append(s == 0 ? "" : ", ").append(table.values()[row * k + s]);
            }
            text.append(";\n");
        }
        text.append("}\n");
    }

    private static String quoted(String name) {
        return name.matches("[A-Za-z0-9_.-]+") ? name : '"' + name.replace('"', '\'') + '"';
    }
}
