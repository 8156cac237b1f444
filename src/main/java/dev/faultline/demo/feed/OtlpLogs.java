package dev.faultline.demo.feed;

import dev.faultline.demo.bank.LogLine;
import dev.faultline.source.format.Proto;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Lines of logs as `ExportLogsServiceRequest`, one for each resource. Numbers of fields:
/// opentelemetry-proto, logs/v1/logs.proto.
final class OtlpLogs {
    private final Map<Map<String, String>, byte[]> resources = new HashMap<>();
    private final Proto proto = new Proto();

    /// Gives the requests of one step.
    ///
    /// @param at when they are sent
    void write(Instant at, List<LogLine> lines, Consumer<byte[]> to) {
        Map<Map<String, String>, Proto> records = new LinkedHashMap<>();
        for (LogLine line : lines) {
            write(line, at, records.computeIfAbsent(line.resource(), _ -> new Proto()));
        }
        records.forEach((resource, written) -> {
            int logs = proto.open(1);
            proto.raw(1, resources.computeIfAbsent(resource, OtlpAttributes::resource));
            proto.raw(2, written.take());
            proto.close(logs);
            to.accept(proto.take());
        });
    }

    private static void write(LogLine line, Instant observed, Proto to) {
        int record = to.open(2);
        to.fixed(1, OtlpMetrics.nanos(line.at()));
        to.number(2, number(line.severity()));
        to.text(3, line.severity().name());
        int body = to.open(5);
        to.text(1, line.text());
        to.close(body);
        to.fixed(11, OtlpMetrics.nanos(observed));
        if (!line.event().isEmpty()) {
            to.text(12, line.event());
        }
        to.close(record);
    }

    /// As OpenTelemetry numbers them: the least of each four.
    private static int number(LogLine.Severity severity) {
        return switch (severity) {
            case DEBUG -> 5;
            case INFO -> 9;
            case WARN -> 13;
            case ERROR -> 17;
            case FATAL -> 21;
        };
    }
}
