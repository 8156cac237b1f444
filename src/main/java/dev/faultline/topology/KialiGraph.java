package dev.faultline.topology;

import dev.faultline.model.Notice;
import dev.faultline.model.ServiceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// A graph as Kiali shows it: `elements.nodes` and `elements.edges`, of workloads, apps, services
/// or versions. Versions and workloads of one app are one component. Rates are text.
final class KialiGraph {
    private static final List<String> NAMES = List.of("app", "service", "workload");
    private static final List<String> RATES = List.of("http", "grpc");

    private final String where;
    private final List<Notice> notices = new ArrayList<>();

    private KialiGraph(String where) {
        this.where = where;
    }

    static boolean is(JsonNode root) {
        return root.path("elements").has("nodes");
    }

    static Topology.Reading parse(String where, JsonNode root) {
        return new KialiGraph(where).read(root.path("elements"));
    }

    private Topology.Reading read(JsonNode elements) {
        Map<String, Set<String>> namespaces = new HashMap<>();
        for (JsonNode node : elements.path("nodes")) {
            namespaces
                    .computeIfAbsent(name(node.path("data")), _ -> new LinkedHashSet<>())
                    .add(node.path("data").path("namespace").asString(""));
        }
        Map<String, ServiceId> byId = new HashMap<>();
        Map<ServiceId, Component> components = new LinkedHashMap<>();
        for (JsonNode node : elements.path("nodes")) {
            JsonNode data = node.path("data");
            String name = name(data);
            String id = data.path("id").asString("");
            if (name.isEmpty() || name.equals("unknown") || id.isEmpty()) {
                warn(
                        "node '%s' has no name of an app, service or workload. It was left out."
                                .formatted(id));
                continue;
            }
            boolean several = namespaces.getOrDefault(name, Set.of()).size() > 1;
            ServiceId component =
                    new ServiceId(
                            several ? data.path("namespace").asString("") + "/" + name : name);
            byId.put(id, component);
            boolean outside =
                    !data.path("isServiceEntry").isMissingNode()
                            && !data.path("isServiceEntry").asString("x").equals("false");
            components.putIfAbsent(
                    component,
                    Component.unowned(
                            component,
                            outside ? ComponentKind.THIRD_PARTY : ComponentKind.SERVICE));
        }
        List<Dependency> dependencies = dependencies(elements.path("edges"), byId);
        return Topology.of(where, List.copyOf(components.values()), dependencies).and(notices);
    }

    private List<Dependency> dependencies(JsonNode edges, Map<String, ServiceId> byId) {
        CallShares shares = new CallShares();
        int place = 0;
        for (JsonNode edge : edges) {
            place++;
            JsonNode data = edge.path("data");
            ServiceId from = byId.get(data.path("source").asString(""));
            ServiceId to = byId.get(data.path("target").asString(""));
            if (from == null || to == null) {
                warn(
                        "edge %d begins or ends at a node that is not there. It was left out."
                                .formatted(place));
            } else if (!from.equals(to)) {
                // Within an app its service calls its workloads: that is no dependency.
                shares.add(from, to, rate(data.path("traffic").path("rates"), place));
            }
        }
        List<Dependency> dependencies = new ArrayList<>();
        shares.weights()
                .forEach((ends, weight) ->
                        dependencies.add(
                                new Dependency(
                                        ends.from(), ends.to(), DependencyKind.CALLS, weight)));
        return dependencies;
    }

    private static String name(JsonNode data) {
        return NAMES.stream()
                .map(field -> data.path(field).asString("").strip())
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElse("");
    }

    /// Requests a second; `NaN` where none are told, as of TCP.
    private double rate(JsonNode rates, int place) {
        double all = Double.NaN;
        for (String protocol : RATES) {
            String text = rates.path(protocol).asString("");
            if (text.isEmpty()) {
                continue;
            }
            try {
                double rate = Double.parseDouble(text);
                all = Double.isNaN(all) ? rate : all + rate;
            } catch (NumberFormatException e) {
                warn(
                        "edge %d has the %s rate '%s', which is no number. It is taken as unknown."
                                .formatted(place, protocol, text));
            }
        }
        return all;
    }

    private void warn(String text) {
        notices.add(Notice.warning(where + ": " + text));
    }
}
