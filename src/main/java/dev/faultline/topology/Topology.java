package dev.faultline.topology;

import dev.faultline.model.Notice;
import dev.faultline.model.ServiceId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The dependency graph: components in a fixed order, so that arrays can be indexed by them, and
/// the dependencies among them. No self edges, no duplicates, no edge to nowhere; cycles are
/// allowed.
public final class Topology {
    /// The source of what was seen while the system runs.
    public static final String LIVE = "live";

    private static final int LONGEST_NAME = 1_024;

    private final List<Component> components;
    private final List<Dependency> dependencies;
    private final Map<ServiceId, Integer> index;
    private final List<int[]> dependenciesOf;
    private final List<int[]> dependantsOf;

    private Topology(List<Component> components, List<Dependency> dependencies) {
        this.components = List.copyOf(components);
        this.dependencies = List.copyOf(dependencies);
        this.index = new LinkedHashMap<>();
        for (Component component : components) {
            index.put(component.id(), index.size());
        }
        List<List<Integer>> down = new ArrayList<>();
        List<List<Integer>> up = new ArrayList<>();
        for (int i = 0; i < components.size(); i++) {
            down.add(new ArrayList<>());
            up.add(new ArrayList<>());
        }
        for (Dependency dependency : dependencies) {
            int from = indexOf(dependency.from());
            int to = indexOf(dependency.to());
            down.get(from).add(to);
            up.get(to).add(from);
        }
        this.dependenciesOf = down.stream().map(Topology::toArray).toList();
        this.dependantsOf = up.stream().map(Topology::toArray).toList();
    }

    /// A topology together with what its source said that could not be kept.
    public record Reading(Topology topology, List<Notice> notices) {
        public Reading {
            notices = List.copyOf(notices);
        }

        /// The same, with what was said before.
        Reading and(List<Notice> before) {
            List<Notice> all = new ArrayList<>(before);
            all.addAll(notices);
            return new Reading(topology, all);
        }
    }

    /// Builds a topology from what a source gave. Duplicate components and edges are merged (the
    /// first component wins, the strongest edge wins), self edges and edges to unknown components
    /// are left out; each such case is a notice that names `where`.
    public static Reading of(
            String where, List<Component> components, List<Dependency> dependencies) {
        List<Notice> notices = new ArrayList<>();
        Map<ServiceId, Component> byId = new LinkedHashMap<>();
        for (Component component : components) {
            if (component.id().value().length() > LONGEST_NAME) {
                notices.add(
                        Notice.warning(
                                where
                                        + ": a component has a name of "
                                        + component.id().value().length()
                                        + " characters ('"
                                        + component.id().value().substring(0, 40)
                                        + "…'). It was left out."));
            } else if (byId.putIfAbsent(component.id(), component) != null) {
                notices.add(
                        Notice.warning(
                                where
                                        + ": component '"
                                        + component.id()
                                        + "' is listed twice. The first entry was kept."));
            }
        }
        record Edge(ServiceId from, ServiceId to) {}
        Map<Edge, Dependency> edges = new LinkedHashMap<>();
        Set<ServiceId> unknown = new HashSet<>();
        for (Dependency dependency : dependencies) {
            if (dependency.from().equals(dependency.to())) {
                notices.add(
                        Notice.warning(
                                where
                                        + ": '"
                                        + dependency.from()
                                        + "' depends on itself. The edge was left out."));
                continue;
            }
            boolean known = true;
            for (ServiceId end : List.of(dependency.from(), dependency.to())) {
                if (!byId.containsKey(end)) {
                    known = false;
                    if (unknown.add(end)) {
                        notices.add(
                                Notice.warning(
                                        where
                                                + ": a dependency names '"
                                                + end
                                                + "', which is not a component. Its edges were left out."));
                    }
                }
            }
            if (!known) {
                continue;
            }
            Edge edge = new Edge(dependency.from(), dependency.to());
            Dependency before = edges.get(edge);
            if (before != null) {
                notices.add(
                        Notice.info(
                                where
                                        + ": the dependency of '"
                                        + edge.from()
                                        + "' on '"
                                        + edge.to()
                                        + "' is listed twice. The stronger one was kept."));
            }
            if (before == null) {
                edges.put(edge, dependency);
            } else if (before.weight() < dependency.weight()) {
                edges.put(edge, dependency.and(before));
            } else {
                edges.put(edge, before.and(dependency));
            }
        }
        return new Reading(
                new Topology(List.copyOf(byId.values()), List.copyOf(edges.values())), notices);
    }

    public static Topology empty() {
        return new Topology(List.of(), List.of());
    }

    public List<Component> components() {
        return components;
    }

    public List<Dependency> dependencies() {
        return dependencies;
    }

    public int size() {
        return components.size();
    }

    /// The same, in which components have further names: what is said of those is said of them.
    ///
    /// @param names by further name: a name of the component; one that leads nowhere is left out
    Topology alsoNamed(Map<ServiceId, ServiceId> names) {
        Topology named = new Topology(components, dependencies);
        for (ServiceId other : names.keySet()) {
            ServiceId name = other;
            for (int steps = 0; steps <= names.size() && names.containsKey(name); steps++) {
                name = names.getOrDefault(name, name);
            }
            Integer place = index.get(name);
            if (place != null) {
                named.index.putIfAbsent(other, place);
            }
        }
        return named;
    }

    /// What a component is called here, by any of its names; the name itself where it is not here.
    public ServiceId named(ServiceId id) {
        int place = indexOf(id);
        return place < 0 ? id : components.get(place).id();
    }

    /// The place of a component in [#components()], by any of its names, or -1.
    public int indexOf(ServiceId id) {
        return index.getOrDefault(id, -1);
    }

    public boolean contains(ServiceId id) {
        return index.containsKey(id);
    }

    public Component component(int i) {
        return components.get(i);
    }

    /// Indices of what component `i` depends on (its callees, its host). The array is shared: read
    /// only.
    public int[] dependenciesOf(int i) {
        return dependenciesOf.get(i);
    }

    /// Indices of what depends on component `i` (its callers). The array is shared: read only.
    public int[] dependantsOf(int i) {
        return dependantsOf.get(i);
    }

    /// What depends on component `i`, directly or through others; never itself.
    public List<Component> allDependantsOf(int i) {
        BitSet reached = new BitSet();
        Deque<Integer> open = new ArrayDeque<>(List.of(i));
        while (!open.isEmpty()) {
            for (int caller : dependantsOf(open.remove())) {
                if (caller != i && !reached.get(caller)) {
                    reached.set(caller);
                    open.add(caller);
                }
            }
        }
        return reached.stream().mapToObj(this::component).toList();
    }

    private static int[] toArray(List<Integer> list) {
        return list.stream().mapToInt(Integer::intValue).toArray();
    }
}
