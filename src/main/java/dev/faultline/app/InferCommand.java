package dev.faultline.app;

import dev.faultline.cause.inference.Exactness;
import dev.faultline.cause.inference.Inference;
import dev.faultline.cause.inference.JunctionTree;
import dev.faultline.cause.inference.Posterior;
import dev.faultline.cause.network.BifReader;
import dev.faultline.cause.network.DiscreteNetwork;
import dev.faultline.cause.network.Findings;
import dev.faultline.cause.network.NetworkException;
import dev.faultline.cause.network.NetworkQuery;
import dev.faultline.cause.network.NoisyOrFile;
import dev.faultline.cause.network.UaiReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `faultline infer`: asks a network from a file, exactly.
///
/// Over 300 lines for three kinds of files and what can be wrong with each.
@Command(
        name = "infer",
        mixinStandardHelpOptions = true,
        description = {
            "Prints what follows from evidence on a Bayesian or Markov network: the probability of"
                    + " every state of every variable, by an exact junction tree.",
            "Reads BIF, UAI (BAYES and MARKOV) and noisy-OR networks of components in JSON, which"
                    + " hold their evidence themselves."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  faultline infer alarm.bif",
            "  faultline infer alarm.bif --evidence seen.json --json",
            "  faultline infer Pedigree_11.uai --evidence Pedigree_11.uai.evid --max-entries 1e9",
            "  faultline infer components.json --json"
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class InferCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "NET.(bif|uai|json)", description = "the network")
    private Path file;

    @Option(
            names = "--evidence",
            paramLabel = "E",
            description = {
                "what was seen: {\"hard\":{variable:state},\"softLikelihood\":{variable:[a number a"
                        + " state]}}, or an .evid file of UAI"
            })
    private @Nullable Path evidence;

    @Option(names = "--json", description = "print a JSON object instead")
    private boolean json;

    @Option(
            names = "--max-entries",
            paramLabel = "N",
            defaultValue = "2e8",
            converter = Count.class,
            description =
                    "how many numbers the tables may hold, 8 bytes each and as much again for"
                            + " messages (default: ${DEFAULT-VALUE})")
    private long maxEntries;

    /// A whole number that may be written as 2e8.
    static final class Count implements ITypeConverter<Long> {
        @Override
        public Long convert(String value) {
            try {
                long count = new BigDecimal(value).longValueExact();
                if (count > 0) {
                    return count;
                }
            } catch (ArithmeticException | NumberFormatException e) {
                // said below
            }
            throw new TypeConversionException("'" + value + "' is not a positive whole number");
        }
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try {
            String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
            if (name.endsWith(".json")) {
                if (evidence != null) {
                    throw wrongUse(
                            "--evidence does not go with a noisy-OR network: it holds its evidence"
                                    + " itself (likelihoodRatio, pinnedHealthy).");
                }
                components(out, NoisyOrFile.parse(file.toString(), text(file)));
            } else if (name.endsWith(".bif")) {
                plain(out, BifReader.parse(file.toString(), text(file)));
            } else if (name.endsWith(".uai")) {
                plain(out, UaiReader.parse(file.toString(), text(file)));
            } else {
                throw wrongUse(
                        file + " ends in none of .bif, .uai and .json, so its format is unknown.");
            }
            out.flush();
            return 0;
        } catch (IOException e) {
            PrintWriter err = spec.commandLine().getErr();
            err.println(e.getMessage());
            err.flush();
            return 1;
        }
    }

    private ParameterException wrongUse(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }

    /// Text in UTF-8; older files are in Latin-1.
    static String text(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (MalformedInputException e) {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new NetworkException(file + ": there is no such file.", e);
        }
    }

    private void plain(PrintWriter out, DiscreteNetwork network) throws IOException {
        Findings findings =
                evidence == null
                        ? Findings.NONE
                        : evidence.toString().endsWith(".evid")
                                ? Findings.parseUai(evidence.toString(), text(evidence), network)
                                : Findings.parseJson(evidence.toString(), text(evidence), network);
        JunctionTree.Budget once = JunctionTree.Budget.ONCE;
        JunctionTree.Budget budget =
                new JunctionTree.Budget(maxEntries, once.restarts(), once.seed());
        switch (NetworkQuery.ask(network, findings, budget)) {
            case NetworkQuery.Answer.Posterior answer -> {
                if (json) {
                    out.println(JsonMapper.shared().writeValueAsString(toJson(network, answer)));
                } else {
                    print(out, network, findings, answer);
                }
            }
            case NetworkQuery.Answer.Contradiction(var contradicting) ->
                    throw contradiction(contradicting);
            case NetworkQuery.Answer.Vanished() ->
                    throw new NetworkException(
                            evidence
                                    + ": the softLikelihoods speak so strongly against each other that"
                                    + " the numbers vanish. Let those of a variable differ by less than"
                                    + " 1e100.");
            case NetworkQuery.Answer.TooWide(var tree) -> throw tooWide(tree);
        }
    }

    private NetworkException contradiction(List<Findings.Finding> findings) {
        if (findings.isEmpty()) {
            return new NetworkException(
                    file
                            + ": no joint state of this network is possible, whatever was seen. Look"
                            + " for tables of zeros that exclude each other.");
        }
        StringJoiner names = new StringJoiner(", ");
        findings.forEach(f -> names.add(f.text()));
        return new NetworkException(
                "%s: what was seen is impossible in %s (probability 0). %s: %s. Change or remove one."
                        .formatted(
                                evidence,
                                file,
                                findings.size() == 1
                                        ? "This alone cannot be"
                                        : "These cannot be true together, while any of them could be left out to resolve it",
                                names));
    }

    private NetworkException tooWide(JunctionTree.Compiled.TooWide tree) {
        boolean limit = tree.entries() > maxEntries;
        return new NetworkException(
                "%s: too wide to be asked exactly: its tables would hold %.3g numbers (%.3g GB with messages), more than %s. %s; hard evidence makes it narrower."
                        .formatted(
                                file,
                                tree.entries(),
                                tree.bytes() / 1e9,
                                limit
                                        ? "the %,d of --max-entries".formatted(maxEntries)
                                        : "the %.3g GB of memory that are left"
                                                .formatted(tree.freeBytes() / 1e9),
                                limit
                                        ? "Allow more with --max-entries, and memory with java -Xmx"
                                        : "Allow more with java -Xmx"));
    }

    private static ObjectNode toJson(
            DiscreteNetwork network, NetworkQuery.Answer.Posterior answer) {
        ObjectNode root = JsonMapper.shared().createObjectNode();
        ObjectNode posterior = root.putObject("posterior");
        for (int v = 0; v < answer.posterior().length; v++) {
            ArrayNode states = posterior.putArray(network.variables().get(v).name());
            for (double p : answer.posterior()[v]) {
                states.add(p);
            }
        }
        JsonNumbers.put(root, "logEvidence", answer.logEvidence());
        root.put("entries", answer.entries());
        return root;
    }

    private void print(
            PrintWriter out,
            DiscreteNetwork network,
            Findings findings,
            NetworkQuery.Answer.Posterior answer) {
        out.printf(
                Locale.ROOT,
                "%s: %,d variables, %,d findings, ln P = %.6f; exact, tables of %,d numbers%n%n",
                file.getFileName(),
                network.variables().size(),
                findings.all().size(),
                0.0 + Math.round(answer.logEvidence() * 1e6) / 1e6,
                answer.entries());
        TextTable table =
                new TextTable(
                        TextTable.Column.left("VARIABLE", 40),
                        TextTable.Column.left("STATE", 40),
                        TextTable.Column.right("P", 12));
        for (int v = 0; v < answer.posterior().length; v++) {
            DiscreteNetwork.Variable variable = network.variables().get(v);
            for (int s = 0; s < variable.states().size(); s++) {
                table.add(
                        s == 0 ? variable.name() : "",
                        variable.states().get(s),
                        probability(answer.posterior()[v][s]));
            }
        }
        table.lines().forEach(out::println);
    }

    private void components(PrintWriter out, NoisyOrFile given) throws IOException {
        Inference.Limits live = Inference.Limits.LIVE;
        Inference.Limits limits = new Inference.Limits(maxEntries, live.doubt(), Integer.MAX_VALUE);
        Inference inference = Inference.of(given.network(), limits);
        Posterior posterior = inference.query(given.evidence());
        if (!posterior.possible()) {
            throw new NetworkException(
                    "%s: what was seen is impossible (probability 0). Together these components contradict each other: %s. Look at their likelihoodRatio (0: certainly fine) and at pinnedHealthy."
                            .formatted(
                                    file,
                                    Arrays.toString(inference.contradiction(given.evidence()))));
        }
        Exact how = Exact.of(posterior.exactness());
        if (json) {
            ObjectNode root = JsonMapper.shared().createObjectNode();
            ArrayNode trouble = root.putArray("pAnomalous");
            ArrayNode fault = root.putArray("pRoot");
            for (int i = 0; i < given.network().size(); i++) {
                trouble.add(posterior.trouble()[i]);
                fault.add(posterior.fault()[i]);
            }
            JsonNumbers.put(root, "logEvidence", posterior.logEvidence());
            root.put("exactness", how.kind);
            root.put("tolerance", how.tolerance);
            out.println(JsonMapper.shared().writeValueAsString(root));
            return;
        }
        out.printf(
                Locale.ROOT,
                "%s: %,d components, ln P = %.6f; %s%n%n",
                file.getFileName(),
                given.network().size(),
                posterior.logEvidence(),
                how.tolerance == 0 ? how.kind : how.kind + ", ±" + probability(how.tolerance));
        TextTable table =
                new TextTable(
                        TextTable.Column.right("COMPONENT", 12),
                        TextTable.Column.right("P(IN TROUBLE)", 14),
                        TextTable.Column.right("P(OWN FAULT)", 14));
        for (int i = 0; i < given.network().size(); i++) {
            table.add(
                    String.valueOf(i),
                    probability(posterior.trouble()[i]),
                    probability(posterior.fault()[i]));
        }
        table.lines().forEach(out::println);
    }

    /// How exact an answer is: in a word, and by how much it may be off.
    private record Exact(String kind, double tolerance) {
        static Exact of(Exactness exactness) {
            return switch (exactness) {
                case Exactness.Exact() -> new Exact("exact", 0);
                case Exactness.Within(double delta) -> new Exact("within", delta);
                case Exactness.Sampled(int _, double halfWidth) -> new Exact("sampled", halfWidth);
            };
        }
    }

    private static String probability(double p) {
        return p > 0 && p < 1e-4
                ? String.format(Locale.ROOT, "%.2e", p)
                : String.format(Locale.ROOT, "%.6f", p);
    }
}
