package dev.faultline.ui.graph;

import dev.faultline.cause.RankedCause;
import dev.faultline.cause.Ranking;
import dev.faultline.cause.inference.Exactness;
import dev.faultline.engine.EngineCommand;
import dev.faultline.engine.SmallShop;
import dev.faultline.model.SeriesId;
import dev.faultline.model.SeriesInfo;
import dev.faultline.model.ServiceId;
import dev.faultline.topology.Component;
import dev.faultline.topology.ComponentKind;
import dev.faultline.topology.Dependency;
import dev.faultline.topology.DependencyKind;
import dev.faultline.topology.Topology;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/// A made-up system of any size: twenty entry points, services in layers of teams, each calling
/// some of the next layers, one host for every twenty. From a seed.
public final class BigSystem {
    public static final long SEED = 20261129;

    private static final int TEAMS = 12;
    private static final int ENTRIES = 20;
    private static final int TENANTS = 20;

    private BigSystem() {}

    public static ServiceId service(int number) {
        return new ServiceId("service-" + number);
    }

    public static Topology of(int services) {
        Random random = new Random(SEED);
        List<Component> components = new ArrayList<>();
        List<Dependency> dependencies = new ArrayList<>();
        for (int i = 0; i < services; i++) {
            boolean entry = i < ENTRIES;
            components.add(
                    new Component(
                            service(i),
                            entry ? ComponentKind.ENTRY : ComponentKind.SERVICE,
                            "team-" + i % TEAMS,
                            1 + i % 4));
            int calls = entry ? 3 : random.nextInt(4);
            for (int k = 0; k < calls; k++) {
                int to = Math.max(ENTRIES, i + 1) + random.nextInt(services / 4);
                if (to < services) {
                    dependencies.add(
                            new Dependency(service(i), service(to), DependencyKind.CALLS, 1));
                }
            }
        }
        for (int h = 0; h * TENANTS < services; h++) {
            ServiceId host = new ServiceId("host-" + h);
            components.add(new Component(host, ComponentKind.HOST, "platform", 2));
            for (int i = h * TENANTS; i < Math.min(services, (h + 1) * TENANTS); i++) {
                dependencies.add(new Dependency(service(i), host, DependencyKind.RUNS_ON, 1));
            }
        }
        return Topology.of("big system", components, dependencies).topology();
    }

    /// A recording of it begins so: the small shop's samples, as those of three services of which
    /// each calls the next. Of the others nothing is measured.
    public static EngineCommand.Start start(int services) {
        Topology topology = of(services);
        Map<String, ServiceId> names = new HashMap<>();
        int web =
                IntStream.range(0, ENTRIES)
                        .filter(i -> next(topology, i) >= 0)
                        .filter(i -> next(topology, next(topology, i)) >= 0)
                        .findFirst()
                        .orElseThrow();
        int orders = next(topology, web);
        names.put("web", topology.component(web).id());
        names.put("orders", topology.component(orders).id());
        names.put("db", topology.component(next(topology, orders)).id());
        List<SeriesInfo> series =
                SmallShop.SERIES.stream()
                        .map(each ->
                                new SeriesInfo(
                                        SeriesId.of(
                                                names.get(each.service().value()).value(),
                                                each.id().metric()),
                                        each.unit(),
                                        each.signal()))
                        .toList();
        return new EngineCommand.Start(topology, series, SmallShop.START, SmallShop.STEP);
    }

    /// The first service that this one calls; -1 where it calls none.
    private static int next(Topology topology, int from) {
        return IntStream.of(topology.dependenciesOf(from))
                .filter(i -> topology.component(i).kind() == ComponentKind.SERVICE)
                .findFirst()
                .orElse(-1);
    }

    /// What might be believed of it; another seed, another belief.
    public static Ranking ranking(Topology topology, long seed) {
        Random random = new Random(seed);
        record Of(ServiceId service, double cause, double trouble) {}
        List<Of> all = new ArrayList<>();
        for (Component each : topology.components()) {
            double trouble = Math.pow(random.nextDouble(), 3);
            all.add(new Of(each.id(), trouble * Math.pow(random.nextDouble(), 4), trouble));
        }
        all.sort(Comparator.comparingDouble(of -> -of.cause()));
        List<RankedCause> causes = new ArrayList<>();
        for (Of of : all) {
            causes.add(new RankedCause(causes.size() + 1, of.service(), of.cause(), of.trouble()));
        }
        return new Ranking(0.97, causes, new Exactness.Exact());
    }
}
