package dev.faultline.source.format;

import dev.faultline.source.RejectReason;
import dev.faultline.source.format.LogFields.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// Lines of logs in JSON, one object a line, as loggers write them and as Filebeat, Fluent Bit and
/// Vector carry them ([LogFields]). Where the message is JSON itself, the line is what that says,
/// within what its carrier says of where it came from.
///
/// Lines stand for themselves: one that cannot be read spoils no other.
final class LogJsonDecoder extends JsonDecoder {
    /// What a record has of which this could be the format.
    static final List<String> TEXTS =
            List.of(
                    "\"message\"",
                    "\"msg\"",
                    "\"log\"",
                    "\"body\"",
                    "\"event\"",
                    "\"event.original\"",
                    "\"short_message\"",
                    "\"MESSAGE\"");

    private final LogFields fields = new LogFields();

    LogJsonDecoder(PointSink sink) {
        super(Format.LOG_JSON, sink);
    }

    @Override
    void read(byte[] record, long recordMillis) throws Unreadable {
        int from = FlatJsonDecoder.blanks(record, 0);
        while (from < record.length) {
            int end = FlatJsonDecoder.line(record, from);
            try {
                read(record, from, end, recordMillis);
            } catch (Unreadable e) {
                if (end == record.length) {
                    throw e;
                }
                reject(e.reason, e.detail());
            }
            from = FlatJsonDecoder.blanks(record, end);
        }
    }

    @Override
    void object(JsonNode object, long recordMillis) throws Unreadable {
        fields.read(object, false);
        JsonNode inner = inner(fields.text(Role.MESSAGE));
        if (inner != null) {
            fields.read(inner, true);
        }
        String text = fields.text(Role.MESSAGE);
        if (inner != null && inner(text) != null) {
            text = LogText.of(inner);
        }
        JsonNode time = fields.of(Role.TIME);
        Severity severity = severity();
        if (text.isBlank()) {
            reject(RejectReason.INCOMPLETE, "no 'message', 'msg', 'log' or 'body'");
            return;
        }
        if (time == null && severity == Severity.UNTOLD) {
            reject(RejectReason.INCOMPLETE, "neither a level nor a time: no line of a log");
            return;
        }
        naming.sender();
        for (Role role : Role.values()) {
            String label = role.label();
            String value = label == null ? "" : fields.text(role);
            if (label != null && !value.isEmpty()) {
                naming.resource(label, value);
            }
        }
        naming.series(LogLine.SERIES, "", PointKind.LINES);
        String event = fields.text(Role.EVENT);
        line(
                naming.number(),
                time(
                        time == null ? MissingNode.getInstance() : time,
                        FlatJsonDecoder.NANOS_OF_MILLI,
                        recordMillis),
                new LogLine(
                        severity,
                        event,
                        LogLine.needsText(severity, event)
                                ? LogText.with(text, fields.text(Role.EXCEPTION))
                                : ""));
    }

    private Severity severity() {
        JsonNode number = fields.of(Role.NUMBER);
        if (number != null && number(number) && decimal.isWhole()) {
            return Severity.ofNumber(decimal.whole());
        }
        JsonNode level = fields.of(Role.LEVEL);
        if (level == null) {
            return Severity.UNTOLD;
        }
        return number(level) && decimal.isWhole()
                ? Severity.ofLogger(decimal.whole())
                : Severity.of(text(level));
    }

    /// The object that a text is the JSON of; null where it is a text.
    private static @Nullable JsonNode inner(String text) {
        String plain = text.strip();
        return plain.startsWith("{") && plain.endsWith("}") ? parsed(plain) : null;
    }
}
