package dev.faultline.demo.feed;

import java.util.Arrays;
import java.util.List;

/// The topics that the bank's agents write to.
public enum Topic {
    /// What the services say of themselves, by OpenTelemetry's SDK.
    OTLP("metrics.otlp"),
    /// What Prometheus scraped, as its Kafka adapter forwards it.
    PROMETHEUS("metrics.prometheus"),
    /// Who calls whom, as the service-graph connector counts it from traces.
    SERVICE_GRAPH("metrics.servicegraph"),
    /// What the processes log.
    LOGS("logs.otlp");

    private final String label;

    Topic(String label) {
        this.label = label;
    }

    /// Its name on the broker.
    public String label() {
        return label;
    }

    /// The names of all.
    public static List<String> labels() {
        return Arrays.stream(values()).map(Topic::label).toList();
    }
}
