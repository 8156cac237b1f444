package dev.faultline.cause.evidence;

import static dev.faultline.cause.evidence.Seen.component;
import static dev.faultline.cause.evidence.Seen.edge;
import static dev.faultline.cause.evidence.Seen.series;
import static dev.faultline.cause.evidence.Seen.system;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.faultline.cause.inference.CauseNetwork;
import dev.faultline.model.Signal;
import dev.faultline.signal.Deviation;
import dev.faultline.topology.ComponentKind;
import dev.faultline.topology.Dependency;
import dev.faultline.topology.DependencyKind;
import dev.faultline.topology.Topology;
import java.util.List;
import org.junit.jupiter.api.Test;

/// How strongly trouble passes which dependency.
class NetworkBuilderTest {
    private static final CauseParameters P = CauseParameters.DEFAULT;
    private static final Dependency CALL = edge("shop", DependencyKind.CALLS, "db");
    private static final Topology TWO =
            system(
                    List.of(
                            component("shop", ComponentKind.SERVICE),
                            component("db", ComponentKind.DATABASE)),
                    CALL);

    private static double strength(Deviation... seen) {
        return new EdgeStrength(TWO, List.of(seen), P).of(CALL);
    }

    private static Deviation requests(String service, double now, double usual) {
        return series(service, Signal.TRAFFIC, now, usual, now < usual ? -10 : 0);
    }

    @Test
    void aCalleeThatExplainsAllOfTheAddedTimePassesNearlyAlways() {
        assertThat(
                        strength(
                                requests("shop", 100, 100),
                                requests("db", 100, 100),
                                series("shop", Signal.LATENCY, .3, .1, 20),
                                series("db", Signal.LATENCY, .22, .02, 20)))
                .isCloseTo(.03 + .92, within(1e-12));
    }

    @Test
    void aCalleeThatIsAsFastAsEverPassesHardlyAnything() {
        assertThat(
                        strength(
                                requests("shop", 100, 100),
                                requests("db", 100, 100),
                                series("shop", Signal.LATENCY, .3, .1, 20),
                                series("db", Signal.LATENCY, .02, .02, 0)))
                .isCloseTo(.03, within(1e-12));
    }

    @Test
    void onlyTheChannelCountsInWhichTheCallerIsInTrouble() {
        // Failing, not slow: that latencies say nothing is no reason to suspect the callee.
        assertThat(
                        strength(
                                requests("shop", 100, 100),
                                requests("db", 100, 100),
                                series("shop", Signal.ERRORS, .5, 0, 20),
                                series("shop", Signal.LATENCY, .1, .1, 0),
                                series("db", Signal.ERRORS, 0, 0, 0)))
                .isCloseTo(.03, within(1e-12));
    }

    @Test
    void callsThatNeverArriveLeaveTheDependencySuspect() {
        double answered =
                strength(
                        requests("shop", 100, 100),
                        requests("db", 100, 100),
                        series("shop", Signal.ERRORS, .5, 0, 20),
                        series("db", Signal.ERRORS, 0, 0, 0));
        double lost =
                strength(
                        requests("shop", 100, 100),
                        requests("db", 50, 100),
                        series("shop", Signal.ERRORS, .5, 0, 20),
                        series("db", Signal.ERRORS, 0, 0, 0));
        assertThat(lost).isGreaterThan(10 * answered).isLessThanOrEqualTo(P.unseen());
    }

    @Test
    void timeLostOnTheWayLeavesTheDependencySuspect() {
        assertThat(
                        strength(
                                requests("shop", 100, 100),
                                requests("db", 100, 100),
                                series("shop", Signal.LATENCY, .3, .1, 20),
                                series("shop", Signal.CLIENT_LATENCY, .25, .05, 20),
                                series("db", Signal.LATENCY, .02, .02, 0)))
                .isCloseTo(P.lostOnTheWay(), within(1e-12));
    }

    @Test
    void anEffectDoesNotPrecedeItsCause() {
        Deviation early = series("shop", Signal.LATENCY, .3, .1, 20, 0, 0);
        Deviation soon = series("db", Signal.LATENCY, .3, .1, 20, 0, 1);
        Deviation late = series("db", Signal.LATENCY, .3, .1, 20, 0, 3);
        assertThat(strength(early, soon)).isEqualTo(P.unknownEdge());
        assertThat(strength(early, late)).isCloseTo(P.unknownEdge() / 4, within(1e-12));
    }

    @Test
    void aLinkBetweenZonesReachesWhoCallsAcrossItAndLeavesTheZonesAlone() {
        Topology zones =
                system(
                        List.of(
                                component("shop", ComponentKind.SERVICE),
                                component("db", ComponentKind.DATABASE),
                                component("near", ComponentKind.SERVICE),
                                component("host-a", ComponentKind.HOST),
                                component("host-b", ComponentKind.HOST),
                                component("zone-a", ComponentKind.ZONE),
                                component("zone-b", ComponentKind.ZONE),
                                component("link", ComponentKind.ZONE_LINK)),
                        CALL,
                        edge("near", DependencyKind.CALLS, "shop"),
                        edge("shop", DependencyKind.RUNS_ON, "host-a"),
                        edge("near", DependencyKind.RUNS_ON, "host-a"),
                        edge("db", DependencyKind.RUNS_ON, "host-b"),
                        edge("host-a", DependencyKind.IN_ZONE, "zone-a"),
                        edge("host-b", DependencyKind.IN_ZONE, "zone-b"),
                        edge("zone-a", DependencyKind.IN_ZONE, "link"),
                        edge("zone-b", DependencyKind.IN_ZONE, "link"));
        Placement placement = new Placement(zones);
        int link = zones.indexOf(Seen.id("link"));
        int shop = zones.indexOf(Seen.id("shop"));
        int near = zones.indexOf(Seen.id("near"));
        int db = zones.indexOf(Seen.id("db"));
        assertThat(placement.across(shop, db, placement.ends(link))).isEqualTo(1);
        assertThat(placement.across(near, shop, placement.ends(link))).isZero();
        CauseNetwork network = new NetworkBuilder(P).network(zones, List.of());
        assertThat(network.strength(shop, link)).isEqualTo(P.hostEdge());
        // How the database answers is told by who calls it from over there.
        assertThat(network.strength(db, link)).isEqualTo(P.hostEdge());
        assertThat(network.parentCount(zones.indexOf(Seen.id("zone-a")))).isZero();
    }

    @Test
    void aThirdPartyThatSeemsSlowMayBeTheNamesThatItsCallersLookUp() {
        Topology names =
                system(
                        List.of(
                                component("shop", ComponentKind.SERVICE),
                                component("other", ComponentKind.SERVICE),
                                component("dns", ComponentKind.DNS),
                                component("post", ComponentKind.THIRD_PARTY),
                                component("bank", ComponentKind.THIRD_PARTY)),
                        edge("shop", DependencyKind.CALLS, "dns"),
                        edge("shop", DependencyKind.CALLS, "post"),
                        edge("other", DependencyKind.CALLS, "bank"));
        CauseNetwork network = new NetworkBuilder(P).network(names, List.of());
        int dns = names.indexOf(Seen.id("dns"));
        assertThat(network.strength(names.indexOf(Seen.id("post")), dns)).isEqualTo(P.hostEdge());
        assertThat(network.parentCount(names.indexOf(Seen.id("bank")))).isZero();
    }
}
