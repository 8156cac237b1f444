package dev.faultline.store;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Fields of JSON that must be there.
final class Fields {
    private Fields() {}

    static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (!value.isString()) {
            throw new IllegalArgumentException("'" + field + "' is missing");
        }
        return value.asString();
    }

    static long whole(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (!value.canConvertToLong()) {
            throw new IllegalArgumentException("'" + field + "' is missing");
        }
        return value.asLong();
    }

    /// A number; `NaN` where there is none.
    static double number(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (!value.isNumber() && !value.isNull()) {
            throw new IllegalArgumentException("'" + field + "' is missing");
        }
        return value.asDouble(Double.NaN);
    }

    /// Writes a number; null where there is none: JSON has no `NaN`.
    static void number(ObjectNode node, String field, double value) {
        if (Double.isNaN(value)) {
            node.putNull(field);
        } else {
            node.put(field, value);
        }
    }
}
