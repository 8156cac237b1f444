package dev.faultline.topology;

import dev.faultline.model.Notice;
import dev.faultline.model.ServiceId;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `topology.json`, our own format: `components` (id, kind, team, criticality 1-4) and
/// `dependencies` (from depends on to; kind, weight, faded). Who told of either is `source`,
/// `firstSeen` and `lastSeen`, or, where several did, a list `seen` of them.
public final class TopologyJson {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final String where;
    private final List<Notice> notices = new ArrayList<>();

    private TopologyJson(String where) {
        this.where = where;
    }

    /// Whether a tree is of this format.
    public static boolean is(JsonNode root) {
        return root.path("components").isArray();
    }

    /// Reads a tree of this format.
    public static Topology.Reading parse(String where, JsonNode root) {
        return new TopologyJson(where).parse(root);
    }

    /// The topology as text of this format.
    public static String write(Topology topology) {
        ObjectNode root = MAPPER.createObjectNode();
        ArrayNode components = root.putArray("components");
        for (Component component : topology.components()) {
            ObjectNode entry =
                    components
                            .addObject()
                            .put("id", component.id().value())
                            .put("kind", component.kind().label())
                            .put("team", component.team())
                            .put("criticality", component.criticality());
            write(component.sightings(), entry);
        }
        ArrayNode dependencies = root.putArray("dependencies");
        for (Dependency dependency : topology.dependencies()) {
            ObjectNode entry =
                    dependencies
                            .addObject()
                            .put("from", dependency.from().value())
                            .put("to", dependency.to().value())
                            .put("kind", dependency.kind().label());
            if (dependency.weight() != 1) {
                entry.put("weight", dependency.weight());
            }
            if (dependency.faded()) {
                entry.put("faded", true);
            }
            write(dependency.sightings(), entry);
        }
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    }

    private static void write(List<Sighting> sightings, ObjectNode entry) {
        if (sightings.size() == 1) {
            write(sightings.getFirst(), entry);
        } else if (!sightings.isEmpty()) {
            ArrayNode seen = entry.putArray("seen");
            sightings.forEach(each -> write(each, seen.addObject()));
        }
    }

    private static void write(Sighting sighting, ObjectNode entry) {
        if (!sighting.source().isEmpty()) {
            entry.put("source", sighting.source());
        }
        sighting.firstSeen().ifPresent(at -> entry.put("firstSeen", at.toString()));
        sighting.lastSeen().ifPresent(at -> entry.put("lastSeen", at.toString()));
    }

    private Topology.Reading parse(JsonNode root) {
        List<Component> components = new ArrayList<>();
        for (JsonNode entry : root.path("components")) {
            String id = entry.path("id").asString("");
            if (id.isBlank()) {
                warn(
                        "entry "
                                + (components.size() + 1)
                                + " of 'components' has no 'id'. It was left out.");
            } else {
                components.add(
                        new Component(
                                new ServiceId(id),
                                kind(id, entry.path("kind")),
                                entry.path("team").asString(""),
                                criticality(id, entry.path("criticality")),
                                sightings("component '" + id + "'", entry)));
            }
        }
        Topology.Reading built =
                Topology.of(where, components, dependencies(root.path("dependencies")));
        notices.addAll(built.notices());
        return new Topology.Reading(built.topology(), notices);
    }

    private ComponentKind kind(String id, JsonNode value) {
        String label = value.asString(ComponentKind.SERVICE.label());
        return ComponentKind.of(label)
                .orElseGet(() -> {
                    warn(
                            "component '"
                                    + id
                                    + "' is of the unknown kind '"
                                    + label
                                    + "'. It is taken as a service.");
                    return ComponentKind.SERVICE;
                });
    }

    private int criticality(String id, JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return Component.UNKNOWN_CRITICALITY;
        }
        int given = value.asInt(0);
        if (given < 1 || given > 4) {
            warn(
                    "component '"
                            + id
                            + "' has the criticality "
                            + value
                            + ", which is not 1 to 4. It is taken as "
                            + Component.UNKNOWN_CRITICALITY
                            + ".");
            return Component.UNKNOWN_CRITICALITY;
        }
        return given;
    }

    private List<Dependency> dependencies(JsonNode entries) {
        List<Dependency> dependencies = new ArrayList<>();
        int place = 0;
        for (JsonNode entry : entries) {
            place++;
            String from = entry.path("from").asString("");
            String to = entry.path("to").asString("");
            if (from.isBlank() || to.isBlank()) {
                warn(
                        "entry "
                                + place
                                + " of 'dependencies' lacks 'from' or 'to'. It was left out.");
                continue;
            }
            String label = entry.path("kind").asString(DependencyKind.CALLS.label());
            DependencyKind kind = DependencyKind.of(label).orElse(null);
            if (kind == null) {
                warn(
                        "the dependency of '"
                                + from
                                + "' on '"
                                + to
                                + "' is of the unknown kind '"
                                + label
                                + "'. It is taken as a call.");
                kind = DependencyKind.CALLS;
            }
            double weight = entry.path("weight").asDouble(1);
            if (!(weight > 0 && weight <= 1)) {
                warn(
                        "the dependency of '"
                                + from
                                + "' on '"
                                + to
                                + "' has the weight "
                                + weight
                                + ", which is not above 0 and up to 1. It is taken as 1.");
                weight = 1;
            }
            dependencies.add(
                    new Dependency(
                            new ServiceId(from),
                            new ServiceId(to),
                            kind,
                            weight,
                            sightings("the dependency of '" + from + "' on '" + to + "'", entry),
                            entry.path("faded").asBoolean(false)));
        }
        return dependencies;
    }

    private List<Sighting> sightings(String what, JsonNode entry) {
        List<Sighting> sightings = List.of();
        for (JsonNode each : entry.path("seen")) {
            sightings = Sighting.together(sightings, List.of(sighting(what, each)));
        }
        return Sighting.together(sightings, List.of(sighting(what, entry)));
    }

    private Sighting sighting(String what, JsonNode entry) {
        String source = entry.path("source").asString("");
        Optional<Instant> first = moment(what, entry, "firstSeen");
        Optional<Instant> last = moment(what, entry, "lastSeen");
        if (first.isPresent() && last.isPresent() && last.get().isBefore(first.get())) {
            warn(
                    what
                            + " was last seen before it was first seen. Both times are taken as"
                            + " unknown.");
            return Sighting.of(source);
        }
        return new Sighting(source, first, last);
    }

    private Optional<Instant> moment(String what, JsonNode entry, String field) {
        JsonNode value = entry.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(value.asString("")));
        } catch (DateTimeParseException e) {
            warn(
                    what
                            + " has the "
                            + field
                            + " "
                            + value
                            + ", which is no time such as 2026-11-23T14:02:00Z. It is taken as"
                            + " unknown.");
            return Optional.empty();
        }
    }

    private void warn(String text) {
        notices.add(Notice.warning(where + ": " + text));
    }
}
