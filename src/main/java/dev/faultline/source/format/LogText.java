package dev.faultline.source.format;

import java.util.List;
import tools.jackson.databind.JsonNode;

/// What a line of a log says, when it is more than one text.
final class LogText {
    /// Fields of a structured line that hold what a person reads.
    private static final List<String> MESSAGES =
            List.of("message", "msg", "body", "MESSAGE", "short_message", "error", "event");

    /// Fields that a line without a message is told by, at most.
    private static final int MOST_FIELDS = 12;

    private LogText() {}

    /// The text of a body: itself, the message among its fields, or else all its fields.
    static String of(JsonNode body) {
        if (!body.isObject()) {
            return JsonDecoder.optional(body);
        }
        for (String field : MESSAGES) {
            JsonNode found = body.path(field);
            if (found.isString() && !found.stringValue().isBlank()) {
                return found.stringValue();
            }
        }
        StringBuilder all = new StringBuilder();
        int fields = 0;
        for (var field : body.properties()) {
            if (fields++ == MOST_FIELDS) {
                break;
            }
            all.append(all.isEmpty() ? "" : " ")
                    .append(field.getKey())
                    .append('=')
                    .append(JsonDecoder.text(field.getValue()));
        }
        return all.toString();
    }

    /// A text with the kind of the exception that it tells of, where it does not name it itself.
    static String with(String text, String exception) {
        if (exception.isBlank() || text.contains(exception)) {
            return text;
        }
        return text.isBlank() ? exception : firstLine(text) + ": " + exception;
    }

    private static String firstLine(String text) {
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }
}
