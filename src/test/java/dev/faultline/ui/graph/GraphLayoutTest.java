package dev.faultline.ui.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.capture.Capture;
import dev.faultline.model.ServiceId;
import dev.faultline.topology.Component;
import dev.faultline.topology.ComponentKind;
import dev.faultline.topology.Dependency;
import dev.faultline.topology.DependencyKind;
import dev.faultline.topology.Topology;
import dev.faultline.ui.graph.GraphPlan.Spot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GraphLayoutTest {
    @Test
    void callersLieLeftOfCalleesAndHostsBelow() throws IOException {
        Topology bank = bank();
        GraphPlan plan = GraphLayout.plan(whole(bank));
        assertThat(plan.spots()).hasSize(bank.size());
        assertThat(plan.routes()).hasSize(bank.dependencies().size());
        for (Dependency dependency : bank.dependencies()) {
            if (dependency.kind() == DependencyKind.CALLS && !closesCycle(bank, dependency)) {
                assertThat(at(plan, dependency.from()).x())
                        .as(dependency.toString())
                        .isLessThan(at(plan, dependency.to()).x());
            }
        }
        for (Component component : bank.components()) {
            if (component.kind() == ComponentKind.HOST) {
                assertThat(at(plan, component.id()).y()).isEqualTo(1);
            }
        }
        assertThat(new HashSet<>(plan.spots().values())).hasSize(bank.size());
    }

    @Test
    void whatIsOldDoesNotMoveWhenSomethingAppears() throws IOException {
        Topology bank = bank();
        GraphPlan before = GraphLayout.plan(whole(bank));
        ServiceId fresh = new ServiceId("fresh");
        List<Component> components = new ArrayList<>(bank.components());
        components.addFirst(new Component(fresh, ComponentKind.ENTRY, "", 1));
        List<Dependency> dependencies = new ArrayList<>(bank.dependencies());
        dependencies.add(new Dependency(fresh, bank.component(0).id(), DependencyKind.CALLS, 1));
        GraphPlan after =
                GraphLayout.plan(whole(Topology.of("grown", components, dependencies).topology()))
                        .keeping(before);
        assertThat(after.spots())
                .containsKey(new GraphItem.One(fresh))
                .containsAllEntriesOf(before.spots());
        assertThat(after.routes())
                .allSatisfy(route ->
                        assertThat(route.points().getFirst())
                                .isEqualTo(at(after, route.tie().from())));
    }

    @Test
    void anEmptyGraphHasAnEmptyPlan() {
        assertThat(GraphLayout.plan(GraphCut.NOTHING)).isEqualTo(GraphPlan.EMPTY);
    }

    /// Whether the callee depends on the caller in turn: then one of the edges must go back.
    private static boolean closesCycle(Topology topology, Dependency dependency) {
        int caller = topology.indexOf(dependency.from());
        Set<Integer> reached = new HashSet<>();
        Deque<Integer> open = new ArrayDeque<>(List.of(topology.indexOf(dependency.to())));
        while (!open.isEmpty()) {
            int next = open.pop();
            if (reached.add(next)) {
                for (int callee : topology.dependenciesOf(next)) {
                    open.push(callee);
                }
            }
        }
        return reached.contains(caller);
    }

    private static Spot at(GraphPlan plan, ServiceId service) {
        return at(plan, new GraphItem.One(service));
    }

    private static Spot at(GraphPlan plan, GraphItem item) {
        Spot spot = plan.spots().get(item);
        assertThat(spot).as(item.name()).isNotNull();
        return spot;
    }

    private static GraphCut whole(Topology topology) {
        return GraphCutter.cut(topology, null, Lens.START, null, List.of());
    }

    private static Topology bank() throws IOException {
        try (Capture capture = Capture.open(Path.of("sample-data/bank.capture"))) {
            return capture.topology();
        }
    }
}
