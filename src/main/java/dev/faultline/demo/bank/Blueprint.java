package dev.faultline.demo.bank;

import dev.faultline.model.ServiceId;
import dev.faultline.topology.Component;
import dev.faultline.topology.ComponentKind;
import dev.faultline.topology.Dependency;
import dev.faultline.topology.DependencyKind;
import dev.faultline.topology.Topology;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// What the bank is built of, as `bank.yaml` has it: components, where they run, who calls whom,
/// what customers do. Never changes.
///
/// @param order places of components, callers before callees but for cycles
@SuppressWarnings("ArrayRecordComponent") // never compared, never changed
record Blueprint(
        List<String> zones,
        String link,
        List<Host> hosts,
        List<Part> parts,
        List<Call> calls,
        List<Errand> errands,
        List<Batch> batches,
        int[] order) {
    /// @param memory MiB
    /// @param disk GiB
    record Host(String id, int zone, int cores, double memory, double disk) {}

    /// A component that works.
    ///
    /// @param on its hosts, an instance each; none of third parties
    /// @param seconds that a request takes without its callees
    /// @param cpu share of those in which it computes
    /// @param workers requests at a time, of each instance
    /// @param memory of each instance, MiB
    /// @param spares what a cache is asked instead of; -1 for nothing
    /// @param hit share that a cache answers
    /// @param consumes queue that it reads; -1 for none
    @SuppressWarnings("ArrayRecordComponent") // never compared, never changed
    record Part(
            int place,
            String id,
            ComponentKind kind,
            String team,
            int criticality,
            int[] on,
            double seconds,
            double cpu,
            int workers,
            double memory,
            int spares,
            double hit,
            int consumes) {
        boolean ours() {
            return kind != ComponentKind.THIRD_PARTY;
        }

        /// Whether a worker waits for what it calls; proxies go on to the next request.
        boolean waits() {
            return switch (kind) {
                case ENTRY, LOAD_BALANCER, GATEWAY -> false;
                default -> true;
            };
        }
    }

    /// One component that calls another.
    ///
    /// @param per calls a request; of errands their share of the requests instead
    /// @param needed share of requests that fail where the call does
    /// @param timeout s
    /// @param pool connections that each instance keeps for it; 0 for no pool
    /// @param errands whose requests go this way; none: all
    /// @param cache whose misses alone go this way; -1 for none
    @SuppressWarnings("ArrayRecordComponent") // never compared, never changed
    record Call(
            int place,
            int from,
            int to,
            double per,
            double needed,
            double timeout,
            int retries,
            int pool,
            int[] errands,
            int cache) {}

    /// When customers do something.
    enum Day {
        OFFICE,
        EVENING,
        SHOPS
    }

    /// Something that customers do.
    ///
    /// @param at entrance
    /// @param through the gateway that passes it on
    /// @param peak requests a second at the busiest time of a working day
    record Errand(String name, int at, int through, int to, double peak, Day day) {}

    /// Planned work at night.
    ///
    /// @param rate requests a second on top
    record Batch(String name, LocalTime at, int minutes, int on, double rate) {}

    /// The one bank that there is.
    static Blueprint read() {
        try (InputStream in = Blueprint.class.getResourceAsStream("bank.yaml")) {
            return new Reader(YAMLMapper.shared().readTree(Objects.requireNonNull(in))).blueprint();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The place of a component that works, or -1.
    int part(String id) {
        for (Part part : parts) {
            if (part.id().equals(id)) {
                return part.place();
            }
        }
        return -1;
    }

    int host(String id) {
        for (int h = 0; h < hosts.size(); h++) {
            if (hosts.get(h).id().equals(id)) {
                return h;
            }
        }
        return -1;
    }

    /// What is really there, with its owners.
    Topology topology() {
        List<Component> components = new ArrayList<>();
        List<Dependency> ties = new ArrayList<>();
        for (Part p : parts) {
            components.add(
                    new Component(new ServiceId(p.id()), p.kind(), p.team(), p.criticality()));
            for (int host : p.on()) {
                ties.add(tie(p.id(), hosts.get(host).id(), DependencyKind.RUNS_ON));
            }
            if (p.consumes() >= 0) {
                ties.add(tie(p.id(), parts.get(p.consumes()).id(), DependencyKind.CONSUMES));
            }
            if (p.kind() == ComponentKind.GATEWAY || p.kind() == ComponentKind.SERVICE) {
                ties.add(tie(p.id(), "dns", DependencyKind.CALLS));
            }
        }
        for (Host host : hosts) {
            components.add(platform(host.id(), ComponentKind.HOST, 2));
            ties.add(tie(host.id(), zones.get(host.zone()), DependencyKind.IN_ZONE));
        }
        for (String zone : zones) {
            components.add(platform(zone, ComponentKind.ZONE, 1));
            ties.add(tie(zone, link, DependencyKind.IN_ZONE));
        }
        components.add(platform(link, ComponentKind.ZONE_LINK, 1));
        for (Call call : calls) {
            ties.add(
                    tie(
                            parts.get(call.from()).id(),
                            parts.get(call.to()).id(),
                            DependencyKind.CALLS));
        }
        return Topology.of("bank", components, ties).topology();
    }

    /// Only what can't be seen of it: who owns what, the link of the zones, and names.
    Topology catalogue() {
        Topology all = topology();
        return Topology.of(
                        "the bank's catalogue",
                        all.components(),
                        all.dependencies().stream()
                                .filter(tie ->
                                        tie.to().value().equals(link)
                                                || tie.to().value().equals("dns"))
                                .toList())
                .topology();
    }

    private static Component platform(String id, ComponentKind kind, int criticality) {
        return new Component(new ServiceId(id), kind, "platform", criticality);
    }

    private static Dependency tie(String from, String to, DependencyKind kind) {
        return new Dependency(new ServiceId(from), new ServiceId(to), kind, 1);
    }

    /// Makes a blueprint of the file. What is wrong with the file is a mistake in this program.
    private static final class Reader {
        private static final double TIMEOUT = 2;
        private static final int POOL = 20;

        private final JsonNode file;
        private final List<String> zones;
        private final List<Host> hosts = new ArrayList<>();
        private final List<Part> parts = new ArrayList<>();
        private final List<Call> calls = new ArrayList<>();
        private final List<Errand> errands = new ArrayList<>();
        private final Map<String, Integer> hostAt = new HashMap<>();
        private final Map<String, Integer> partAt = new HashMap<>();

        Reader(JsonNode file) {
            this.file = file;
            zones = file.path("zones").valueStream().map(JsonNode::asString).toList();
        }

        Blueprint blueprint() {
            file.path("hosts")
                    .forEachEntry((id, given) -> {
                        hostAt.put(id, hosts.size());
                        hosts.add(
                                new Host(
                                        id,
                                        zones.indexOf(given.path("zone").asString()),
                                        given.path("cores").asInt(),
                                        given.path("memory").asDouble() * 1024,
                                        given.path("disk").asDouble()));
                    });
            file.path("components").forEachEntry((id, _) -> partAt.put(id, partAt.size()));
            file.path("components").forEachEntry(this::part);
            file.path("components")
                    .forEachEntry((id, given) ->
                            given.path("calls").forEachEntry((to, call) -> call(id, to, call)));
            for (JsonNode given : file.path("demand")) {
                errands.add(
                        new Errand(
                                given.path("name").asString(),
                                place(given.path("at").asString()),
                                place(given.path("through").asString()),
                                place(given.path("to").asString()),
                                given.path("peak").asDouble(),
                                Day.valueOf(
                                        given.path("day").asString().toUpperCase(Locale.ROOT))));
            }
            errandCalls();
            List<Batch> batches = new ArrayList<>();
            for (JsonNode given : file.path("batches")) {
                batches.add(
                        new Batch(
                                given.path("name").asString(),
                                LocalTime.parse(given.path("at").asString()),
                                given.path("minutes").asInt(),
                                place(given.path("on").asString()),
                                given.path("rate").asDouble()));
            }
            return new Blueprint(
                    zones,
                    file.path("link").asString(),
                    List.copyOf(hosts),
                    List.copyOf(parts),
                    List.copyOf(calls),
                    List.copyOf(errands),
                    batches,
                    order());
        }

        private void part(String id, JsonNode given) {
            parts.add(
                    new Part(
                            parts.size(),
                            id,
                            ComponentKind.of(given.path("kind").asString()).orElseThrow(),
                            given.path("team").asString(),
                            given.path("criticality").asInt(),
                            given.path("on")
                                    .valueStream()
                                    .mapToInt(h -> Objects.requireNonNull(hostAt.get(h.asString())))
                                    .toArray(),
                            given.path("ms").asDouble() / 1000,
                            given.path("cpu").asDouble(0),
                            given.path("workers").asInt(),
                            given.path("memory").asDouble(0),
                            given.has("spares") ? place(given.path("spares").asString()) : -1,
                            given.path("hit").asDouble(0),
                            given.has("consumes") ? place(given.path("consumes").asString()) : -1));
        }

        private void call(String from, String to, JsonNode given) {
            JsonNode per = given.isNumber() ? given : given.path("per");
            Part callee = parts.get(place(to));
            boolean database = callee.kind() == ComponentKind.DATABASE;
            boolean wrapped = database || callee.kind() == ComponentKind.CACHE;
            calls.add(
                    new Call(
                            calls.size(),
                            place(from),
                            callee.place(),
                            per.asDouble(),
                            given.path("needed")
                                    .asDouble(callee.kind() == ComponentKind.CACHE ? 0 : 1),
                            given.path("timeout").asDouble(database ? 5 : TIMEOUT),
                            given.path("retries").asInt(wrapped ? 0 : 1),
                            database ? given.path("pool").asInt(POOL) : 0,
                            new int[0],
                            cacheBefore(from, callee.place())));
        }

        /// A component that asks a cache asks for what is not in there afterwards.
        private int cacheBefore(String from, int to) {
            for (String asked : file.path("components").path(from).path("calls").propertyNames()) {
                Part cache = parts.get(place(asked));
                if (cache.spares() == to) {
                    return cache.place();
                }
            }
            return -1;
        }

        /// A gateway passes each errand on to its own service.
        private void errandCalls() {
            Map<Long, List<Integer>> ways = new java.util.LinkedHashMap<>();
            for (int e = 0; e < errands.size(); e++) {
                Errand errand = errands.get(e);
                ways.computeIfAbsent(
                                ((long) errand.through() << 32) | errand.to(),
                                _ -> new ArrayList<>())
                        .add(e);
            }
            ways.forEach((way, who) -> {
                int from = (int) (way >> 32);
                int to = way.intValue();
                calls.removeIf(c -> c.from() == from && c.to() == to);
                int[] whose = who.stream().mapToInt(Integer::intValue).toArray();
                calls.add(new Call(0, from, to, 1, 1, 10, 0, 0, whose, -1));
            });
            for (int c = 0; c < calls.size(); c++) {
                Call call = calls.get(c);
                calls.set(
                        c,
                        new Call(
                                c,
                                call.from(),
                                call.to(),
                                call.per(),
                                call.needed(),
                                call.timeout(),
                                call.retries(),
                                call.pool(),
                                call.errands(),
                                call.cache()));
            }
        }

        /// Callers before callees, as far as circles allow: by depth-first search.
        private int[] order() {
            List<Integer> reversed = new ArrayList<>();
            boolean[] seen = new boolean[parts.size()];
            for (Part part : parts) {
                visit(part.place(), seen, reversed);
            }
            return reversed.reversed().stream().mapToInt(Integer::intValue).toArray();
        }

        private void visit(int part, boolean[] seen, List<Integer> reversed) {
            if (seen[part]) {
                return;
            }
            seen[part] = true;
            for (Call call : calls) {
                if (call.from() == part) {
                    visit(call.to(), seen, reversed);
                }
            }
            reversed.add(part);
        }

        private int place(String id) {
            return Objects.requireNonNull(partAt.get(id), id);
        }
    }
}
