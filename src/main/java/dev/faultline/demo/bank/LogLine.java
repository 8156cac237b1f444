package dev.faultline.demo.bank;

import java.time.Instant;
import java.util.Map;

/// One line that a process of the bank logs.
///
/// @param resource what its sender says of itself; the same as of its series
/// @param event name of the event that it tells of (`deployment`, `config_change`, `batch`); empty
///   for an ordinary line
public record LogLine(
        Instant at, Map<String, String> resource, Severity severity, String event, String text) {
    /// As OpenTelemetry has them.
    public enum Severity {
        DEBUG,
        INFO,
        WARN,
        ERROR,
        FATAL
    }

    public LogLine {
        resource = Map.copyOf(resource);
    }
}
