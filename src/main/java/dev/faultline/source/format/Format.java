package dev.faultline.source.format;

import java.util.Arrays;
import java.util.Optional;

/// The formats of records that are read: of metrics, and of logs.
public enum Format {
    OTLP_PROTO("otlp-proto"),
    OTLP_JSON("otlp-json"),
    PROMETHEUS("prometheus-json"),
    INFLUX("influx"),
    TELEGRAF_JSON("telegraf-json"),
    COLLECTD_JSON("collectd-json"),
    GRAPHITE("graphite"),
    METRICBEAT("metricbeat"),
    VECTOR("vector"),
    OWN("own"),
    OTLP_LOGS_PROTO("otlp-logs-proto"),
    OTLP_LOGS_JSON("otlp-logs-json"),
    LOG_JSON("log-json");

    private final String label;

    Format(String label) {
        this.label = label;
    }

    /// The format of a label.
    public static Optional<Format> of(String label) {
        return Arrays.stream(values()).filter(f -> f.label.equals(label)).findFirst();
    }

    /// What a person calls it, on the command line and on the screen.
    public String label() {
        return label;
    }
}
