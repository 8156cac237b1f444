package dev.faultline.ui.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.model.ServiceId;
import dev.faultline.ui.graph.GraphPlan.Spot;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Where something is put that appears in a graph which is shown.
class GraphPlanTest {
    private static final GraphItem OLD = new GraphItem.One(new ServiceId("old"));
    private static final GraphItem NEW = new GraphItem.One(new ServiceId("new"));
    private static final GraphItem NEXT = new GraphItem.One(new ServiceId("next"));

    @Test
    void whatIsOldStaysAndWhatAppearsDoesNotCoverIt() {
        GraphPlan before = new GraphPlan(Map.of(OLD, new Spot(1, 0.5)), List.of());
        GraphPlan after =
                new GraphPlan(
                                Map.of(
                                        OLD,
                                        new Spot(0, 0),
                                        NEW,
                                        new Spot(1, 0.52),
                                        NEXT,
                                        new Spot(1, 0.52)),
                                List.of())
                        .keeping(before);
        assertThat(after.spots()).containsEntry(OLD, new Spot(1, 0.5));
        List<Double> heights = after.spots().values().stream().map(Spot::y).sorted().toList();
        assertThat(after.spots().values()).as("all in their layer").allMatch(s -> s.x() == 1);
        assertThat(heights.get(1) - heights.get(0)).isGreaterThanOrEqualTo(0.09);
        assertThat(heights.get(2) - heights.get(1)).isGreaterThanOrEqualTo(0.09);
    }

    @Test
    void whereNothingIsInTheWayItStandsWhereTheLayoutPutsIt() {
        GraphPlan before = new GraphPlan(Map.of(OLD, new Spot(1, 0.5)), List.of());
        GraphPlan after =
                new GraphPlan(Map.of(OLD, new Spot(0, 0), NEW, new Spot(0.31, 0.47)), List.of())
                        .keeping(before);
        assertThat(after.spots()).containsEntry(NEW, new Spot(0.31, 0.47));
    }
}
