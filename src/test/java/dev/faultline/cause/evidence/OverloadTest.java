package dev.faultline.cause.evidence;

import static dev.faultline.cause.evidence.Seen.component;
import static dev.faultline.cause.evidence.Seen.edge;
import static dev.faultline.cause.evidence.Seen.series;
import static dev.faultline.cause.evidence.Seen.system;
import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.cause.Diagnostician;
import dev.faultline.model.ChangeEvent;
import dev.faultline.model.ServiceId;
import dev.faultline.model.Signal;
import dev.faultline.signal.Deviation;
import dev.faultline.topology.ComponentKind;
import dev.faultline.topology.DependencyKind;
import dev.faultline.topology.Topology;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Load goes the way of the calls.
class OverloadTest {
    private static final Instant ONSET = Instant.parse("2026-02-18T19:30:00Z");

    private static final Topology SHOP =
            system(
                    List.of(
                            component("app", ComponentKind.ENTRY),
                            component("web", ComponentKind.ENTRY),
                            component("shop", ComponentKind.SERVICE),
                            component("stock", ComponentKind.SERVICE),
                            component("db", ComponentKind.DATABASE),
                            component("host", ComponentKind.HOST)),
                    edge("app", DependencyKind.CALLS, "shop"),
                    edge("web", DependencyKind.CALLS, "shop"),
                    edge("shop", DependencyKind.CALLS, "stock"),
                    edge("stock", DependencyKind.CALLS, "db"),
                    edge("db", DependencyKind.RUNS_ON, "host"));

    private static final Deviation SLOW = series("db", Signal.LATENCY, .5, .1, 20);

    private static String first(List<ChangeEvent> changes, Deviation... seen) {
        return new Diagnostician(CauseParameters.DEFAULT)
                .diagnose(SHOP, List.of(seen), changes, ONSET)
                .ranking()
                .causes()
                .getFirst()
                .service()
                .value();
    }

    private static Deviation asked(String service, double now, double usual) {
        return series(service, Signal.TRAFFIC, now, usual, now > usual ? 20 : 0);
    }

    @Test
    void anEntryAtWhichMoreComesInIsBlamedForWhomItOverloads() {
        assertThat(
                        first(
                                List.of(),
                                SLOW,
                                series("stock", Signal.LATENCY, .5, .1, 20),
                                series("host", Signal.CPU, .9, .3, 20),
                                asked("app", 300, 100),
                                asked("web", 50, 50),
                                asked("shop", 350, 150),
                                asked("stock", 350, 150),
                                asked("db", 350, 150)))
                .isEqualTo("app");
    }

    @Test
    void moreRequestsThatEverybodyAnswersAreNoTrouble() {
        Deviation[] fine = {
            asked("app", 300, 100), asked("shop", 350, 150), asked("stock", 350, 150)
        };
        assertThat(
                        new Diagnostician(CauseParameters.DEFAULT)
                                .diagnose(SHOP, List.of(fine), List.of(), ONSET)
                                .ranking()
                                .incident())
                .isLessThan(.1);
    }

    @Test
    void whoIsNotAskedForMoreIsNotOverloaded() {
        assertThat(
                        first(
                                List.of(),
                                SLOW,
                                asked("app", 300, 100),
                                asked("shop", 150, 150),
                                asked("db", 150, 150)))
                .isEqualTo("db");
    }

    @Test
    void whoCallsMoreThanItIsAskedSinceItWasChangedIsBlamed() {
        Deviation[] seen = {
            SLOW, asked("shop", 150, 150), asked("stock", 150, 150), asked("db", 900, 150)
        };
        ChangeEvent change =
                new ChangeEvent(
                        ONSET.minusSeconds(120),
                        new ServiceId("stock"),
                        ChangeEvent.Kind.CONFIGURATION,
                        "retries");
        assertThat(first(List.of(change), seen)).isEqualTo("stock");
        // Without a change it may as well try again because the database is slow.
        assertThat(first(List.of(), seen)).isEqualTo("db");
    }
}
