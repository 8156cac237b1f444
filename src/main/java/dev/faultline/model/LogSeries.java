package dev.faultline.model;

import java.util.Optional;
import java.util.TreeMap;

/// How the series are called that lines of logs become: lines a second, by severity, and by
/// template where they are told apart.
public final class LogSeries {
    /// The metric of all of them.
    public static final String METRIC = "log.rate";

    /// What lines without a template of their own are counted under.
    public static final String OTHER = "(other)";

    private static final String SEVERITY = "severity";
    private static final String TEMPLATE = "template";

    private LogSeries() {}

    /// All lines of a severity.
    public static SeriesId of(ServiceId service, String severity) {
        TreeMap<String, String> labels = new TreeMap<>();
        labels.put(SEVERITY, severity);
        return new SeriesId(service, METRIC, labels);
    }

    /// Those of a template.
    public static SeriesId of(ServiceId service, String severity, String template) {
        TreeMap<String, String> labels = new TreeMap<>();
        labels.put(SEVERITY, severity);
        labels.put(TEMPLATE, template);
        return new SeriesId(service, METRIC, labels);
    }

    /// The severity of the lines that a series counts; empty where it counts none.
    public static Optional<String> severity(SeriesId id) {
        return id.metric().equals(METRIC)
                ? Optional.ofNullable(id.labels().get(SEVERITY))
                : Optional.empty();
    }

    /// The template of the lines that a series counts; empty where it counts others.
    public static Optional<String> template(SeriesId id) {
        return id.metric().equals(METRIC)
                ? Optional.ofNullable(id.labels().get(TEMPLATE))
                : Optional.empty();
    }
}
