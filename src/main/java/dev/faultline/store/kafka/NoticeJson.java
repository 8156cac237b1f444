package dev.faultline.store.kafka;

import dev.faultline.model.ServiceId;
import dev.faultline.remedy.Peers.Notice;
import dev.faultline.remedy.Peers.State;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A notice as it lies in the topic: a JSON object of texts.
final class NoticeJson {
    private static final JsonMapper JSON = new JsonMapper();

    private NoticeJson() {}

    /// One key an action, whatever its name: compaction keeps the newest word of each.
    static byte[] key(Notice notice) {
        return JSON.createArrayNode()
                .add(notice.system())
                .add(notice.action())
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    static byte[] write(Notice notice) {
        return JSON.createObjectNode()
                .put("action", notice.action())
                .put("system", notice.system())
                .put("runbook", notice.runbook())
                .put("target", notice.target().value())
                .put("person", notice.person())
                .put("workbench", notice.workbench())
                .put("started", notice.started().toString())
                .put("at", notice.at().toString())
                .put("until", notice.until().toString())
                .put("state", notice.state().name())
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    /// Empty where it is none, or of a newer program.
    static Optional<Notice> read(byte[] value) {
        try {
            JsonNode node = JSON.readTree(value);
            return Optional.of(
                    new Notice(
                            text(node, "action"),
                            text(node, "system"),
                            text(node, "runbook"),
                            new ServiceId(text(node, "target")),
                            text(node, "person"),
                            text(node, "workbench"),
                            Instant.parse(text(node, "started")),
                            Instant.parse(text(node, "at")),
                            Instant.parse(text(node, "until")),
                            State.valueOf(text(node, "state"))));
        } catch (JacksonException | DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (!value.isString()) {
            throw new IllegalArgumentException("'" + field + "' is missing");
        }
        return value.asString();
    }
}
