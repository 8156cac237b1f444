package dev.faultline.ui.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.engine.Engine;
import dev.faultline.engine.EngineCommand;
import dev.faultline.engine.Snapshot;
import dev.faultline.model.SeriesId;
import dev.faultline.model.SeriesInfo;
import dev.faultline.model.ServiceId;
import dev.faultline.model.Signal;
import dev.faultline.model.Unit;
import dev.faultline.topology.Component;
import dev.faultline.topology.ComponentKind;
import dev.faultline.topology.Dependency;
import dev.faultline.topology.DependencyKind;
import dev.faultline.topology.Topology;
import dev.faultline.ui.compare.Comparison.PairRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final ServiceId A = new ServiceId("zone-a");
    private static final ServiceId B = new ServiceId("zone-b");

    @Test
    void listsZonesBeforeHostsAndFindsWhatLiesInThemThroughTheirHosts() {
        assertThat(Comparison.places(topology()).stream().map(ServiceId::value))
                .containsExactly("zone-a", "zone-b", "host-a", "host-b", "host-c");
        Comparison found = Comparison.of(snapshot(), A, B);
        assertThat(found.left().members()).isEqualTo(4); // two hosts, pay-1, cards
        assertThat(found.right().members()).isEqualTo(2); // one host, pay-2
        assertThat(found.left().unmeasured()).isEqualTo(3);
        assertThat(found.left().own()).isPresent();
    }

    @Test
    void putsServicesOfBothPlacesFirstAndSaysWhereThereIsNone() {
        List<PairRow> pairs = Comparison.of(snapshot(), A, B).pairs();
        PairRow pay = pairs.stream().filter(r -> r.name().equals("pay")).findFirst().orElseThrow();
        assertThat(pay.left()).isPresent();
        assertThat(pay.right()).isPresent();
        PairRow cards =
                pairs.stream().filter(r -> r.name().equals("cards")).findFirst().orElseThrow();
        assertThat(cards.left()).isPresent();
        assertThat(cards.right()).isEmpty();
        assertThat(pairs.indexOf(pay)).isLessThan(pairs.indexOf(cards));
    }

    @Test
    void countsTheSeriesOfEachSideAndInventsNoMedianWhereNothingIsKnown() {
        Comparison found = Comparison.of(snapshot(), A, B);
        assertThat(found.signals()).hasSize(1);
        Comparison.SignalRow latency = found.signals().getFirst();
        assertThat(latency.signal()).isEqualTo(Signal.LATENCY);
        assertThat(latency.left().series()).isEqualTo(1);
        assertThat(latency.right().series()).isZero();
        assertThat(latency.left().median()).isEmpty();
    }

    private static Snapshot snapshot() {
        SeriesInfo latency =
                new SeriesInfo(
                        new SeriesId(new ServiceId("pay-1"), "latency", new TreeMap<>()),
                        Unit.SECONDS,
                        Signal.LATENCY);
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        try (Engine engine = new Engine()) {
            engine.apply(
                    new EngineCommand.Start(
                            topology(), List.of(latency), start, Duration.ofMinutes(1)));
            engine.apply(new EngineCommand.Tick(start.plusSeconds(60)));
            return engine.snapshot();
        }
    }

    private static Topology topology() {
        List<Component> components =
                Stream.of(
                                Map.entry("zone-a", ComponentKind.ZONE),
                                Map.entry("zone-b", ComponentKind.ZONE),
                                Map.entry("host-a", ComponentKind.HOST),
                                Map.entry("host-b", ComponentKind.HOST),
                                Map.entry("host-c", ComponentKind.HOST),
                                Map.entry("pay-1", ComponentKind.SERVICE),
                                Map.entry("pay-2", ComponentKind.SERVICE),
                                Map.entry("cards", ComponentKind.SERVICE))
                        .map(e -> Component.unowned(new ServiceId(e.getKey()), e.getValue()))
                        .toList();
        return Topology.of(
                        "test",
                        components,
                        List.of(
                                edge("host-a", "zone-a", DependencyKind.IN_ZONE),
                                edge("host-b", "zone-b", DependencyKind.IN_ZONE),
                                edge("host-c", "zone-a", DependencyKind.IN_ZONE),
                                edge("pay-1", "host-a", DependencyKind.RUNS_ON),
                                edge("pay-2", "host-b", DependencyKind.RUNS_ON),
                                edge("cards", "host-c", DependencyKind.RUNS_ON),
                                edge("cards", "pay-1", DependencyKind.CALLS)))
                .topology();
    }

    private static Dependency edge(String from, String to, DependencyKind kind) {
        return new Dependency(new ServiceId(from), new ServiceId(to), kind, 1);
    }
}
