package dev.faultline.app;

import dev.faultline.evaluation.DataSet;
import dev.faultline.evaluation.DetectionEvaluation;
import dev.faultline.evaluation.RankingEvaluation;
import dev.faultline.evaluation.nab.NabCorpus;
import dev.faultline.evaluation.nab.NabDetector;
import dev.faultline.evaluation.nab.NabEvaluation;
import dev.faultline.evaluation.nab.NabResults;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `faultline evaluate`: ranks the incidents of a labelled data set and counts the hits.
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description = {
            "Ranks every incident of a labelled data set, in its original layout, and counts how often a true cause"
                    + " came first or among the first three.",
            "The truth is read only to score.",
            "With nab: runs the detector of single series over a checkout of the Numenta Anomaly"
                    + " Benchmark (data/, labels/combined_windows.json) and scores it by the"
                    + " benchmark's rules."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  faultline evaluate petshop petshop/",
            "  faultline evaluate nezha online-boutique/ --json",
            "  faultline evaluate set bank/set --cases",
            "  faultline evaluate petshop petshop/ --shuffle-names 7",
            "  faultline evaluate set bank/set --detection",
            "  faultline evaluate nab NAB/ --json",
            "  faultline evaluate nab NAB/ --out NAB/results"
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class EvaluateCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "petshop|nezha|set|nab", description = "the layout of the data set")
    private String layout;

    @Parameters(paramLabel = "DIR", description = "its root, or one scenario, day or system of it")
    private Path root;

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    @Option(names = "--cases", description = "print a line a case as well")
    private boolean cases;

    @Option(
            names = "--shuffle-names",
            paramLabel = "SEED",
            description =
                    "a control: give the components each other's names first; the answers must stay")
    private @Nullable Long shuffleSeed;

    @Option(
            names = "--detection",
            description =
                    "instead of ranking: how soon the faults are detected, and what is reported while"
                            + " nothing is wrong (nezha and set)")
    private boolean detection;

    @Option(
            names = "--out",
            paramLabel = "RESULTS",
            description =
                    "nab: write the scores to RESULTS/faultline/ in NAB's own layout, over those of"
                            + " the last run")
    private @Nullable Path results;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (layout.equalsIgnoreCase("nab")) {
            return nab(out);
        }
        if (results != null) {
            throw wrongUse("--out goes with nab only.");
        }
        DataSet dataSet;
        try {
            dataSet = DataSet.valueOf(layout.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw wrongUse(
                    "There is no data set layout '" + layout + "': petshop, nezha, set or nab.");
        }
        try {
            if (detection) {
                new DetectionReport(DetectionEvaluation.of(dataSet, root)).print(out, json, cases);
                out.flush();
                return 0;
            }
            OptionalLong seed =
                    shuffleSeed == null ? OptionalLong.empty() : OptionalLong.of(shuffleSeed);
            RankingEvaluation evaluation = RankingEvaluation.of(dataSet, root, seed);
            if (json) {
                out.println(
                        JsonMapper.shared()
                                .writerWithDefaultPrettyPrinter()
                                .writeValueAsString(toJson(evaluation)));
            } else {
                print(out, evaluation);
            }
            out.flush();
            return 0;
        } catch (IOException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return 1;
        }
    }

    private int nab(PrintWriter out) {
        if (detection || shuffleSeed != null) {
            throw wrongUse("--detection and --shuffle-names do not go with nab.");
        }
        try {
            NabEvaluation evaluation = NabEvaluation.of(NabCorpus.read(root));
            if (results != null) {
                NabResults.write(
                        results, NabDetector.NAME, evaluation.series(), evaluation.scores());
            }
            new NabReport(evaluation).print(out, json, cases);
            out.flush();
            return 0;
        } catch (IOException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return 1;
        }
    }

    private ParameterException wrongUse(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }

    private void print(PrintWriter out, RankingEvaluation evaluation) {
        if (cases) {
            for (RankingEvaluation.Line line : evaluation.lines()) {
                out.printf(
                        Locale.ROOT,
                        "%-40s %-30s %2d  %.2f  true %s  ranked %s%n",
                        line.name(),
                        line.kind(),
                        line.place(),
                        line.incident(),
                        line.roots(),
                        line.first());
            }
            out.println();
        }
        out.printf("%-58s %5s %6s %6s %6s %9s%n", "", "n", "top-1", "top-3", "empty", "calm");
        for (RankingEvaluation.Rates rates : evaluation.groups()) {
            row(out, name(rates.of()), rates);
        }
        out.println();
        for (String ranker : RankingEvaluation.rankers()) {
            row(out, "all, " + ranker, evaluation.overall(ranker));
        }
        out.printf(
                Locale.ROOT,
                "%n%d cases, %.3f s each%n",
                evaluation.cases(),
                evaluation.secondsPerCase());
    }

    private static void row(PrintWriter out, String name, RankingEvaluation.Rates rates) {
        String calm = rates.calmN() == 0 ? "" : share(rates.calm()) + " of " + rates.calmN();
        out.printf(
                "%-58s %5d %6s %6s %6s %9s%n",
                name,
                rates.n(),
                share(rates.top1()),
                share(rates.top3()),
                share(rates.empty()),
                calm);
    }

    private static String share(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.2f", value);
    }

    private static String name(Map<String, String> group) {
        return group.entrySet().stream().map(e -> e.getValue()).collect(Collectors.joining(" / "));
    }

    private static ObjectNode toJson(RankingEvaluation evaluation) {
        ObjectNode root = JsonMapper.shared().createObjectNode();
        root.put("cases", evaluation.cases());
        RankingEvaluation.Rates all = evaluation.overall(RankingEvaluation.rankers().getFirst());
        put(root, all);
        root.put("secondsPerCase", evaluation.secondsPerCase());
        ArrayNode groups = root.putArray("groups");
        for (RankingEvaluation.Rates rates : evaluation.groups()) {
            ObjectNode group = groups.addObject();
            rates.of().forEach(group::put);
            group.put("n", rates.n());
            put(group, rates);
        }
        ObjectNode baselines = root.putObject("baselines");
        RankingEvaluation.rankers().stream()
                .skip(1)
                .forEach(ranker -> put(baselines.putObject(ranker), evaluation.overall(ranker)));
        return root;
    }

    /// Shares of nothing are null, not a number that was never measured.
    private static void put(ObjectNode node, RankingEvaluation.Rates rates) {
        JsonNumbers.put(node, "top1", rates.top1());
        JsonNumbers.put(node, "top3", rates.top3());
        JsonNumbers.put(node, "empty", rates.empty());
        if (rates.calmN() > 0) {
            node.put("calmCases", rates.calmN());
            JsonNumbers.put(node, "calm", rates.calm());
        }
    }
}
