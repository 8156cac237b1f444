package dev.faultline.ui.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.topology.Topology;
import dev.faultline.ui.Palette;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

/// The graph as a file, and by springs.
class GraphPictureTest {
    private static final String EVIL = "<script>alert('x')</script> & \u0007";

    @Test
    void theFileIsWellFormedWhateverThingsAreCalled() throws Exception {
        GraphItem item = new GraphItem.Folded(EVIL);
        GraphPlan plan = new GraphPlan(Map.of(item, new GraphPlan.Spot(0.5, 0.5)), List.of());
        GraphCut cut = new GraphCut(Topology.empty(), List.of(item), List.of(), Map.of(), 0);
        NodeLook look = new NodeLook(item, 3, 0.8, 0.4, 1, true, true, "P", 0.1, "what it is");
        GraphPicture picture =
                new GraphPicture(
                        Palette.LIGHT,
                        new Sheet(800, 400),
                        new Drawing(cut, plan, List.of()),
                        Map.of(),
                        UnaryOperator.identity(),
                        13,
                        List.of(look),
                        Optional.of(item),
                        Optional.empty(),
                        Set.of(item),
                        true);
        DocumentBuilderFactory strict = DocumentBuilderFactory.newInstance();
        strict.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        Document file =
                strict.newDocumentBuilder()
                        .parse(
                                new ByteArrayInputStream(
                                        GraphArtist.svg(picture, "of " + EVIL)
                                                .getBytes(StandardCharsets.UTF_8)));
        assertThat(file.getElementsByTagName("script").getLength()).isZero();
        assertThat(file.getElementsByTagName("title").item(0).getTextContent())
                .isEqualTo("of <script>alert('x')</script> & ");
        assertThat(file.getElementsByTagName("text").getLength()).isGreaterThanOrEqualTo(3);
        assertThat(file.getElementsByTagName("rect").getLength()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void springsGiveEveryNodeItsOwnPlaceTheSameEachTime() {
        Topology topology = BigSystem.of(60);
        GraphCut cut = GraphCutter.cut(topology, null, Lens.START, null, List.of());
        GraphPlan plan = ForceLayout.plan(cut);
        assertThat(plan.spots().keySet()).containsExactlyInAnyOrderElementsOf(cut.items());
        assertThat(Set.copyOf(plan.spots().values())).hasSize(cut.items().size());
        assertThat(plan.spots().values())
                .allSatisfy(spot -> {
                    assertThat(spot.x()).isBetween(0.0, 1.0);
                    assertThat(spot.y()).isBetween(0.0, 1.0);
                });
        assertThat(ForceLayout.plan(cut)).isEqualTo(plan);
    }

    @Test
    void whatWasPutSomewhereStaysThereWhenSomethingAppears() {
        Topology topology = BigSystem.of(40);
        GraphCut cut = GraphCutter.cut(topology, null, Lens.START, null, List.of());
        GraphItem moved = cut.items().getFirst();
        GraphPlan.Spot there = new GraphPlan.Spot(0.123, 0.456);
        GraphPlan plan = GraphLayout.plan(cut).moving(moved, there);
        assertThat(plan.spots()).containsEntry(moved, there);
        assertThat(plan.routes())
                .filteredOn(route -> route.tie().from().equals(moved))
                .isNotEmpty()
                .allMatch(route -> route.points().getFirst().equals(there));
        GraphCut grown = GraphCutter.cut(BigSystem.of(42), null, Lens.START, null, List.of());
        assertThat(GraphLayout.plan(grown).keeping(plan).spots()).containsEntry(moved, there);
    }
}
