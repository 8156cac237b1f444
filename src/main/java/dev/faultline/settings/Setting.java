package dev.faultline.settings;

import java.util.List;
import tools.jackson.databind.JsonNode;

/// One setting, as the schema describes it.
///
/// @param key with its group: `window.zoom`
/// @param meaning a sentence
/// @param otherwise what holds where the file does not say it; empty for a list
public record Setting(String key, String meaning, Kind kind, String otherwise) {
    /// What it can be set to.
    public sealed interface Kind {
        /// One of these words.
        record Choice(List<String> words) implements Kind {
            public Choice {
                words = List.copyOf(words);
            }
        }

        /// Yes or no.
        record YesNo() implements Kind {}

        /// A number from `least` to `most`.
        record InRange(String least, String most) implements Kind {}

        /// A text.
        record Text() implements Kind {}

        /// Entries of several lines, which are written in the file itself.
        record Entries() implements Kind {}
    }

    /// All settings there are, in the order of the schema.
    public static List<Setting> all() {
        return SettingsSchema.shipped().describe();
    }

    /// @param group what the schema says of its group: what it means where nothing is said of
    ///   itself
    static Setting of(String key, JsonNode rule, JsonNode group) {
        return new Setting(
                key,
                rule.path("description").asString(group.path("description").asString("")),
                kind(rule),
                rule.path("default").asString(""));
    }

    private static Kind kind(JsonNode rule) {
        if (rule.has("enum")) {
            return new Kind.Choice(
                    rule.path("enum").valueStream().map(JsonNode::asString).toList());
        }
        return switch (rule.path("type").asString()) {
            case "boolean" -> new Kind.YesNo();
            case "integer", "number" ->
                    new Kind.InRange(
                            rule.path("minimum").asString(), rule.path("maximum").asString());
            case "array" -> new Kind.Entries();
            default -> new Kind.Text();
        };
    }
}
