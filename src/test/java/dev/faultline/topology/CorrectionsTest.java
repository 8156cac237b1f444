package dev.faultline.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.model.ServiceId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CorrectionsTest {
    private static final Instant T = Instant.parse("2026-11-23T10:00:00Z");

    private final Topology told =
            Topology.of(
                            "told",
                            List.of(
                                    new Component(id("web"), ComponentKind.SERVICE, "", 3),
                                    new Component(id("orders"), ComponentKind.SERVICE, "shop", 2),
                                    new Component(id("orders-v2"), ComponentKind.SERVICE, "", 3),
                                    new Component(id("db"), ComponentKind.SERVICE, "", 3)),
                            List.of(
                                    new Dependency(
                                            id("web"), id("orders"), DependencyKind.CALLS, 1),
                                    new Dependency(
                                            id("orders-v2"), id("db"), DependencyKind.CALLS, 1)))
                    .topology();

    @Test
    void twoNamesBecomeOneComponentWithAllThatWasToldOfEither() {
        Topology one = corrected(new Correction.Same(id("orders"), id("orders-v2")));
        assertThat(one.dependencies())
                .extracting(d -> d.from() + ">" + d.to())
                .containsExactly("web>orders-v2", "orders-v2>db");
        assertThat(one.named(id("orders"))).isEqualTo(id("orders-v2"));
        assertThat(one.indexOf(id("orders"))).isEqualTo(one.indexOf(id("orders-v2")));
        assertThat(one.component(one.indexOf(id("orders"))).team()).isEqualTo("shop");
        assertThat(one.size()).isEqualTo(3);
    }

    @Test
    void namesThatLeadInACircleLeadNowhere() {
        Topology same =
                corrected(
                        new Correction.Same(id("web"), id("orders")),
                        new Correction.Same(id("orders"), id("db")),
                        new Correction.Same(id("db"), id("web")));
        assertThat(same.named(id("web"))).isEqualTo(id("db"));
        assertThat(same.components()).extracting(c -> c.id().value()).contains("db", "orders-v2");
    }

    @Test
    void whatWasSaidWinsAndTheLaterOfTwoHolds() {
        Topology corrected =
                corrected(
                        new Correction.Depends(id("web"), id("cache"), DependencyKind.CALLS),
                        new Correction.Independent(id("web"), id("orders")),
                        new Correction.OfKind(id("db"), ComponentKind.CACHE),
                        new Correction.OfKind(id("db"), ComponentKind.DATABASE),
                        new Correction.OfTeam(id("db"), "dba"),
                        new Correction.Critical(id("db"), 1),
                        new Correction.Hidden(id("orders")));
        assertThat(corrected.dependencies())
                .extracting(d -> d.from() + ">" + d.to() + " " + d.sources())
                .containsExactly("orders-v2>db []", "web>cache [ada]");
        Component db = corrected.component(corrected.indexOf(id("db")));
        assertThat(db.kind()).isEqualTo(ComponentKind.DATABASE);
        assertThat(db.team()).isEqualTo("dba");
        assertThat(db.criticality()).isEqualTo(1);
        assertThat(corrected.contains(id("orders"))).isFalse();
    }

    @Test
    void whatIsTakenBackHoldsNoMore() {
        Correction hidden = new Correction.Hidden(id("db"));
        Corrections some = Corrections.NONE.with(act(hidden, false));
        assertThat(some.of(told).contains(id("db"))).isFalse();
        assertThat(some.with(act(hidden, true)).of(told)).isSameAs(told);
    }

    @Test
    void everyDifferenceOfTwoGraphsIsTold() {
        Topology after =
                corrected(
                        new Correction.Depends(id("web"), id("cache"), DependencyKind.CALLS),
                        new Correction.Independent(id("web"), id("orders")),
                        new Correction.OfKind(id("db"), ComponentKind.DATABASE),
                        new Correction.Hidden(id("orders-v2")));
        assertThat(TopologyChange.between(told, told, T)).isEmpty();
        assertThat(TopologyChange.between(told, after, T))
                .extracting(
                        c -> c.what() + " " + c.component() + c.on().map(on -> ">" + on).orElse(""))
                .containsExactly(
                        "KIND db",
                        "APPEARED cache",
                        "GONE orders-v2",
                        "APPEARED web>cache",
                        "GONE web>orders",
                        "GONE orders-v2>db");
        assertThat(TopologyChange.between(after, told, T)).hasSize(6);
    }

    private Topology corrected(Correction... corrections) {
        Corrections all = Corrections.NONE;
        for (Correction each : corrections) {
            all = all.with(act(each, false));
        }
        return all.of(told);
    }

    private static Correction.Act act(Correction correction, boolean takenBack) {
        return new Correction.Act(correction, takenBack, T, "ada");
    }

    private static ServiceId id(String name) {
        return new ServiceId(name);
    }
}
