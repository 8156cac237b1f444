package dev.faultline.capture;

import dev.faultline.model.ChangeEvent;
import dev.faultline.model.Notice;
import dev.faultline.topology.Topology;
import dev.faultline.topology.TopologyJson;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `timeline.ndjson` of recordings: what came beside the samples, one JSON object a line with
/// `arrived` and one of `rows` (a tick), `series`, `topology`, `unheard`, `change` and `notice`.
final class TimelineJson {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private TimelineJson() {}

    /// What a file held.
    ///
    /// @param happenings in the order of the file, which is that of their arrival
    record Reading(List<Happening> happenings, List<Notice> notices) {}

    /// One line, without its end.
    static String write(Happening happening) {
        ObjectNode line = MAPPER.createObjectNode().put("arrived", happening.arrived().toString());
        switch (happening) {
            case Happening.Ticked(var _, long rows) -> line.put("rows", rows);
            case Happening.SeriesKnown(var _, int count) -> line.put("series", count);
            case Happening.TopologyKnown(var _, Topology topology) ->
                    line.set("topology", MAPPER.readTree(TopologyJson.write(topology)));
            case Happening.Unheard(var _, BitSet series, String why) -> {
                ArrayNode numbers = line.putArray("unheard");
                series.stream().forEach(numbers::add);
                line.put("why", why);
            }
            case Happening.Changed(var _, ChangeEvent change) ->
                    line.set("change", MAPPER.readTree(ChangeEvents.write(change)));
            case Happening.Noticed(var _, Notice notice) ->
                    line.put("notice", notice.text())
                            .put("level", notice.level().name().toLowerCase(Locale.ROOT));
        }
        return MAPPER.writeValueAsString(line);
    }

    /// Reads what can be read; lines that can't are one notice together.
    static Reading parse(String where, String text) {
        List<Happening> happenings = new ArrayList<>();
        List<Notice> notices = new ArrayList<>();
        int number = 0;
        int broken = 0;
        int first = 0;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            number++;
            Optional<Happening> happening = happening(line, notices);
            if (happening.isPresent()) {
                happenings.add(happening.get());
            } else if (!line.isBlank()) {
                first = broken++ == 0 ? number : first;
            }
        }
        if (broken > 0) {
            notices.add(
                    Notice.warning(
                            "%s: timeline.ndjson, line %d, is nothing that can happen in a recording. %s left out; %,d lines were read."
                                    .formatted(
                                            where,
                                            first,
                                            broken == 1 ? "It was" : broken + " such lines were",
                                            happenings.size())));
        }
        happenings.sort(Comparator.comparing(Happening::arrived)); // stable: as they lie, as a rule
        return new Reading(List.copyOf(happenings), List.copyOf(notices));
    }

    private static Optional<Happening> happening(String line, List<Notice> notices) {
        try {
            JsonNode node = MAPPER.readTree(line);
            Instant arrived = Instant.parse(node.path("arrived").asString(""));
            if (node.has("rows")) {
                return Optional.of(new Happening.Ticked(arrived, node.path("rows").asLong()));
            }
            if (node.has("series")) {
                return Optional.of(new Happening.SeriesKnown(arrived, node.path("series").asInt()));
            }
            if (TopologyJson.is(node.path("topology"))) {
                Topology.Reading reading =
                        TopologyJson.parse("the topology of " + arrived, node.path("topology"));
                notices.addAll(reading.notices());
                return Optional.of(new Happening.TopologyKnown(arrived, reading.topology()));
            }
            if (node.has("unheard")) {
                BitSet series = new BitSet();
                for (JsonNode each : node.path("unheard")) {
                    series.set(each.asInt());
                }
                return Optional.of(
                        new Happening.Unheard(arrived, series, node.path("why").asString("")));
            }
            if (node.has("change")) {
                return ChangeEvents.event(node.path("change").toString())
                        .map(change -> new Happening.Changed(arrived, change));
            }
            if (node.has("notice")) {
                String text = node.path("notice").asString("");
                boolean info = node.path("level").asString("").equals("info");
                return Optional.of(
                        new Happening.Noticed(
                                arrived, info ? Notice.info(text) : Notice.warning(text)));
            }
            return Optional.empty();
        } catch (JacksonException | DateTimeException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }
}
