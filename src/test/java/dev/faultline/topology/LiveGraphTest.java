package dev.faultline.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.model.ServiceId;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LiveGraphTest {
    private static final Instant T = Instant.parse("2026-11-23T10:00:00Z");
    private static final String COUNTS = "service graph";
    private static final String PLACES = "resource attributes";

    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

    private final LiveGraph graph = new LiveGraph(AgeLimits.DEFAULT);

    @Test
    void whatWasSeenIsThereAndNothingChangesWhileItIsSeenAgain() {
        call("shop", "orders", 0);
        Topology first = graph.seen();
        assertThat(edges(first)).containsExactly("shop > orders");
        assertThat(first.dependencies().getFirst().sightings())
                .containsExactly(Sighting.of(COUNTS, T, T));
        for (int minute = 1; minute < 200; minute++) {
            call("shop", "orders", minute);
            assertThat(graph.seen()).isSameAs(first);
        }
    }

    @Test
    void aCallThatStopsFadesComesBackAndGoes() {
        call("shop", "orders", 0);
        call("shop", "mail", 0);
        for (int minute = 1; minute <= 60; minute++) {
            call("shop", "orders", minute);
        }
        assertThat(edges(graph.seen())).containsExactly("shop > mail", "shop > orders");
        call("shop", "orders", 61);
        assertThat(edges(graph.seen())).containsExactly("shop > mail (faded)", "shop > orders");
        assertThat(graph.seen().dependencies().getFirst().lastSeen()).contains(T);
        call("shop", "mail", 62);
        assertThat(edges(graph.seen())).containsExactly("shop > mail", "shop > orders");
        call("shop", "orders", 63 + 8 * 24 * 60);
        seen("mail", 63 + 8 * 24 * 60);
        assertThat(edges(graph.seen())).containsExactly("shop > orders");
    }

    @Test
    void nothingAgesWhileNobodyWatches() {
        call("shop", "orders", 0);
        seen("shop", 600);
        seen("orders", 600);
        assertThat(edges(graph.seen())).containsExactly("shop > orders");
        link(graph, id("shop"), id("orders"), DependencyKind.CALLS, COUNTS).watched(at(601));
        assertThat(edges(graph.seen())).containsExactly("shop > orders (faded)");
    }

    @Test
    void aPodThatMovedLeavesItsOldHostAndOneWhoseHostIsSilentDoesNot() {
        place("orders", "host-1", 0);
        place("shop", "host-1", 0);
        for (int minute = 1; minute <= 10; minute++) {
            place("orders", "host-2", minute);
        }
        assertThat(edges(graph.seen()))
                .containsExactly("orders / host-1", "orders / host-2", "shop / host-1");
        place("orders", "host-2", 11);
        assertThat(edges(graph.seen()))
                .as("shop says nothing any more: its host may be why")
                .containsExactly("orders / host-1 (faded)", "orders / host-2", "shop / host-1");
        place("orders", "host-2", 61);
        assertThat(edges(graph.seen())).containsExactly("orders / host-2", "shop / host-1");
    }

    @Test
    void instancesOnSeveralHostsKeepThemAll() {
        for (int minute = 0; minute < 300; minute++) {
            place("orders", "host-" + minute % 3, minute);
        }
        assertThat(edges(graph.seen()))
                .containsExactly("orders / host-0", "orders / host-1", "orders / host-2");
    }

    @Test
    void whatNothingWasHeardOfForLongIsGoneWithItsDependencies() {
        call("shop", "orders", 0);
        call("shop", "orders-2", 5);
        for (int hour = 1; hour <= 8 * 24; hour++) {
            call("shop", "orders-2", 60 * hour);
        }
        assertThat(names(graph.seen())).containsExactly("orders", "orders-2", "shop");
        call("shop", "orders-2", 60 * 8 * 24 + 1);
        assertThat(names(graph.seen())).containsExactly("orders-2", "shop");
        assertThat(edges(graph.seen())).containsExactly("shop > orders-2");
    }

    @Test
    void aKindThatIsToldBeatsOneThatIsGuessed() {
        graph.node(id("pay"), ComponentKind.THIRD_PARTY).seen(at(0));
        assertThat(graph.seen().component(0).kind()).isEqualTo(ComponentKind.THIRD_PARTY);
        graph.node(id("pay"), ComponentKind.SERVICE);
        assertThat(graph.seen().component(0).kind()).isEqualTo(ComponentKind.SERVICE);
        graph.node(id("pay"), ComponentKind.DATABASE);
        graph.node(id("pay"), ComponentKind.SERVICE);
        assertThat(graph.seen().component(0).kind()).isEqualTo(ComponentKind.DATABASE);
    }

    @Test
    void whoSendsToAQueueCallsItAndWhoReadsConsumes() {
        LiveGraph.Node queue = graph.node(id("mails"), ComponentKind.SERVICE);
        LiveGraph.Node sender = graph.node(id("shop"), ComponentKind.SERVICE);
        LiveGraph.Node reader = graph.node(id("mailer"), ComponentKind.SERVICE);
        graph.link(queue, sender, DependencyKind.CONSUMES, COUNTS).seen(at(0));
        graph.link(reader, queue, DependencyKind.CONSUMES, COUNTS).seen(at(0));
        assertThat(edges(graph.seen())).containsExactly("mailer > mails", "mails > shop");
        graph.node(id("mails"), ComponentKind.QUEUE);
        assertThat(edges(graph.seen())).containsExactly("mailer > mails", "shop > mails");
    }

    @Test
    void theOrderWithinAMomentChangesNothing() {
        LiveGraph other = new LiveGraph(AgeLimits.DEFAULT);
        List<String> callees = List.of("b", "c", "a", "d");
        callees.forEach(callee -> call("x", callee, 0));
        callees.reversed().forEach(callee -> call(other, "x", callee, 0));
        assertThat(other.seen().dependencies()).isEqualTo(graph.seen().dependencies());
        assertThat(other.seen().components()).isEqualTo(graph.seen().components());
    }

    @Test
    void whoCallsItselfHasNoDependency() {
        call("shop", "shop", 0);
        assertThat(graph.seen().dependencies()).isEmpty();
    }

    /// Each of 5,000 is called by four others and runs on one of 500 hosts; everything is seen each
    /// minute.
    @Test
    void fiveThousandComponentsAreFollowed() {
        List<ServiceId> services =
                IntStream.range(0, 5_000).mapToObj(i -> id("service-" + i)).toList();
        List<ServiceId> hosts = IntStream.range(0, 500).mapToObj(i -> id("host-" + i)).toList();
        List<LiveGraph.Link> links = new ArrayList<>();
        for (int i = 0; i < services.size(); i++) {
            ServiceId service = services.get(i);
            for (int k = 1; k <= 4; k++) {
                ServiceId callee = services.get((i * k + k) % services.size());
                links.add(link(graph, service, callee, DependencyKind.CALLS, COUNTS));
            }
            links.add(link(graph, service, hosts.get(i / 10), DependencyKind.RUNS_ON, PLACES));
        }
        long begin = CPU.getCurrentThreadCpuTime();
        for (int minute = 0; minute < 100; minute++) {
            for (LiveGraph.Link link : links) {
                link.seen(at(minute));
            }
            graph.seen();
        }
        Topology seen = graph.seen();
        assertThat(seen.size()).isEqualTo(5_500);
        assertThat(seen.dependencies()).hasSizeGreaterThan(20_000);
        double each = (CPU.getCurrentThreadCpuTime() - begin) / 100e6;
        System.out.printf("LiveGraphTest: %.1f ms a minute of 25,000 sightings%n", each);
        assertThat(each).as("ms a minute of 25,000 sightings").isLessThan(100);
    }

    private void call(String from, String to, int minute) {
        call(graph, from, to, minute);
    }

    private static void call(LiveGraph graph, String from, String to, int minute) {
        call(graph, id(from), id(to), at(minute));
    }

    private static void call(LiveGraph graph, ServiceId from, ServiceId to, long at) {
        link(graph, from, to, DependencyKind.CALLS, COUNTS).seen(at);
    }

    private void seen(String name, int minute) {
        graph.node(id(name), ComponentKind.SERVICE).seen(at(minute));
    }

    private void place(String service, String host, int minute) {
        place(id(service), id(host), at(minute));
    }

    private void place(ServiceId service, ServiceId host, long at) {
        link(graph, service, host, DependencyKind.RUNS_ON, PLACES).seen(at);
    }

    private static LiveGraph.Link link(
            LiveGraph graph, ServiceId from, ServiceId to, DependencyKind kind, String source) {
        return graph.link(
                graph.node(from, ComponentKind.SERVICE),
                graph.node(
                        to,
                        kind == DependencyKind.CALLS ? ComponentKind.SERVICE : ComponentKind.HOST),
                kind,
                source);
    }

    private static ServiceId id(String name) {
        return new ServiceId(name);
    }

    private static long at(int minute) {
        return T.toEpochMilli() + 60_000L * minute;
    }

    private static List<String> names(Topology topology) {
        return topology.components().stream().map(c -> c.id().value()).toList();
    }

    private static List<String> edges(Topology topology) {
        return topology.dependencies().stream()
                .map(d ->
                        d.from()
                                + (d.kind() == DependencyKind.RUNS_ON ? " / " : " > ")
                                + d.to()
                                + (d.faded() ? " (faded)" : ""))
                .sorted()
                .toList();
    }
}
