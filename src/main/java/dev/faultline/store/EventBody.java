package dev.faultline.store;

import dev.faultline.incident.Impact;
import dev.faultline.incident.IncidentEvent;
import dev.faultline.incident.IncidentId;
import dev.faultline.incident.Severity;
import dev.faultline.model.ServiceId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What an entry in the log says besides who, when and of what, as JSON.
final class EventBody {
    private static final JsonMapper JSON = new JsonMapper();

    private EventBody() {}

    static String kind(IncidentEvent event) {
        return switch (event) {
            case IncidentEvent.Opened _ -> "opened";
            case IncidentEvent.Spread _ -> "spread";
            case IncidentEvent.SuspectsChanged _ -> "suspects";
            case IncidentEvent.SeverityChanged _ -> "severity";
            case IncidentEvent.Noted _ -> "noted";
            case IncidentEvent.Acknowledged _ -> "acknowledged";
            case IncidentEvent.Told _ -> "told";
            case IncidentEvent.Merged _ -> "merged";
            case IncidentEvent.Split _ -> "split";
            case IncidentEvent.Closed _ -> "closed";
            case IncidentEvent.Reopened _ -> "reopened";
            case IncidentEvent.TakenBack _ -> "taken-back";
        };
    }

    static String write(IncidentEvent event) {
        return body(event).toString();
    }

    private static ObjectNode body(IncidentEvent event) {
        ObjectNode body = JSON.createObjectNode();
        switch (event) {
            case IncidentEvent.Opened e -> {
                names(body.putArray("components"), e.components().stream().sorted().toList());
                names(body.putArray("suspects"), e.suspects());
                rated(body, e.severity(), e.impact());
            }
            case IncidentEvent.Spread e ->
                    names(body.putArray("components"), e.components().stream().sorted().toList());
            case IncidentEvent.SuspectsChanged e -> names(body.putArray("suspects"), e.suspects());
            case IncidentEvent.SeverityChanged e -> rated(body, e.severity(), e.impact());
            case IncidentEvent.Noted e -> body.put("text", e.text());
            case IncidentEvent.Told e -> body.put("whom", e.whom());
            case IncidentEvent.Merged e -> id(body.putObject("into"), e.into());
            case IncidentEvent.Split e -> {
                names(body.putArray("components"), e.components().stream().sorted().toList());
                id(body.putObject("off"), e.off());
                rated(body, e.severity(), e.impact());
            }
            case IncidentEvent.Closed e -> body.put("reason", e.reason());
            case IncidentEvent.TakenBack e -> {
                IncidentEvent what = e.what();
                ObjectNode inner = body.putObject("what");
                inner.put("kind", kind(what)).put("at", what.at().toString()).put("by", what.by());
                id(inner.putObject("incident"), what.incident());
                inner.set("body", body(what));
            }
            case IncidentEvent.Acknowledged _, IncidentEvent.Reopened _ -> {}
        }
        return body;
    }

    /// An entry; empty where it is of a kind that a newer program knows.
    ///
    /// @throws RuntimeException of Jackson, of a time or of an argument that is none
    static Optional<IncidentEvent> read(
            String kind, IncidentId id, Instant at, String by, String text) {
        return read(kind, id, at, by, JSON.readTree(text));
    }

    private static Optional<IncidentEvent> read(
            String kind, IncidentId id, Instant at, String by, JsonNode body) {
        return Optional.ofNullable(
                switch (kind) {
                    case "opened" ->
                            new IncidentEvent.Opened(
                                    id,
                                    at,
                                    by,
                                    set(body.path("components")),
                                    names(body.path("suspects")),
                                    severity(body),
                                    impact(body.path("impact")));
                    case "spread" ->
                            new IncidentEvent.Spread(id, at, by, set(body.path("components")));
                    case "suspects" ->
                            new IncidentEvent.SuspectsChanged(
                                    id, at, by, names(body.path("suspects")));
                    case "severity" ->
                            new IncidentEvent.SeverityChanged(
                                    id, at, by, severity(body), impact(body.path("impact")));
                    case "noted" -> new IncidentEvent.Noted(id, at, by, text(body, "text"));
                    case "acknowledged" -> new IncidentEvent.Acknowledged(id, at, by);
                    case "told" -> new IncidentEvent.Told(id, at, by, text(body, "whom"));
                    case "merged" -> new IncidentEvent.Merged(id, at, by, id(body.path("into")));
                    case "split" ->
                            new IncidentEvent.Split(
                                    id,
                                    at,
                                    by,
                                    set(body.path("components")),
                                    id(body.path("off")),
                                    severity(body),
                                    impact(body.path("impact")));
                    case "closed" -> new IncidentEvent.Closed(id, at, by, text(body, "reason"));
                    case "reopened" -> new IncidentEvent.Reopened(id, at, by);
                    case "taken-back" -> {
                        JsonNode what = body.path("what");
                        yield read(
                                        text(what, "kind"),
                                        id(what.path("incident")),
                                        Instant.parse(text(what, "at")),
                                        text(what, "by"),
                                        what.path("body"))
                                .map(inner -> new IncidentEvent.TakenBack(id, at, by, inner))
                                .orElse(null);
                    }
                    default -> null;
                });
    }

    private static void rated(ObjectNode body, Severity severity, Impact impact) {
        body.put("severity", severity.name());
        body.putObject("impact")
                .put("criticality", impact.criticality())
                .put("entriesHit", impact.entriesHit())
                .put("entries", impact.entries())
                .put("hit", impact.hit())
                .put("components", impact.components())
                .put("lastedMillis", impact.lasted().toMillis());
    }

    private static Severity severity(JsonNode body) {
        return Severity.valueOf(text(body, "severity"));
    }

    private static Impact impact(JsonNode impact) {
        return new Impact(
                impact.path("criticality").asInt(),
                impact.path("entriesHit").asInt(),
                impact.path("entries").asInt(),
                impact.path("hit").asInt(),
                impact.path("components").asInt(),
                Duration.ofMillis(impact.path("lastedMillis").asLong()));
    }

    private static void id(ObjectNode node, IncidentId id) {
        node.put("onset", id.onset().toString()).put("first", id.first().value());
    }

    private static IncidentId id(JsonNode node) {
        return new IncidentId(
                Instant.parse(text(node, "onset")), new ServiceId(text(node, "first")));
    }

    private static void names(ArrayNode array, Collection<ServiceId> names) {
        names.forEach(name -> array.add(name.value()));
    }

    private static List<ServiceId> names(JsonNode array) {
        return array.valueStream().map(n -> new ServiceId(n.asString())).toList();
    }

    private static Set<ServiceId> set(JsonNode array) {
        return new LinkedHashSet<>(names(array));
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (!value.isString()) {
            throw new IllegalArgumentException("'" + field + "' is missing");
        }
        return value.asString();
    }
}
