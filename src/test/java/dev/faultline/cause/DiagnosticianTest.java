package dev.faultline.cause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.faultline.cause.evidence.CauseParameters;
import dev.faultline.cause.inference.Exactness;
import dev.faultline.model.ChangeEvent;
import dev.faultline.model.SeriesId;
import dev.faultline.model.SeriesInfo;
import dev.faultline.model.ServiceId;
import dev.faultline.model.Signal;
import dev.faultline.model.Unit;
import dev.faultline.signal.Deviation;
import dev.faultline.signal.Method;
import dev.faultline.topology.Component;
import dev.faultline.topology.ComponentKind;
import dev.faultline.topology.Dependency;
import dev.faultline.topology.DependencyKind;
import dev.faultline.topology.Topology;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// web → shop → db, and beside them shop → cache; all with latency and CPU.
class DiagnosticianTest {
    private static final Instant ONSET = Instant.parse("2025-04-19T04:17:00Z");
    private static final ServiceId WEB = new ServiceId("web");
    private static final ServiceId SHOP = new ServiceId("shop");
    private static final ServiceId DB = new ServiceId("db");
    private static final ServiceId CACHE = new ServiceId("cache");
    private final Diagnostician diagnostician = new Diagnostician(CauseParameters.DEFAULT);

    @Test
    void namesTheDeepestComponentThatExplainsItsCallers() {
        Diagnosis diagnosis =
                diagnose(
                        List.of(
                                latency(WEB, 12),
                                latency(SHOP, 14),
                                latency(DB, 15),
                                latency(CACHE, 0)));

        assertThat(diagnosis.ranking().top().orElseThrow().service()).isEqualTo(DB);
        assertThat(diagnosis.ranking().incident()).isGreaterThan(0.9);
        RankedCause web = diagnosis.ranking().of(WEB).orElseThrow();
        assertThat(web.trouble()).as("web is in trouble").isGreaterThan(0.9);
        assertThat(web.cause()).as("but explained away").isLessThan(0.25);
    }

    @Test
    void namesAnUnmonitoredDependencyWhenItsCallersAllFail() {
        Topology topology =
                topology(edge("a", "host"), edge("b", "host"), edge("c", "host"), edge("c", "d"));

        Diagnosis diagnosis =
                diagnostician.diagnose(
                        topology,
                        List.of(
                                latency(new ServiceId("a"), 15),
                                latency(new ServiceId("b"), 15),
                                latency(new ServiceId("c"), 15)),
                        List.of(),
                        ONSET);

        assertThat(diagnosis.ranking().top().orElseThrow().service())
                .isEqualTo(new ServiceId("host"));
    }

    @Test
    void staysCalmWhileNothingIsAbnormal() {
        Diagnosis diagnosis =
                diagnose(
                        List.of(
                                latency(WEB, 0.3),
                                latency(SHOP, -1),
                                latency(DB, 1.2),
                                latency(CACHE, 0)));

        assertThat(diagnosis.ranking().incident())
                .isLessThan(CauseParameters.DEFAULT.incidentPrior());
    }

    @Test
    void knowsNothingWithoutEvidence() {
        Diagnosis diagnosis = diagnose(List.of());

        assertThat(diagnosis.ranking().incident())
                .isCloseTo(CauseParameters.DEFAULT.incidentPrior(), within(1e-12));
        assertThat(diagnosis.ranking().causes())
                .allSatisfy(c -> assertThat(c.trouble()).isLessThan(0.1));
    }

    @Test
    void partsOfEveryExplanationSumToThePosteriorsLogOdds() {
        ChangeEvent deploy =
                new ChangeEvent(ONSET.minusSeconds(300), DB, ChangeEvent.Kind.DEPLOY, "2.3.1");
        Diagnosis diagnosis =
                diagnostician.diagnose(
                        shop(),
                        List.of(latency(WEB, 9), latency(SHOP, 10), latency(DB, 8), cpu(DB, 11)),
                        List.of(deploy),
                        ONSET);

        for (RankedCause cause : diagnosis.ranking().causes()) {
            Explanation explanation = diagnosis.explain(cause.service());
            double sum =
                    explanation.parts().stream().mapToDouble(Explanation.Part::contribution).sum();
            assertThat(sum)
                    .as("%s", cause.service())
                    .isCloseTo(explanation.posteriorLogOdds(), within(1e-9));
            assertThat(1 / (1 + Math.exp(-explanation.posteriorLogOdds())))
                    .as("%s", cause.service())
                    .isCloseTo(cause.cause(), within(1e-9));
        }
        assertThat(diagnosis.explain(DB).parts())
                .anyMatch(p -> p instanceof Explanation.Part.Changed);
    }

    @Test
    void aHealthyReadingAndARecentDeployMoveTheBeliefTheirWay() {
        List<Deviation> seen = List.of(latency(WEB, 9), latency(SHOP, 9));
        double before = cause(seen, List.of(), SHOP);
        ChangeEvent deploy =
                new ChangeEvent(ONSET.minusSeconds(300), SHOP, ChangeEvent.Kind.DEPLOY, "2.3.1");

        assertThat(cause(seen, List.of(deploy), SHOP)).isGreaterThan(before);
        List<Deviation> withHealthyDb = new ArrayList<>(seen);
        withHealthyDb.add(latency(DB, 0));
        assertThat(cause(withHealthyDb, List.of(), DB)).isLessThan(cause(seen, List.of(), DB));
    }

    @Test
    void jointCausesAreSetsWhoseSinglesStayBelowTheirMarginals() {
        Diagnosis diagnosis =
                diagnose(List.of(latency(DB, 15), latency(CACHE, 15), latency(SHOP, 15)));

        List<JointCause> joint = diagnosis.joint();
        assertThat(joint.getFirst().components()).containsExactlyInAnyOrder(DB, CACHE);
        for (JointCause set : joint) {
            for (ServiceId member : set.components()) {
                double marginal = diagnosis.ranking().of(member).orElseThrow().cause();
                assertThat(set.probability()).isLessThanOrEqualTo(marginal + 1e-12);
            }
        }
    }

    @Test
    void seriesOfCallsThatFallSilentAreNoFaultButAResourceThatDoesIs() {
        double silentCalls =
                cause(List.of(latency(WEB, 9), gone(DB, Signal.LATENCY)), List.of(), DB);
        double silentCpu = cause(List.of(latency(WEB, 9), gone(DB, Signal.CPU)), List.of(), DB);
        double unknown = cause(List.of(latency(WEB, 9)), List.of(), DB);

        assertThat(silentCalls).isCloseTo(unknown, within(1e-12));
        assertThat(silentCpu).isGreaterThan(unknown);
    }

    @Test
    void staysExactOnACycle() {
        Diagnosis diagnosis =
                diagnostician.diagnose(
                        topology(edge("a", "b"), edge("b", "a")), List.of(), List.of(), ONSET);

        assertThat(diagnosis.ranking().exactness()).isEqualTo(new Exactness.Exact());
    }

    private double cause(List<Deviation> seen, List<ChangeEvent> changes, ServiceId service) {
        return diagnostician
                .diagnose(shop(), seen, changes, ONSET)
                .ranking()
                .of(service)
                .orElseThrow()
                .cause();
    }

    private Diagnosis diagnose(List<Deviation> deviations) {
        return diagnostician.diagnose(shop(), deviations, List.of(), ONSET);
    }

    private static Topology shop() {
        return topology(edge("web", "shop"), edge("shop", "db"), edge("shop", "cache"));
    }

    private static Topology topology(Dependency... dependencies) {
        List<Component> components =
                List.of(dependencies).stream()
                        .flatMap(d -> List.of(d.from(), d.to()).stream())
                        .distinct()
                        .map(id -> new Component(id, ComponentKind.SERVICE, "", 2))
                        .toList();
        return Topology.of("test", components, List.of(dependencies)).topology();
    }

    private static Dependency edge(String from, String to) {
        return new Dependency(new ServiceId(from), new ServiceId(to), DependencyKind.CALLS, 1);
    }

    private static Deviation latency(ServiceId service, double z) {
        return deviation(service, "latency_mean", Signal.LATENCY, z, 1);
    }

    private static Deviation cpu(ServiceId service, double z) {
        return deviation(service, "cpu", Signal.CPU, z, 1);
    }

    private static Deviation gone(ServiceId service, Signal signal) {
        return deviation(service, "gone", signal, Double.NaN, 0);
    }

    private static Deviation deviation(
            ServiceId service, String metric, Signal signal, double z, double present) {
        SeriesInfo series =
                new SeriesInfo(SeriesId.of(service.value(), metric), Unit.SECONDS, signal);
        return new Deviation(
                series, 0, 0.1 + 0.01 * z, 0.1, 0.1, 0.01, z, z, present, 1, Method.REFERENCE);
    }
}
