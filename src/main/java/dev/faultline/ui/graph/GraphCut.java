package dev.faultline.ui.graph;

import dev.faultline.model.ServiceId;
import dev.faultline.topology.Component;
import dev.faultline.topology.ComponentKind;
import dev.faultline.topology.Dependency;
import dev.faultline.topology.DependencyKind;
import dev.faultline.topology.Topology;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// What of a dependency graph is drawn: at most [GraphCutter#MOST] nodes, and what is left out as a
/// number at its neighbours.
///
/// @param topology of which it is a part
/// @param items the nodes
/// @param ties between them
/// @param stubs how many neighbours of a node are left out; none where none is
/// @param hidden how many components a person put out of sight
public record GraphCut(
        Topology topology,
        List<GraphItem> items,
        List<Tie> ties,
        Map<GraphItem, Stub> stubs,
        int hidden) {
    public static final GraphCut NOTHING =
            new GraphCut(Topology.empty(), List.of(), List.of(), Map.of(), 0);

    public GraphCut {
        items = List.copyOf(items);
        ties = List.copyOf(ties);
        stubs = Map.copyOf(stubs);
    }

    /// One line between two nodes: one dependency, or all those between two folded teams.
    public record Tie(GraphItem from, GraphItem to, List<Dependency> dependencies, Ink ink) {
        public Tie {
            dependencies = List.copyOf(dependencies);
        }

        boolean touches(GraphItem item) {
            return from.equals(item) || to.equals(item);
        }
    }

    /// How sure and how important a line is.
    public enum Ink {
        /// A call that is seen.
        PLAIN,
        /// Where something runs: everything does, so it is quiet.
        QUIET,
        /// Not seen for longer than its age limit, or told of by one side alone.
        DASHED
    }

    /// How many of a node's neighbours are not drawn.
    public record Stub(int callers, int callees) {}

    /// What is in the cut, of a topology.
    ///
    /// @param drawn the node in which each component is drawn or would be, as in the topology
    static GraphCut of(
            Topology topology, List<GraphItem> drawn, Set<GraphItem> items, Set<ServiceId> hidden) {
        record Ends(GraphItem from, GraphItem to) {}
        Map<Ends, List<Dependency>> between = new LinkedHashMap<>();
        Map<GraphItem, Set<GraphItem>> callers = new HashMap<>();
        Map<GraphItem, Set<GraphItem>> callees = new HashMap<>();
        for (Dependency each : topology.dependencies()) {
            if (hidden.contains(each.from()) || hidden.contains(each.to())) {
                continue;
            }
            GraphItem from = drawn.get(topology.indexOf(each.from()));
            GraphItem to = drawn.get(topology.indexOf(each.to()));
            boolean fromShown = items.contains(from);
            boolean toShown = items.contains(to);
            if (fromShown && toShown && !from.equals(to)) {
                between.computeIfAbsent(new Ends(from, to), k -> new ArrayList<>()).add(each);
            } else if (fromShown && !toShown) {
                callees.computeIfAbsent(from, k -> new LinkedHashSet<>()).add(to);
            } else if (toShown && !fromShown) {
                callers.computeIfAbsent(to, k -> new LinkedHashSet<>()).add(from);
            }
        }
        List<Tie> ties = new ArrayList<>();
        between.forEach(
                (ends, all) -> ties.add(new Tie(ends.from(), ends.to(), all, ink(topology, all))));
        Map<GraphItem, Stub> stubs = new HashMap<>();
        for (GraphItem item : items) {
            int up = callers.getOrDefault(item, Set.of()).size();
            int down = callees.getOrDefault(item, Set.of()).size();
            if (up + down > 0) {
                stubs.put(item, new Stub(up, down));
            }
        }
        int out = (int) hidden.stream().filter(topology::contains).count();
        return new GraphCut(topology, List.copyOf(items), ties, stubs, out);
    }

    private static Ink ink(Topology topology, List<Dependency> all) {
        if (all.stream().allMatch(d -> d.faded() || isRemote(topology, d))) {
            return Ink.DASHED;
        }
        boolean ground =
                all.stream()
                        .allMatch(d ->
                                d.kind() == DependencyKind.RUNS_ON
                                        || d.kind() == DependencyKind.IN_ZONE);
        return ground ? Ink.QUIET : Ink.PLAIN;
    }

    private static boolean isRemote(Topology topology, Dependency dependency) {
        return topology.component(topology.indexOf(dependency.to())).kind()
                == ComponentKind.REMOTE_SIDE;
    }

    /// The components of a node, without those that are not there any more.
    public List<ServiceId> members(GraphItem item) {
        return switch (item) {
            case GraphItem.One(ServiceId service) ->
                    topology.contains(service) ? List.of(service) : List.of();
            case GraphItem.Folded(String team) ->
                    topology.components().stream()
                            .filter(c -> c.team().equals(team))
                            .map(Component::id)
                            .toList();
        };
    }

    /// Whether a node belongs to the row below: hosts, zones and the links between them.
    boolean isGround(GraphItem item) {
        List<ServiceId> members = members(item);
        return !members.isEmpty()
                && members.stream()
                        .map(id -> topology.component(topology.indexOf(id)).kind())
                        .allMatch(kind ->
                                kind == ComponentKind.HOST
                                        || kind == ComponentKind.ZONE
                                        || kind == ComponentKind.ZONE_LINK);
    }

    /// The node that shows a component; empty where none does.
    public Optional<GraphItem> showing(ServiceId service) {
        GraphItem one = new GraphItem.One(service);
        if (items.contains(one)) {
            return Optional.of(one);
        }
        int i = topology.indexOf(service);
        return i < 0
                ? Optional.empty()
                : Optional.<GraphItem>of(new GraphItem.Folded(topology.component(i).team()))
                        .filter(items::contains);
    }

    /// The neighbours of a node that are not drawn.
    Set<ServiceId> beyond(GraphItem item, Set<ServiceId> hidden) {
        Set<ServiceId> all = new LinkedHashSet<>();
        for (ServiceId member : members(item)) {
            int i = topology.indexOf(member);
            IntStream.concat(
                            IntStream.of(topology.dependantsOf(i)),
                            IntStream.of(topology.dependenciesOf(i)))
                    .mapToObj(j -> topology.component(j).id())
                    .filter(id -> !hidden.contains(id) && showing(id).isEmpty())
                    .forEach(all::add);
        }
        return all;
    }

    /// The teams that there are, without those without a name.
    static List<String> teams(Topology topology) {
        return topology.components().stream()
                .map(Component::team)
                .filter(team -> !team.isEmpty())
                .distinct()
                .sorted()
                .toList();
    }
}
