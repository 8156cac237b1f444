package dev.faultline.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A settings file as a person wrote it. Changing one setting changes its line and nothing else, so
/// that comments, order and blank lines stay. Immutable.
public record SettingsText(String text) {
    /// The file as it was before the last time this program wrote it.
    public static final String BACKUP = SettingsFile.NAME + ".bak";

    private static final Pattern LINE =
            Pattern.compile("^(\\s*(?:[\\w.-]+|\"[\\w.-]+\"|'[\\w.-]+')\\s*:)([ \\t]*)(.*)$");

    /// A comment begins with a blank and a `#` outside of quotes.
    private static final Pattern VALUE =
            Pattern.compile("^(\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^']|'')*'|.*?)(\\s+#.*|\\s*)$");

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_./+-]*");

    /// The text of a file; empty where there is none.
    ///
    /// @throws IOException if it cannot be read
    public static SettingsText read(Path file) throws IOException {
        return new SettingsText(
                Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "");
    }

    /// What it says, and what of it cannot be used.
    ///
    /// @param where what notices call the file
    public SettingsFile.Loaded check(String where) {
        return SettingsFile.parse(where, text);
    }

    /// What it says of a setting, as it is written; empty where it says nothing or is no YAML.
    public Optional<String> value(String key) {
        return tree(text)
                .map(tree -> tree.at(pointer(key)))
                .filter(node -> node.isValueNode() && !node.isNull())
                .map(JsonNode::asString);
    }

    /// The same with one setting changed, on its own line or on a new one. Empty where that cannot
    /// be done without touching anything else: a group in braces, or a file that is no YAML.
    public Optional<SettingsText> with(String key, String value) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        String group = key.substring(0, key.indexOf('.'));
        String name = key.substring(key.indexOf('.') + 1);
        String written = PLAIN.matcher(value).matches() ? value : quoted(value);
        Optional<JsonNode> before = tree(text);
        if (before.isEmpty()
                || !(before.get().isObject()
                        || before.get().isMissingNode()
                        || before.get().isNull())) {
            return Optional.empty();
        }
        SourceLines places = SourceLines.of(SettingsFile.YAML, text);
        Integer own = places.lines().get(pointer(key));
        Integer head = places.lines().get("/" + group);
        if (own != null) {
            Matcher line = LINE.matcher(lines.get(own - 1));
            if (!line.matches()) {
                return Optional.empty();
            }
            Matcher old = VALUE.matcher(line.group(3));
            String comment = old.matches() ? old.group(2) : "";
            lines.set(own - 1, line.group(1) + " " + written + comment.stripTrailing());
        } else if (head != null) {
            lines.add(head, indent(lines, head) + name + ": " + written);
        } else {
            lines.add(group + ":");
            lines.add("  " + name + ": " + written);
        }
        String changed = String.join("\n", lines) + "\n";
        // Only what was to be changed may have changed, whatever the file looks like.
        return tree(changed)
                .filter(after -> after.at(pointer(key)).asString("").equals(value))
                .filter(after -> same(before.get(), after, group, name))
                .map(after -> new SettingsText(changed));
    }

    /// As far in as the first member of a group, whose head is on a line from 1.
    private static String indent(List<String> lines, int head) {
        for (String line : lines.subList(head, lines.size())) {
            if (!line.isBlank() && !line.strip().startsWith("#")) {
                int blanks = line.length() - line.stripLeading().length();
                return blanks == 0 ? "  " : line.substring(0, blanks);
            }
        }
        return "  ";
    }

    private static boolean same(JsonNode before, JsonNode after, String group, String name) {
        return without(before, group, name).equals(without(after, group, name));
    }

    /// All but one setting; a group of which nothing is left does not count.
    private static ObjectNode without(JsonNode tree, String group, String name) {
        ObjectNode rest =
                tree instanceof ObjectNode object
                        ? object.deepCopy()
                        : JsonNodeFactory.instance.objectNode();
        if (rest.path(group) instanceof ObjectNode members) {
            members.remove(name);
        }
        if ((rest.path(group).isEmpty() && !rest.path(group).isValueNode())
                || rest.path(group).isNull()) {
            rest.remove(group);
        }
        return rest;
    }

    /// Puts it in place of the file, of which a copy is kept beside it. What reads the file
    /// meanwhile sees the old or the new one.
    ///
    /// @throws IOException if that cannot be done; then the file is as it was
    public void write(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        if (Files.exists(file)) {
            Files.copy(file, file.resolveSibling(BACKUP), StandardCopyOption.REPLACE_EXISTING);
        }
        Path next = file.resolveSibling(SettingsFile.NAME + ".next");
        Files.writeString(next, text);
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Optional<JsonNode> tree(String text) {
        try {
            return Optional.of(SettingsFile.YAML.readTree(text));
        } catch (JacksonException e) {
            return Optional.empty(); // said by the check, with its line
        }
    }

    private static String pointer(String key) {
        return "/" + key.replace('.', '/');
    }

    private static String quoted(String value) {
        return "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
