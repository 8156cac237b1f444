package dev.faultline.settings;

import dev.faultline.model.Notice;
import dev.faultline.model.Signal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Reads `settings.yaml`. Whatever is wrong with it, there are settings afterwards: what cannot be
/// used falls back to its default, and a notice says so.
public final class SettingsFile {
    /// The name of the file in the user's folder.
    public static final String NAME = "settings.yaml";

    private static final int LARGEST = 64 * 1024;

    /// As all files that a person writes for this program are read.
    public static final YAMLMapper YAML =
            YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private SettingsFile() {}

    /// Settings together with what could not be used.
    public record Loaded(Settings settings, List<Notice> notices) {
        public Loaded {
            notices = List.copyOf(notices);
        }
    }

    /// The settings of whoever runs this program.
    public static Loaded load() {
        return load(UserFolder.here().resolve(NAME));
    }

    /// The settings in a file; the defaults where there is none.
    public static Loaded load(Path file) {
        if (!Files.exists(file)) {
            return new Loaded(Settings.DEFAULT, List.of());
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                return unread(file, "it is larger than 64 KiB");
            }
            return parse(file.toString(), new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException e) {
            return unread(file, "it can't be read: " + e.getMessage());
        }
    }

    /// @param where what notices call the file
    static Loaded parse(String where, String text) {
        JsonNode tree;
        SourceLines lines;
        try {
            tree = YAML.readTree(text);
            lines = SourceLines.of(YAML, text);
        } catch (JacksonException e) {
            return unread(where + line(e.getLocation()), "it is not YAML: " + reason(e));
        }
        if (tree.isMissingNode() || tree.isNull()) {
            return new Loaded(Settings.DEFAULT, List.of());
        }
        if (lines.anchored()) {
            return unread(where, "it uses anchors, aliases or tags, which are not read");
        }
        List<Notice> notices = new ArrayList<>();
        JsonNode usable = SettingsSchema.shipped().keepValid(where, tree, lines, notices);
        Settings.Seasons seasons =
                new SeasonSettings(where, lines, notices)
                        .read(usable.path("seasons"), Settings.DEFAULT.seasons());
        LiveSettings live = new LiveSettings(where, lines, notices);
        return new Loaded(settings(usable, seasons, live), notices);
    }

    private static Settings settings(JsonNode tree, Settings.Seasons seasons, LiveSettings live) {
        Settings otherwise = Settings.DEFAULT;
        JsonNode window = tree.path("window");
        JsonNode playback = tree.path("playback");
        JsonNode intake = tree.path("intake");
        String theme = window.path("theme").asString(otherwise.window().theme().name());
        return new Settings(
                new Settings.Window(
                        Settings.Theme.valueOf(theme.toUpperCase(Locale.ROOT)),
                        window.path("zoom").asInt(otherwise.window().zoom()),
                        Settings.Times.valueOf(
                                window.path("times")
                                        .asString(otherwise.window().times().name())
                                        .toUpperCase(Locale.ROOT))),
                new Settings.Playback(
                        playback.path("speed").asDouble(otherwise.playback().speed())),
                seasons,
                new Settings.Intake(
                        intake.path("seriesPerService")
                                .asInt(otherwise.intake().seriesPerService()),
                        intake.path("logs").asBoolean(otherwise.intake().logs()),
                        intake.path("templatesPerService")
                                .asInt(otherwise.intake().templatesPerService())),
                sensitivity(tree.path("sensitivity")),
                new Settings.Cause(
                        tree.path("cause").path("parameters").asString(""),
                        tree.path("cause").path("learned").asString("")),
                incidents(tree.path("incidents")),
                live.mapping(tree.path("mapping")),
                live.masking(tree.path("masking")),
                LiveSettings.topology(tree.path("topology")),
                LiveSettings.saying(tree.path("saying")),
                new Settings.Remedy(
                        tree.path("remedy")
                                .path("runbooks")
                                .asString(otherwise.remedy().runbooks())));
    }

    private static Settings.Incidents incidents(JsonNode group) {
        Settings.Incidents otherwise = Settings.DEFAULT.incidents();
        return new Settings.Incidents(
                group.path("quietMinutes").asInt(otherwise.quietMinutes()),
                group.path("longMinutes").asInt(otherwise.longMinutes()),
                group.path("broad").asDouble(otherwise.broad()),
                group.path("users").asLong(otherwise.users()),
                group.path("moneyPerMinute").asDouble(otherwise.moneyPerMinute()),
                group.path("currency").asString(otherwise.currency()));
    }

    private static Map<Signal, Double> sensitivity(JsonNode factors) {
        Map<Signal, Double> found = new EnumMap<>(Signal.class);
        for (Signal signal : Signal.values()) {
            JsonNode factor = factors.path(name(signal));
            if (factor.isNumber()) {
                found.put(signal, factor.asDouble());
            }
        }
        return found;
    }

    /// A signal as it is written in files: `CLIENT_ERRORS` is `clientErrors`.
    public static String name(Signal signal) {
        String[] words = signal.name().toLowerCase(Locale.ROOT).split("_", -1);
        StringBuilder name = new StringBuilder(words[0]);
        for (int i = 1; i < words.length; i++) {
            name.append(words[i].substring(0, 1).toUpperCase(Locale.ROOT))
                    .append(words[i].substring(1));
        }
        return name.toString();
    }

    private static Loaded unread(Object where, String why) {
        return new Loaded(
                Settings.DEFAULT,
                List.of(
                        Notice.warning(
                                where
                                        + " was left aside, "
                                        + why
                                        + ". The default settings are used.")));
    }

    private static String line(TokenStreamLocation location) {
        return location == null || location.getLineNr() <= 0
                ? ""
                : ", line " + location.getLineNr() + ",";
    }

    /// What the YAML reader says, without the excerpts and positions between its sentences.
    private static String reason(JacksonException e) {
        return e.getOriginalMessage()
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith(" "))
                .map(line -> line.strip().replaceFirst("\\.$", ""))
                .collect(Collectors.joining(", "));
    }

    /// The empty settings, as a tree.
    static JsonNode nothing() {
        return JsonNodeFactory.instance.objectNode();
    }
}
