package dev.faultline.source.format;

import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.List;
import java.util.Map;

/// Requests of logs and traces, written by the OpenTelemetry project's own classes.
public final class LogSamples {
    private LogSamples() {}

    /// One line.
    public static LogRecord line(long atMillis, int severity, String text) {
        return LogRecord.newBuilder()
                .setTimeUnixNano(atMillis * 1_000_000)
                .setObservedTimeUnixNano(atMillis * 1_000_000 + 5)
                .setSeverityNumberValue(severity)
                .setBody(text(text))
                .build();
    }

    /// A request of lines of one sender.
    public static byte[] request(Map<String, String> resource, List<LogRecord> lines) {
        Resource.Builder sender = Resource.newBuilder();
        resource.forEach((key, value) -> sender.addAttributes(attribute(key, text(value))));
        return ExportLogsServiceRequest.newBuilder()
                .addResourceLogs(
                        ResourceLogs.newBuilder()
                                .setResource(sender)
                                .addScopeLogs(ScopeLogs.newBuilder().addAllLogRecords(lines)))
                .build()
                .toByteArray();
    }

    static AnyValue text(String text) {
        return AnyValue.newBuilder().setStringValue(text).build();
    }

    static KeyValue attribute(String key, AnyValue value) {
        return KeyValue.newBuilder().setKey(key).setValue(value).build();
    }

    static AnyValue list(KeyValue... values) {
        return AnyValue.newBuilder()
                .setKvlistValue(KeyValueList.newBuilder().addAllValues(List.of(values)))
                .build();
    }

    /// Requests of lines of all kinds.
    static List<byte[]> requests() {
        Map<String, String> payments = Map.of("service.name", "payments", "host.name", "h1");
        LogRecord refused = line(1_795_373_280_123L, 17, "connection refused to payments-db:5432");
        LogRecord list =
                line(1_795_373_280_124L, 14, "").toBuilder()
                        .setBody(list(attribute("msg", text("slow answer"))))
                        .build();
        LogRecord event =
                line(1_795_373_281_000L, 9, "ledger 4.2.0 rolled out").toBuilder()
                        .setEventName("deployment")
                        .build();
        LogRecord untimed =
                LogRecord.newBuilder()
                        .setObservedTimeUnixNano(1_795_373_282_000_000_000L)
                        .setSeverityText("critical")
                        .setBody(text("out of memory"))
                        .build();
        return List.of(
                request(payments, List.of(refused, list)),
                request(Map.of("service.name", "ledger"), List.of(event, untimed)));
    }

    /// A request of spans.
    static byte[] spans() {
        Span span =
                Span.newBuilder()
                        .setTraceId(com.google.protobuf.ByteString.copyFrom(new byte[16]))
                        .setSpanId(com.google.protobuf.ByteString.copyFrom(new byte[8]))
                        .setName("GET /")
                        .setStartTimeUnixNano(1_795_373_280_123_000_000L)
                        .setEndTimeUnixNano(1_795_373_280_124_000_000L)
                        .build();
        return ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(
                        ResourceSpans.newBuilder()
                                .addScopeSpans(ScopeSpans.newBuilder().addSpans(span)))
                .build()
                .toByteArray();
    }
}
