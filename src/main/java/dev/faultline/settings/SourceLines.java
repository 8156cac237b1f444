package dev.faultline.settings;

import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.JsonToken;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLParser;

/// On which line of a YAML text each key stands.
///
/// @param lines by JSON pointer (RFC 6901), from 1
/// @param anchored whether the text uses anchors, aliases or tags
public record SourceLines(Map<String, Integer> lines, boolean anchored) {
    /// Where everything stands.
    ///
    /// @throws tools.jackson.core.JacksonException where it is no YAML
    public static SourceLines of(YAMLMapper yaml, String text) {
        Map<String, Integer> lines = new HashMap<>();
        boolean anchored = false;
        try (JsonParser parser = yaml.createParser(text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                JsonPointer at = parser.streamReadContext().pathAsPointer();
                lines.putIfAbsent(at.toString(), parser.currentTokenLocation().getLineNr());
                anchored |=
                        ((YAMLParser) parser).isCurrentAlias()
                                || parser.getObjectId() != null
                                || parser.getTypeId() != null;
            }
        }
        return new SourceLines(Map.copyOf(lines), anchored);
    }

    /// `, line 3` for a key that stands in the text, else nothing.
    public String of(String pointer) {
        Integer line = lines.get(pointer);
        return line == null ? "" : ", line " + line;
    }
}
