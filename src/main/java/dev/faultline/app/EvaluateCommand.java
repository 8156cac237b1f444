package dev.faultline.app;

import dev.faultline.cause.evidence.CauseParameters;
import dev.faultline.evaluation.Calibration;
import dev.faultline.evaluation.CaseSource;
import dev.faultline.evaluation.DataSet;
import dev.faultline.evaluation.DetectionEvaluation;
import dev.faultline.evaluation.Part;
import dev.faultline.evaluation.RankingEvaluation;
import dev.faultline.evaluation.RecalibrationLearner;
import dev.faultline.evaluation.Variant;
import dev.faultline.evaluation.nab.NabCorpus;
import dev.faultline.evaluation.nab.NabDetector;
import dev.faultline.evaluation.nab.NabEvaluation;
import dev.faultline.evaluation.nab.NabResults;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `faultline evaluate`: ranks the incidents of a labelled data set and counts the hits.
///
/// Over 300 lines for its many options; what they ask for is answered elsewhere.
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description = {
            "Ranks every incident of a labelled data set, in its original layout, and counts how often a true cause"
                    + " came first or among the first three. With generated: of random systems.",
            "The truth is read only to score.",
            "With demo: breaks the simulated bank again and again, faster than live, and counts how soon the"
                    + " engine finds it by itself and whom it names.",
            "With nab: runs the detector of single series over a checkout of the Numenta Anomaly"
                    + " Benchmark (data/, labels/combined_windows.json) and scores it by the"
                    + " benchmark's rules."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  faultline evaluate petshop petshop/",
            "  faultline evaluate nezha online-boutique/ --json",
            "  faultline evaluate set bank/set --cases",
            "  faultline evaluate set bank/set --onset detected",
            "  faultline evaluate set bank/set --degrade",
            "  faultline evaluate set bank/set --without latency",
            "  faultline evaluate set bank/set --ablation",
            "  faultline evaluate generated --cases 1000 --seed 2 --chart calibration.svg",
            "  faultline evaluate generated --cases 1000 --seed 1 --recalibrate map.json",
            "  faultline evaluate petshop petshop/ --shuffle-names 7",
            "  faultline evaluate set bank/set --detection",
            "  faultline evaluate demo --faults 60 --seed 7",
            "  faultline evaluate nab NAB/ --json",
            "  faultline evaluate nab NAB/ --out NAB/results"
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class EvaluateCommand implements Callable<Integer> {
    /// Degradations are drawn so often.
    private static final int SEEDS = 3;

    /// Incidents that are generated where nobody says how many.
    private static final int GENERATED = 200;

    @Spec private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "petshop|nezha|set|generated|demo|nab",
            description = "the layout of the data set")
    private String layout;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "DIR",
            description = "its root, or one scenario, day or system of it")
    private @Nullable Path root;

    @Mixin private GeneratorOptions generator;

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    @Option(
            names = "--cases",
            arity = "0..1",
            paramLabel = "N",
            fallbackValue = "0",
            description = {
                "print a line a case as well;",
                "with generated: how many incidents are generated (default: 200)"
            })
    private @Nullable Integer cases;

    @Option(
            names = "--faults",
            paramLabel = "N",
            defaultValue = "60",
            description = "demo: how often it is broken (default: ${DEFAULT-VALUE})")
    private int faults;

    @Option(names = "--lines", description = "print a line a case, with generated too")
    private boolean lines;

    @Option(
            names = "--onset",
            paramLabel = "given|jitter|detected",
            defaultValue = "given",
            description =
                    "which onset is told: the true one, wrong by 1, 3 and 5 minutes either way, or"
                            + " the one that the engine finds in the recording")
    private String onset;

    @Option(
            names = "--degrade",
            description = "with 30 %% of the series lost and 10 %% of the dependencies wrong")
    private boolean degrade;

    @Option(
            names = "--degrade-curve",
            description =
                    "with 0 to 50 %% of the series lost, 0 to 30 %% of the dependencies wrong")
    private boolean curve;

    @Option(
            names = "--without",
            paramLabel = "PART",
            description =
                    "leave out a part of the evidence (repeatable): latency, errors, saturation,"
                            + " resources, traffic, before, expected, silence, changes, hosts, graph")
    private List<String> without = List.of();

    @Option(names = "--ablation", description = "leave out each part of the evidence for itself")
    private boolean ablation;

    @Option(
            names = "--chart",
            paramLabel = "FILE.svg",
            description = "draw the calibration of the first place")
    private @Nullable Path chart;

    @Option(
            names = "--parameters",
            paramLabel = "FILE.yaml",
            description =
                    "rank by other numbers of evidence and network than those that come with the"
                            + " program")
    private @Nullable Path parameters;

    @Option(
            names = "--recalibrate",
            paramLabel = "FILE.json",
            description =
                    "learn from these cases how the network's P(cause) is to be shown, and write it")
    private @Nullable Path recalibration;

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
        try {
            if (layout.equalsIgnoreCase("nab")) {
                nab(out);
            } else if (results != null) {
                throw wrongUse("--out goes with nab only.");
            } else if (layout.equalsIgnoreCase("demo")) {
                demo(out);
            } else if (detection) {
                new DetectionReport(DetectionEvaluation.of(dataSet(), root()))
                        .print(out, json, lines());
            } else {
                rank(out);
            }
            out.flush();
            return 0;
        } catch (IOException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return 1;
        }
    }

    private void rank(PrintWriter out) throws IOException {
        if (recalibration != null) {
            recalibrate(out, recalibration);
            return;
        }
        CauseParameters by =
                parameters == null
                        ? CauseParameters.DEFAULT
                        : CauseModelFiles.parameters(parameters);
        Variant given = Variant.GIVEN.without(parts()).shuffled(shuffle()).by(by);
        List<Variant> others = others().stream().map(v -> v.by(by)).toList();
        List<RankingEvaluation> all =
                RankingEvaluation.of(
                        source(), Stream.concat(Stream.of(given), others.stream()).toList());
        List<RankingEvaluation> beside = all.subList(1, all.size());
        RankingReport report =
                new RankingReport(
                        beside.isEmpty() || ablation || curve
                                ? all.getFirst()
                                : RankingEvaluation.pooled(pooledName(), beside),
                        beside.isEmpty() ? List.of() : all);
        report.print(out, json, lines());
        if (chart != null) {
            CalibrationChart.write(chart, all.getFirst().calibration());
        }
    }

    /// Learns from the network's own probabilities, and says what that is worth on cases that took
    /// no part in it.
    private void recalibrate(PrintWriter out, Path file) throws IOException {
        RankingEvaluation raw =
                RankingEvaluation.of(source(), List.of(Variant.GIVEN.unrecalibrated())).getFirst();
        String version =
                "learned on %d cases: %s"
                        .formatted(
                                raw.forecasts().size(),
                                String.join(
                                        " ", spec.commandLine().getParseResult().originalArgs()));
        Calibration before = raw.calibration();
        Calibration after =
                Calibration.of(RecalibrationLearner.crossValidated(raw.forecastsBySystem()));
        Files.writeString(
                file,
                RecalibrationLearner.learn(
                                version,
                                raw.forecastsBySystem().stream()
                                        .flatMap(f -> f.places().stream())
                                        .toList())
                        .toJson());
        out.printf(
                Locale.ROOT,
                "expected calibration error %.3f, cross-validated by systems %.3f; wrong and more"
                        + " than .8 sure %.3f, then %.3f; log score %.3f, then %.3f%n",
                before.ece(),
                after.ece(),
                before.wrongAndSure(),
                after.wrongAndSure(),
                before.logScore(),
                after.logScore());
    }

    private String pooledName() {
        return degrade ? "degraded" : onset.equals("jitter") ? "onset wrong by 1, 3, 5 min" : onset;
    }

    /// What is asked beside the plain question.
    private List<Variant> others() {
        Stream<Boolean> asked =
                Stream.of(!onset.equals("given"), degrade, curve, ablation, !without.isEmpty());
        if (asked.filter(a -> a).count() > 1) {
            throw wrongUse(
                    "--onset, --degrade, --degrade-curve, --ablation and --without do not go"
                            + " together.");
        }
        List<Variant> others = new ArrayList<>();
        switch (onset) {
            case "given" -> {}
            case "jitter" -> others.addAll(Variant.jittered());
            case "detected" -> others.add(Variant.detected());
            default ->
                    throw wrongUse("There is no onset '" + onset + "': given, jitter or detected.");
        }
        if (onset.equals("detected") && layout.equalsIgnoreCase("petshop")) {
            throw wrongUse("Five rows an incident are too few to detect anything in.");
        }
        if (degrade) {
            others.addAll(Variant.degraded(.3, .1, SEEDS));
        }
        if (curve) {
            for (int tenths = 1; tenths <= 5; tenths++) {
                others.addAll(Variant.degraded(tenths / 10.0, 0, 1));
            }
            for (int tenths = 1; tenths <= 3; tenths++) {
                others.addAll(Variant.degraded(0, tenths / 10.0, 1));
            }
        }
        if (ablation) {
            others.addAll(Variant.ablations());
        }
        return others;
    }

    private Set<Part> parts() {
        Set<Part> parts = EnumSet.noneOf(Part.class);
        for (String label : without) {
            parts.add(
                    Part.of(label)
                            .orElseThrow(() ->
                                    wrongUse("There is no part '" + label + "' to leave out.")));
        }
        return parts;
    }

    private OptionalLong shuffle() {
        return shuffleSeed == null ? OptionalLong.empty() : OptionalLong.of(shuffleSeed);
    }

    private CaseSource source() throws IOException {
        return layout.equalsIgnoreCase("generated")
                ? generator.source(wanted())
                : dataSet().at(root());
    }

    private DataSet dataSet() {
        try {
            return DataSet.valueOf(layout.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw wrongUse(
                    "There is no data set layout '"
                            + layout
                            + "': petshop, nezha, set, generated or nab.");
        }
    }

    private boolean lines() {
        return lines || (cases != null && cases == 0);
    }

    private int wanted() {
        return cases == null || cases == 0 ? GENERATED : cases;
    }

    private Path root() {
        if (root == null) {
            throw wrongUse("Name the root of the data set.");
        }
        return root;
    }

    private void demo(PrintWriter out) throws IOException {
        if (faults < 1 || faults > 1000) {
            throw wrongUse("--faults " + faults + " is not 1 to 1000.");
        }
        if (json) {
            throw wrongUse("The table of demo has no --json.");
        }
        new LiveReport(
                        BankRehearsal.evaluate(
                                generator.seed(),
                                faults,
                                line -> {
                                    if (lines()) {
                                        out.println(LiveReport.line(line));
                                        out.flush();
                                    }
                                }))
                .print(out);
    }

    private void nab(PrintWriter out) throws IOException {
        if (detection || shuffleSeed != null) {
            throw wrongUse("--detection and --shuffle-names do not go with nab.");
        }
        NabEvaluation evaluation = NabEvaluation.of(NabCorpus.read(root()));
        if (results != null) {
            NabResults.write(results, NabDetector.NAME, evaluation.series(), evaluation.scores());
        }
        new NabReport(evaluation).print(out, json, lines());
    }

    private ParameterException wrongUse(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}
