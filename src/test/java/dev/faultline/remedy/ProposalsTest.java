package dev.faultline.remedy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.model.ServiceId;
import dev.faultline.model.Signal;
import dev.faultline.topology.Component;
import dev.faultline.topology.ComponentKind;
import dev.faultline.topology.Dependency;
import dev.faultline.topology.DependencyKind;
import dev.faultline.topology.Topology;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProposalsTest {
    private static final ServiceId SHOP = new ServiceId("shop");
    private static final ServiceId PAYMENTS = new ServiceId("payments");
    private static final ServiceId DB = new ServiceId("payments-db");

    private static final Topology GRAPH =
            Topology.of(
                            "a shop",
                            List.of(
                                    new Component(SHOP, ComponentKind.ENTRY, "web", 1),
                                    Component.unowned(PAYMENTS, ComponentKind.SERVICE),
                                    Component.unowned(DB, ComponentKind.DATABASE)),
                            List.of(
                                    new Dependency(SHOP, PAYMENTS, DependencyKind.CALLS, 1),
                                    new Dependency(PAYMENTS, DB, DependencyKind.CALLS, 1)))
                    .topology();

    private static RunbookCopy runbook(
            String id, Set<ComponentKind> kinds, List<String> services, double connections) {
        return new RunbookCopy(
                new Runbook(
                        id,
                        1,
                        id,
                        id,
                        "",
                        new Runbook.Applies(
                                kinds,
                                services,
                                Set.of(),
                                connections > 0
                                        ? List.of(
                                                new Runbook.Evidence(
                                                        Signal.CONNECTIONS, connections))
                                        : List.of()),
                        RiskClass.REVERSIBLE,
                        new Runbook.Script(
                                Path.of("x.sh"), List.of(), Optional.empty(), Optional.empty()),
                        List.of(),
                        Duration.ofMinutes(1),
                        Set.of(),
                        List.of(),
                        List.of(),
                        Optional.of(
                                new Runbook.Effect(
                                        Set.of(Signal.LATENCY),
                                        Optional.empty(),
                                        Duration.ofMinutes(5))),
                        Duration.ofMinutes(5),
                        Set.of(Role.RESPONDER),
                        false),
                new byte[0],
                "");
    }

    private static Proposals.Tallies record(Map<String, Proposals.Tally> here) {
        return new Proposals.Tallies() {
            @Override
            public Proposals.Tally here(String runbook, ServiceId target) {
                return here.getOrDefault(runbook + "@" + target, Proposals.Tally.NONE);
            }

            @Override
            public Proposals.Tally kind(String runbook, ComponentKind kind) {
                return here.getOrDefault(runbook + "@" + kind, Proposals.Tally.NONE);
            }
        };
    }

    @Test
    void ranksByCauseTimesWhatHelpedBefore() {
        List<RunbookCopy> shelf =
                List.of(
                        runbook("restart", Set.of(), List.of(), 0),
                        runbook("grow-pool", Set.of(ComponentKind.DATABASE), List.of(), 5),
                        runbook("queue-only", Set.of(ComponentKind.QUEUE), List.of(), 0));
        List<Proposals.Proposal> found =
                Proposals.of(
                        shelf,
                        GRAPH,
                        Map.of(DB, .8, PAYMENTS, .1),
                        Map.of(DB, Map.of(Signal.CONNECTIONS, 9.0)),
                        record(
                                Map.of(
                                        "restart@payments-db", new Proposals.Tally(0, 4),
                                        "grow-pool@DATABASE", new Proposals.Tally(3, 4))));
        assertThat(found)
                .extracting(p -> p.copy().runbook().id() + "@" + p.target())
                .containsExactly(
                        "grow-pool@payments-db", "restart@payments-db", "restart@payments");
        assertThat(found.getFirst().score()).isCloseTo(.8 * 4 / 6, within());
        assertThat(found.get(1).score()).isCloseTo(.8 * 1 / 6, within());
        assertThat(found.get(2).score()).isCloseTo(.1 / 2, within());
        assertThat(found.getFirst().blast()).isEqualTo(new Proposals.BlastRadius(1, 2, 1, 1));
    }

    @Test
    void aWayInIsNotAmongThoseThatDependOnIt() {
        assertThat(Proposals.blast(GRAPH, SHOP)).isEqualTo(new Proposals.BlastRadius(0, 0, 0, 1));
    }

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.data.Offset.offset(1e-12);
    }

    @Test
    void proposesNothingWithoutItsEvidence() {
        assertThat(
                        Proposals.of(
                                List.of(runbook("grow", Set.of(), List.of("payments*"), 5)),
                                GRAPH,
                                Map.of(DB, .8, SHOP, .1),
                                Map.of(DB, Map.of(Signal.CONNECTIONS, 4.9)),
                                record(Map.of())))
                .isEmpty();
    }

    @Test
    void namesAreMatchedAsAWhole() {
        assertThat(NamePattern.matches("payments*", "payments-db")).isTrue();
        assertThat(NamePattern.matches("*-db", "payments-db")).isTrue();
        assertThat(NamePattern.matches("payments", "payments-db")).isFalse();
        assertThat(NamePattern.matches("pay.ents", "payments")).isFalse();
        assertThat(NamePattern.matches("*", "anything")).isTrue();
    }
}
