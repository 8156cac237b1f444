package dev.faultline.remedy;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.faultline.model.Notice;
import dev.faultline.settings.SettingsFile;
import dev.faultline.settings.SourceLines;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;

/// A YAML file that says who may do what, or what a script does: taken as a whole or not at all.
/// Every mistake is told with its line.
final class CheckedYaml {
    /// Bytes of a file, at most.
    static final int LARGEST = 64 * 1024;

    private static final int SHOWN = 60;

    private final String where;
    private final String then;
    private final List<Notice> notices;
    private final SourceLines lines;
    private final JsonNode tree;
    private boolean sound = true;

    private CheckedYaml(
            String where, String then, List<Notice> notices, SourceLines lines, JsonNode tree) {
        this.where = where;
        this.then = then;
        this.notices = notices;
        this.lines = lines;
        this.tree = tree;
    }

    /// What a file says; empty where its schema does not allow it, and then a notice says why.
    ///
    /// @param where what notices call the file
    /// @param schema a resource of this package
    /// @param then the sentence after each mistake: what became of the file
    static Optional<CheckedYaml> of(
            String where, byte[] bytes, String schema, String then, List<Notice> notices) {
        try {
            if (bytes.length > LARGEST) {
                throw new Unread("", "it is larger than 64 KiB");
            }
            String text = text(bytes);
            JsonNode tree =
                    SettingsFile.YAML
                            .reader()
                            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                            .readTree(text);
            SourceLines lines = SourceLines.of(SettingsFile.YAML, text);
            if (lines.anchored()) {
                throw new Unread("", "it uses anchors, aliases or tags, which are not read");
            }
            CheckedYaml yaml = new CheckedYaml(where, then, notices, lines, tree);
            yaml.check(schema(schema));
            return yaml.sound ? Optional.of(yaml) : Optional.empty();
        } catch (JacksonException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            notices.add(
                    warning(
                            where + (line > 0 ? ", line " + line : ""),
                            "it is not the YAML that is read here: " + firstLine(e),
                            then));
        } catch (Unread e) {
            notices.add(warning(where + e.line, String.valueOf(e.getMessage()), then));
        }
        return Optional.empty();
    }

    JsonNode tree() {
        return tree;
    }

    /// Tells a mistake that the schema does not know of.
    ///
    /// @param pointer where it stands
    void mistake(String pointer, String sentence) {
        sound = false;
        notices.add(Notice.warning(where + lines.of(pointer) + ": " + sentence + " " + then));
    }

    /// Whether no mistake was found so far.
    boolean sound() {
        return sound;
    }

    /// `15m` in the schema's own form.
    static Duration span(JsonNode node) {
        String text = node.asString();
        long count = Long.parseLong(text.substring(0, text.length() - 1));
        return switch (text.charAt(text.length() - 1)) {
            case 's' -> Duration.ofSeconds(count);
            case 'm' -> Duration.ofMinutes(count);
            case 'h' -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    private void check(Schema schema) {
        Set<String> told = new HashSet<>();
        for (Error error : schema.validate(tree)) {
            String at = error.getInstanceLocation().toString();
            String what = at.isEmpty() ? "the file" : "'" + dotted(at) + "'";
            JsonNode rule = rule(schema.getSchemaNode(), at);
            switch (error.getKeyword()) {
                case "required" -> mistake(at, "'" + error.getProperty() + "' is missing" + in(at));
                case "additionalProperties" ->
                        mistake(
                                at + "/" + escape(error.getProperty()),
                                "'"
                                        + error.getProperty()
                                        + "' is not known"
                                        + in(at)
                                        + " There are: "
                                        + String.join(", ", rule.path("properties").propertyNames())
                                        + ".");
                default -> {
                    if (told.add(at)) {
                        mistake(
                                at,
                                what
                                        + " is "
                                        + found(tree.at(at))
                                        + ", but must be "
                                        + allowed(rule)
                                        + ".");
                    }
                }
            }
        }
    }

    private static String in(String pointer) {
        return pointer.isEmpty() ? "." : " in '" + dotted(pointer) + "'.";
    }

    private static String found(JsonNode node) {
        if (node.isArray()) {
            return "a list of " + node.size();
        }
        if (node.isObject()) {
            return "a group";
        }
        String text = node.asString("");
        return text.isBlank()
                ? "empty"
                : "'" + (text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text) + "'";
    }

    /// What the rule of one place allows, in words.
    private static String allowed(JsonNode rule) {
        if (rule.has("enum")) {
            return "one of "
                    + rule.path("enum")
                            .valueStream()
                            .map(JsonNode::asString)
                            .collect(Collectors.joining(", "));
        }
        return switch (rule.path("type").asString("")) {
            case "integer" -> "a whole number" + range(rule);
            case "number" -> "a number" + range(rule);
            case "boolean" -> "true or false";
            case "array" -> "a list" + upTo(rule, "maxItems", " entries");
            case "object" ->
                    "a group of " + String.join(", ", rule.path("properties").propertyNames());
            default ->
                    "text"
                            + upTo(rule, "maxLength", " characters")
                            + " such as "
                            + rule.path("examples").path(0).asString("");
        };
    }

    private static String upTo(JsonNode rule, String limit, String what) {
        return rule.has(limit) ? " of up to " + rule.path(limit).asString() + what : "";
    }

    private static String range(JsonNode rule) {
        return rule.has("minimum")
                ? " from "
                        + rule.path("minimum").asString()
                        + " to "
                        + rule.path("maximum").asString()
                : "";
    }

    /// The part of a schema that is about one place in a file.
    private static JsonNode rule(JsonNode schema, String pointer) {
        JsonNode rule = schema;
        for (JsonPointer at = JsonPointer.compile(pointer); !at.matches(); at = at.tail()) {
            rule =
                    rule.has("items")
                            ? rule.path("items")
                            : rule.path("properties").path(at.getMatchingProperty());
            if (rule.has("$ref")) {
                rule = schema.at(rule.path("$ref").asString().substring(1));
            }
        }
        return rule;
    }

    private static Schema schema(String name) {
        try (InputStream in = CheckedYaml.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not on the class path");
            }
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(
                            new String(in.readAllBytes(), StandardCharsets.UTF_8),
                            InputFormat.JSON);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Characters that nobody sees, or that turn the direction of reading, let a file read
    /// otherwise than it is (Boucher and Anderson 2021, Trojan Source): there are none in a file
    /// that is approved by reading it.
    private static String text(byte[] bytes) throws Unread {
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new Unread("", "it is not text in UTF-8");
        }
        int line = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                line++;
            } else if (Character.getType(c) == Character.FORMAT) {
                throw new Unread(
                        ", line " + line,
                        "it has the invisible character U+%04X".formatted((int) c));
            }
        }
        return text;
    }

    private static String firstLine(JacksonException e) {
        return e.getOriginalMessage()
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith(" "))
                .map(line -> line.strip().replaceFirst("\\.$", ""))
                .collect(Collectors.joining(", "));
    }

    private static Notice warning(String place, String why, String then) {
        return Notice.warning(place + ": " + why + ". " + then);
    }

    private static String dotted(String pointer) {
        return pointer.substring(1).replace('/', '.').replace("~1", "/").replace("~0", "~");
    }

    private static String escape(String property) {
        return property.replace("~", "~0").replace("/", "~1");
    }

    private static final class Unread extends Exception {
        private static final long serialVersionUID = 1;

        private final String line;

        Unread(String line, String why) {
            super(why);
            this.line = line;
        }
    }
}
