package dev.faultline.demo.bank;

/// Who exports a series: each has a topic and a way of writing of its own.
public enum Agent {
    OTLP,
    PROMETHEUS,
    SERVICE_GRAPH
}
