package dev.faultline.cause.evidence;

import static dev.faultline.cause.evidence.Seen.component;
import static dev.faultline.cause.evidence.Seen.edge;
import static dev.faultline.cause.evidence.Seen.gone;
import static dev.faultline.cause.evidence.Seen.series;
import static dev.faultline.cause.evidence.Seen.system;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.faultline.model.ChangeEvent;
import dev.faultline.model.Signal;
import dev.faultline.signal.Deviation;
import dev.faultline.topology.ComponentKind;
import dev.faultline.topology.DependencyKind;
import dev.faultline.topology.Topology;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvidenceModelTest {
    private static final CauseParameters P = CauseParameters.DEFAULT;
    private static final Instant ONSET = Instant.parse("2025-02-18T19:30:00Z");

    private static final Topology SHOP =
            system(
                    List.of(
                            component("lb", ComponentKind.LOAD_BALANCER),
                            component("shop", ComponentKind.SERVICE),
                            component("queue", ComponentKind.QUEUE),
                            component("worker", ComponentKind.CONSUMER),
                            component("host", ComponentKind.HOST)),
                    edge("lb", DependencyKind.CALLS, "shop"),
                    edge("shop", DependencyKind.CALLS, "queue"),
                    edge("worker", DependencyKind.CONSUMES, "queue"),
                    edge("shop", DependencyKind.RUNS_ON, "host"));

    private static ComponentEvidence of(String name, Deviation... seen) {
        return new EvidenceModel(P)
                .of(SHOP, List.of(seen), List.of(), ONSET)
                .get(SHOP.indexOf(Seen.id(name)));
    }

    @Test
    void latencyAndConnectionsTellOfTroubleProcessorsOfAFaultOfItsOwn() {
        assertThat(of("shop", series("shop", Signal.LATENCY, 2, 1, 20)).trouble(P)).isPositive();
        assertThat(of("shop", series("shop", Signal.CONNECTIONS, .9, .1, 20)).trouble(P))
                .isPositive();
        ComponentEvidence busy = of("shop", series("shop", Signal.CPU, .9, .2, 20));
        assertThat(busy.trouble(P)).isZero();
        assertThat(busy.fault(P)).isPositive();
    }

    @Test
    void theProcessorOfAHostIsTheHost() {
        ComponentEvidence host = of("host", series("host", Signal.CPU, .9, .2, 20));
        assertThat(host.trouble(P)).isPositive();
        assertThat(host.fault(P)).isZero();
    }

    @Test
    void aDiskThatFilledUpSlowlyIsFullAllTheSame() {
        Deviation full = series("shop", Signal.DISK, .99, .7, 40).at(40, .5);
        assertThat(of("shop", full).fault(P)).isGreaterThan(3);
    }

    @Test
    void whatPilesUpInAQueueTellsOfItsConsumer() {
        Deviation backlog = series("queue", Signal.SATURATION, 900, 0, 1000);
        assertThat(of("queue", backlog).signals()).isEmpty();
        assertThat(of("worker", backlog).trouble(P)).isGreaterThan(5);
    }

    @Test
    void aBacklogTellsOfWhoTakesLessWhereNobodyKnowsWhoTakesFromWhere() {
        Topology untold =
                system(
                        List.of(
                                component("queue", ComponentKind.QUEUE),
                                component("worker", ComponentKind.CONSUMER),
                                component("other", ComponentKind.CONSUMER)));
        List<ComponentEvidence> seen =
                new EvidenceModel(P)
                        .of(
                                untold,
                                List.of(
                                        series("queue", Signal.SATURATION, 900, 0, 1000),
                                        series("worker", Signal.TRAFFIC, 1, 50, -20),
                                        series("other", Signal.TRAFFIC, 50, 50, 0)),
                                List.of(),
                                ONSET);
        assertThat(seen.get(untold.indexOf(Seen.id("worker"))).trouble(P)).isGreaterThan(5);
        assertThat(seen.get(untold.indexOf(Seen.id("queue"))).signals()).isEmpty();
        assertThat(seen.get(untold.indexOf(Seen.id("other"))).trouble(P)).isZero();
    }

    @Test
    void aDistanceThatNormalTimesKnowSaysNoMoreThanTheyAllow() {
        double unheardOf =
                of("shop", series("shop", Signal.ERRORS, .2, 0, 20, 0, 0))
                        .signals()
                        .getFirst()
                        .logBayes();
        double known =
                of("shop", series("shop", Signal.ERRORS, .2, 0, 20, .05, 0))
                        .signals()
                        .getFirst()
                        .logBayes();
        assertThat(unheardOf).isGreaterThan(8);
        assertThat(known).isCloseTo(Math.log(1 / (2 * .05)), within(1e-12));
    }

    @Test
    void fewCallsCountLessThanMany() {
        Deviation slow = series("shop", Signal.LATENCY, 2, 1, 20);
        double many = of("shop", slow, series("shop", Signal.TRAFFIC, 50, 50, 0)).trouble(P);
        double few = of("shop", slow, series("shop", Signal.TRAFFIC, .01, .01, 0)).trouble(P);
        assertThat(few).isLessThan(many / 2);
    }

    @Test
    void trafficThatCollapsedSpeaksAboutWhoShouldHaveCalled() {
        Deviation starved = series("shop", Signal.TRAFFIC, 10, 100, -20);
        Deviation asked = series("lb", Signal.TRAFFIC, 100, 100, 0);
        assertThat(of("shop", starved, asked).trouble(P)).isZero();
        assertThat(of("lb", starved, asked).trouble(P)).isGreaterThan(5);
        // Asked for less, it passes on less.
        Deviation askedForLess = series("lb", Signal.TRAFFIC, 10, 100, -20);
        assertThat(of("lb", starved, askedForLess).trouble(P)).isZero();
    }

    @Test
    void aComponentIsSilentOnlyWhereAllOfItIs() {
        assertThat(of("shop", gone("shop", Signal.CPU), gone("shop", Signal.MEMORY)).trouble(P))
                .isGreaterThan(3);
        assertThat(
                        of("shop", gone("shop", Signal.CPU), series("shop", Signal.MEMORY, 1, 1, 0))
                                .trouble(P))
                .isLessThanOrEqualTo(0);
        // Nobody calls: no fault of the component.
        assertThat(of("shop", gone("shop", Signal.LATENCY)).trouble(P)).isZero();
    }

    @Test
    void aChangeShortlyBeforeTheOnsetCountsForAFaultOfItsOwn() {
        ChangeEvent deploy =
                new ChangeEvent(
                        ONSET.minus(Duration.ofMinutes(3)),
                        Seen.id("shop"),
                        ChangeEvent.Kind.DEPLOY,
                        "version 7");
        ChangeEvent old =
                new ChangeEvent(
                        ONSET.minus(Duration.ofHours(3)),
                        Seen.id("lb"),
                        ChangeEvent.Kind.DEPLOY,
                        "version 3");
        List<ComponentEvidence> seen =
                new EvidenceModel(P).of(SHOP, List.of(), List.of(deploy, old), ONSET);
        assertThat(seen.get(SHOP.indexOf(Seen.id("shop"))).fault(P)).isEqualTo(P.changeBonus());
        assertThat(seen.get(SHOP.indexOf(Seen.id("lb"))).fault(P)).isZero();
    }

    @Test
    void theLoadOfAHostIsThatOfTheOneOnItThatWasChangedAndIsInTrouble() {
        Deviation busy = series("host", Signal.CPU, .9, .2, 20);
        Deviation slow = series("shop", Signal.LATENCY, 2, 1, 20);
        ChangeEvent change =
                new ChangeEvent(
                        ONSET.minus(Duration.ofMinutes(3)),
                        Seen.id("shop"),
                        ChangeEvent.Kind.CONFIGURATION,
                        "plans");
        int host = SHOP.indexOf(Seen.id("host"));
        EvidenceModel model = new EvidenceModel(P);
        double alone = model.of(SHOP, List.of(busy, slow), List.of(), ONSET).get(host).trouble(P);
        assertThat(model.of(SHOP, List.of(busy, slow), List.of(change), ONSET).get(host).trouble(P))
                .isLessThan(alone / 3);
        // Who is well has nothing to do with it.
        assertThat(model.of(SHOP, List.of(busy), List.of(change), ONSET).get(host).trouble(P))
                .isEqualTo(alone);
    }
}
