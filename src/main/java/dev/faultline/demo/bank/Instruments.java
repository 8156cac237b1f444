package dev.faultline.demo.bank;

import dev.faultline.demo.bank.BankFrame.Reading;
import dev.faultline.demo.bank.BankSeries.Shape;
import dev.faultline.demo.bank.Blueprint.Call;
import dev.faultline.demo.bank.Blueprint.Host;
import dev.faultline.demo.bank.Blueprint.Part;
import dev.faultline.topology.ComponentKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// What exporters make of the bank: each sees what its process, host or proxy sees of itself, and
/// nothing else. Most of this class is the list of what they export.
final class Instruments {
    /// Those of the OpenTelemetry semantic conventions, s.
    private static final double[] DURATIONS = {
        .005, .01, .025, .05, .075, .1, .25, .5, .75, 1, 2.5, 5, 7.5, 10
    };

    /// The service-graph connector is told to keep fewer, s.
    private static final double[] EDGE_DURATIONS = {.002, .006, .02, .05, .1, .2, .4, .8, 2, 5, 15};

    private static final double[] NONE = {};

    /// Share of readings that do not arrive.
    private static final double MISSED = .002;

    /// What an operating system and its agents use, MiB.
    private static final double SYSTEM = 1900;

    private static final double MIB = 1 << 20;
    private static final double GIB = 1 << 30;

    private final Mechanics bank;
    private final Instant began;
    private final SplittableRandom chance;

    /// The agent that collects what others push: it does not fail here.
    private final RunningProcess collector = new RunningProcess();

    private final List<Wired> all = new ArrayList<>();
    private final List<BankSeries> series;

    /// @param rank what is left out first has the highest
    private record Wired(BankSeries series, int rank, Meter meter) {}

    Instruments(Mechanics bank, Instant began, int most, SplittableRandom chance) {
        this.bank = bank;
        this.began = began;
        this.chance = chance;
        for (Part part : bank.bank.parts()) {
            switch (part.kind()) {
                case DATABASE -> postgres(part);
                case CACHE -> redis(part);
                case QUEUE -> rabbit(part);
                case DNS -> coredns(part);
                case THIRD_PARTY -> {} // says nothing of itself
                default -> process(part);
            }
        }
        for (int h = 0; h < bank.machines.length; h++) {
            node(h);
        }
        bank.bank.calls().forEach(this::edge);
        List<Wired> kept =
                all.stream().sorted(Comparator.comparingInt(Wired::rank)).limit(most).toList();
        all.clear();
        all.addAll(kept);
        series = all.stream().map(Wired::series).toList();
    }

    List<BankSeries> series() {
        return series;
    }

    /// Counts what happened in the last sub-step.
    void work(double length) {
        for (Wired each : all) {
            each.meter().work(length, chance);
        }
    }

    /// Reads all that answers.
    List<Reading> read() {
        List<Reading> readings = new ArrayList<>(all.size());
        for (int s = 0; s < all.size(); s++) {
            Reading reading = all.get(s).meter().read(s, began, chance);
            if (reading != null && chance.nextDouble() >= MISSED) {
                readings.add(reading);
            }
        }
        return readings;
    }

    /// What a sender says of itself, as OpenTelemetry has it.
    static Map<String, String> resource(Blueprint bank, Part part, int k) {
        Host host = bank.hosts().get(part.on()[k]);
        Map<String, String> told = new LinkedHashMap<>();
        told.put("service.name", part.id());
        told.put("service.instance.id", part.id() + "-" + k);
        told.put("host.name", host.id());
        told.put("cloud.availability_zone", bank.zones().get(host.zone()));
        return told;
    }

    private void process(Part part) {
        int p = part.place();
        boolean consumer = part.consumes() >= 0;
        String metric = consumer ? "messaging.process.duration" : "http.server.request.duration";
        for (int k = 0; k < part.on().length; k++) {
            int instance = k;
            RunningProcess process = bank.processes[p][k];
            Map<String, String> resource = resource(bank.bank, part, k);
            for (boolean failed : new boolean[] {false, true}) {
                Map<String, String> labels =
                        consumer
                                ? failed ? Map.of("error.type", "timeout") : Map.of()
                                : Map.of("http.response.status_code", failed ? "500" : "200");
                add(
                        otlp(resource, metric, "s", Shape.HISTOGRAM, DURATIONS, labels),
                        0,
                        new Meter.Times(
                                process,
                                () ->
                                        bank.flow[p]
                                                / Math.max(1, bank.alive(p))
                                                * (failed ? failed(p) : 1 - failed(p)),
                                () -> bank.answers[p][instance],
                                DURATIONS));
            }
            add(
                    otlp(resource, "process.cpu.utilization", "1", Shape.GAUGE, NONE, Map.of()),
                    2,
                    new Meter.Level(
                            process,
                            () -> .002 + bank.cores(part, instance) / host(p, instance).cores(),
                            .04));
            add(
                    otlp(resource, "process.memory.usage", "By", Shape.GAUGE, NONE, Map.of()),
                    2,
                    new Meter.Level(process, () -> bank.memory(part, instance) * MIB, .006));
        }
    }

    /// Share of requests that fail, with the few that always do.
    private double failed(int p) {
        return Math.min(1, bank.fails[p] + .0006);
    }

    private Host host(int p, int k) {
        return bank.bank.hosts().get(bank.on[p][k]);
    }

    /// Hosts, by the node exporter.
    private void node(int h) {
        Host host = bank.bank.hosts().get(h);
        RunningProcess machine = bank.machines[h];
        Map<String, String> target = target("node", host.id() + ":9100", "", host.id(), zone(host));
        add(
                prometheus(
                        target,
                        "node_cpu_seconds_total",
                        Shape.COUNTER,
                        Map.of("cpu", "0", "mode", "idle")),
                1,
                new Meter.Count(
                        machine,
                        () -> Math.max(0, 1 - (bank.load[h] + bank.knobs.hog[h]) / host.cores()),
                        false));
        add(
                prometheus(target, "node_load1", Shape.GAUGE, Map.of()),
                3,
                new Meter.Level(machine, () -> bank.load[h] + bank.knobs.hog[h], .08));
        add(
                prometheus(target, "node_memory_MemTotal_bytes", Shape.GAUGE, Map.of()),
                1,
                new Meter.Level(machine, () -> host.memory() * MIB, 0));
        add(
                prometheus(target, "node_memory_MemAvailable_bytes", Shape.GAUGE, Map.of()),
                1,
                new Meter.Level(machine, () -> (host.memory() - used(h)) * MIB, .003));
        Map<String, String> mount = Map.of("mountpoint", "/data");
        add(
                prometheus(target, "node_filesystem_size_bytes", Shape.GAUGE, mount),
                1,
                new Meter.Level(machine, () -> host.disk() * GIB, 0));
        add(
                prometheus(target, "node_filesystem_avail_bytes", Shape.GAUGE, mount),
                1,
                new Meter.Level(machine, () -> (1 - bank.diskUsed[h]) * host.disk() * GIB, .0004));
    }

    /// Memory in use on a host, MiB.
    private double used(int h) {
        double used = SYSTEM;
        for (Part part : bank.bank.parts()) {
            for (int k = 0; k < bank.on[part.place()].length; k++) {
                if (bank.on[part.place()][k] == h) {
                    used += bank.memory(part, k);
                }
            }
        }
        return Math.min(used, .98 * bank.bank.hosts().get(h).memory());
    }

    private void postgres(Part part) {
        int p = part.place();
        RunningProcess process = bank.processes[p][0];
        Map<String, String> target = exporter(part, "postgres", 9187);
        add(
                prometheus(
                        target,
                        "pg_stat_database_numbackends",
                        Shape.GAUGE,
                        Map.of("datname", part.id().replace("-db", ""))),
                1,
                new Meter.Level(process, () -> 4 + bank.busy[p], .05));
        add(
                prometheus(target, "pg_settings_max_connections", Shape.GAUGE, Map.of()),
                4,
                new Meter.Level(process, () -> bank.workers[p], 0));
    }

    private void redis(Part part) {
        int p = part.place();
        RunningProcess process = bank.processes[p][0];
        Map<String, String> target = exporter(part, "redis", 9121);
        add(
                prometheus(target, "redis_connected_clients", Shape.GAUGE, Map.of()),
                1,
                new Meter.Level(process, () -> 20 + 6 * bank.busy[p], .05));
        add(
                prometheus(target, "redis_memory_used_bytes", Shape.GAUGE, Map.of()),
                1,
                new Meter.Level(
                        process,
                        () -> part.memory() * (.15 + .7 * bank.hit[p] / part.hit()) * MIB,
                        .004));
        add(
                prometheus(target, "redis_keyspace_hits_total", Shape.COUNTER, Map.of()),
                1,
                new Meter.Count(process, () -> bank.flow[p] * bank.hit[p], true));
        add(
                prometheus(target, "redis_keyspace_misses_total", Shape.COUNTER, Map.of()),
                1,
                new Meter.Count(process, () -> bank.flow[p] * (1 - bank.hit[p]), true));
    }

    /// Queues, and how far their readers are behind.
    private void rabbit(Part part) {
        int p = part.place();
        Map<String, String> target = exporter(part, "rabbitmq", 15692);
        Map<String, String> queue = Map.of("queue", part.id());
        RunningProcess process = bank.processes[p][0];
        add(
                prometheus(target, "rabbitmq_queue_messages_ready", Shape.GAUGE, queue),
                1,
                new Meter.Level(process, () -> bank.backlog[p] + .05 * bank.flow[p], .1));
        add(
                prometheus(target, "rabbitmq_queue_messages_published_total", Shape.COUNTER, queue),
                1,
                new Meter.Count(process, () -> bank.flow[p], true));
    }

    private void coredns(Part part) {
        int p = part.place();
        for (int k = 0; k < part.on().length; k++) {
            int instance = k;
            RunningProcess process = bank.processes[p][k];
            Host host = bank.bank.hosts().get(part.on()[k]);
            Map<String, String> target =
                    target("coredns", host.id() + ":9153", part.id(), host.id(), zone(host));
            add(
                    new BankSeries(
                            Agent.PROMETHEUS,
                            target,
                            "coredns_dns_request_duration_seconds",
                            "",
                            Shape.HISTOGRAM,
                            EDGE_DURATIONS,
                            Map.of()),
                    1,
                    new Meter.Times(
                            process,
                            () -> bank.flow[p] / Math.max(1, bank.alive(p)),
                            () -> bank.answers[p][instance],
                            EDGE_DURATIONS));
            add(
                    prometheus(
                            target,
                            "coredns_dns_responses_total",
                            Shape.COUNTER,
                            Map.of("rcode", "SERVFAIL")),
                    2,
                    new Meter.Count(process, () -> bank.flow[p] * bank.fails[p], true));
        }
    }

    /// Calls between two components, by the traces that name both.
    private void edge(Call call) {
        Blueprint blueprint = bank.bank;
        Part from = blueprint.parts().get(call.from());
        Part to = blueprint.parts().get(call.to());
        int e = call.place();
        Map<String, String> labels =
                Map.of(
                        "client",
                        from.id(),
                        "server",
                        to.id(),
                        "connection_type",
                        switch (to.kind()) {
                            case DATABASE, CACHE -> "database";
                            case QUEUE -> "messaging_system";
                            case THIRD_PARTY -> "virtual_node";
                            default -> "";
                        });
        add(
                graph("traces_service_graph_request_total", Shape.COUNTER, NONE, labels),
                1,
                new Meter.Count(collector, () -> bank.asked[e], true));
        add(
                graph("traces_service_graph_request_failed_total", Shape.COUNTER, NONE, labels),
                1,
                new Meter.Count(
                        collector, () -> bank.asked[e] * Math.min(1, bank.lost[e] + .0004), true));
        boolean silent =
                switch (to.kind()) {
                    case DATABASE, CACHE, QUEUE, THIRD_PARTY -> true;
                    default -> false;
                };
        if (silent) {
            add(
                    graph(
                            "traces_service_graph_request_client_seconds",
                            Shape.HISTOGRAM,
                            EDGE_DURATIONS,
                            labels),
                    1,
                    new Meter.Times(
                            collector, () -> bank.asked[e], () -> bank.waited[e], EDGE_DURATIONS));
        } else if (from.criticality() == 1 && from.kind() != ComponentKind.CONSUMER) {
            add(
                    graph(
                            "traces_service_graph_request_client_seconds",
                            Shape.HISTOGRAM,
                            EDGE_DURATIONS,
                            labels),
                    5,
                    new Meter.Times(
                            collector, () -> bank.asked[e], () -> bank.waited[e], EDGE_DURATIONS));
        }
        if (call.pool() > 0 && from.criticality() <= 2) {
            add(
                    otlp(
                            resource(blueprint, from, 0),
                            "db.client.connection.count",
                            "{connection}",
                            Shape.GAUGE,
                            NONE,
                            Map.of(
                                    "db.client.connection.pool.name",
                                    to.id(),
                                    "db.client.connection.state",
                                    "used")),
                    3,
                    new Meter.Level(
                            bank.processes[call.from()][0],
                            () -> bank.pooled[e] / Math.max(1, bank.alive(call.from())),
                            .06));
        }
    }

    private Map<String, String> exporter(Part part, String job, int port) {
        Host host = bank.bank.hosts().get(part.on()[0]);
        return target(job, host.id() + ":" + port, part.id(), host.id(), zone(host));
    }

    private String zone(Host host) {
        return bank.bank.zones().get(host.zone());
    }

    /// What Prometheus says of a target, as its relabelling has it.
    private static Map<String, String> target(
            String job, String instance, String service, String host, String zone) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("job", job);
        labels.put("instance", instance);
        if (!service.isEmpty()) {
            labels.put("service", service);
        }
        labels.put("host", host);
        labels.put("zone", zone);
        return labels;
    }

    private static BankSeries otlp(
            Map<String, String> resource,
            String metric,
            String unit,
            Shape shape,
            double[] bounds,
            Map<String, String> labels) {
        return new BankSeries(Agent.OTLP, resource, metric, unit, shape, bounds, labels);
    }

    private static BankSeries prometheus(
            Map<String, String> target, String metric, Shape shape, Map<String, String> labels) {
        return new BankSeries(Agent.PROMETHEUS, target, metric, "", shape, NONE, labels);
    }

    private static BankSeries graph(
            String metric, Shape shape, double[] bounds, Map<String, String> labels) {
        return new BankSeries(Agent.SERVICE_GRAPH, Map.of(), metric, "", shape, bounds, labels);
    }

    private void add(BankSeries series, int rank, Meter meter) {
        all.add(new Wired(series, rank, meter));
    }
}
