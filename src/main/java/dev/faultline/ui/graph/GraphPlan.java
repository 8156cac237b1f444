package dev.faultline.ui.graph;

import dev.faultline.ui.graph.GraphCut.Tie;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Where everything of the dependency graph lies, on a sheet one wide and one high, y downward.
///
/// @param spots the middle of each node
/// @param routes the way of each tie, from its caller to its callee, ends included
public record GraphPlan(Map<GraphItem, Spot> spots, List<Route> routes) {
    public GraphPlan {
        spots = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(spots));
        routes = List.copyOf(routes);
    }

    /// How far apart nodes lie that do not cover each other, shares of the sheet.
    private static final double ACROSS = 0.06;

    private static final double DOWN = 0.09;

    /// Where something that appears may be put.
    private static final int STEPS = 40;

    private static final List<Spot> GRID = grid();

    public static final GraphPlan EMPTY = new GraphPlan(Map.of(), List.of());

    /// A place on the sheet, 0..1 each.
    public record Spot(double x, double y) {}

    /// The way of one tie.
    public record Route(Tie tie, List<Spot> points) {
        public Route {
            points = List.copyOf(points);
        }
    }

    /// This plan with all nodes that `before` has at the place where they were: what is old never
    /// moves when something appears, and what appears takes a free place.
    public GraphPlan keeping(GraphPlan before) {
        if (before.spots.isEmpty()) {
            return this;
        }
        Map<GraphItem, Spot> kept = new LinkedHashMap<>(spots);
        kept.replaceAll((item, spot) -> before.spots.getOrDefault(item, spot));
        List<Spot> taken = new ArrayList<>();
        kept.forEach((item, spot) -> {
            if (before.spots.containsKey(item)) {
                taken.add(spot);
            }
        });
        kept.replaceAll((item, spot) -> {
            if (before.spots.containsKey(item)) {
                return spot;
            }
            Spot free = free(spot, taken);
            taken.add(free);
            return free;
        });
        List<Route> moved = new ArrayList<>();
        for (Route route : routes) {
            Tie tie = route.tie();
            Spot from = spotOf(kept, tie.from());
            Spot to = spotOf(kept, tie.to());
            // The bends of a new layout lead round what has not moved there.
            boolean still = from.equals(spots.get(tie.from())) && to.equals(spots.get(tie.to()));
            moved.add(still ? route : new Route(tie, bent(before, tie, from, to)));
        }
        return new GraphPlan(kept, moved);
    }

    /// The way that the tie had before, where its ends are where they were; straight otherwise.
    private static List<Spot> bent(GraphPlan before, Tie tie, Spot from, Spot to) {
        for (Route old : before.routes) {
            if (old.tie().from().equals(tie.from())
                    && old.tie().to().equals(tie.to())
                    && old.points().getFirst().equals(from)
                    && old.points().getLast().equals(to)) {
                return old.points();
            }
        }
        return List.of(from, to);
    }

    /// The same plan for the ties as they are now: of when they were seen it knows nothing.
    GraphPlan of(GraphCut cut) {
        record Ends(GraphItem from, GraphItem to) {}
        Map<Ends, Tie> newest = new LinkedHashMap<>();
        cut.ties().forEach(tie -> newest.put(new Ends(tie.from(), tie.to()), tie));
        List<Route> same = new ArrayList<>();
        for (Route route : routes) {
            Tie tie = newest.get(new Ends(route.tie().from(), route.tie().to()));
            if (tie != null) {
                same.add(new Route(tie, route.points()));
            }
        }
        return new GraphPlan(spots, same);
    }

    /// The same with a node somewhere else; its ties are straight then.
    public GraphPlan moving(GraphItem item, Spot spot) {
        if (!spots.containsKey(item)) {
            return this;
        }
        Map<GraphItem, Spot> moved = new LinkedHashMap<>(spots);
        moved.put(item, spot);
        List<Route> ways =
                routes.stream()
                        .map(route ->
                                route.tie().touches(item)
                                        ? new Route(
                                                route.tie(),
                                                List.of(
                                                        spotOf(moved, route.tie().from()),
                                                        spotOf(moved, route.tie().to())))
                                        : route)
                        .toList();
        return new GraphPlan(moved, ways);
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

    private static Spot spotOf(Map<GraphItem, Spot> spots, GraphItem item) {
        Spot spot = spots.get(item);
        if (spot == null) {
            throw new IllegalArgumentException(item + " has a route but no place");
        }
        return spot;
    }
}
