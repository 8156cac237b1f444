package dev.faultline.app;

import dev.faultline.evaluation.nab.NabEvaluation;
import dev.faultline.signal.Surprise;
import java.io.PrintWriter;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Prints how the detector fares on the Numenta Anomaly Benchmark.
record NabReport(NabEvaluation evaluation) {
    void print(PrintWriter out, boolean json, boolean cases) {
        if (json) {
            out.println(
                    JsonMapper.shared()
                            .writerWithDefaultPrettyPrinter()
                            .writeValueAsString(toJson(cases)));
            return;
        }
        if (cases) {
            out.printf("%-62s %7s %5s %5s%n", "", "windows", "found", "false");
            for (int i = 0; i < evaluation.series().size(); i++) {
                NabEvaluation.Line line = evaluation.line(i);
                out.printf(
                        Locale.ROOT,
                        "%-62s %7d %5d %5d%n",
                        line.path(),
                        line.windows(),
                        line.found(),
                        line.falseAlarms());
            }
            out.println();
        }
        out.printf("%-62s %8s %8s %8s%n", "", "standard", "low FP", "low FN");
        row(out, "best threshold on these files (as the official tool)", evaluation.optimised());
        row(out, "threshold as shipped", evaluation.shipped());
        row(out, "threshold from the other half of the files", evaluation.honest());
        row(out, "  from the even half, scored on the odd", evaluation.evenToOdd());
        row(out, "  from the odd half, scored on the even", evaluation.oddToEven());
        out.printf(
                Locale.ROOT,
                "%n%d files, thresholds %.4f (best) and %.4f (shipped), %.0f ns a point%n",
                evaluation.series().size(),
                evaluation.threshold(),
                Surprise.ALERT,
                evaluation.secondsPerPoint() * 1e9);
    }

    private static void row(PrintWriter out, String name, NabEvaluation.Figures figures) {
        out.printf(
                "%-62s %8s %8s %8s%n",
                name, figure(figures.standard()), figure(figures.lowFp()), figure(figures.lowFn()));
    }

    private static String figure(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.1f", value);
    }

    private ObjectNode toJson(boolean cases) {
        ObjectNode root = JsonMapper.shared().createObjectNode();
        root.put("files", evaluation.series().size());
        put(root, evaluation.optimised());
        root.put("threshold", evaluation.threshold());
        put(root.putObject("shipped").put("threshold", Surprise.ALERT), evaluation.shipped());
        ObjectNode honest = root.putObject("honest");
        put(honest, evaluation.honest());
        put(honest.putObject("evenToOdd"), evaluation.evenToOdd());
        put(honest.putObject("oddToEven"), evaluation.oddToEven());
        root.put("secondsPerPoint", evaluation.secondsPerPoint());
        if (cases) {
            ArrayNode lines = root.putArray("cases");
            for (int i = 0; i < evaluation.series().size(); i++) {
                NabEvaluation.Line line = evaluation.line(i);
                lines.addObject()
                        .put("file", line.path())
                        .put("windows", line.windows())
                        .put("found", line.found())
                        .put("falseAlarms", line.falseAlarms());
            }
        }
        return root;
    }

    /// What there was nothing to measure on is null.
    private static void put(ObjectNode node, NabEvaluation.Figures figures) {
        JsonNumbers.put(node, "standard", figures.standard());
        JsonNumbers.put(node, "lowFp", figures.lowFp());
        JsonNumbers.put(node, "lowFn", figures.lowFn());
    }
}
