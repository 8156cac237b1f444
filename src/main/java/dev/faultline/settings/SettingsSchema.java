package dev.faultline.settings;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.faultline.model.Notice;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `settings.schema.json`: tells what in a settings file cannot be used, and what would be.
final class SettingsSchema {
    private static final Pattern LIST_PLACE = Pattern.compile("/\\d+(?=/|$)");

    private final Schema schema;

    private SettingsSchema(Schema schema) {
        this.schema = schema;
    }

    static SettingsSchema shipped() {
        try (InputStream in = SettingsSchema.class.getResourceAsStream("settings.schema.json")) {
            if (in == null) {
                throw new IllegalStateException("settings.schema.json is not on the class path");
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new SettingsSchema(
                    SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                            .getSchema(text, InputFormat.JSON));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The tree without what the schema does not allow; each thing left out is a notice.
    JsonNode keepValid(String where, JsonNode tree, SourceLines lines, List<Notice> notices) {
        JsonNode kept = tree.deepCopy();
        Set<String> told = new LinkedHashSet<>();
        for (Error error : schema.validate(tree)) {
            String at = error.getInstanceLocation().toString();
            boolean unknown = error.getKeyword().equals("additionalProperties");
            String pointer = unknown ? at + "/" + escape(error.getProperty()) : at;
            if (!told.add(pointer)) {
                continue;
            }
            String sentence = unknown ? unknown(pointer) : unfit(pointer, tree.at(pointer));
            if (!unknown && inList(pointer)) {
                pointer = entry(pointer);
            }
            notices.add(Notice.warning(where + lines.of(pointer) + ": " + sentence));
            if (pointer.isEmpty()) {
                return SettingsFile.nothing();
            }
            JsonPointer place = JsonPointer.compile(pointer);
            JsonNode parent = kept.at(place.head());
            if (parent instanceof ObjectNode group) {
                group.remove(place.last().getMatchingProperty());
            } else if (parent instanceof ArrayNode list) {
                // Its place stays, so that the others keep theirs.
                list.setNull(place.last().getMatchingIndex());
            }
        }
        return kept;
    }

    private String unknown(String pointer) {
        String key = dotted(pointer);
        if (inList(pointer)) {
            String group = pointer.substring(0, pointer.lastIndexOf('/'));
            return "'" + key + "' is not a setting. There are: " + members(rule(group)) + ".";
        }
        return "'"
                + key
                + "' is not a setting."
                + nearest(key)
                        .map(known -> " Did you mean '" + known + "'?")
                        .orElse(" There are: " + String.join(", ", settings()) + ".");
    }

    private String unfit(String pointer, JsonNode found) {
        JsonNode rule = rule(pointer);
        String what = pointer.isEmpty() ? "the file" : "'" + dotted(pointer) + "'";
        String value =
                found.isArray()
                        ? "a list"
                        : found.isObject()
                                ? "a group"
                                : found.asString().isBlank() ? "empty" : found.asString();
        String then =
                inList(pointer)
                        ? " The whole entry is left out."
                        : rule.has("default")
                                ? " " + rule.path("default").asString() + " is used instead."
                                : " The defaults are used instead.";
        return what + " is " + value + ", but must be " + allowed(rule) + "." + then;
    }

    /// What the rule of one setting allows, in words.
    private static String allowed(JsonNode rule) {
        if (rule.has("enum")) {
            List<String> values = rule.path("enum").valueStream().map(JsonNode::asString).toList();
            return String.join(", ", values.subList(0, values.size() - 1))
                    + " or "
                    + values.getLast();
        }
        return switch (rule.path("type").asString()) {
            case "integer" -> "a whole number" + range(rule);
            case "number" -> "a number" + range(rule);
            case "boolean" -> "true or false";
            case "array" -> "a list";
            case "string" -> "text such as " + rule.path("examples").path(0).asString();
            default -> "a group of settings: " + members(rule);
        };
    }

    private static String members(JsonNode rule) {
        return rule.path("properties").propertyNames().stream()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    /// Whether a place lies in an entry of a list.
    private static boolean inList(String pointer) {
        return LIST_PLACE.matcher(pointer).find();
    }

    /// The entry of a list in which a place lies.
    private static String entry(String pointer) {
        Matcher place = LIST_PLACE.matcher(pointer);
        return place.find() ? pointer.substring(0, place.end()) : pointer;
    }

    private static String range(JsonNode rule) {
        return " from "
                + rule.path("minimum").asString()
                + " to "
                + rule.path("maximum").asString();
    }

    /// The part of the schema that is about one place in the file.
    private JsonNode rule(String pointer) {
        JsonNode rule = schema.getSchemaNode();
        for (JsonPointer at = JsonPointer.compile(pointer); !at.matches(); at = at.tail()) {
            JsonNode named = rule.path("properties").path(at.getMatchingProperty());
            rule =
                    rule.has("items")
                            ? rule.path("items")
                            : named.isMissingNode() ? rule.path("additionalProperties") : named;
        }
        return rule;
    }

    /// The setting that is spelled most alike, if any is alike enough: its last word counts, so
    /// that one in the wrong group is found as well.
    private Optional<String> nearest(String key) {
        String word = last(key);
        String best = "";
        int least = Math.max(1, word.length() / 3) + 1;
        for (String known : settings()) {
            int distance = Math.min(distance(word, last(known)), distance(key, known));
            if (distance < least) {
                least = distance;
                best = known;
            }
        }
        for (String group : schema.getSchemaNode().path("properties").propertyNames()) {
            int distance = distance(key, group);
            if (distance < least) {
                least = distance;
                best = group;
            }
        }
        return best.isEmpty() ? Optional.empty() : Optional.of(best);
    }

    /// All settings with what they mean.
    List<Setting> describe() {
        return settings().stream()
                .map(key ->
                        Setting.of(
                                key,
                                rule("/" + key.replace('.', '/')),
                                rule("/" + key.substring(0, key.indexOf('.')))))
                .toList();
    }

    /// All settings, with their group: `window.theme`.
    List<String> settings() {
        List<String> keys = new ArrayList<>();
        schema.getSchemaNode()
                .path("properties")
                .propertyStream()
                .forEach(group ->
                        group.getValue()
                                .path("properties")
                                .propertyNames()
                                .forEach(key -> keys.add(group.getKey() + "." + key)));
        return keys;
    }

    private static String last(String key) {
        return key.substring(key.lastIndexOf('.') + 1);
    }

    static String dotted(String pointer) {
        return pointer.substring(1).replace('/', '.').replace("~1", "/").replace("~0", "~");
    }

    private static String escape(String property) {
        return property.replace("~", "~0").replace("/", "~1");
    }

    /// Number of letters to insert, delete or replace (Levenshtein 1966), whatever their case.
    private static int distance(String a, String b) {
        String s = a.toLowerCase(Locale.ROOT);
        String t = b.toLowerCase(Locale.ROOT);
        int[] row = new int[t.length() + 1];
        for (int j = 0; j <= t.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= s.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= t.length(); j++) {
                int replaced = diagonal + (s.charAt(i - 1) == t.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[t.length()];
    }
}
