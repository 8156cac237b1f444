package dev.faultline.evaluation.generator;

import dev.faultline.model.ServiceId;
import dev.faultline.topology.Component;
import dev.faultline.topology.ComponentKind;
import dev.faultline.topology.Dependency;
import dev.faultline.topology.DependencyKind;
import dev.faultline.topology.Topology;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// A random system as real ones look: users come in by a few entries, a balancer and a gateway,
/// services call each other in layers with a few hubs, below are databases, caches, queues with
/// consumers and third parties, and nearly everything runs on hosts in zones. Some have cycles of
/// calls. Components are numbered so that callers come before callees, but for the cycles.
final class RandomSystem {
    /// One component with what the mechanism needs of it.
    ///
    /// @param seconds its own part of the latency when nothing is wrong, mean
    /// @param load its utilisation when nothing is wrong, 0..1
    /// @param host the component it runs on, -1 for none
    /// @param narrow how much of a rise of its mean latency its median shows, 0..1
    record Node(
            String name,
            ComponentKind kind,
            double seconds,
            double load,
            int host,
            double narrow) {}

    /// One kind of call, or the tie of a consumer to its queue.
    ///
    /// @param share calls per request of the caller
    /// @param patience after how many times the usual latency of the callee the caller gives up;
    ///   infinite for never
    /// @param retries how often a failed call is made again
    /// @param passes share of the failed calls that fail the caller's request too
    /// @param lag rows after which the caller feels what the callee has
    record Call(
            int from,
            int to,
            boolean consumes,
            double share,
            double patience,
            int retries,
            double passes,
            int lag) {}

    final List<Node> nodes = new ArrayList<>();
    final List<Call> calls = new ArrayList<>();

    private final List<int[]> within = new ArrayList<>();

    private final Random random;

    /// @param size how many components, about
    RandomSystem(int size, Random random) {
        this.random = random;
        boolean hosted = random.nextDouble() < .75;
        int hosts = hosted ? Math.max(2, size / 8) : 0;
        int zones = hosted && size >= 20 && random.nextDouble() < .6 ? 2 + random.nextInt(2) : 0;
        int rest = size - hosts - 2 * zones;
        int entries = 1 + random.nextInt(rest < 15 ? 2 : 3);
        boolean balanced = random.nextDouble() < .5;
        int front = balanced ? 2 : random.nextInt(2);
        int backs = Math.max(2, (int) Math.round(rest * (.22 + .12 * random.nextDouble())));
        int services = Math.max(3, rest - entries - front - backs);

        int firstHost = hosts == 0 ? -1 : 0;
        List<Node> machines = new ArrayList<>();
        for (int h = 0; h < hosts; h++) {
            machines.add(node("host", ComponentKind.HOST, 0, .2 + .4 * random.nextDouble(), -1));
        }
        for (int e = 0; e < entries; e++) {
            add("entry", ComponentKind.ENTRY, .004, .1, -1);
        }
        List<Integer> doors = new ArrayList<>(IntStream.range(0, entries).boxed().toList());
        if (balanced) {
            doors = List.of(behind(doors, "lb", ComponentKind.LOAD_BALANCER));
        }
        if (front - (balanced ? 1 : 0) > 0) {
            doors = List.of(behind(doors, "gateway", ComponentKind.GATEWAY));
        }
        int firstService = nodes.size();
        int layers = 2 + random.nextInt(Math.clamp(services / 4, 1, 4));
        for (int s = 0; s < services; s++) {
            int layer = s * layers / services;
            int service = add("svc", ComponentKind.SERVICE, spread(.012, .7), load(), -1);
            if (layer == 0) {
                for (int door : doors) {
                    call(door, service, .1 + .5 * random.nextDouble());
                }
            } else {
                callersOf(service, firstService, firstService + (s - 1) * layer / layers + 1);
            }
        }
        int endServices = nodes.size();
        for (int b = 0; b < backs; b++) {
            back(firstService, endServices);
        }
        if (random.nextDouble() < .3) {
            cycle(firstService, endServices);
        }
        machines(machines, firstHost, zones);
    }

    /// All calls that component `i` makes.
    List<Call> callsOf(int i) {
        return calls.stream().filter(c -> c.from == i).toList();
    }

    int size() {
        return nodes.size();
    }

    /// Pairs of a host and its zone, of a zone and its link.
    List<int[]> within() {
        return within;
    }

    /// The graph as a program would be told, in no telling order.
    Topology topology() {
        List<Component> components = new ArrayList<>();
        for (Node node : nodes) {
            String team = "team-" + (char) ('a' + (node.name.hashCode() & 3));
            components.add(new Component(id(node), node.kind, team, 1 + (node.name.length() & 3)));
        }
        List<Dependency> dependencies = new ArrayList<>();
        for (Call call : calls) {
            dependencies.add(
                    dependency(
                            call.from,
                            call.to,
                            call.consumes ? DependencyKind.CONSUMES : DependencyKind.CALLS));
        }
        for (int i = 0; i < size(); i++) {
            if (nodes.get(i).host >= 0) {
                dependencies.add(dependency(i, nodes.get(i).host, DependencyKind.RUNS_ON));
            }
        }
        within.forEach(w -> dependencies.add(dependency(w[0], w[1], DependencyKind.IN_ZONE)));
        Collections.shuffle(components, random);
        Collections.shuffle(dependencies, random);
        return Topology.of("generated", components, dependencies).topology();
    }

    ServiceId id(int i) {
        return id(nodes.get(i));
    }

    private static ServiceId id(Node node) {
        return new ServiceId(node.name);
    }

    private Dependency dependency(int from, int to, DependencyKind kind) {
        return new Dependency(id(from), id(to), kind, 1);
    }

    /// Three kinds of callers: the layers above, those that are called often already, anybody.
    private void callersOf(int service, int from, int to) {
        int end = Math.clamp(to, from + 1, service);
        int count = 1 + (random.nextDouble() < .45 ? 1 : 0) + (random.nextDouble() < .12 ? 2 : 0);
        for (int k = 0; k < count; k++) {
            int caller = from + random.nextInt(end - from);
            call(caller, service, share());
        }
        if (random.nextDouble() < .06) { // a hub that half of the system needs, such as `auth`
            for (int caller = from; caller < end; caller++) {
                if (random.nextDouble() < .5) {
                    call(caller, service, .3 + .7 * random.nextDouble());
                }
            }
        }
    }

    private void back(int firstService, int endServices) {
        double drawn = random.nextDouble();
        int caller = firstService + random.nextInt(endServices - firstService);
        if (drawn < .5) {
            int db = add("db", ComponentKind.DATABASE, spread(.004, .5), load(), -1);
            call(caller, db, .5 + random.nextDouble() * 1.5);
            while (random.nextDouble() < .45) {
                call(anyService(firstService, endServices), db, share());
            }
        } else if (drawn < .7) {
            int cache = add("cache", ComponentKind.CACHE, spread(.001, .3), load(), -1);
            call(caller, cache, .5 + random.nextDouble());
            while (random.nextDouble() < .3) {
                call(anyService(firstService, endServices), cache, share());
            }
        } else if (drawn < .85) {
            call(
                    caller,
                    add("partner", ComponentKind.THIRD_PARTY, spread(.15, .6), .1, -1),
                    share());
        } else {
            int queue = add("queue", ComponentKind.QUEUE, .002, .2, -1);
            call(caller, queue, share());
            int consumer = add("consumer", ComponentKind.CONSUMER, spread(.03, .5), load(), -1);
            calls.add(new Call(consumer, queue, true, 1, Double.POSITIVE_INFINITY, 0, 1, 0));
        }
    }

    private int anyService(int first, int end) {
        return first + random.nextInt(end - first);
    }

    private void cycle(int first, int end) {
        for (int k = 0; k < 1 + random.nextInt(2) && end - first > 3; k++) {
            int low = first + 1 + random.nextInt(end - first - 1);
            int high = first + random.nextInt(low - first);
            call(low, high, .02 + .08 * random.nextDouble());
        }
    }

    private void machines(List<Node> machines, int firstHost, int zones) {
        if (firstHost < 0) {
            return;
        }
        int first = nodes.size();
        nodes.addAll(machines);
        int firstZone = nodes.size();
        for (int z = 0; z < zones; z++) {
            add("zone", ComponentKind.ZONE, 0, 0, -1);
        }
        for (int z = 0; z < zones; z++) {
            int link = add("link", ComponentKind.ZONE_LINK, .001, 0, -1);
            within.add(new int[] {firstZone + z, link});
            within.add(new int[] {firstZone + (z + 1) % zones, link});
        }
        for (int h = first; h < firstZone && zones > 0; h++) {
            within.add(new int[] {h, firstZone + random.nextInt(zones)});
        }
        for (int i = 0; i < first; i++) {
            Node n = nodes.get(i);
            boolean hosted =
                    n.kind != ComponentKind.ENTRY
                            && n.kind != ComponentKind.THIRD_PARTY
                            && random.nextDouble() < .92;
            if (hosted) {
                int host = first + random.nextInt(machines.size());
                nodes.set(i, new Node(n.name, n.kind, n.seconds, n.load, host, n.narrow));
            }
        }
    }

    private int behind(List<Integer> callers, String name, ComponentKind kind) {
        int node = add(name, kind, .002, load(), -1);
        callers.forEach(c -> calls.add(new Call(c, node, false, 1, patience(), 0, 1, 0)));
        return node;
    }

    private void call(int from, int to, double share) {
        if (from == to || calls.stream().anyMatch(c -> c.from == from && c.to == to)) {
            return;
        }
        // One call in four is for something the caller can do without.
        double passes = random.nextDouble() < .25 ? .3 * random.nextDouble() : .9;
        int retries = random.nextDouble() < .35 ? 1 + random.nextInt(2) : 0;
        int lag = random.nextDouble() < .75 ? 0 : 1 + random.nextInt(2);
        calls.add(new Call(from, to, false, share, patience(), retries, passes, lag));
    }

    private double patience() {
        return random.nextDouble() < .8 ? 10 + 40 * random.nextDouble() : Double.POSITIVE_INFINITY;
    }

    private double share() {
        return .05 + .95 * random.nextDouble();
    }

    private double load() {
        return .08 + .5 * random.nextDouble();
    }

    /// Lognormal around a median.
    private double spread(double median, double sigma) {
        return median * Math.exp(sigma * random.nextGaussian());
    }

    private int add(String name, ComponentKind kind, double seconds, double load, int host) {
        nodes.add(node(name, kind, seconds, load, host));
        return nodes.size() - 1;
    }

    private int named;

    private Node node(String name, ComponentKind kind, double seconds, double load, int host) {
        double narrow = random.nextDouble() < .6 ? 1 : .25 + .5 * random.nextDouble();
        return new Node(name + "-" + ++named, kind, seconds, load, host, narrow);
    }
}
