package dev.faultline.capture;

import dev.faultline.model.ChangeEvent;
import dev.faultline.model.Notice;
import dev.faultline.model.ServiceId;
import dev.faultline.topology.Topology;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `events.ndjson`: one JSON object a line with `time` (seconds since the epoch, or ISO 8601),
/// `component`, `kind` (deploy, config, batch, note) and `text`.
public final class ChangeEvents {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private ChangeEvents() {}

    /// What a file held.
    ///
    /// @param changes by time
    public record Reading(List<ChangeEvent> changes, List<Notice> notices) {
        public Reading {
            changes = List.copyOf(changes);
            notices = List.copyOf(notices);
        }
    }

    /// Reads what can be read; lines that cannot are one notice together, and so are events on
    /// components that the topology does not know.
    ///
    /// @param where names the file in the notices
    public static Reading parse(String where, Stream<String> lines, Topology topology) {
        List<ChangeEvent> changes = new ArrayList<>();
        List<Notice> notices = new ArrayList<>();
        String broken = "";
        int brokenCount = 0;
        String stranger = "";
        int strangerCount = 0;
        int number = 0;
        for (String line : (Iterable<String>) lines::iterator) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            Optional<ChangeEvent> event = event(line);
            if (event.isEmpty()) {
                broken = brokenCount++ == 0 ? where + ", line " + number : broken;
            } else if (!topology.contains(event.get().component())) {
                stranger =
                        strangerCount++ == 0
                                ? where + ", line " + number + ": '" + event.get().component() + "'"
                                : stranger;
            } else {
                changes.add(event.get());
            }
        }
        if (brokenCount > 0) {
            notices.add(
                    Notice.warning(
                            broken
                                    + " is no event with 'time', 'component' and 'text'. It was left"
                                    + " out"
                                    + others(brokenCount)
                                    + "; "
                                    + changes.size()
                                    + " events were read."));
        }
        if (strangerCount > 0) {
            notices.add(
                    Notice.warning(
                            stranger
                                    + " is not a component. The event was left out"
                                    + others(strangerCount)
                                    + "."));
        }
        changes.sort(Comparator.comparing(ChangeEvent::at));
        return new Reading(changes, notices);
    }

    /// One line of the format, without its end.
    public static String write(ChangeEvent change) {
        String kind =
                change.kind() == ChangeEvent.Kind.CONFIGURATION
                        ? "config"
                        : change.kind().name().toLowerCase(Locale.ROOT);
        return MAPPER.writeValueAsString(
                MAPPER.createObjectNode()
                        .put("time", change.at().toString())
                        .put("component", change.component().value())
                        .put("kind", kind)
                        .put("text", change.text()));
    }

    /// One line of the format; empty where it is none.
    static Optional<ChangeEvent> event(String line) {
        try {
            JsonNode node = MAPPER.readTree(line);
            String component = node.path("component").asString("");
            Optional<Instant> at = time(node.path("time"));
            if (component.isBlank() || at.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(
                    new ChangeEvent(
                            at.get(),
                            new ServiceId(component),
                            kind(node.path("kind").asString("")),
                            node.path("text").asString("")));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> time(JsonNode node) {
        try {
            if (node.isNumber()) {
                return Optional.of(Instant.ofEpochMilli(Math.round(node.asDouble() * 1000)));
            }
            return node.isString()
                    ? Optional.of(OffsetDateTime.parse(node.asString()).toInstant())
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static ChangeEvent.Kind kind(String label) {
        return switch (label.toLowerCase(Locale.ROOT)) {
            case "deploy", "deployment", "release" -> ChangeEvent.Kind.DEPLOY;
            case "config", "configuration" -> ChangeEvent.Kind.CONFIGURATION;
            case "batch" -> ChangeEvent.Kind.BATCH;
            default -> ChangeEvent.Kind.NOTE;
        };
    }

    private static String others(int count) {
        return switch (count) {
            case 1 -> "";
            case 2 -> ", and so was 1 more";
            default -> ", and so were " + (count - 1) + " more";
        };
    }
}
