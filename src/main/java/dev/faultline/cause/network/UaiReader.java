package dev.faultline.cause.network;

import dev.faultline.cause.network.DiscreteNetwork.Table;
import dev.faultline.cause.network.DiscreteNetwork.Variable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;
import java.util.stream.IntStream;

/// Networks and evidence in the layout of the UAI inference competitions: numbers between blanks,
/// no names, so variables and states are named by their numbers from 0. In a table the last
/// variable varies fastest; in a `BAYES` network it is the one that the table is about.
public final class UaiReader {
    private final String where;
    private final String text;
    private StringTokenizer words = new StringTokenizer("");
    private int lineEnd;
    private int line;

    private UaiReader(String where, String text) {
        this.where = where;
        this.text = text;
    }

    /// Reads a network.
    ///
    /// @param where the file, for messages
    /// @throws NetworkException where the text is no network; the message says in which line
    public static DiscreteNetwork parse(String where, String text) throws NetworkException {
        return new UaiReader(where, text).parse();
    }

    /// Reads evidence: how many variables were seen, then each with its value; in files of several
    /// samples their number comes first, and must be 1.
    ///
    /// @return value by variable
    /// @throws NetworkException where the text is no evidence
    static Map<Integer, Integer> parseEvidence(String where, String text) throws NetworkException {
        UaiReader reader = new UaiReader(where, text);
        List<Integer> numbers = new ArrayList<>();
        while (reader.more()) {
            numbers.add(reader.integer("a number of 0 or more", Integer.MAX_VALUE));
        }
        int first = numbers.isEmpty() || numbers.size() == 1 + 2 * numbers.getFirst() ? 0 : 1;
        boolean severalSamples = first == 1 && (numbers.getFirst() != 1 || numbers.size() < 2);
        if (severalSamples
                || (!numbers.isEmpty() && numbers.size() != first + 1 + 2 * numbers.get(first))) {
            throw new NetworkException(
                    "%s: %,d numbers were found; a count and twice as many numbers (variable, value) are needed."
                            .formatted(where, numbers.size()));
        }
        Map<Integer, Integer> seen = new LinkedHashMap<>();
        for (int i = first + 1; i < numbers.size(); i += 2) {
            Integer other = seen.put(numbers.get(i), numbers.get(i + 1));
            if (other != null && !other.equals(numbers.get(i + 1))) {
                throw new NetworkException(
                        "%s: variable %,d is seen with two values, %,d and %,d."
                                .formatted(where, numbers.get(i), other, numbers.get(i + 1)));
            }
        }
        return seen;
    }

    private DiscreteNetwork parse() throws NetworkException {
        String kind = word("BAYES or MARKOV");
        boolean bayes = kind.equals("BAYES");
        if (!bayes && !kind.equals("MARKOV")) {
            throw wrong("BAYES or MARKOV was expected, '%s' found".formatted(kind));
        }
        int n = integer("the number of variables", 10_000_000);
        List<Variable> variables = new ArrayList<>();
        for (int v = 0; v < n; v++) {
            int states = integer("the number of states of variable " + v, 1_000_000);
            if (states < 1) {
                throw wrong("variable " + v + " has no states");
            }
            variables.add(
                    new Variable(
                            String.valueOf(v),
                            IntStream.range(0, states).mapToObj(String::valueOf).toList()));
        }
        int count = integer("the number of tables", 100_000_000);
        List<int[]> scopes = new ArrayList<>();
        boolean[] described = new boolean[n];
        for (int t = 0; t < count; t++) {
            int[] scope = scope(t, n);
            if (bayes && scope.length == 0) {
                throw wrong("table " + t + " is about no variable");
            }
            if (bayes && described[scope[0]]) {
                throw wrong("there is a second table of variable " + scope[0]);
            }
            if (bayes) {
                described[scope[0]] = true;
            }
            scopes.add(scope);
        }
        List<Table> tables = new ArrayList<>();
        for (int t = 0; t < count; t++) {
            tables.add(new Table(scopes.get(t), values(t, variables, scopes.get(t), bayes), bayes));
        }
        if (more()) {
            throw wrong("something follows the last table: '" + word("nothing") + "'");
        }
        return new DiscreteNetwork(where, "", variables, tables);
    }

    /// The variables of a table, the fastest first.
    private int[] scope(int t, int n) throws NetworkException {
        int[] scope = new int[integer("the number of variables of table " + t, n)];
        for (int k = scope.length - 1; k >= 0; k--) {
            scope[k] = integer("a variable", Integer.MAX_VALUE);
            if (scope[k] >= n) {
                throw wrong(
                        "table %,d is over variable %,d, but the last one is %,d"
                                .formatted(t, scope[k], n - 1));
            }
            for (int j = k + 1; j < scope.length; j++) {
                if (scope[j] == scope[k]) {
                    throw wrong("table %,d names variable %,d twice".formatted(t, scope[k]));
                }
            }
        }
        return scope;
    }

    private double[] values(int t, List<Variable> variables, int[] scope, boolean bayes)
            throws NetworkException {
        double size = DiscreteNetwork.size(variables, scope);
        if (size > DiscreteNetwork.MAX_TABLE) {
            throw wrong(
                    "table %,d would hold %.3g numbers, more than can be read (%,d)"
                            .formatted(t, size, DiscreteNetwork.MAX_TABLE));
        }
        int given = integer("the size of table " + t, Integer.MAX_VALUE);
        if (given != (int) size) {
            throw wrong(
                    "table %,d has %,d numbers, but its variables have %,d joint states"
                            .formatted(t, given, (int) size));
        }
        double[] values = new double[given];
        for (int i = 0; i < given; i++) {
            String word = word("a number");
            try {
                values[i] = Double.parseDouble(word);
            } catch (NumberFormatException e) {
                throw wrong("'" + word + "' in table " + t + " is not a number");
            }
            if (!(values[i] >= 0 && values[i] < Double.POSITIVE_INFINITY)
                    || (bayes && values[i] > 1)) {
                throw wrong(
                        "%s in table %,d is not %s"
                                .formatted(
                                        word,
                                        t,
                                        bayes
                                                ? "a probability; it must lie between 0 and 1"
                                                : "a number of 0 or more"));
            }
        }
        int k = bayes ? variables.get(scope[0]).states().size() : 0;
        for (int row = 0; bayes && row < given; row += k) {
            double sum = Arrays.stream(values, row, row + k).sum();
            if (Math.abs(sum - 1) > DiscreteNetwork.SUM_TOLERANCE) {
                throw wrong(
                        "the probabilities of variable %,d sum to %.6g in a row of table %,d, not to 1"
                                .formatted(scope[0], sum, t));
            }
        }
        return values;
    }

    private boolean more() {
        while (!words.hasMoreTokens() && lineEnd < text.length()) {
            int end = text.indexOf('\n', lineEnd);
            words = new StringTokenizer(text.substring(lineEnd, end < 0 ? text.length() : end));
            lineEnd = end < 0 ? text.length() : end + 1;
            line++;
        }
        return words.hasMoreTokens();
    }

    private String word(String what) throws NetworkException {
        if (!more()) {
            throw wrong("the file ends where " + what + " was expected");
        }
        return words.nextToken();
    }

    private int integer(String what, int largest) throws NetworkException {
        String word = word(what);
        try {
            int number = Integer.parseInt(word);
            if (number >= 0 && number <= largest) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw wrong("%s was expected, '%s' found".formatted(what, word));
    }

    private NetworkException wrong(String found) {
        return new NetworkException("%s, line %,d: %s.".formatted(where, line, found));
    }
}
