package dev.faultline.cause.network;

import dev.faultline.cause.network.BifTokens.Token;
import dev.faultline.cause.network.DiscreteNetwork.Table;
import dev.faultline.cause.network.DiscreteNetwork.Variable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The Interchange Format for Bayesian Networks, BIF 0.15 (Cozman 1998), as JavaBayes, the network
/// repositories, pgmpy, aGrUM and GeNIe write it. In `table` of a variable with parents the values
/// of the variable itself vary slowest and those of the last parent fastest, as JavaBayes and pgmpy
/// have it; in rows each gives the states of the parents.
///
/// Over 300 lines: a grammar, one rule a method.
public final class BifReader {
    /// A row whose sum is so near to 1 stays as it is, so that what is written reads back to the
    /// same bits.
    private static final double ROUNDING = 1e-12;

    private final String where;
    private final BifTokens tokens;
    private final Map<String, Integer> index = new LinkedHashMap<>();
    private final List<Variable> variables = new ArrayList<>();
    private final List<Integer> blocks = new ArrayList<>();
    private String name = "";

    private BifReader(String where, String text) throws NetworkException {
        this.where = where;
        this.tokens = new BifTokens(where, text);
    }

    /// Reads a network.
    ///
    /// @param where the file, for messages
    /// @throws NetworkException where the text is no network; the message says in which line
    public static DiscreteNetwork parse(String where, String text) throws NetworkException {
        return new BifReader(where, text).parse();
    }

    private DiscreteNetwork parse() throws NetworkException {
        while (!tokens.atEnd()) {
            Token word = tokens.next();
            if (word.is("network")) {
                network();
            } else if (word.is("variable")) {
                variable();
            } else if (word.is("probability")) {
                // Read once all variables are known.
                blocks.add(tokens.position());
                tokens.skipPast("}");
            } else if (!word.is(";")) {
                throw tokens.wrong(
                        word,
                        "'network', 'variable' or 'probability' was expected, '%s' found"
                                .formatted(word.text()));
            }
        }
        if (variables.isEmpty()) {
            throw new NetworkException(where + ": there is no variable in it. Is it a BIF file?");
        }
        Table[] tables = new Table[variables.size()];
        for (int block : blocks) {
            tokens.goTo(block);
            Token begin = tokens.peek();
            Table table = probability();
            int child = table.variables()[0];
            if (tables[child] != null) {
                throw tokens.wrong(
                        begin, "there is a second table of " + variables.get(child).name());
            }
            tables[child] = table;
        }
        for (int v = 0; v < tables.length; v++) {
            if (tables[v] == null) {
                throw new NetworkException(
                        "%s: variable %s has no table. Add 'probability ( %2$s ) { … }'."
                                .formatted(where, variables.get(v).name()));
            }
        }
        return new DiscreteNetwork(where, name, variables, Arrays.asList(tables));
    }

    private void network() throws NetworkException {
        if (!tokens.peek().is("{")) {
            name = tokens.next().text();
        }
        tokens.expect("{");
        tokens.skipPast("}");
    }

    private void variable() throws NetworkException {
        Token named = tokens.name("the name of a variable");
        tokens.expect("{");
        List<Token> states = List.of();
        Token word = tokens.next();
        while (!word.is("}")) {
            if (word.is("type")) {
                tokens.expect("discrete");
                tokens.expect("[");
                Token count = tokens.name("the number of states");
                tokens.expect("]");
                tokens.expect("{");
                states = tokens.until("}", "the name of a state");
                if (!count.text().equals(String.valueOf(states.size()))) {
                    throw tokens.wrong(
                            count,
                            "%s has [ %s ] states, but %,d are listed"
                                    .formatted(named.text(), count.text(), states.size()));
                }
            } else if (word.is("property")) {
                tokens.skipPast(";");
            } else if (!word.is(";")) {
                throw tokens.wrong(
                        word, "'type' or 'property' was expected, '" + word.text() + "' found");
            }
            word = tokens.next();
        }
        if (states.isEmpty()) {
            throw tokens.wrong(named, "variable " + named.text() + " has no states");
        }
        List<String> names = states.stream().map(Token::text).toList();
        if (new HashSet<>(names).size() < names.size()) {
            throw tokens.wrong(named, named.text() + " has two states of the same name");
        }
        if (index.put(named.text(), variables.size()) != null) {
            throw tokens.wrong(named, "there is a second variable " + named.text());
        }
        variables.add(new Variable(named.text(), names));
    }

    private Table probability() throws NetworkException {
        Token begin = tokens.peek();
        tokens.expect("(");
        List<Token> names = tokens.until(")", "the name of a variable");
        if (names.isEmpty()) {
            throw tokens.wrong(begin, "'probability' names no variable");
        }
        int[] scope = new int[names.size()];
        for (int k = 0; k < scope.length; k++) {
            scope[k] = index.getOrDefault(names.get(k).text(), -1);
            if (scope[k] < 0) {
                throw tokens.wrong(
                        names.get(k),
                        k == 0
                                ? "a table is given for '%s', which is no variable"
                                        .formatted(names.get(k).text())
                                : "%s depends on '%s', which is no variable"
                                        .formatted(names.getFirst().text(), names.get(k).text()));
            }
            for (int j = 0; j < k; j++) {
                if (scope[j] == scope[k]) {
                    throw tokens.wrong(names.get(k), names.get(k).text() + " is named twice");
                }
            }
        }
        double size = DiscreteNetwork.size(variables, scope);
        if (size > DiscreteNetwork.MAX_TABLE) {
            throw tokens.wrong(
                    begin,
                    "the table of %s would hold %.3g numbers, more than can be read (%,d); give it fewer parents"
                            .formatted(names.getFirst().text(), size, DiscreteNetwork.MAX_TABLE));
        }
        double[] values = new double[(int) size];
        Arrays.fill(values, Double.NaN);
        rows(begin, scope, values);
        return new Table(scope, values, true);
    }

    private void rows(Token begin, int[] scope, double[] values) throws NetworkException {
        Variable child = variables.get(scope[0]);
        int k = child.states().size();
        double[] otherwise = new double[0];
        tokens.expect("{");
        Token word = tokens.next();
        while (!word.is("}")) {
            if (word.is("table")) {
                double[] table = numbers(word, child, values.length);
                int rows = values.length / k;
                for (int i = 0; i < table.length; i++) {
                    values[slowestFirst(scope, i % rows) * k + i / rows] = table[i];
                }
                for (int row = 0; row < rows; row++) {
                    scale(word, child, values, row * k, k);
                }
            } else if (word.is("default")) {
                otherwise = numbers(word, child, k);
                scale(word, child, otherwise, 0, k);
            } else if (word.is("(")) {
                int row = row(word, scope);
                double[] given = numbers(word, child, k);
                scale(word, child, given, 0, k);
                if (!Double.isNaN(values[row * k])) {
                    throw tokens.wrong(word, child.name() + " has a second row for these states");
                }
                System.arraycopy(given, 0, values, row * k, k);
            } else if (word.is("property")) {
                tokens.skipPast(";");
            } else if (!word.is(";")) {
                throw tokens.wrong(
                        word,
                        "'table', 'default' or '(' was expected, '%s' found"
                                .formatted(word.text()));
            }
            word = tokens.next();
        }
        for (int row = 0; row < values.length / k; row++) {
            if (Double.isNaN(values[row * k])) {
                if (otherwise.length == 0) {
                    throw tokens.wrong(
                            begin,
                            "%s has no row for %s".formatted(child.name(), named(scope, row)));
                }
                System.arraycopy(otherwise, 0, values, row * k, k);
            }
        }
    }

    /// The row of a table in which the last parent varies fastest, as one in which the first does.
    private int slowestFirst(int[] scope, int index) {
        int rest = index;
        int row = 0;
        int stride = 1;
        int[] digit = new int[scope.length];
        for (int j = scope.length - 1; j > 0; j--) {
            int states = variables.get(scope[j]).states().size();
            digit[j] = rest % states;
            rest /= states;
        }
        for (int j = 1; j < scope.length; j++) {
            row += stride * digit[j];
            stride *= variables.get(scope[j]).states().size();
        }
        return row;
    }

    private int row(Token begin, int[] scope) throws NetworkException {
        List<Token> states = tokens.until(")", "the state of a parent");
        if (states.size() != scope.length - 1) {
            throw tokens.wrong(
                    begin,
                    "%s has %,d parents, but this row names %,d states"
                            .formatted(
                                    variables.get(scope[0]).name(),
                                    scope.length - 1,
                                    states.size()));
        }
        int row = 0;
        int stride = 1;
        for (int j = 1; j < scope.length; j++) {
            Variable parent = variables.get(scope[j]);
            int state = parent.states().indexOf(states.get(j - 1).text());
            if (state < 0) {
                throw tokens.wrong(
                        begin,
                        "%s has no state '%s' (it has %s)"
                                .formatted(
                                        parent.name(),
                                        states.get(j - 1).text(),
                                        String.join(", ", parent.states())));
            }
            row += stride * state;
            stride *= parent.states().size();
        }
        return row;
    }

    private double[] numbers(Token begin, Variable child, int count) throws NetworkException {
        List<Token> words = tokens.until(";", "a probability");
        if (words.size() != count) {
            throw tokens.wrong(
                    begin,
                    "%,d probabilities are given for %s, %,d are needed"
                            .formatted(words.size(), child.name(), count));
        }
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            try {
                numbers[i] = Double.parseDouble(words.get(i).text());
            } catch (NumberFormatException e) {
                throw tokens.wrong(words.get(i), "'" + words.get(i).text() + "' is not a number");
            }
            if (!(numbers[i] >= 0 && numbers[i] <= 1)) {
                throw tokens.wrong(
                        words.get(i),
                        "%s of %s is not a probability; it must lie between 0 and 1"
                                .formatted(words.get(i).text(), child.name()));
            }
        }
        return numbers;
    }

    /// Scales a row to a sum of 1: files are written with few digits.
    private void scale(Token begin, Variable child, double[] values, int at, int k)
            throws NetworkException {
        double[] row = Arrays.copyOfRange(values, at, at + k);
        double sum = Arrays.stream(row).sum();
        if (Math.abs(sum - 1) > DiscreteNetwork.SUM_TOLERANCE) {
            throw tokens.wrong(
                    begin,
                    "the probabilities of %s, %s, sum to %.6g, not to 1"
                            .formatted(child.name(), Arrays.toString(row), sum));
        }
        if (Math.abs(sum - 1) > ROUNDING) {
            for (int i = 0; i < k; i++) {
                values[at + i] = row[i] / sum;
            }
        }
    }

    private String named(int[] scope, int row) {
        List<String> parts = new ArrayList<>();
        int rest = row;
        for (int j = 1; j < scope.length; j++) {
            Variable parent = variables.get(scope[j]);
            parts.add(parent.name() + "=" + parent.states().get(rest % parent.states().size()));
            rest /= parent.states().size();
        }
        return parts.isEmpty() ? "itself" : String.join(", ", parts);
    }
}
