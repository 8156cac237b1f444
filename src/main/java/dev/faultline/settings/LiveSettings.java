package dev.faultline.settings;

import dev.faultline.model.Notice;
import dev.faultline.model.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import tools.jackson.databind.JsonNode;

/// The groups `mapping`, `masking` and `topology` of a settings file, where their shape is right
/// already: what a schema cannot tell is whether a regular expression is one, and whether a rule
/// says anything.
final class LiveSettings {
    private static final Map<Signal, String> SIGNALS = new EnumMap<>(Signal.class);

    static {
        for (Signal signal : Signal.values()) {
            SIGNALS.put(signal, SettingsFile.name(signal));
        }
    }

    private final String where;
    private final SourceLines lines;
    private final List<Notice> notices;

    LiveSettings(String where, SourceLines lines, List<Notice> notices) {
        this.where = where;
        this.lines = lines;
        this.notices = notices;
    }

    Settings.Mapping mapping(JsonNode group) {
        List<Settings.MappingRule> rules = new ArrayList<>();
        JsonNode list = group.path("rules");
        for (int i = 0; i < list.size(); i++) {
            if (!list.get(i).isNull()) {
                rule(list.get(i), "/mapping/rules/" + i).ifPresent(rules::add);
            }
        }
        return new Settings.Mapping(rules);
    }

    private Optional<Settings.MappingRule> rule(JsonNode rule, String pointer) {
        String metric = rule.path("match").path("metric").asString("");
        Map<String, String> labels = new HashMap<>();
        rule.path("match").path("labels").forEachEntry((k, v) -> labels.put(k, v.asString("")));
        if (!isPattern(metric, pointer + "/match/metric")
                || !labels.entrySet().stream()
                        .allMatch(e ->
                                isPattern(e.getValue(), pointer + "/match/labels/" + e.getKey()))) {
            return Optional.empty();
        }
        boolean drop = rule.path("drop").asBoolean(false);
        if (!drop
                && !rule.has("service")
                && !rule.has("signal")
                && !rule.has("unit")
                && !rule.has("kind")) {
            tell(pointer, "says nothing: service, signal, unit, kind or drop. It is left out.");
            return Optional.empty();
        }
        if (metric.isEmpty() && labels.isEmpty()) {
            tell(pointer, "does not say what it matches: metric, labels or both. It is left out.");
            return Optional.empty();
        }
        String signal = rule.path("signal").asString("");
        return Optional.of(
                new Settings.MappingRule(
                        metric,
                        labels,
                        rule.path("service").asString(""),
                        SIGNALS.entrySet().stream()
                                .filter(e -> e.getValue().equals(signal))
                                .map(Map.Entry::getKey)
                                .findFirst(),
                        rule.path("unit").asString(""),
                        rule.has("kind")
                                ? Optional.of(
                                        Settings.Counting.valueOf(
                                                rule.path("kind")
                                                        .asString()
                                                        .toUpperCase(Locale.ROOT)))
                                : Optional.empty(),
                        drop));
    }

    Settings.Masking masking(JsonNode group) {
        List<String> labels = new ArrayList<>();
        group.path("labels")
                .forEach(label -> {
                    if (!label.isNull()) {
                        labels.add(label.asString());
                    }
                });
        List<Settings.MaskedPattern> patterns = new ArrayList<>();
        JsonNode list = group.path("patterns");
        for (int i = 0; i < list.size(); i++) {
            JsonNode pattern = list.get(i);
            String text = pattern.path("pattern").asString("");
            String pointer = "/masking/patterns/" + i;
            if (!pattern.isNull() && isPattern(text, pointer + "/pattern")) {
                if (text.isEmpty()) {
                    tell(pointer, "has no pattern. It is left out.");
                } else {
                    patterns.add(
                            new Settings.MaskedPattern(pattern.path("name").asString("own"), text));
                }
            }
        }
        return new Settings.Masking(labels, patterns);
    }

    static Settings.Topology topology(JsonNode group) {
        List<String> files = new ArrayList<>();
        group.path("files")
                .forEach(file -> {
                    if (!file.isNull()) {
                        files.add(file.asString());
                    }
                });
        Settings.Topology otherwise = Settings.DEFAULT.topology();
        return new Settings.Topology(
                files,
                span(group.path("callFades"), otherwise.callFades()),
                span(group.path("callGone"), otherwise.callGone()),
                span(group.path("placeFades"), otherwise.placeFades()),
                span(group.path("placeGone"), otherwise.placeGone()),
                span(group.path("componentGone"), otherwise.componentGone()));
    }

    static Settings.Saying saying(JsonNode group) {
        Settings.Saying otherwise = Settings.DEFAULT.saying();
        Map<String, String> contacts = new HashMap<>();
        group.path("contacts")
                .forEach(each -> {
                    if (!each.isNull()) {
                        contacts.put(
                                each.path("team").asString(""), each.path("contact").asString(""));
                    }
                });
        return new Settings.Saying(
                span(group.path("updateEvery"), otherwise.updateEvery()), contacts);
    }

    /// `10m`, `1h`, `8d`.
    private static Duration span(JsonNode node, Duration otherwise) {
        String text = node.asString("");
        if (text.isEmpty()) {
            return otherwise;
        }
        long count = Long.parseLong(text.substring(0, text.length() - 1));
        return switch (text.charAt(text.length() - 1)) {
            case 'm' -> Duration.ofMinutes(count);
            case 'h' -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    private boolean isPattern(String text, String pointer) {
        try {
            Pattern.compile(text);
            return true;
        } catch (PatternSyntaxException e) {
            tell(
                    pointer,
                    "is no regular expression (%s). The whole entry is left out."
                            .formatted(e.getDescription()));
            return false;
        }
    }

    private void tell(String pointer, String what) {
        notices.add(
                Notice.warning(
                        "%s%s: '%s' %s"
                                .formatted(
                                        where,
                                        lines.of(pointer),
                                        SettingsSchema.dotted(pointer),
                                        what)));
    }
}
