package dev.faultline.ui.graph;

import dev.faultline.model.ServiceId;
import dev.faultline.topology.Dependency;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Where everything of the dependency graph lies, on a sheet one wide and one high, y downward.
///
/// @param spots the middle of each component
/// @param routes the way of each dependency, from its caller to its callee, ends included
public record GraphPlan(Map<ServiceId, Spot> spots, List<Route> routes) {
    public GraphPlan {
        spots = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(spots));
        routes = List.copyOf(routes);
    }

    /// How far apart components lie that do not cover each other, shares of the sheet.
    private static final double ACROSS = 0.06;

    private static final double DOWN = 0.09;

    /// Where something that appears may be put.
    private static final int STEPS = 40;

    private static final List<Spot> GRID = grid();

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
    /// never moves when something appears, and what appears takes a free place.
    public GraphPlan keeping(GraphPlan before) {
        if (before.spots.isEmpty()) {
            return this;
        }
        Map<ServiceId, Spot> kept = new LinkedHashMap<>(spots);
        kept.replaceAll((service, spot) -> before.spots.getOrDefault(service, spot));
        List<Spot> taken = new ArrayList<>();
        kept.forEach((service, spot) -> {
            if (before.spots.containsKey(service)) {
                taken.add(spot);
            }
        });
        kept.replaceAll((service, spot) -> {
            if (before.spots.containsKey(service)) {
                return spot;
            }
            Spot free = free(spot, taken);
            taken.add(free);
            return free;
        });
        List<Route> moved = new ArrayList<>();
        for (Route route : routes) {
            List<Spot> points = new ArrayList<>(route.points());
            points.set(0, spotOf(kept, route.dependency().from()));
            points.set(points.size() - 1, spotOf(kept, route.dependency().to()));
            moved.add(new Route(route.dependency(), points));
        }
        return new GraphPlan(kept, moved);
    }

    /// The free place nearest to the wanted one, rather in its layer than in another; where all is
    /// full, one that is less free.
    private static Spot free(Spot wanted, List<Spot> taken) {
        for (double room = 1; room > 0.1; room /= 2) {
            double apart = room;
            Optional<Spot> found =
                    Stream.concat(Stream.of(wanted), GRID.stream())
                            .filter(spot -> taken.stream().noneMatch(t -> near(spot, t, apart)))
                            .min(
                                    Comparator.comparingDouble(spot ->
                                            4 * Math.abs(spot.x - wanted.x)
                                                    + Math.abs(spot.y - wanted.y)));
            if (found.isPresent()) {
                return found.get();
            }
        }
        return wanted;
    }

    private static boolean near(Spot a, Spot b, double room) {
        return Math.abs(a.x - b.x) < room * ACROSS && Math.abs(a.y - b.y) < room * DOWN;
    }

    private static List<Spot> grid() {
        List<Spot> all = new ArrayList<>();
        for (int x = 0; x <= STEPS; x++) {
            for (int y = 0; y <= STEPS; y++) {
                all.add(new Spot((double) x / STEPS, (double) y / STEPS));
            }
        }
        return List.copyOf(all);
    }

    private static Spot spotOf(Map<ServiceId, Spot> spots, ServiceId service) {
        Spot spot = spots.get(service);
        if (spot == null) {
            throw new IllegalArgumentException(service + " has a route but no place");
        }
        return spot;
    }
}
