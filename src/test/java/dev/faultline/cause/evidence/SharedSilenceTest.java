package dev.faultline.cause.evidence;

import static dev.faultline.cause.evidence.Seen.component;
import static dev.faultline.cause.evidence.Seen.edge;
import static dev.faultline.cause.evidence.Seen.gone;
import static dev.faultline.cause.evidence.Seen.series;
import static dev.faultline.cause.evidence.Seen.system;
import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.model.Signal;
import dev.faultline.signal.Deviation;
import dev.faultline.topology.ComponentKind;
import dev.faultline.topology.DependencyKind;
import dev.faultline.topology.Topology;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharedSilenceTest {
    private static final CauseParameters P = CauseParameters.DEFAULT;

    /// Two services on one host, a third on that and another one, all in one zone; a fourth
    /// elsewhere.
    private static final Topology SHOP =
            system(
                    List.of(
                            component("cart", ComponentKind.SERVICE),
                            component("mail", ComponentKind.SERVICE),
                            component("pay", ComponentKind.SERVICE),
                            component("far", ComponentKind.SERVICE),
                            component("host-1", ComponentKind.HOST),
                            component("host-2", ComponentKind.HOST),
                            component("host-9", ComponentKind.HOST),
                            component("zone-a", ComponentKind.ZONE),
                            component("zone-b", ComponentKind.ZONE)),
                    edge("cart", DependencyKind.RUNS_ON, "host-1"),
                    edge("mail", DependencyKind.RUNS_ON, "host-1"),
                    edge("pay", DependencyKind.RUNS_ON, "host-1"),
                    edge("pay", DependencyKind.RUNS_ON, "host-2"),
                    edge("far", DependencyKind.RUNS_ON, "host-9"),
                    edge("host-1", DependencyKind.IN_ZONE, "zone-a"),
                    edge("host-2", DependencyKind.IN_ZONE, "zone-a"),
                    edge("host-9", DependencyKind.IN_ZONE, "zone-b"));

    /// The components that have evidence for being in trouble.
    private static List<String> accused(Deviation... seen) {
        List<ComponentEvidence> all =
                new EvidenceModel(P).of(SHOP, List.of(seen), List.of(), Instant.EPOCH);
        List<String> accused = new ArrayList<>();
        for (int i = 0; i < SHOP.size(); i++) {
            if (all.get(i).trouble(P) > 0) {
                accused.add(SHOP.component(i).id().value());
            }
        }
        return accused;
    }

    @Test
    void whatAllOfAHostShareIsTheHosts() {
        assertThat(accused(gone("cart", Signal.CPU), gone("mail", Signal.CPU), here("pay")))
                .containsExactly("host-1");
    }

    @Test
    void whatOneAloneDoesIsItsOwn() {
        assertThat(accused(gone("cart", Signal.CPU), here("mail"), here("pay")))
                .containsExactly("cart");
        assertThat(accused(gone("far", Signal.CPU), here("pay"))).containsExactly("far");
    }

    @Test
    void aHostThatStillSpeaksIsNotSilent() {
        assertThat(accused(gone("cart", Signal.CPU), gone("mail", Signal.CPU), here("host-1")))
                .containsExactly("cart", "mail");
    }

    @Test
    void whatAllOfAZoneShareIsTheZones() {
        assertThat(
                        accused(
                                gone("cart", Signal.CPU),
                                gone("mail", Signal.CPU),
                                gone("pay", Signal.CPU),
                                gone("host-2", Signal.CPU),
                                here("far")))
                .containsExactly("zone-a");
    }

    @Test
    void aServiceOfTwoHostsIsNotSilencedByOne() {
        assertThat(accused(gone("cart", Signal.CPU), gone("pay", Signal.CPU), here("mail")))
                .containsExactly("cart", "pay");
    }

    private static Deviation here(String component) {
        return series(component, Signal.CPU, .2, .2, 0);
    }
}
