package dev.faultline.capture;

import dev.faultline.model.Notice;
import dev.faultline.model.SeriesId;
import dev.faultline.model.SeriesInfo;
import dev.faultline.model.ServiceId;
import dev.faultline.model.Signal;
import dev.faultline.model.SignalRules;
import dev.faultline.model.TimeSpan;
import dev.faultline.model.Unit;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The text files of a capture that only a capture has: `capture.json` and `series.ndjson`.
final class CaptureJson {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private CaptureJson() {}

    /// What `capture.json` says, with the span as far as it is known.
    ///
    /// @param complete whether the writer came to its end
    record Head(CaptureInfo info, boolean complete) {}

    static String write(CaptureInfo info, boolean complete, int version) {
        ObjectNode root =
                MAPPER.createObjectNode()
                        .put("format", version)
                        .put("title", info.title())
                        .put("source", info.source())
                        .put("licence", info.licence());
        root.set("span", span(info.span()));
        root.put("stepSeconds", info.step().toMillis() / 1000.0);
        ArrayNode reference = root.putArray("reference");
        info.reference().forEach(span -> reference.add(span(span)));
        root.put("openAt", info.openAt().toString()).put("note", info.note());
        root.put("complete", complete);
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    }

    /// Reads `capture.json`.
    ///
    /// @param where names the capture
    /// @throws CaptureException where it is no such file, or of a newer version
    static Head head(String where, String text) throws CaptureException {
        JsonNode root;
        try {
            root = MAPPER.readTree(text);
        } catch (JacksonException e) {
            throw new CaptureException(
                    where
                            + ": capture.json, line "
                            + e.getLocation().getLineNr()
                            + ", is not JSON ("
                            + e.getOriginalMessage()
                            + ").",
                    e);
        }
        int version = root.path("format").asInt(-1);
        if (version < 1 || version > CaptureInfo.FORMAT_VERSION) {
            throw new CaptureException(
                    where
                            + ": capture.json is of format "
                            + root.path("format")
                            + "; this program reads up to "
                            + CaptureInfo.FORMAT_VERSION
                            + ". Open it with a newer Faultline.");
        }
        try {
            TimeSpan span = span(root.path("span"));
            List<TimeSpan> reference = new ArrayList<>();
            root.path("reference").forEach(entry -> reference.add(span(entry)));
            double step = root.path("stepSeconds").asDouble(0);
            CaptureInfo info =
                    new CaptureInfo(
                            root.path("title").asString(where),
                            root.path("source").asString(""),
                            root.path("licence").asString(""),
                            span,
                            Duration.ofMillis(Math.round(step * 1000)),
                            reference,
                            root.has("openAt") ? time(root.path("openAt")) : span.from(),
                            root.path("note").asString(""));
            return new Head(info, root.path("complete").asBoolean(true));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new CaptureException(
                    where + ": capture.json cannot be understood (" + e.getMessage() + ").", e);
        }
    }

    private static ObjectNode span(TimeSpan span) {
        return MAPPER.createObjectNode()
                .put("from", span.from().toString())
                .put("to", span.to().toString());
    }

    private static TimeSpan span(JsonNode node) {
        return new TimeSpan(time(node.path("from")), time(node.path("to")));
    }

    private static Instant time(JsonNode node) {
        return OffsetDateTime.parse(node.asString("")).toInstant();
    }

    /// The series of a capture.
    ///
    /// @param series in the order of the file
    /// @param places by the number that the segments use, the place in `series`
    record SeriesTable(
            List<SeriesInfo> series, Map<Integer, Integer> places, List<Notice> notices) {}

    /// One line of `series.ndjson`, without its end.
    static String write(int number, SeriesInfo info) {
        ObjectNode labels = MAPPER.createObjectNode();
        info.id().labels().forEach(labels::put);
        ObjectNode line =
                MAPPER.createObjectNode()
                        .put("id", number)
                        .put("service", info.service().value())
                        .put("metric", info.id().metric())
                        .put("unit", info.unit().name())
                        .put("signal", info.signal().name());
        line.set("labels", labels);
        return MAPPER.writeValueAsString(line);
    }

    /// Reads `series.ndjson`. Lines that cannot be read are one notice together; so are units and
    /// signals that this program does not know, which are told by the name of the metric instead.
    static SeriesTable series(String where, String text) {
        List<SeriesInfo> series = new ArrayList<>();
        Map<Integer, Integer> places = new HashMap<>();
        List<Notice> notices = new ArrayList<>();
        int broken = 0;
        int first = 0;
        int number = 0;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            Optional<JsonNode> node = tree(line);
            Optional<SeriesInfo> info = node.flatMap(CaptureJson::info);
            int id = node.map(n -> n.path("id").asInt(-1)).orElse(-1);
            if (info.isEmpty() || id < 0 || places.putIfAbsent(id, series.size()) != null) {
                first = broken++ == 0 ? number : first;
            } else {
                series.add(info.get());
            }
        }
        if (broken > 0) {
            notices.add(
                    Notice.warning(
                            where
                                    + ": series.ndjson, line "
                                    + first
                                    + ", is no series with a number of its own, 'service' and"
                                    + " 'metric'. "
                                    + (broken == 1 ? "It was" : broken + " such lines were")
                                    + " left out with all samples; "
                                    + series.size()
                                    + " series were read."));
        }
        return new SeriesTable(List.copyOf(series), Map.copyOf(places), notices);
    }

    private static Optional<JsonNode> tree(String line) {
        try {
            return Optional.of(MAPPER.readTree(line));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static Optional<SeriesInfo> info(JsonNode node) {
        String service = node.path("service").asString("");
        String metric = node.path("metric").asString("");
        if (service.isBlank() || metric.isBlank()) {
            return Optional.empty();
        }
        SortedMap<String, String> labels = new TreeMap<>();
        node.path("labels")
                .properties()
                .forEach(e -> labels.put(e.getKey(), e.getValue().asString("")));
        SeriesId id = new SeriesId(new ServiceId(service), metric, labels);
        SeriesInfo byName = SignalRules.defaults().describe(id);
        return Optional.of(
                new SeriesInfo(
                        id,
                        named(Unit.class, node.path("unit"), byName.unit()),
                        named(Signal.class, node.path("signal"), byName.signal())));
    }

    private static <E extends Enum<E>> E named(Class<E> type, JsonNode node, E otherwise) {
        for (E value : type.getEnumConstants()) {
            if (value.name().equals(node.asString(""))) {
                return value;
            }
        }
        return otherwise;
    }
}
