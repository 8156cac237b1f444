package dev.faultline.app;

import dev.faultline.evaluation.LiveEvaluation;
import dev.faultline.evaluation.LiveEvaluation.Line;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/// How the faults of a system that runs were found, as a table in the terminal.
final class LiveReport {
    private final LiveEvaluation evaluation;

    LiveReport(LiveEvaluation evaluation) {
        this.evaluation = evaluation;
    }

    /// One fault, as soon as it is over.
    static String line(Line line) {
        return String.format(
                Locale.ROOT,
                "%s  %-20s %-28s %s",
                line.truth().onset(),
                line.truth().kind(),
                line.truth().roots(),
                !line.detected()
                        ? "not detected"
                        : "after %.0f min, place %d, then %d; first: %s"
                                .formatted(
                                        line.minutes(),
                                        line.atOnce().get("faultline"),
                                        line.later().get("faultline"),
                                        line.named()));
    }

    void print(PrintWriter out) {
        out.printf(
                "%-20s %3s %9s %8s %13s %13s%n",
                "kind", "n", "detected", "minutes", "at once 1/3", "later 1/3");
        for (String kind : evaluation.kinds()) {
            row(
                    out,
                    kind,
                    evaluation.lines().stream()
                            .filter(line -> line.truth().kind().equals(kind))
                            .toList());
        }
        row(out, "all", evaluation.lines());
        out.println();
        out.printf("%-26s %13s %13s%n", "ranking", "at once 1/3", "later 1/3");
        for (String ranking : LiveEvaluation.rankings()) {
            out.printf(
                    "%-26s %13s %13s%n",
                    ranking,
                    shares(evaluation.lines(), ranking, false),
                    shares(evaluation.lines(), ranking, true));
        }
        StringJoiner when = new StringJoiner(", ", ": ", ".").setEmptyValue(".");
        evaluation.falseIncidents().forEach(at -> when.add(at.toString()));
        out.printf(
                Locale.ROOT,
                "%n%d incidents opened in the %.1f days between the faults%s%n",
                evaluation.falseIncidents().size(),
                evaluation.quietDays(),
                when);
    }

    private static void row(PrintWriter out, String name, List<Line> lines) {
        double[] minutes =
                lines.stream().filter(Line::detected).mapToDouble(Line::minutes).sorted().toArray();
        out.printf(
                Locale.ROOT,
                "%-20s %3d %9d %8s %13s %13s%n",
                name,
                lines.size(),
                minutes.length,
                minutes.length == 0
                        ? "-"
                        : "%.0f"
                                .formatted(
                                        Arrays.stream(minutes)
                                                .skip(minutes.length / 2)
                                                .findFirst()
                                                .orElse(0)),
                shares(lines, "faultline", false),
                shares(lines, "faultline", true));
    }

    private static String shares(List<Line> lines, String ranking, boolean later) {
        return String.format(
                Locale.ROOT,
                "%.2f / %.2f",
                LiveEvaluation.top(lines, ranking, 1, later ? Line::later : Line::atOnce),
                LiveEvaluation.top(lines, ranking, 3, later ? Line::later : Line::atOnce));
    }
}
