package dev.faultline.source.format;

import static dev.faultline.source.format.ProtoCursor.FIXED64;
import static dev.faultline.source.format.ProtoCursor.MESSAGE;
import static dev.faultline.source.format.ProtoCursor.VARINT;
import static dev.faultline.source.format.ProtoCursor.tag;

import dev.faultline.source.RejectReason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import tools.jackson.databind.JsonNode;

/// OTLP logs in protobuf: an `ExportLogsServiceRequest` of opentelemetry-proto 1.x
/// (opentelemetry/proto/logs/v1/logs.proto, whose field numbers are written here), read off the
/// wire. A sender that is known is found by the hash of the bytes of its resource; the text of a
/// line is read only where somebody needs it.
final class OtlpLogsProtoDecoder extends BoundedDecoder {
    private static final long NANOS_OF_MILLI = 1_000_000;
    private static final byte[] EVENT_NAME = "event.name".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EXCEPTION = "exception.type".getBytes(StandardCharsets.US_ASCII);

    private final ProtoCursor in = new ProtoCursor();
    private final OtlpAttributes attributes = new OtlpAttributes(in);
    private final KeyedHash ofResource = new KeyedHash();
    private long recordMillis;

    OtlpLogsProtoDecoder(PointSink sink) {
        super(Format.OTLP_LOGS_PROTO, sink);
    }

    @Override
    void read(byte[] record, long recordMillis) throws Unreadable {
        this.recordMillis = recordMillis;
        if (record.length > 0 && record[0] != OtlpProtoDecoder.BEGIN) {
            throw Unreadable.malformed("no OTLP request: it begins with another field");
        }
        in.bytes = record;
        OtlpSignal signal = OtlpSignal.of(in);
        if (signal == OtlpSignal.METRICS || signal == OtlpSignal.TRACES) {
            throw new Unreadable(RejectReason.UNSUPPORTED, signal.not(OtlpSignal.LOGS));
        }
        in.at = 0;
        while (in.toNext(tag(1, MESSAGE), record.length)) {
            int end = in.end(record.length);
            resourceLogs(in.at, end);
            in.at = end;
        }
    }

    private void resourceLogs(int from, int to) throws Unreadable {
        ofResource.begin();
        while (in.toNext(tag(1, MESSAGE), to)) {
            int end = in.end(to);
            ofResource.add(in.bytes, in.at, end);
            in.at = end;
        }
        ofResource.end();
        int sender = table.find(ofResource);
        if (sender == SeriesTable.ABSENT) {
            sender = sender(from, to);
            table.alias(ofResource, sender);
        }
        in.at = from;
        while (in.toNext(tag(2, MESSAGE), to)) {
            int scopeEnd = in.end(to);
            while (in.toNext(tag(2, MESSAGE), scopeEnd)) {
                int end = in.end(scopeEnd);
                line(sender, end);
                in.at = end;
            }
            in.at = scopeEnd;
        }
    }

    private int sender(int from, int to) throws Unreadable {
        naming.sender();
        in.at = from;
        while (in.toNext(tag(1, MESSAGE), to)) {
            int end = in.end(to);
            attributes.read(in.at, end, 1, naming::resource);
            in.at = end;
        }
        naming.series(LogLine.SERIES, "", PointKind.LINES);
        return naming.number();
    }

    private void line(int sender, int to) throws Unreadable {
        int from = in.at;
        long at = 0;
        long observed = 0;
        Severity severity = Severity.UNTOLD;
        String told = "";
        int bodyFrom = -1;
        int bodyTo = -1;
        String event = "";
        boolean attributed = false;
        while (in.at < to) {
            int tag = in.tag(to);
            switch (tag) {
                case 1 << 3 | FIXED64 -> at = in.fixed64(to);
                case 11 << 3 | FIXED64 -> observed = in.fixed64(to);
                case 2 << 3 | VARINT -> severity = Severity.ofNumber(in.varint(to));
                case 3 << 3 | MESSAGE -> told = text(in.end(to));
                case 5 << 3 | MESSAGE -> {
                    bodyTo = in.end(to);
                    bodyFrom = in.at;
                    in.at = bodyTo;
                }
                case 6 << 3 | MESSAGE -> {
                    attributed = true;
                    in.at = in.end(to);
                }
                case 12 << 3 | MESSAGE -> event = text(in.end(to));
                default -> in.skip(tag, to);
            }
        }
        if (severity == Severity.UNTOLD) {
            severity = Severity.of(told);
        }
        if (event.isEmpty() && attributed) {
            event = attribute(EVENT_NAME, from, to);
        }
        String text = "";
        if (LogLine.needsText(severity, event)) {
            text = bodyFrom < 0 ? "" : body(bodyFrom, bodyTo);
            if (attributed) {
                text = LogText.with(text, attribute(EXCEPTION, from, to));
            }
        }
        long nanos = at != 0 ? at : observed;
        line(
                sender,
                nanos == 0 ? recordMillis : Long.divideUnsigned(nanos, NANOS_OF_MILLI),
                new LogLine(severity, event, text));
    }

    private String body(int from, int to) throws Unreadable {
        in.at = from;
        if (in.at < to && in.tag(to) == tag(1, MESSAGE) && in.end(to) == to) {
            return text(to);
        }
        JsonNode body = attributes.value(from, to);
        return LogText.of(body);
    }

    /// The text of an attribute of the line; empty where there is none.
    private String attribute(byte[] name, int from, int to) throws Unreadable {
        in.at = from;
        while (in.toNext(tag(6, MESSAGE), to)) {
            int end = in.end(to);
            if (in.at < end && in.tag(end) == tag(1, MESSAGE)) {
                int keyEnd = in.end(end);
                if (Arrays.equals(in.bytes, in.at, keyEnd, name, 0, name.length)) {
                    in.at = keyEnd;
                    if (in.toNext(tag(2, MESSAGE), end)) {
                        int valueEnd = in.end(end);
                        return JsonDecoder.optional(attributes.value(in.at, valueEnd));
                    }
                }
            }
            in.at = end;
        }
        return "";
    }

    /// The text from where the cursor stands to its end.
    private String text(int end) {
        String text = new String(in.bytes, in.at, end - in.at, StandardCharsets.UTF_8);
        in.at = end;
        return text;
    }
}
