package dev.faultline.ui.graph;

import dev.faultline.ui.graph.GraphCut.Tie;
import dev.faultline.ui.graph.GraphPlan.Spot;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Where an arrow key leads in the graph.
final class GraphWalk {
    private GraphWalk() {}

    /// An arrow key.
    enum Direction {
        /// To a caller.
        LEFT,
        /// To a callee.
        RIGHT,
        /// To the next sibling above: what shares a caller or a callee with it; anything else where
        /// there is none.
        UP,
        /// The same below.
        DOWN
    }

    /// The node that lies there; empty where nothing does. Along edges it is the one that lies
    /// closest to the same height.
    static Optional<GraphItem> step(Drawing drawing, GraphItem from, Direction direction) {
        GraphPlan plan = drawing.plan();
        Spot here = plan.spots().get(from);
        if (here == null) {
            return Optional.empty();
        }
        return switch (direction) {
            case LEFT ->
                    closest(
                            plan,
                            here,
                            drawing.cut().ties().stream()
                                    .filter(tie -> tie.to().equals(from))
                                    .map(Tie::from));
            case RIGHT ->
                    closest(
                            plan,
                            here,
                            drawing.cut().ties().stream()
                                    .filter(tie -> tie.from().equals(from))
                                    .map(Tie::to));
            case UP -> beside(drawing, from, here, true);
            case DOWN -> beside(drawing, from, here, false);
        };
    }

    private static Optional<GraphItem> beside(
            Drawing drawing, GraphItem from, Spot here, boolean up) {
        Set<GraphItem> siblings = siblings(drawing.cut(), from);
        Optional<GraphItem> sibling =
                next(drawing.plan(), here, up, siblings.stream().filter(s -> !s.equals(from)));
        return sibling.or(() ->
                next(
                        drawing.plan(),
                        here,
                        up,
                        drawing.cut().items().stream().filter(s -> !s.equals(from))));
    }

    private static Set<GraphItem> siblings(GraphCut cut, GraphItem of) {
        Set<GraphItem> callers = new HashSet<>();
        Set<GraphItem> callees = new HashSet<>();
        for (Tie tie : cut.ties()) {
            if (tie.to().equals(of)) {
                callers.add(tie.from());
            } else if (tie.from().equals(of)) {
                callees.add(tie.to());
            }
        }
        Set<GraphItem> siblings = new HashSet<>();
        for (Tie tie : cut.ties()) {
            if (callers.contains(tie.from())) {
                siblings.add(tie.to());
            }
            if (callees.contains(tie.to())) {
                siblings.add(tie.from());
            }
        }
        return siblings;
    }

    /// Of those above (or below) the one that lies closest; what lies aside counts double.
    private static Optional<GraphItem> next(
            GraphPlan plan, Spot here, boolean up, Stream<GraphItem> items) {
        return items.filter(
                        item -> {
                            double down = at(plan, item).y() - here.y();
                            return up ? down < 0 : down > 0;
                        })
                .min(
                        Comparator.comparingDouble((GraphItem item) ->
                                        Math.abs(at(plan, item).y() - here.y())
                                                + 2 * Math.abs(at(plan, item).x() - here.x()))
                                .thenComparing(GraphItem::name));
    }

    private static Optional<GraphItem> closest(GraphPlan plan, Spot here, Stream<GraphItem> items) {
        return items.distinct()
                .min(
                        Comparator.comparingDouble(
                                        (GraphItem item) -> Math.abs(at(plan, item).y() - here.y()))
                                .thenComparing(GraphItem::name));
    }

    private static Spot at(GraphPlan plan, GraphItem item) {
        return plan.spots().getOrDefault(item, new Spot(0.5, 0.5));
    }
}
