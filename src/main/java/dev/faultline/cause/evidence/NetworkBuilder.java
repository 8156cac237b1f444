package dev.faultline.cause.evidence;

import dev.faultline.cause.evidence.LearnedStrengths.Link;
import dev.faultline.cause.inference.CauseNetwork;
import dev.faultline.signal.Deviation;
import dev.faultline.topology.ComponentKind;
import dev.faultline.topology.Dependency;
import dev.faultline.topology.DependencyKind;
import dev.faultline.topology.Topology;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/// The network of a system: priors by kind of component, strengths of dependencies by
/// [EdgeStrength]. Components are indexed as in the topology.
public final class NetworkBuilder {
    private final CauseParameters p;
    private final LearnedStrengths learned;

    public NetworkBuilder(CauseParameters parameters) {
        this(parameters, LearnedStrengths.NONE);
    }

    /// With what was learned about the system laid over the parameters.
    public NetworkBuilder(CauseParameters parameters, LearnedStrengths learned) {
        this.p = parameters;
        this.learned = learned;
    }

    /// The network as it is believed to be while these deviations last, where nothing was changed.
    public CauseNetwork network(Topology topology, List<Deviation> deviations) {
        return network(topology, deviations, new BitSet());
    }

    /// The network as it is believed to be while these deviations last.
    ///
    /// @param changed components that were deployed or configured shortly before
    public CauseNetwork network(Topology topology, List<Deviation> deviations, BitSet changed) {
        EdgeStrength strength = new EdgeStrength(topology, deviations, p);
        int n = topology.size();
        List<List<Edge>> edges = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            edges.add(new ArrayList<>());
        }
        for (Dependency d : topology.dependencies()) {
            if (isLink(topology, d)) {
                continue;
            }
            Link link = new Link(d.from(), d.to());
            edges.get(topology.indexOf(d.from()))
                    .add(
                            new Edge(
                                    topology.indexOf(d.to()),
                                    learned.edge(link, strength.of(d), usual(d))));
        }
        acrossLinks(topology, edges);
        required(topology, edges);
        behindFarEnds(topology, edges);
        behindNames(topology, edges);
        overloaded(new Overload(topology, deviations, changed, p), edges);
        int[][] parents = new int[n][];
        double[][] weights = new double[n][];
        for (int i = 0; i < n; i++) {
            parents[i] = edges.get(i).stream().mapToInt(Edge::to).toArray();
            weights[i] = edges.get(i).stream().mapToDouble(Edge::weight).toArray();
        }
        return new CauseNetwork(parents, weights, leaks(topology));
    }

    /// A dependency on `to`, whose trouble passes it with probability `weight`.
    private record Edge(int to, double weight) {}

    private static boolean isLink(Topology topology, Dependency d) {
        return d.kind() == DependencyKind.IN_ZONE
                && topology.component(topology.indexOf(d.to())).kind() == ComponentKind.ZONE_LINK;
    }

    /// A link between zones carries the calls from one to the other: its trouble reaches who calls
    /// across it, in the share of those calls, and leaves the zones themselves alone. It shows at
    /// databases, caches and queues too: how these answer is mostly told by who calls them.
    private void acrossLinks(Topology topology, List<List<Edge>> edges) {
        Placement placement = new Placement(topology);
        for (int link = 0; link < topology.size(); link++) {
            BitSet ends = placement.ends(link);
            if (ends.isEmpty()) {
                continue;
            }
            double[] within = new double[topology.size()];
            Arrays.fill(within, 1);
            for (int caller = 0; caller < topology.size(); caller++) {
                for (Dependency d : placement.callsOf(caller)) {
                    int callee = topology.indexOf(d.to());
                    double across = placement.across(caller, callee, ends);
                    within[caller] *= 1 - across;
                    if (toldByCallers(topology.component(callee).kind())) {
                        within[callee] *= 1 - across;
                    }
                }
            }
            for (int i = 0; i < topology.size(); i++) {
                if (within[i] < 1) {
                    edges.get(i).add(new Edge(link, p.hostEdge() * (1 - within[i])));
                }
            }
        }
    }

    /// Who gets more because of a source of load suffers from it, and the source not from them:
    /// what it sends it would send all the same.
    private void overloaded(Overload load, List<List<Edge>> edges) {
        for (Overload.Source source : load.sources()) {
            edges.get(source.component()).removeIf(edge -> source.reached().get(edge.to));
            source.reached().stream()
                    .forEach(i -> edges.get(i).add(new Edge(source.component(), p.overload())));
        }
    }

    private static boolean toldByCallers(ComponentKind kind) {
        return kind == ComponentKind.DATABASE
                || kind == ComponentKind.CACHE
                || kind == ComponentKind.QUEUE;
    }

    /// The strength of a dependency of which nothing is known.
    private double usual(Dependency d) {
        return switch (d.kind()) {
            case RUNS_ON, IN_ZONE -> p.hostEdge() * d.weight();
            case CALLS, CONSUMES -> p.unknownEdge() * d.weight();
        };
    }

    private void required(Topology topology, List<List<Edge>> edges) {
        for (Link link : learned.required()) {
            int from = topology.indexOf(link.from());
            int to = topology.indexOf(link.to());
            if (from >= 0 && to >= 0 && edges.get(from).stream().noneMatch(edge -> edge.to == to)) {
                double w = learned.edges().getOrDefault(link, p.unknownEdge());
                edges.get(from).add(new Edge(to, w));
            }
        }
    }

    /// A far end of a call that nobody resolved may be any service that its caller also calls: the
    /// same call seen twice, once by its name only.
    private void behindFarEnds(Topology topology, List<List<Edge>> edges) {
        for (int far = 0; far < topology.size(); far++) {
            if (topology.component(far).kind() != ComponentKind.REMOTE_SIDE) {
                continue;
            }
            int end = far;
            besides(topology, end, ComponentKind.SERVICE)
                    .forEach(other -> behind(topology, edges, end, other, p.farEnd()));
        }
    }

    /// Third parties say nothing of themselves: what their callers say of them holds the time in
    /// which these look up names.
    private void behindNames(Topology topology, List<List<Edge>> edges) {
        for (int names = 0; names < topology.size(); names++) {
            if (topology.component(names).kind() != ComponentKind.DNS) {
                continue;
            }
            int dns = names;
            besides(topology, dns, ComponentKind.THIRD_PARTY)
                    .forEach(far -> behind(topology, edges, far, dns, p.hostEdge()));
        }
    }

    /// What of a kind those who depend on a component depend on too.
    private static IntStream besides(Topology topology, int component, ComponentKind kind) {
        return IntStream.of(topology.dependantsOf(component))
                .flatMap(caller -> IntStream.of(topology.dependenciesOf(caller)))
                .distinct()
                .filter(other -> topology.component(other).kind() == kind);
    }

    /// The trouble of `to` passes to `from` though no dependency says so; where one does it is told
    /// already.
    private static void behind(
            Topology topology, List<List<Edge>> edges, int from, int to, double weight) {
        if (IntStream.of(topology.dependenciesOf(from)).noneMatch(d -> d == to)) {
            edges.get(from).add(new Edge(to, weight));
        }
    }

    /// Priors of a fault, given an incident: alike for all, but less for what seldom fails by
    /// itself.
    private double[] leaks(Topology topology) {
        double[] leak = topology.components().stream().mapToDouble(c -> share(c.kind())).toArray();
        double sum = IntStream.range(0, leak.length).mapToDouble(i -> leak[i]).sum();
        for (int i = 0; i < leak.length; i++) {
            double usual = Math.min(0.1, leak[i] * p.faultsPerIncident() / sum);
            leak[i] = learned.faults().getOrDefault(topology.component(i).id(), usual);
        }
        return leak;
    }

    private static double share(ComponentKind kind) {
        return switch (kind) {
            // A name for the far end of a call: what ails it is nearly always some other component.
            case REMOTE_SIDE -> 0.1;
            // The users' side: seldom where a fault is.
            case ENTRY -> 0.2;
            case ZONE, ZONE_LINK -> 0.5;
            case DNS,
                    LOAD_BALANCER,
                    GATEWAY,
                    SERVICE,
                    DATABASE,
                    CACHE,
                    QUEUE,
                    CONSUMER,
                    THIRD_PARTY,
                    HOST ->
                    1;
        };
    }
}
