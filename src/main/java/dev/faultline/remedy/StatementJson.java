package dev.faultline.remedy;

import dev.faultline.model.ServiceId;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A statement as JSON, always in the same characters: fields in the order of the record,
/// parameters by name, nothing but ASCII.
public final class StatementJson {
    /// With all beyond ASCII as escapes, even halves of characters: two different texts never
    /// become the same bytes.
    static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private StatementJson() {}

    /// The statement as a tree.
    public static ObjectNode tree(Statement statement) {
        ObjectNode node =
                JSON.createObjectNode()
                        .put("action", statement.action())
                        .put("system", statement.system())
                        .put("runbook", statement.runbook())
                        .put("version", statement.version())
                        .put("hash", statement.hash())
                        .put("mode", statement.mode().name());
        ObjectNode parameters = node.putObject("parameters");
        statement.parameters().forEach(parameters::put);
        return node.put("target", statement.target().value())
                .put("incident", statement.incident())
                .put("at", statement.at().toString())
                .put("person", statement.person())
                // As text: it may be no number at all.
                .put("cause", Double.toString(statement.cause()));
    }

    /// The statement as text.
    public static String write(Statement statement) {
        return JSON.writeValueAsString(tree(statement));
    }

    /// The statement that a tree says.
    ///
    /// @throws IllegalArgumentException where it says none
    /// @throws java.time.DateTimeException where its time is none
    public static Statement read(JsonNode node) {
        SortedMap<String, String> parameters = new TreeMap<>();
        node.path("parameters")
                .propertyStream()
                .forEach(entry -> parameters.put(entry.getKey(), string(entry.getValue())));
        if (!node.path("version").isInt()) {
            throw new IllegalArgumentException("'version' is missing");
        }
        return new Statement(
                text(node, "action"),
                text(node, "system"),
                text(node, "runbook"),
                node.path("version").asInt(),
                text(node, "hash"),
                Runbook.Mode.valueOf(text(node, "mode")),
                parameters,
                new ServiceId(text(node, "target")),
                text(node, "incident"),
                Instant.parse(text(node, "at")),
                text(node, "person"),
                // A number in entries from before it was text.
                node.path("cause").isNumber()
                        ? node.path("cause").asDouble()
                        : Double.parseDouble(text(node, "cause")));
    }

    static String text(JsonNode node, String field) {
        if (!node.path(field).isString()) {
            throw new IllegalArgumentException("'" + field + "' is missing");
        }
        return node.path(field).asString();
    }

    private static String string(JsonNode node) {
        if (!node.isString()) {
            throw new IllegalArgumentException("a parameter is no text");
        }
        return node.asString();
    }
}
