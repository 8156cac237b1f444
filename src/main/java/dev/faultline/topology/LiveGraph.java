package dev.faultline.topology;

import dev.faultline.model.ServiceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The dependency graph as it is seen while a system runs: what was seen is there, what is not seen
/// for longer than its age limit fades, and goes. Has no clock: what it says depends only on what
/// it was told. Who sees the same things each minute asks once for its [Node] and [Link], and says
/// then only when they were seen.
///
/// Ages are told against those who watch, not against the time of day. A call ages while the source
/// that counts it goes on counting; a host of a component ages while that component is seen on
/// others. So nothing fades because a collector is down, and a component whose host went silent
/// keeps the host that explains it.
public final class LiveGraph {
    private static final long NEVER = Long.MIN_VALUE;

    private final AgeLimits limits;
    private final Map<ServiceId, Node> nodes = new HashMap<>();
    private final Map<Ends, Tie> ties = new HashMap<>();
    private final Map<String, Watcher> watchers = new HashMap<>();

    // What is there, in the order in which it appeared.
    private final Set<Node> thereNodes = new LinkedHashSet<>();
    private final Set<Tie> thereTies = new LinkedHashSet<>();

    // What appeared since the last topology.
    private final List<Node> newNodes = new ArrayList<>();
    private final List<Tie> newTies = new ArrayList<>();
    private Topology told = Topology.empty();
    private boolean changed;

    private record Ends(ServiceId from, ServiceId to) {}

    /// A component as it is seen.
    public final class Node {
        private final ServiceId id;
        private ComponentKind kind;
        private long first = NEVER;
        private long last = NEVER;
        private long placed = NEVER;
        private boolean there;

        private Node(ServiceId id, ComponentKind kind) {
            this.id = id;
            this.kind = kind;
        }

        /// There was a sign of it.
        public void seen(long atMillis) {
            if (!there) {
                there = true;
                first = atMillis;
                newNodes.add(this);
            }
            last = Math.max(last, atMillis);
        }
    }

    /// A dependency as one source sees it.
    public final class Link {
        private final Tie tie;
        private final Watcher watcher;
        private long first = NEVER;
        private long last = NEVER;

        private Link(Tie tie, Watcher watcher) {
            this.tie = tie;
            this.watcher = watcher;
        }

        /// `from` was seen to depend on `to`.
        public void seen(long atMillis) {
            watched(atMillis);
            tie.from.seen(atMillis);
            tie.to.seen(atMillis);
            if (tie.isPlace()) {
                tie.from.placed = Math.max(tie.from.placed, atMillis);
            }
            if (!tie.there) {
                tie.there = true;
                newTies.add(tie);
            }
            if (first == NEVER) {
                first = atMillis;
                changed = true;
            }
            last = Math.max(last, atMillis);
        }

        /// The source looked, and saw nothing of it.
        public void watched(long atMillis) {
            watcher.last = Math.max(watcher.last, atMillis);
        }
    }

    private static final class Tie {
        private final Node from;
        private final Node to;
        private final DependencyKind kind;
        private final Map<String, Link> links = new TreeMap<>();
        private boolean faded;
        private boolean there;

        Tie(Node from, Node to, DependencyKind kind) {
            this.from = from;
            this.to = to;
            this.kind = kind;
        }

        boolean isPlace() {
            return switch (kind) {
                case CALLS, CONSUMES -> false;
                case RUNS_ON, IN_ZONE -> true;
            };
        }

        /// For how long those who know went on without seeing it, ms.
        long age() {
            long age = Long.MAX_VALUE;
            for (Link link : links.values()) {
                if (link.first != NEVER) {
                    long until = isPlace() ? from.placed : link.watcher.last;
                    age = Math.min(age, until - link.last);
                }
            }
            return age;
        }

        List<Sighting> sightings() {
            return links.entrySet().stream()
                    .filter(each -> each.getValue().first != NEVER)
                    .map(each ->
                            sighting(each.getKey(), each.getValue().first, each.getValue().last))
                    .toList();
        }
    }

    /// A source: while it says anything, what it does not see is not there to be seen.
    private static final class Watcher {
        private long last = NEVER;
    }

    public LiveGraph(AgeLimits limits) {
        this.limits = limits;
    }

    /// A component, seen or not yet.
    ///
    /// @param kind what it seems to be. A kind that is told beats `service`, and `service` beats
    ///   what is only the far side of a call
    public Node node(ServiceId id, ComponentKind kind) {
        Node node = nodes.computeIfAbsent(id, _ -> new Node(id, kind));
        if (certainty(kind) > certainty(node.kind)) {
            node.kind = kind;
            changed |= node.there;
        }
        return node;
    }

    /// A dependency, seen or not yet.
    ///
    /// @param source who sees it
    public Link link(Node from, Node to, DependencyKind kind, String source) {
        Tie tie = ties.computeIfAbsent(new Ends(from.id, to.id), _ -> new Tie(from, to, kind));
        Watcher watcher = watchers.computeIfAbsent(source, _ -> new Watcher());
        return tie.links.computeIfAbsent(source, _ -> new Link(tie, watcher));
    }

    /// The graph as it was seen up to now; the same object as long as neither what there is nor
    /// what is faded changes.
    public Topology seen() {
        appear();
        forget();
        age();
        if (changed) {
            told = topology();
            changed = false;
        }
        return told;
    }

    /// In the order of names, so that nothing depends on the order within one cell.
    private void appear() {
        changed |= !newNodes.isEmpty() || !newTies.isEmpty();
        newNodes.sort(Comparator.comparing(node -> node.id));
        newTies.sort(
                Comparator.comparing((Tie tie) -> tie.from.id).thenComparing(tie -> tie.to.id));
        thereNodes.addAll(newNodes);
        thereTies.addAll(newTies);
        newNodes.clear();
        newTies.clear();
    }

    private void forget() {
        long newest = NEVER;
        for (Node node : thereNodes) {
            newest = Math.max(newest, node.last);
        }
        long oldest = newest - limits.componentGone().toMillis();
        List<Node> gone = thereNodes.stream().filter(node -> node.last < oldest).toList();
        for (Node node : gone) {
            thereNodes.remove(node);
            node.there = false;
            changed = true;
        }
    }

    private void age() {
        List<Tie> gone = new ArrayList<>();
        for (Tie tie : thereTies) {
            long age = tie.age();
            boolean fades = age > limits.fades(tie.kind).toMillis();
            if (fades != tie.faded) {
                tie.faded = fades;
                changed = true;
            }
            if (age > limits.gone(tie.kind).toMillis() || !tie.from.there || !tie.to.there) {
                gone.add(tie);
            }
        }
        for (Tie tie : gone) {
            thereTies.remove(tie);
            tie.there = false;
            tie.links.values().forEach(link -> link.first = NEVER);
            changed = true;
        }
    }

    private Topology topology() {
        List<Component> components = new ArrayList<>();
        for (Node node : thereNodes) {
            components.add(
                    Component.unowned(node.id, node.kind)
                            .seenBy(List.of(sighting(Topology.LIVE, node.first, node.last))));
        }
        List<Dependency> dependencies = new ArrayList<>();
        for (Tie tie : thereTies) {
            // A queue reads from nobody: who sends a message to it calls it.
            boolean sent =
                    tie.kind == DependencyKind.CONSUMES && tie.from.kind == ComponentKind.QUEUE;
            dependencies.add(
                    new Dependency(
                            sent ? tie.to.id : tie.from.id,
                            sent ? tie.from.id : tie.to.id,
                            sent ? DependencyKind.CALLS : tie.kind,
                            1,
                            tie.sightings(),
                            tie.faded));
        }
        return Topology.of(Topology.LIVE, components, dependencies).topology();
    }

    private static Sighting sighting(String source, long first, long last) {
        return Sighting.of(source, Instant.ofEpochMilli(first), Instant.ofEpochMilli(last));
    }

    /// How much a kind says: that something was called from outside is less than that it measures
    /// itself, and that is less than being told what it is. Who calls a cache calls it a database.
    private static int certainty(ComponentKind kind) {
        return switch (kind) {
            case CACHE, QUEUE -> 3;
            default -> kind.certain() ? 2 : kind == ComponentKind.SERVICE ? 1 : 0;
        };
    }
}
