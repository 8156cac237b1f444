package dev.faultline.source.format;

import static dev.faultline.source.format.ProtoCursor.FIXED64;
import static dev.faultline.source.format.ProtoCursor.MESSAGE;
import static dev.faultline.source.format.ProtoCursor.VARINT;
import static dev.faultline.source.format.ProtoCursor.tag;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Attributes of OTLP as texts: what is no text is written as JSON. The same attribute gives the
/// same text, whether it came in protobuf or in JSON.
final class OtlpAttributes {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final ProtoCursor in;

    OtlpAttributes(ProtoCursor in) {
        this.in = in;
    }

    /// Reads the attributes of a message: its fields of a number that are `KeyValue`.
    void read(int from, int to, int field, BiConsumer<String, String> into) throws Unreadable {
        in.at = from;
        while (in.at < to) {
            int tag = in.tag(to);
            if (tag == tag(field, MESSAGE)) {
                keyValue(in.end(to), into);
            } else {
                in.skip(tag, to);
            }
        }
    }

    private void keyValue(int to, BiConsumer<String, String> into) throws Unreadable {
        String key = "";
        JsonNode value = NODES.nullNode();
        while (in.at < to) {
            int tag = in.tag(to);
            if (tag == tag(1, MESSAGE)) {
                key = string(in.end(to));
            } else if (tag == tag(2, MESSAGE)) {
                value = any(in.end(to), 1);
            } else {
                in.skip(tag, to);
            }
        }
        if (!value.isNull()) {
            into.accept(key, JsonDecoder.text(value));
        }
    }

    /// The value of a message `AnyValue`.
    JsonNode value(int from, int to) throws Unreadable {
        in.at = from;
        return any(to, 1);
    }

    private JsonNode any(int to, int depth) throws Unreadable {
        if (depth > BoundedDecoder.MOST_DEPTH) {
            throw Unreadable.tooLarge(
                    "an attribute nested deeper than %d".formatted(BoundedDecoder.MOST_DEPTH));
        }
        JsonNode value = NODES.nullNode();
        while (in.at < to) {
            int tag = in.tag(to);
            switch (tag) {
                case 1 << 3 | MESSAGE -> value = NODES.stringNode(string(in.end(to)));
                case 2 << 3 | VARINT -> value = NODES.booleanNode(in.varint(to) != 0);
                case 3 << 3 | VARINT -> value = NODES.numberNode(in.varint(to));
                case 4 << 3 | FIXED64 -> value = NODES.numberNode(in.real(to));
                case 5 << 3 | MESSAGE -> {
                    ArrayNode list = NODES.arrayNode();
                    int end = in.end(to);
                    while (in.at < end) {
                        int inner = in.tag(end);
                        if (inner == tag(1, MESSAGE)) {
                            list.add(any(in.end(end), depth + 1));
                        } else {
                            in.skip(inner, end);
                        }
                    }
                    value = list;
                }
                case 6 << 3 | MESSAGE -> {
                    ObjectNode map = NODES.objectNode();
                    int end = in.end(to);
                    while (in.at < end) {
                        int inner = in.tag(end);
                        if (inner == tag(1, MESSAGE)) {
                            pair(in.end(end), map, depth);
                        } else {
                            in.skip(inner, end);
                        }
                    }
                    value = map;
                }
                case 7 << 3 | MESSAGE -> {
                    int end = in.end(to);
                    byte[] bytes = Arrays.copyOfRange(in.bytes, in.at, end);
                    in.at = end;
                    value = NODES.stringNode(Base64.getEncoder().encodeToString(bytes));
                }
                default -> in.skip(tag, to);
            }
        }
        return value;
    }

    private void pair(int to, ObjectNode map, int depth) throws Unreadable {
        String key = "";
        JsonNode value = NODES.nullNode();
        while (in.at < to) {
            int tag = in.tag(to);
            if (tag == tag(1, MESSAGE)) {
                key = string(in.end(to));
            } else if (tag == tag(2, MESSAGE)) {
                value = any(in.end(to), depth + 1);
            } else {
                in.skip(tag, to);
            }
        }
        map.set(key, value);
    }

    /// The text from where the cursor stands to its end.
    private String string(int end) {
        String text = new String(in.bytes, in.at, end - in.at, StandardCharsets.UTF_8);
        in.at = end;
        return text;
    }

    /// The plain JSON of an `AnyValue` in OTLP's JSON; names in camel or snake case, 64-bit numbers
    /// as texts.
    static JsonNode plain(JsonNode any) {
        for (var field : any.properties()) {
            JsonNode value = field.getValue();
            switch (field.getKey()) {
                case "stringValue",
                        "string_value",
                        "bytesValue",
                        "bytes_value",
                        "boolValue",
                        "bool_value" -> {
                    return value;
                }
                case "intValue", "int_value" -> {
                    return NODES.numberNode(value.asLong(0));
                }
                case "doubleValue", "double_value" -> {
                    return NODES.numberNode(
                            value.isNumber() ? value.doubleValue() : value.asDouble(Double.NaN));
                }
                case "arrayValue", "array_value" -> {
                    ArrayNode list = NODES.arrayNode();
                    value.path("values").forEach(v -> list.add(plain(v)));
                    return list;
                }
                case "kvlistValue", "kvlist_value" -> {
                    ObjectNode map = NODES.objectNode();
                    value.path("values")
                            .forEach(v ->
                                    map.set(
                                            JsonDecoder.optional(v.path("key")),
                                            plain(v.path("value"))));
                    return map;
                }
                default -> {}
            }
        }
        return NODES.nullNode();
    }
}
