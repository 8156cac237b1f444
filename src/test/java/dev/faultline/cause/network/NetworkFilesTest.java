package dev.faultline.cause.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.faultline.cause.inference.JunctionTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkFilesTest {
    private static final String RAIN =
            """
            network rain {
            }
            variable rain {
              type discrete [ 2 ] { yes, no };
            }
            variable wet {
              type discrete [ 2 ] { yes, no };
            }
            probability ( rain ) {
              table 0.2, 0.8;
            }
            probability ( wet | rain ) {
              (yes) 0.9, 0.1;
              (no) 0, 1;
            }
            """;

    @Test
    void readsOddNamesQuotesCommentsPropertiesAndDefaults() throws NetworkException {
        DiscreteNetwork network =
                BifReader.parse(
                        "odd.bif",
                        """
                        // JavaBayes writes headers like this
                        network "a {strange} network" { property "author = N. N.; 1998"; }
                        /* two
                           lines */
                        variable "the sprinkler, upstairs" // quoted
                        {
                          type discrete[3] { "on; full" <5% 5-10% };
                          property "position = (10, 20)" ;
                          property weight = 3 kg;
                        }
                        variable 2.b/c {
                          type discrete [ 2 ] { No/Yes, "ü" };
                        }
                        variable table { type discrete [1] { only }; }
                        probability ( 2.b/c | "the sprinkler, upstairs" table ) {
                          default 0.25, 0.75;
                          ( <5%, only ) 1 0;
                        }
                        probability ( "the sprinkler, upstairs" ) { table .5 5e-2 4.5E-1; }
                        probability ( "table" ) { table 1; }
                        """);
        assertThat(network.name()).isEqualTo("a {strange} network");
        assertThat(network.variables().stream().map(DiscreteNetwork.Variable::name))
                .containsExactly("the sprinkler, upstairs", "2.b/c", "table");
        assertThat(network.variables().getFirst().states())
                .containsExactly("on; full", "<5%", "5-10%");
        assertThat(network.tables().get(1).values()).containsExactly(.25, .75, 1, 0, .25, .75);
        DiscreteNetwork again = BifReader.parse("again.bif", BifWriter.write(network));
        assertThat(again.variables()).isEqualTo(network.variables());
        assertThat(again.tables().get(1).values()).isEqualTo(network.tables().get(1).values());
        Findings findings =
                Findings.parseJson(
                        "e",
                        "{\"hard\":{\"2.b/c\":\"No/Yes\"},\"softLikelihood\":{\"the sprinkler, upstairs\":[1,2,0]}}",
                        network);
        assertThat(posterior(network, findings)[0][0])
                .isCloseTo(.5 * .25 / (.5 * .25 + 2 * .05), within(1e-15));
    }

    /// P(light | family, bowel) of JavaBayes' dog problem: the values of the variable itself vary
    /// slowest, those of the last parent fastest.
    @Test
    void readsATableWithParentsAsJavaBayesWritesIt() throws NetworkException {
        DiscreteNetwork network =
                BifReader.parse(
                        "dog.bif",
                        """
                        network dog {}
                        variable a { type discrete [2] { t f }; }
                        variable b { type discrete [3] { x y z }; }
                        variable c { type discrete [2] { t f }; }
                        probability (a) { table 0.5 0.5; }
                        probability (b) { table 0.2 0.3 0.5; }
                        probability ( c | a b ) {
                          table 0.99 0.9 0.8 0.97 0.3 0.4 0.01 0.1 0.2 0.03 0.7 0.6;
                        }
                        """);
        // a=f, b=y is the fifth of six columns
        Findings findings =
                Findings.parseJson("e", "{\"hard\":{\"a\":\"f\",\"b\":\"y\"}}", network);
        assertThat(posterior(network, findings)[2]).containsExactly(0.3, 0.7);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    (yes) 0.9, 0.1;     | (yes) 0.9, 0.2;     | line 13: the probabilities of wet, [0.9, 0.2], sum to 1.10000, not to 1.
                    table 0.2, 0.8;     | table 1.2, -0.2;    | line 10: 1.2 of rain is not a probability; it must lie between 0 and 1.
                    table 0.2, 0.8;     | table 0.2, NaN;     | line 10: NaN of rain is not a probability
                    table 0.2, 0.8;     | table 0.2, fast;    | line 10: 'fast' is not a number.
                    table 0.2, 0.8;     | table 0.2, 0.3, 0.5;| line 10: 3 probabilities are given for rain, 2 are needed.
                    (no) 0, 1;          | ;                   | line 12: wet has no row for rain=no.
                    (no) 0, 1;          | (maybe) 0, 1;       | line 14: rain has no state 'maybe' (it has yes, no).
                    (no) 0, 1;          | (yes) 0, 1;         | line 14: wet has a second row for these states.
                    (no) 0, 1;          | (no, no) 0, 1;      | line 14: wet has 1 parents, but this row names 2 states.
                    wet @ rain          | wet @ snow          | line 12: wet depends on 'snow', which is no variable.
                    ( rain )            | ( snow )            | line 9: a table is given for 'snow', which is no variable.
                    ( rain )            | ( wet )             | line 12: there is a second table of wet.
                    ( rain )            | ( rain @ wet )      | line 10: 2 probabilities are given for rain, 4 are needed.
                    [ 2 ] { yes, no };  | [ 3 ] { yes, no };  | line 4: rain has [ 3 ] states, but 2 are listed.
                    { yes, no };        | { yes, yes };       | line 3: rain has two states of the same name.
                    variable wet        | variable rain       | line 6: there is a second variable rain.
                    variable wet        | `variable "wet`     | line 6: a quote begins here and has no end (").
                    (no) 0, 1;          | `(no) 0, 1; /*`     | line 14: a comment begins here and has no end (*/).
                    (no) 0, 1;          | (no) 0, 1           | line 15: a probability was expected, '}' found.
                    type                | typ                 | line 4: 'type' or 'property' was expected, 'typ' found.
                    """)
    void saysWhereABifFileIsWrongAndWhatWasFound(String good, String bad, String message) {
        String text = RAIN.replaceFirst(quote(good.replace('@', '|')), bad.replace('@', '|'));
        assertThat(text).isNotEqualTo(RAIN);
        assertThatThrownBy(() -> BifReader.parse("rain.bif", text))
                .isInstanceOf(NetworkException.class)
                .hasMessageStartingWith("rain.bif, ")
                .hasMessageContaining(message);
    }

    private static String quote(String text) {
        return Pattern.quote(text);
    }

    @Test
    void namesACircle() {
        String text =
                RAIN.replace("( rain )", "( rain | wet )")
                        .replace("table 0.2, 0.8;", "default 0.2, 0.8;");
        assertThatThrownBy(() -> BifReader.parse("rain.bif", text))
                .hasMessageContaining("in a circle, rain ← wet ← rain.");
    }

    @Test
    void saysWhichVariableHasNoTable() {
        String text = RAIN.substring(0, RAIN.indexOf("probability ( wet"));
        assertThatThrownBy(() -> BifReader.parse("rain.bif", text))
                .hasMessageContaining("variable wet has no table");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    BAYES 2 2 2 2 1 0 2 0 1 2 .2 .8 4 .9 .1 0 1.5         | 1.5 in table 1 is not a probability
                    BAYES 2 2 2 2 1 0 2 0 1 2 .2 .8 4 .9 .1 0 .5          | sum to 0.500000 in a row of table 1
                    BAYES 2 2 2 2 1 0 2 0 1 2 .2 .8 3 .9 .1 0             | table 1 has 3 numbers, but its variables have 4 joint states
                    BAYES 2 2 2 2 1 0 2 0 7 2 .2 .8 4 .9 .1 0 1           | table 1 is over variable 7, but the last one is 1
                    BAYES 2 2 2 2 1 0 2 0 1 2 .2 .8 4 .9 .1 0             | the file ends where a number was expected
                    BAYES 2 2 2 2 1 0 2 0 1 2 .2 .8 4 .9 .1 0 1 7         | something follows the last table
                    MARKOV 2 2 2 2 1 0 2 0 1 2 .2 .8 4 .9 -1 0 1          | -1 in table 1 is not a number of 0 or more
                    MARKOV 2 2 x                                          | the number of states of variable 1 was expected, 'x' found
                    GRAPH 2                                               | BAYES or MARKOV was expected, 'GRAPH' found
                    """)
    void saysWhereAUaiFileIsWrong(String text, String message) {
        assertThatThrownBy(() -> UaiReader.parse("net.uai", text))
                .isInstanceOf(NetworkException.class)
                .hasMessageStartingWith("net.uai, line 1: ")
                .hasMessageContaining(message);
    }

    @Test
    void readsUaiEvidenceInBothOfItsLayouts() throws NetworkException {
        DiscreteNetwork network =
                UaiReader.parse("n", "BAYES 2 2 3 2 1 0 2 0 1 2 .2 .8 6 .9 .1 0 .3 .3 .4");
        for (String text : List.of("1 1 2", "1\n1 1 2\n", "1\r\n1\t1 2")) {
            Findings findings = Findings.parseUai("n.evid", text, network);
            assertThat(findings.all()).hasSize(1);
            // P(0 | 1 = 2) = .2·0 : .8·.4
            assertThat(posterior(network, findings)[0]).containsExactly(0, 1);
        }
        assertThat(Findings.parseUai("n.evid", "0", network).all()).isEmpty();
        assertThat(Findings.parseUai("n.evid", " ", network).all()).isEmpty();
        assertThatThrownBy(() -> Findings.parseUai("n.evid", "1 1 3", network))
                .hasMessageContaining("variable '1' has no state '3'");
        assertThatThrownBy(() -> Findings.parseUai("n.evid", "2 1 1", network))
                .hasMessageContaining("3 numbers were found");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"hard":{"snow":"yes"}}               | the network has no variable 'snow'
                    {"hard":{"rain":"often"}}             | variable 'rain' has no state 'often'. It has 'yes', 'no'.
                    {"hard":{"rain":2}}                   | variable 'rain' has no state '2'
                    {"softLikelihood":{"rain":[1]}}       | must be a list of 2 numbers, one a state, not [1].
                    {"softLikelihood":{"rain":[1,-1]}}    | holds -1; a number of 0 or more is needed.
                    {"softLikelihood":{"rain":[0,0]}}     | is 0 for every state
                    {"hard":["rain"]}                     | 'hard' must be an object
                    {"rain":"yes"}                        | an object with 'hard' or 'softLikelihood' was expected
                    {"hard":                              | this is not JSON
                    """)
    void saysWhatIsWrongWithEvidence(String text, String message) throws NetworkException {
        DiscreteNetwork network = BifReader.parse("rain.bif", RAIN);
        assertThatThrownBy(() -> Findings.parseJson("e.json", text, network))
                .isInstanceOf(NetworkException.class)
                .hasMessageStartingWith("e.json")
                .hasMessageContaining(message);
    }

    @Test
    void namesTheFindingsThatContradictEachOtherAndNoOthers() throws NetworkException {
        // A chain of copies: the ends must agree, what lies elsewhere has nothing to do with it.
        String chain =
                IntStream.range(0, 6)
                        .mapToObj(i ->
                                "variable v%d { type discrete [2] { a b }; } probability ( v%d %s"
                                        .formatted(
                                                i,
                                                i,
                                                i == 0
                                                        ? ") { table 0.5 0.5; }"
                                                        : "| v%d ) { (a) 1 0; (b) 0 1; }"
                                                                .formatted(i - 1)))
                        .collect(Collectors.joining("\n"));
        String side =
                "variable w { type discrete [2] { a b }; } probability ( w ) { table 0.5 0.5; }";
        DiscreteNetwork network = BifReader.parse("chain.bif", chain + side);
        Findings findings =
                Findings.parseJson(
                        "e",
                        "{\"hard\":{\"w\":\"a\",\"v0\":\"a\",\"v3\":\"a\",\"v5\":\"b\"},\"softLikelihood\":{\"v4\":[1,2]}}",
                        network);
        assertThat(NetworkQuery.ask(network, findings, JunctionTree.Budget.ONCE))
                .isInstanceOfSatisfying(
                        NetworkQuery.Answer.Contradiction.class,
                        c ->
                                assertThat(c.findings().stream().map(Findings.Finding::text))
                                        .containsExactly("v3 = a", "v5 = b"));
    }

    @Test
    void doesNotCallContradictoryWhatIsOnlyTooImprobableForNumbers() throws NetworkException {
        DiscreteNetwork network = BifReader.parse("rain.bif", RAIN);
        // wet needs rain, and three times 1e-200 speaks against it.
        String against = "[1e-200,1]";
        Findings once =
                Findings.parseJson(
                        "e",
                        "{\"hard\":{\"wet\":\"yes\"},\"softLikelihood\":{\"rain\":"
                                + against
                                + "}}",
                        network);
        List<Findings.Finding> thrice = new ArrayList<>(once.all());
        thrice.add(once.all().getLast());
        thrice.add(once.all().getLast());
        assertThat(posterior(network, once)[0]).containsExactly(1, 0);
        assertThat(NetworkQuery.ask(network, new Findings(thrice), JunctionTree.Budget.ONCE))
                .isInstanceOf(NetworkQuery.Answer.Vanished.class);
    }

    @Test
    void refusesATableThatNobodyCouldHoldBeforeMakingIt() {
        String parents =
                IntStream.range(0, 60)
                        .mapToObj(i ->
                                "variable p%d { type discrete [2] { a b }; } probability ( p%d ) { table 0.5 0.5; }"
                                        .formatted(i, i))
                        .collect(Collectors.joining("\n"));
        String child =
                "variable c { type discrete [2] { a b }; } probability ( c | "
                        + IntStream.range(0, 60)
                                .mapToObj(i -> "p" + i)
                                .collect(Collectors.joining(", "))
                        + " ) { default 0.5 0.5; }";
        assertThatThrownBy(() -> BifReader.parse("wide.bif", parents + child))
                .hasMessageContaining("the table of c would hold 2.31e+18 numbers");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"leak":[0.1,0.1],"edges":[{"from":0,"to":2,"w":0.5}]}              | edge 0, 'to' is 2, which is no component (0 to 1)
                    {"leak":[0.1,0.1],"edges":[{"from":0,"to":1,"w":1.5}]}              | edge 0, 'w' is 1.5, it must be a probability between 0 and 1
                    {"leak":[0.1,1.1],"edges":[]}                                       | 'leak' of 1 is 1.1
                    {"leak":[0.1,0.1],"parents":[[],[5]],"weights":[[],[0.5]]}          | a parent of 1 is 5, which is no component
                    {"leak":[0.1,0.1],"parents":[[],[0]],"weights":[[],[]]}             | component 1 has 1 parents, but 0 weights
                    {"leak":[0.1,0.1],"parents":[[]],"weights":[[],[]]}                 | 'parents' has 1 lists, but there are 2 components
                    {"leak":[0.1,0.1],"edges":[],"likelihoodRatio":[1]}                 | 'likelihoodRatio' has 1 numbers, but there are 2 components
                    {"leak":[0.1,0.1],"edges":[],"likelihoodRatio":[1,-1]}              | 'likelihoodRatio' of 1 is -1, it must be a number of 0 or more
                    {"leak":[0.1,0.1],"edges":[],"pinnedHealthy":4}                     | 'pinnedHealthy' is 4, which is no component
                    {"n":3,"leak":[0.1,0.1],"edges":[]}                                 | 'n' is 3, but 'leak' has 2
                    {"edges":[]}                                                        | there is no list 'leak'
                    """)
    void saysWhatIsWrongWithANetworkOfComponents(String text, String message) {
        assertThatThrownBy(() -> NoisyOrFile.parse("net.json", text))
                .isInstanceOf(NetworkException.class)
                .hasMessageStartingWith("net.json: ")
                .hasMessageContaining(message);
    }

    private static double[][] posterior(DiscreteNetwork network, Findings findings) {
        NetworkQuery.Answer answer = NetworkQuery.ask(network, findings, JunctionTree.Budget.ONCE);
        assertThat(answer).isInstanceOf(NetworkQuery.Answer.Posterior.class);
        double[][] posterior = ((NetworkQuery.Answer.Posterior) answer).posterior();
        assertThat(Arrays.asList(posterior))
                .allSatisfy(p -> assertThat(Arrays.stream(p).sum()).isCloseTo(1, within(1e-12)));
        return posterior;
    }
}
