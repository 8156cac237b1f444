package dev.faultline.source.format;

import dev.faultline.source.RejectReason;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/// OTLP logs in JSON: an `ExportLogsServiceRequest` in protobuf's JSON, as [OtlpJsonDecoder] reads
/// metrics.
final class OtlpLogsJsonDecoder extends JsonDecoder {
    private static final long NANOS_OF_MILLI = 1_000_000;
    private static final String SEVERITY = "SEVERITY_NUMBER_";

    OtlpLogsJsonDecoder(PointSink sink) {
        super(Format.OTLP_LOGS_JSON, sink);
    }

    @Override
    void object(JsonNode request, long recordMillis) throws Unreadable {
        JsonNode all = either(request, "resourceLogs", "resource_logs");
        if (!all.isArray()) {
            reject(RejectReason.INCOMPLETE, "no 'resourceLogs'");
            return;
        }
        for (JsonNode sender : all) {
            naming.sender();
            for (JsonNode attribute : sender.path("resource").path("attributes")) {
                JsonNode value = OtlpAttributes.plain(attribute.path("value"));
                if (!value.isNull()) {
                    naming.resource(optional(attribute.path("key")), text(value));
                }
            }
            naming.series(LogLine.SERIES, "", PointKind.LINES);
            int number = naming.number();
            for (JsonNode scope : either(sender, "scopeLogs", "scope_logs")) {
                for (JsonNode line : either(scope, "logRecords", "log_records")) {
                    line(number, line, recordMillis);
                }
            }
        }
    }

    private void line(int sender, JsonNode line, long recordMillis) throws Unreadable {
        long at = nanos(either(line, "timeUnixNano", "time_unix_nano"));
        if (at == 0) {
            at = nanos(either(line, "observedTimeUnixNano", "observed_time_unix_nano"));
        }
        Severity severity = severity(either(line, "severityNumber", "severity_number"));
        if (severity == Severity.UNTOLD) {
            severity = Severity.of(optional(either(line, "severityText", "severity_text")));
        }
        String event = optional(either(line, "eventName", "event_name"));
        if (event.isEmpty()) {
            event = attribute(line, "event.name");
        }
        String text = "";
        if (LogLine.needsText(severity, event)) {
            text =
                    LogText.with(
                            LogText.of(OtlpAttributes.plain(line.path("body"))),
                            attribute(line, "exception.type"));
        }
        line(
                sender,
                at == Times.NONE ? at : at == 0 ? recordMillis : at / NANOS_OF_MILLI,
                new LogLine(severity, event, text));
    }

    /// As a number, or by its name: `SEVERITY_NUMBER_WARN2`.
    private static Severity severity(JsonNode node) {
        String name = node.asString("");
        if (!name.startsWith(SEVERITY)) {
            return Severity.ofNumber(node.asLong(0));
        }
        String plain = name.substring(SEVERITY.length()).toLowerCase(Locale.ROOT);
        return Severity.of(plain.replaceAll("\\d$", ""));
    }

    private static String attribute(JsonNode line, String name) {
        for (JsonNode attribute : line.path("attributes")) {
            if (attribute.path("key").asString("").equals(name)) {
                return optional(OtlpAttributes.plain(attribute.path("value")));
            }
        }
        return "";
    }
}
