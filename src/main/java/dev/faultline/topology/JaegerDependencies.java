package dev.faultline.topology;

import dev.faultline.model.Notice;
import dev.faultline.model.ServiceId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// What Jaeger answers to `/api/dependencies`: items `parent`, `child`, `callCount`, with or
/// without `data` around them.
final class JaegerDependencies {
    private JaegerDependencies() {}

    static boolean is(JsonNode root) {
        JsonNode items = items(root);
        return items.isArray() && (items.isEmpty() || items.get(0).has("parent"));
    }

    private static JsonNode items(JsonNode root) {
        return root.isArray() ? root : root.path("data");
    }

    static Topology.Reading parse(String where, JsonNode root) {
        List<Notice> notices = new ArrayList<>();
        Map<ServiceId, Component> components = new LinkedHashMap<>();
        CallShares shares = new CallShares();
        int place = 0;
        for (JsonNode item : items(root)) {
            place++;
            String parent = item.path("parent").asString("");
            String child = item.path("child").asString("");
            if (parent.isBlank() || child.isBlank()) {
                notices.add(
                        Notice.warning(
                                "%s: entry %d has no 'parent' or no 'child'. It was left out."
                                        .formatted(where, place)));
                continue;
            }
            JsonNode count = item.path("callCount");
            if (!count.isMissingNode() && !count.isNumber()) {
                notices.add(
                        Notice.warning(
                                "%s: entry %d has the callCount %s, which is no number. It is taken as unknown."
                                        .formatted(where, place, count)));
            }
            ServiceId from = new ServiceId(parent.strip());
            ServiceId to = new ServiceId(child.strip());
            for (ServiceId id : List.of(from, to)) {
                components.putIfAbsent(id, Component.unowned(id, ComponentKind.SERVICE));
            }
            shares.add(from, to, count.asDouble(Double.NaN));
        }
        List<Dependency> dependencies = new ArrayList<>();
        shares.weights()
                .forEach((ends, weight) ->
                        dependencies.add(
                                new Dependency(
                                        ends.from(), ends.to(), DependencyKind.CALLS, weight)));
        return Topology.of(where, List.copyOf(components.values()), dependencies).and(notices);
    }
}
