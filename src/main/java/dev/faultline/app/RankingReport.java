package dev.faultline.app;

import dev.faultline.evaluation.Bootstrap;
import dev.faultline.evaluation.Calibration;
import dev.faultline.evaluation.RankingEvaluation;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A [RankingEvaluation], and what stands beside it, as text or JSON.
///
/// @param evaluation what was asked for
/// @param variants the same cases asked in several ways, where more than one was
record RankingReport(RankingEvaluation evaluation, List<RankingEvaluation> variants) {
    private static final String OURS = RankingEvaluation.rankers().getFirst();

    void print(PrintWriter out, boolean json, boolean cases) {
        if (json) {
            out.println(
                    JsonMapper.shared()
                            .writerWithDefaultPrettyPrinter()
                            .writeValueAsString(toJson(cases)));
            return;
        }
        if (cases) {
            for (RankingEvaluation.Line line : evaluation.lines()) {
                out.printf(
                        Locale.ROOT,
                        "%-40s %-30s %2d  %.2f  sure %.2f  true %s  ranked %s%n",
                        line.name(),
                        line.kind(),
                        line.place(),
                        line.incident(),
                        line.sure(),
                        line.roots(),
                        line.first());
            }
            out.println();
        }
        out.printf(
                "%-58s %5s %6s %12s %6s %12s %6s %9s%n",
                "", "n", "top-1", "95 %", "top-3", "95 %", "empty", "calm");
        for (RankingEvaluation.Rates rates : evaluation.groups()) {
            row(out, String.join(" / ", rates.of().values()), rates, "", "");
        }
        out.println();
        for (String ranker : RankingEvaluation.rankers()) {
            row(out, "all, " + ranker, evaluation, ranker);
        }
        for (RankingEvaluation variant : variants) {
            out.println();
            row(out, variant.name(), variant, OURS);
            RankingEvaluation.rankers().stream()
                    .skip(1)
                    .forEach(ranker -> row(out, "    " + ranker, variant, ranker));
        }
        closing(out);
    }

    private void closing(PrintWriter out) {
        RankingEvaluation.Rates ours = evaluation.overall(OURS);
        if (ours.several() > 0) {
            out.printf(
                    "%nseveral roots: all of them among the first three in %s of %d%n",
                    share(ours.together()), ours.several());
        }
        if (evaluation.noticed().keySet().stream().anyMatch(how -> !how.equals("given"))) {
            out.printf("%nhow the faults were noticed: %s%n", evaluation.noticed());
        }
        Calibration c = evaluation.calibration();
        out.printf(
                "%nP(cause) of the first place: expected calibration error %s, log score %s, Brier"
                        + " skill against the prior %s,%n  against the rate %s, precision at 70 %%"
                        + " coverage %s, wrong and more than .8 sure %s%n",
                figure(c.ece(), 3),
                figure(c.logScore(), 3),
                figure(c.brierSkill(), 3),
                figure(c.skillOverRate(), 3),
                figure(c.precisionAt70(), 3),
                figure(c.wrongAndSure(), 3));
        for (Calibration.Bin bin : c.bins()) {
            out.printf(
                    "  said %s, came true %s of %d%n",
                    figure(bin.sure(), 2), figure(bin.right(), 2), bin.n());
        }
        out.printf("P(incident) ≥ .5 in %s of the faults%n", share(ours.incident()));
        out.printf(
                Locale.ROOT,
                "%n%d cases, %.3f s each%n",
                evaluation.cases(),
                evaluation.secondsPerCase());
    }

    private static void row(
            PrintWriter out, String name, RankingEvaluation evaluation, String ranker) {
        row(
                out,
                name,
                evaluation.overall(ranker),
                range(evaluation.interval(ranker, 1)),
                range(evaluation.interval(ranker, 3)));
    }

    private static void row(
            PrintWriter out,
            String name,
            RankingEvaluation.Rates rates,
            String range1,
            String range3) {
        String calm =
                Double.isNaN(rates.calm()) ? "" : share(rates.calm()) + " of " + rates.calmN();
        out.printf(
                "%-58s %5d %6s %12s %6s %12s %6s %9s%n",
                name,
                rates.n(),
                share(rates.top1()),
                range1,
                share(rates.top3()),
                range3,
                share(rates.empty()),
                calm);
    }

    private static String range(Bootstrap.Interval interval) {
        return share(interval.low()) + "-" + share(interval.high());
    }

    private static String share(double value) {
        return figure(value, 2);
    }

    private static String figure(double value, int digits) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    private ObjectNode toJson(boolean cases) {
        ObjectNode root = JsonMapper.shared().createObjectNode();
        root.put("cases", evaluation.cases());
        put(root, evaluation, OURS);
        root.put("secondsPerCase", evaluation.secondsPerCase());
        calibration(root.putObject("calibration"), evaluation.calibration());
        ObjectNode noticed = root.putObject("noticed");
        evaluation.noticed().forEach(noticed::put);
        ArrayNode groups = root.putArray("groups");
        for (RankingEvaluation.Rates rates : evaluation.groups()) {
            ObjectNode group = groups.addObject();
            rates.of().forEach(group::put);
            group.put("n", rates.n());
            put(group, rates);
        }
        baselines(root, evaluation);
        if (!variants.isEmpty()) {
            ArrayNode all = root.putArray("variants");
            for (RankingEvaluation variant : variants) {
                ObjectNode node = all.addObject().put("name", variant.name());
                put(node, variant, OURS);
                baselines(node, variant);
            }
        }
        if (cases) {
            ArrayNode lines = root.putArray("lines");
            for (RankingEvaluation.Line line : evaluation.lines()) {
                ObjectNode node = lines.addObject();
                node.put("name", line.name()).put("kind", line.kind()).put("place", line.place());
                JsonNumbers.put(node, "incident", line.incident());
                JsonNumbers.put(node, "sure", line.sure());
            }
        }
        return root;
    }

    private static void baselines(ObjectNode node, RankingEvaluation evaluation) {
        ObjectNode baselines = node.putObject("baselines");
        RankingEvaluation.rankers().stream()
                .skip(1)
                .forEach(ranker -> put(baselines.putObject(ranker), evaluation, ranker));
    }

    private static void calibration(ObjectNode node, Calibration c) {
        node.put("n", c.n());
        for (Map.Entry<String, Double> figure :
                List.of(
                        Map.entry("ece", c.ece()),
                        Map.entry("logScore", c.logScore()),
                        Map.entry("brier", c.brier()),
                        Map.entry("brierSkill", c.brierSkill()),
                        Map.entry("skillOverRate", c.skillOverRate()),
                        Map.entry("precisionAt70", c.precisionAt70()),
                        Map.entry("wrongAndSure", c.wrongAndSure()))) {
            JsonNumbers.put(node, figure.getKey(), figure.getValue());
        }
        ArrayNode bins = node.putArray("bins");
        for (Calibration.Bin bin : c.bins()) {
            bins.addObject().put("n", bin.n()).put("sure", bin.sure()).put("right", bin.right());
        }
        ArrayNode points = node.putArray("abstaining");
        for (Calibration.Point point : c.abstaining()) {
            ObjectNode each = points.addObject().put("coverage", point.coverage());
            JsonNumbers.put(each, "precision", point.precision());
        }
    }

    private static void put(ObjectNode node, RankingEvaluation evaluation, String ranker) {
        put(node, evaluation.overall(ranker));
        interval(node.putArray("top1Interval"), evaluation.interval(ranker, 1));
        interval(node.putArray("top3Interval"), evaluation.interval(ranker, 3));
    }

    private static void interval(ArrayNode node, Bootstrap.Interval interval) {
        if (!Double.isNaN(interval.low())) {
            node.add(interval.low()).add(interval.high());
        }
    }

    /// Shares of nothing are null, not a number that was never measured.
    private static void put(ObjectNode node, RankingEvaluation.Rates rates) {
        JsonNumbers.put(node, "top1", rates.top1());
        JsonNumbers.put(node, "top3", rates.top3());
        JsonNumbers.put(node, "empty", rates.empty());
        if (rates.several() > 0) {
            node.put("severalRoots", rates.several());
            JsonNumbers.put(node, "allInFirst3", rates.together());
        }
        if (rates.calmN() > 0) {
            node.put("calmCases", rates.calmN());
            JsonNumbers.put(node, "calm", rates.calm());
        }
    }
}
