package dev.faultline.app;

import dev.faultline.evaluation.DetectionEvaluation;
import java.io.PrintWriter;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A [DetectionEvaluation] as text or JSON.
record DetectionReport(DetectionEvaluation evaluation) {
    void print(PrintWriter out, boolean json, boolean cases) {
        if (json) {
            out.println(
                    JsonMapper.shared()
                            .writerWithDefaultPrettyPrinter()
                            .writeValueAsString(toJson(cases)));
            return;
        }
        if (cases) {
            for (DetectionEvaluation.Line line : evaluation.lines()) {
                out.printf(
                        Locale.ROOT,
                        "%-24s %-20s %-8s delay %s min, incident %s min, by chance %s  %s%n",
                        line.recording(),
                        line.kind(),
                        line.measured() ? "" : "unseen",
                        figure(line.delay(), 1),
                        figure(line.incidentDelay(), 1),
                        figure(line.chance(), 2),
                        line.roots());
            }
            out.println();
        }
        out.printf(
                "faults %d, with telemetry on a root %d%n",
                evaluation.lines().size(), evaluation.measuredFaults());
        out.printf(
                "of those detected %s (by chance %s), delay p50 %s, p90 %s min%n",
                figure(evaluation.detected(), 2),
                figure(evaluation.chance(), 2),
                figure(evaluation.delay(.5), 1),
                figure(evaluation.delay(.9), 1));
        out.printf(
                "incident opened in %s of all faults, after p50 %s, p90 %s min%n",
                figure(evaluation.incidents(), 2),
                figure(evaluation.incidentDelay(.5), 1),
                figure(evaluation.incidentDelay(.9), 1));
        out.printf(
                "quiet: %s days, %s events a series and day, %d incidents = %s a week of 200"
                        + " components%n",
                figure(evaluation.quietDays(), 1),
                figure(evaluation.falseEventsPerSeriesDay(), 3),
                evaluation.falseIncidents(),
                figure(evaluation.falseIncidentsPerWeek(), 1));
    }

    private static String figure(double value, int digits) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    private ObjectNode toJson(boolean cases) {
        ObjectNode root = JsonMapper.shared().createObjectNode();
        root.put("faults", evaluation.lines().size());
        root.put("measured", evaluation.measuredFaults());
        JsonNumbers.put(root, "detected", evaluation.detected());
        JsonNumbers.put(root, "chance", evaluation.chance());
        JsonNumbers.put(root, "delayP50", evaluation.delay(.5));
        JsonNumbers.put(root, "delayP90", evaluation.delay(.9));
        JsonNumbers.put(root, "incidents", evaluation.incidents());
        JsonNumbers.put(root, "incidentDelayP50", evaluation.incidentDelay(.5));
        JsonNumbers.put(root, "incidentDelayP90", evaluation.incidentDelay(.9));
        JsonNumbers.put(root, "quietDays", evaluation.quietDays());
        JsonNumbers.put(root, "falseEventsPerSeriesDay", evaluation.falseEventsPerSeriesDay());
        root.put("falseIncidents", evaluation.falseIncidents());
        JsonNumbers.put(root, "falseIncidentsPerWeekOf200", evaluation.falseIncidentsPerWeek());
        if (cases) {
            ArrayNode lines = root.putArray("cases");
            for (DetectionEvaluation.Line line : evaluation.lines()) {
                ObjectNode node = lines.addObject();
                node.put("recording", line.recording());
                node.put("kind", line.kind());
                node.put("measured", line.measured());
                JsonNumbers.put(node, "delay", line.delay());
                JsonNumbers.put(node, "incidentDelay", line.incidentDelay());
                JsonNumbers.put(node, "chance", line.chance());
            }
        }
        return root;
    }
}
