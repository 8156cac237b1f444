package dev.faultline.source.meaning;

import dev.faultline.model.SampleBatch;
import dev.faultline.model.ServiceId;
import dev.faultline.source.meaning.Clue.Ended;
import dev.faultline.source.meaning.Clue.Tie;
import dev.faultline.topology.ComponentKind;
import dev.faultline.topology.DependencyKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What raw series tell of the graph. Which clue a series is is found out once, when it comes up;
/// in which cells it was there is noted by its samples, a batch at a time, and given out when the
/// cell closes, so that nothing depends on how fast partitions are read.
final class Clues {
    static final int NONE = -1;

    private static final String SERVICE_GRAPH = "service graph";
    private static final String MESH = "istio";
    private static final String RESOURCE = "resource attributes";

    /// What an agent in a container takes for its host: the container's id.
    private static final Pattern CONTAINER = Pattern.compile("[0-9a-f]{12}|[0-9a-f]{64}");

    /// Metrics about others than who sends them: where the sender runs says nothing of them.
    private static final Pattern ABOUT_OTHERS =
            Pattern.compile("(traces_service_graph|istio|kafka_consumer|kube|kubernetes)_.*");

    /// What only the server itself, or an exporter beside it, can measure.
    private static final Map<ComponentKind, Pattern> MEASURED =
            Map.of(
                    ComponentKind.QUEUE,
                    Pattern.compile("(rabbitmq|activemq|nats|pulsar)_.*"),
                    ComponentKind.CACHE,
                    Pattern.compile(
                            "(redis|memcached)_(up|connected_clients|memory|keyspace|current)(_.*)?"),
                    ComponentKind.DATABASE,
                    Pattern.compile(
                            "(pg_stat|pg_database|mysql_global|mysql_buffer_pool|postgresql_(backends|commits|db_size)"
                                    + "|mongodb_(ss|sys|connection_count))(_.*)?"),
                    ComponentKind.DNS,
                    Pattern.compile("coredns_.*"));

    /// What producers write where they do not know who it was.
    private static final String UNKNOWN = "unknown";

    private static final List<String> NODES = List.of("k8s_node_name", "node_name");
    private static final List<String> HOSTS = List.of("host_name", "hostname", "host");

    /// Metrics whose label `host` may be whom a request was sent to, and `zone` one of names.
    private static final Pattern NOT_OF_HOST =
            Pattern.compile(
                    "(http|nginx|envoy|traefik|haproxy|apache|ingress|coredns|dns|named|pdns)_.*");

    private static final List<String> ZONES =
            List.of(
                    "cloud_availability_zone",
                    "topology_kubernetes_io_zone",
                    "label_topology_kubernetes_io_zone",
                    "failure_domain_beta_kubernetes_io_zone");
    private static final List<String> SOURCES =
            List.of("source_canonical_service", "source_workload", "source_app");

    private final long step;
    private final Map<Clue, Integer> numbers = new HashMap<>();
    private final List<Clue> clues = new ArrayList<>();
    private int given;
    private int[] ofTarget = new int[64];
    private int targets;
    private final NavigableMap<Long, Cell> cells = new TreeMap<>();
    private Cell newest = new Cell();
    private long newestEnd = Long.MIN_VALUE;

    /// Which clues were there in one cell.
    private static final class Cell {
        private final BitSet there = new BitSet();
        private final BitSet called = new BitSet();
    }

    /// @param step of a cell, ms; cells end at its multiples
    Clues(long step) {
        this.step = step;
    }

    /// The number of the clue that a series is.
    ///
    /// @param metric its normalised name
    int of(MappingRules.Meaning.Watched of, String metric) {
        Ended self = new Ended(of.service(), kind(of, metric));
        Optional<Tie> call = call(of, metric);
        Clue clue =
                new Clue(
                        call.flatMap(tie ->
                                        Stream.of(tie.to(), tie.from())
                                                .filter(end -> end.id().equals(self.id()))
                                                .findFirst())
                                .orElse(self),
                        call,
                        ABOUT_OTHERS.matcher(metric).matches()
                                ? List.of()
                                : places(of, self, metric));
        return numbers.computeIfAbsent(
                clue,
                c -> {
                    clues.add(c);
                    return clues.size() - 1;
                });
    }

    /// The clues that came up since the last call; their numbers follow on those before.
    List<Clue> added() {
        List<Clue> now = List.copyOf(clues.subList(given, clues.size()));
        given = clues.size();
        return now;
    }

    /// What a clue says that its component is.
    ComponentKind kind(int clue) {
        return clues.get(clue).component().kind();
    }

    /// From now on samples of that number come from series of this clue.
    void target(int target, int clue) {
        if (target >= ofTarget.length) {
            ofTarget = Arrays.copyOf(ofTarget, Math.max(2 * ofTarget.length, target + 1));
        }
        Arrays.fill(ofTarget, Math.min(targets, target), target, NONE);
        ofTarget[target] = clue;
        targets = Math.max(targets, target + 1);
    }

    /// These samples came.
    void samples(SampleBatch batch) {
        for (int i = 0; i < batch.size(); i++) {
            int target = batch.series()[i];
            if (target < targets && ofTarget[target] != NONE) {
                cell(batch.atMillis()[i]).there.set(ofTarget[target]);
            }
        }
    }

    /// A count of calls came.
    ///
    /// @param grew whether there were any
    void calls(int clue, long at, boolean grew) {
        Cell cell = cell(at);
        cell.there.set(clue);
        if (grew) {
            cell.called.set(clue);
        }
    }

    private Cell cell(long at) {
        long end = Math.ceilDiv(at, step) * step;
        if (end != newestEnd) {
            newest = cells.computeIfAbsent(end, _ -> new Cell());
            newestEnd = end;
        }
        return newest;
    }

    /// What was there in the cells that end up to then, in the order of time; each once.
    List<Clue.Seen> upTo(long end) {
        if (cells.isEmpty() || cells.firstKey() > end) {
            return List.of();
        }
        List<Clue.Seen> seen = new ArrayList<>();
        NavigableMap<Long, Cell> over = cells.headMap(end, true);
        over.forEach((at, cell) ->
                cell.there.stream()
                        .forEach(clue -> seen.add(new Clue.Seen(clue, at, cell.called.get(clue)))));
        over.clear();
        newestEnd = Long.MIN_VALUE;
        return seen;
    }

    /// What a component is by what its exporter measures of it.
    private static ComponentKind kind(MappingRules.Meaning.Watched of, String metric) {
        if (of.kind() == ComponentKind.SERVICE) {
            for (Map.Entry<ComponentKind, Pattern> each : MEASURED.entrySet()) {
                if (each.getValue().matcher(metric).matches()) {
                    return each.getKey();
                }
            }
        }
        return of.kind();
    }

    private static Optional<Tie> call(MappingRules.Meaning.Watched of, String metric) {
        Map<String, String> told = of.told();
        if (metric.startsWith("traces_service_graph_request_")) {
            return named(told, List.of("client"))
                    .filter(_ -> !of.service().value().equalsIgnoreCase(UNKNOWN))
                    .map(client ->
                            call(client, of.service(), told.getOrDefault("connection_type", "")));
        }
        if (metric.startsWith("istio_")) {
            return named(told, SOURCES)
                    .map(client ->
                            new Tie(
                                    Ended.of(client, ComponentKind.SERVICE),
                                    new Ended(of.service(), of.kind()),
                                    DependencyKind.CALLS,
                                    MESH));
        }
        return Optional.empty();
    }

    /// What the service-graph connector says of a call. A message is taken by who the call goes to,
    /// so that one depends on who sends it.
    private static Tie call(String client, ServiceId server, String type) {
        String virtual = type.toLowerCase(Locale.ROOT);
        Ended from = Ended.of(client, ComponentKind.SERVICE);
        Ended to = new Ended(server, ComponentKind.SERVICE);
        return switch (virtual) {
            case "messaging_system" -> new Tie(to, from, DependencyKind.CONSUMES, SERVICE_GRAPH);
            case "database" ->
                    new Tie(
                            from,
                            new Ended(server, ComponentKind.DATABASE),
                            DependencyKind.CALLS,
                            SERVICE_GRAPH);
            case "virtual_node" ->
                    client.equals("user")
                            ? new Tie(
                                    Ended.of(client, ComponentKind.ENTRY),
                                    to,
                                    DependencyKind.CALLS,
                                    SERVICE_GRAPH)
                            : new Tie(
                                    from,
                                    new Ended(server, ComponentKind.THIRD_PARTY),
                                    DependencyKind.CALLS,
                                    SERVICE_GRAPH);
            default -> new Tie(from, to, DependencyKind.CALLS, SERVICE_GRAPH);
        };
    }

    private static List<Tie> places(MappingRules.Meaning.Watched of, Ended self, String metric) {
        Map<String, String> told = of.told();
        Optional<Ended> host =
                self.kind() == ComponentKind.HOST
                        ? Optional.of(self)
                        : host(of, metric).map(name -> Ended.of(name, ComponentKind.HOST));
        List<Tie> places = new ArrayList<>();
        host.filter(h -> !h.id().equals(self.id()))
                .ifPresent(h -> places.add(new Tie(self, h, DependencyKind.RUNS_ON, RESOURCE)));
        named(told, ZONES)
                .or(() ->
                        NOT_OF_HOST.matcher(metric).matches()
                                ? Optional.empty()
                                : named(told, List.of("zone")))
                .or(() -> named(told, List.of("k8s_cluster_name")))
                .map(zone -> Ended.of(zone, ComponentKind.ZONE))
                .filter(zone -> !zone.id().equals(host.orElse(self).id()))
                .ifPresent(zone ->
                        places.add(
                                new Tie(
                                        host.orElse(self),
                                        zone,
                                        DependencyKind.IN_ZONE,
                                        RESOURCE)));
        return places;
    }

    /// The machine that a sender runs on. What a container takes for its host is none: its own id,
    /// or the name of its pod.
    private static Optional<String> host(MappingRules.Meaning.Watched of, String metric) {
        Map<String, String> told = of.told();
        Optional<String> node = named(told, NODES);
        if (node.isPresent()) {
            return node;
        }
        String pod = told.getOrDefault("k8s_pod_name", told.getOrDefault("pod", ""));
        return named(told, NOT_OF_HOST.matcher(metric).matches() ? List.of("host_name") : HOSTS)
                .filter(name -> !name.equals(pod) && !CONTAINER.matcher(name).matches());
    }

    private static Optional<String> named(Map<String, String> told, List<String> labels) {
        return labels.stream()
                .map(label -> told.getOrDefault(label, "").strip())
                .filter(name -> !name.isEmpty() && !name.equalsIgnoreCase(UNKNOWN))
                .findFirst();
    }
}
