package dev.faultline.ui.graph;

import dev.faultline.model.ServiceId;
import dev.faultline.topology.Dependency;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Where everything of the dependency graph lies, on a sheet one wide and one high, y downward.
///
/// @param spots the middle of each component
/// @param routes the way of each dependency, from its caller to its callee, ends included
public record GraphPlan(Map<ServiceId, Spot> spots, List<Route> routes) {
    public GraphPlan {
        spots = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(spots));
        routes = List.copyOf(routes);
    }

    public static final GraphPlan EMPTY = new GraphPlan(Map.of(), List.of());

    /// A place on the sheet, 0..1 each.
    public record Spot(double x, double y) {}

    /// The way of one dependency.
    public record Route(Dependency dependency, List<Spot> points) {
        public Route {
            points = List.copyOf(points);
        }
    }

    /// This plan with all components that `before` has at the place where they were: what is old
    /// never moves when something appears.
    public GraphPlan keeping(GraphPlan before) {
        if (before.spots.isEmpty()) {
            return this;
        }
        Map<ServiceId, Spot> kept = new LinkedHashMap<>(spots);
        kept.replaceAll((service, spot) -> before.spots.getOrDefault(service, spot));
        List<Route> moved = new ArrayList<>();
        for (Route route : routes) {
            List<Spot> points = new ArrayList<>(route.points());
            points.set(0, spotOf(kept, route.dependency().from()));
            points.set(points.size() - 1, spotOf(kept, route.dependency().to()));
            moved.add(new Route(route.dependency(), points));
        }
        return new GraphPlan(kept, moved);
    }

    private static Spot spotOf(Map<ServiceId, Spot> spots, ServiceId service) {
        Spot spot = spots.get(service);
        if (spot == null) {
            throw new IllegalArgumentException(service + " has a route but no place");
        }
        return spot;
    }
}
