package dev.faultline.app;

import dev.faultline.cause.evidence.LearnedStrengths;
import dev.faultline.cause.evidence.LearnedStrengths.Link;
import dev.faultline.cause.learning.LearnedFile;
import dev.faultline.cause.learning.StrengthLearner;
import dev.faultline.cause.learning.StrengthLearner.Learned;
import dev.faultline.evaluation.CaseSource;
import dev.faultline.evaluation.DataSet;
import dev.faultline.evaluation.StrengthTraining;
import dev.faultline.evaluation.StrengthTraining.Comparison;
import dev.faultline.evaluation.StrengthTraining.Score;
import dev.faultline.model.ServiceId;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// `faultline learn`: strengths of dependencies and priors of faults from labelled incidents.
@Command(
        name = "learn",
        mixinStandardHelpOptions = true,
        description = {
            "Learns from incidents of which the cause is known how probably trouble passes each"
                    + " dependency and how often each component is the cause (expectation"
                    + " maximisation with Beta priors), and writes it as a version.",
            "With --compare: ranks the incidents by two versions instead, to see whether the second"
                    + " is better before it is taken. Give it incidents that neither was learned"
                    + " from."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  faultline learn bank/set/system_01 --out bank-1.json",
            "  faultline learn spring/ --unlabelled summer/ --from bank-1.json --out bank-2.json",
            "  faultline learn spring/ --forbid web>ads --require web>flags --out bank-3.json",
            "  faultline learn autumn/ --compare defaults bank-2.json"
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class LearnCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "DIR",
            arity = "1..*",
            description = "folders of labelled incidents, in the layout of --layout")
    private List<Path> folders;

    @Option(
            names = "--layout",
            paramLabel = "LAYOUT",
            defaultValue = "set",
            description = "set, petshop or nezha, as in 'evaluate' (default: ${DEFAULT-VALUE})")
    private String layout;

    @Option(
            names = "--unlabelled",
            paramLabel = "DIR",
            description = "folders of incidents of which only the onset is used, not the roots")
    private List<Path> unlabelled = List.of();

    @Option(names = "--out", paramLabel = "F.json", description = "where the version is written")
    private @Nullable Path out;

    @Option(names = "--force", description = "overwrite F.json")
    private boolean force;

    @Option(
            names = "--version-name",
            paramLabel = "NAME",
            description = "what the version is called (default: the name of the file)")
    private @Nullable String version;

    @Option(
            names = "--from",
            paramLabel = "F0.json",
            description = "begin with this version (default: the defaults)")
    private @Nullable Path from;

    @Option(
            names = "--require",
            paramLabel = "A>B",
            description = "A depends on B, whatever the topology and the incidents say")
    private List<String> required = List.of();

    @Option(
            names = "--forbid",
            paramLabel = "A>B",
            description = "trouble of B never passes to A, whatever they say")
    private List<String> forbidden = List.of();

    @Option(
            names = "--compare",
            arity = "2",
            paramLabel = "VERSION",
            description = "rank the incidents by two versions: files, or 'defaults'")
    private List<String> compared = List.of();

    @Option(names = "--json", description = "with --compare: print a JSON object")
    private boolean json;

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        try {
            if (!compared.isEmpty()) {
                if (out != null || !unlabelled.isEmpty() || compared.size() != 2) {
                    throw wrong("--compare takes two versions and neither --out nor --unlabelled.");
                }
                print(
                        StrengthTraining.compare(
                                sources(folders),
                                strengths(compared.getFirst()),
                                strengths(compared.getLast())));
            } else if (out == null) {
                throw wrong("Nothing would come of it: give --out F.json, or --compare.");
            } else {
                learn(out);
            }
            return 0;
        } catch (FileAlreadyExistsException e) {
            err.println(out + " exists. Choose another name, or add --force to overwrite it.");
        } catch (IOException e) {
            err.println(e.getMessage());
        }
        err.flush();
        return 1;
    }

    private void learn(Path target) throws IOException {
        Set<Link> require = links(required, "--require");
        Set<Link> forbid = links(forbidden, "--forbid");
        StrengthTraining training = new StrengthTraining();
        for (CaseSource source : sources(folders)) {
            training.add(source, true);
        }
        for (CaseSource source : sources(unlabelled)) {
            training.add(source, false);
        }
        LearnedStrengths before = from == null ? LearnedStrengths.NONE : strengths(from.toString());
        Learned learned =
                new StrengthLearner(StrengthLearner.Settings.DEFAULT, require, forbid)
                        .learn(training.systems(before));
        String name = version == null ? target.getFileName().toString() : version;
        Files.writeString(
                target,
                LearnedFile.write(
                        name,
                        from == null ? "" : from.toString(),
                        folders.stream().map(Path::toString).toList(),
                        learned),
                force ? StandardOpenOption.CREATE : StandardOpenOption.CREATE_NEW,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING);
        PrintWriter screen = spec.commandLine().getOut();
        screen.printf(
                Locale.ROOT,
                "%s: %,d dependencies and %,d components from %,d labelled and %,d unlabelled incidents, %,d rounds; ln P an incident %.2f, before %.2f%n",
                target,
                learned.edges().size(),
                learned.faults().size(),
                learned.labelled(),
                learned.unlabelled(),
                learned.rounds(),
                learned.logLikelihood(),
                learned.logLikelihoodBefore());
        if (learned.impossible() > 0) {
            screen.printf(
                    Locale.ROOT,
                    "%,d incidents cannot be as they are labelled and were left out.%n",
                    learned.impossible());
        }
        screen.flush();
    }

    private List<CaseSource> sources(List<Path> of) {
        try {
            DataSet dataSet = DataSet.valueOf(layout.toUpperCase(Locale.ROOT));
            return of.stream().map(dataSet::at).toList();
        } catch (IllegalArgumentException e) {
            throw wrong("There is no layout '" + layout + "': set, petshop or nezha.");
        }
    }

    private static LearnedStrengths strengths(String version) throws IOException {
        return version.equals("defaults")
                ? LearnedStrengths.NONE
                : LearnedFile.parse(version, InferCommand.text(Path.of(version))).strengths();
    }

    private Set<Link> links(List<String> texts, String option) {
        Set<Link> links = new HashSet<>();
        for (String text : texts) {
            int arrow = text.indexOf('>');
            if (arrow <= 0 || arrow == text.length() - 1) {
                throw wrong(option + " is '" + text + "'; A>B is needed: A depends on B.");
            }
            links.add(
                    new Link(
                            new ServiceId(text.substring(0, arrow)),
                            new ServiceId(text.substring(arrow + 1))));
        }
        return links;
    }

    private void print(Comparison c) {
        PrintWriter screen = spec.commandLine().getOut();
        if (json) {
            ObjectNode root = JsonMapper.shared().createObjectNode();
            root.put("incidents", c.incidents());
            put(root.putObject("first"), c.first());
            put(root.putObject("second"), c.second());
            root.put("better", c.better());
            root.put("worse", c.worse());
            screen.println(JsonMapper.shared().writeValueAsString(root));
        } else {
            TextTable table =
                    new TextTable(
                            TextTable.Column.left("VERSION", 40),
                            TextTable.Column.right("LOG SCORE", 10),
                            TextTable.Column.right("TOP-1", 8),
                            TextTable.Column.right("TOP-3", 8));
            row(table, compared.getFirst(), c.first());
            row(table, compared.getLast(), c.second());
            table.lines().forEach(screen::println);
            screen.printf(
                    Locale.ROOT,
                    "%n%,d incidents; by log score of the true cause the second is better on %,d and worse on %,d.%n",
                    c.incidents(),
                    c.better(),
                    c.worse());
        }
        screen.flush();
    }

    private static void row(TextTable table, String version, Score score) {
        table.add(
                version,
                String.format(Locale.ROOT, "%.3f", score.logScore()),
                String.format(Locale.ROOT, "%.2f", score.top1()),
                String.format(Locale.ROOT, "%.2f", score.top3()));
    }

    private static void put(ObjectNode node, Score score) {
        JsonNumbers.put(node, "logScore", score.logScore());
        JsonNumbers.put(node, "top1", score.top1());
        JsonNumbers.put(node, "top3", score.top3());
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}
