package dev.faultline.source.format;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Writes a protobuf message as JSON by its descriptor, as OTLP asks
/// (opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding).
///
/// @param snake names as in the .proto file instead of camel case
/// @param bare 64-bit numbers as numbers instead of texts
/// @param named enums by name instead of by number
record OtlpJson(boolean snake, boolean bare, boolean named) {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    JsonNode of(Message message) {
        ObjectNode object = NODES.objectNode();
        message.getAllFields()
                .forEach((field, value) -> {
                    String name = snake ? field.getName() : field.getJsonName();
                    if (field.isRepeated()) {
                        ArrayNode list = object.putArray(name);
                        ((List<?>) value).forEach(v -> list.add(single(field, v)));
                    } else {
                        object.set(name, single(field, value));
                    }
                });
        return object;
    }

    private JsonNode single(FieldDescriptor field, Object value) {
        return switch (field.getJavaType()) {
            case MESSAGE -> of((Message) value);
            case STRING -> NODES.stringNode((String) value);
            case BOOLEAN -> NODES.booleanNode((Boolean) value);
            case INT -> NODES.numberNode((Integer) value);
            case LONG -> bare ? NODES.numberNode((Long) value) : NODES.stringNode(value.toString());
            case DOUBLE ->
                    Double.isFinite((Double) value)
                            ? NODES.numberNode((Double) value)
                            : NODES.stringNode(value.toString());
            case FLOAT -> NODES.numberNode((Float) value);
            case ENUM ->
                    named
                            ? NODES.stringNode(((EnumValueDescriptor) value).getName())
                            : NODES.numberNode(((EnumValueDescriptor) value).getNumber());
            case BYTE_STRING ->
                    NODES.stringNode(
                            Base64.getEncoder().encodeToString(((ByteString) value).toByteArray()));
        };
    }
}
