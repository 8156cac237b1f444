package dev.faultline.ui.graph;

import dev.faultline.ui.Palette;
import dev.faultline.ui.graph.GraphPlan.Route;
import dev.faultline.ui.graph.GraphPlan.Spot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import javafx.geometry.Point2D;

/// One picture of the graph: all that its artists need to draw it, on the screen or into a file.
///
/// @param sheet on which it is laid out
/// @param ways of all routes, on the sheet, y downward
/// @param onto from the sheet to what is drawn on
/// @param radius of a node, px
/// @param selected and hovered: whose ties and path matter now
/// @param marks what was found
/// @param suspects whether the paths of all first suspects are drawn
record GraphPicture(
        Palette palette,
        Sheet sheet,
        Drawing drawing,
        Map<Route, List<Point2D>> ways,
        UnaryOperator<Point2D> onto,
        double radius,
        List<NodeLook> looks,
        Optional<GraphItem> selected,
        Optional<GraphItem> hovered,
        Set<GraphItem> marks,
        boolean suspects) {
    /// Where a node is drawn.
    Optional<Point2D> at(GraphItem item) {
        Spot spot = drawing.plan().spots().get(item);
        return spot == null || sheet.tooSmall()
                ? Optional.empty()
                : Optional.of(onto.apply(sheet.point(spot)));
    }

    List<Point2D> way(Route route) {
        return ways.getOrDefault(route, List.of()).stream().map(onto).toList();
    }

    /// The paths that are drawn as bands: of what the pointer is on, of all first suspects, or of
    /// what is selected.
    List<SuspectPath> bands() {
        return drawing.paths().stream()
                .filter(path -> {
                    Optional<GraphItem> end = drawing.cut().showing(path.suspect());
                    return hovered.isPresent()
                            ? hovered.equals(end)
                            : suspects
                                    ? path.rank() > 0
                                    : selected.isPresent() && selected.equals(end);
                })
                .toList();
    }

    boolean isNear(Route route) {
        return selected.filter(route.tie()::touches).isPresent();
    }

    /// The same on the whole sheet, as it is put on paper.
    GraphPicture onPaper() {
        return new GraphPicture(
                palette,
                sheet,
                drawing,
                ways,
                UnaryOperator.identity(),
                radius,
                looks,
                selected,
                Optional.empty(),
                marks,
                suspects);
    }

    /// The ways of all routes of a plan.
    static Map<Route, List<Point2D>> ways(GraphPlan plan, Sheet sheet) {
        Map<Route, List<Point2D>> ways = new LinkedHashMap<>();
        plan.routes().forEach(route -> ways.put(route, sheet.way(route.points())));
        return ways;
    }
}
