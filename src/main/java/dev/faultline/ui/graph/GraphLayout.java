package dev.faultline.ui.graph;

import dev.faultline.model.ServiceId;
import dev.faultline.topology.Component;
import dev.faultline.topology.ComponentKind;
import dev.faultline.topology.Dependency;
import dev.faultline.topology.DependencyKind;
import dev.faultline.topology.Topology;
import dev.faultline.ui.graph.GraphCut.Tie;
import dev.faultline.ui.graph.GraphPlan.Route;
import dev.faultline.ui.graph.GraphPlan.Spot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.elk.alg.layered.options.LayeredMetaDataProvider;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.core.RecursiveGraphLayoutEngine;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/// Layered layout by ELK: callers on the left, callees on the right. Hosts, zones and the links
/// between them lie in a row of their own below, for everything runs on them and their edges would
/// tear the layers apart. The first call takes about a second: not on the FX thread.
public final class GraphLayout {
    /// The share of the sheet's height that is left to the calls where there is a row of hosts.
    private static final double CALLS_SHARE = 0.84;

    private static final double NODE = 30;

    private GraphLayout() {}

    /// Lays out nothing much: the first layout loads so many classes that it takes a second, which
    /// this spends while the window is still being made.
    public static void warmUp() {
        ServiceId caller = new ServiceId("caller");
        ServiceId callee = new ServiceId("callee");
        Topology two =
                Topology.of(
                                "warm up",
                                List.of(
                                        new Component(caller, ComponentKind.SERVICE, "", 1),
                                        new Component(callee, ComponentKind.SERVICE, "", 1)),
                                List.of(new Dependency(caller, callee, DependencyKind.CALLS, 1)))
                        .topology();
        plan(GraphCutter.cut(two, null, Lens.START, null, List.of()));
    }

    public static GraphPlan plan(GraphCut cut) {
        List<GraphItem> below = new ArrayList<>();
        List<GraphItem> calls = new ArrayList<>();
        for (GraphItem item : cut.items()) {
            (cut.isGround(item) ? below : calls).add(item);
        }
        double share = below.isEmpty() ? 1 : calls.isEmpty() ? 0 : CALLS_SHARE;
        Map<GraphItem, Spot> spots = new LinkedHashMap<>();
        Map<Tie, List<Spot>> bends = new HashMap<>();
        layered(cut, calls, share, spots, bends);
        ground(cut, below, share, spots);
        List<Route> routes = new ArrayList<>();
        for (Tie tie : cut.ties()) {
            Spot from = at(spots, tie.from());
            Spot to = at(spots, tie.to());
            List<Spot> points = new ArrayList<>();
            points.add(from);
            points.addAll(bends.getOrDefault(tie, List.of()));
            if (from.y() == to.y() && from.y() > share) {
                points.add(new Spot((from.x() + to.x()) / 2, from.y() + 0.05));
            }
            points.add(to);
            routes.add(new Route(tie, points));
        }
        return new GraphPlan(spots, routes);
    }

    private static Spot at(Map<GraphItem, Spot> spots, GraphItem item) {
        Spot spot = spots.get(item);
        if (spot == null) {
            throw new IllegalStateException(item + " was not laid out");
        }
        return spot;
    }

    private static void layered(
            GraphCut cut,
            List<GraphItem> items,
            double share,
            Map<GraphItem, Spot> spots,
            Map<Tie, List<Spot>> bends) {
        if (items.isEmpty()) {
            return;
        }
        LayoutMetaDataService.getInstance()
                .registerLayoutMetaDataProviders(new LayeredMetaDataProvider());
        ElkNode root = ElkGraphUtil.createGraph();
        root.setProperty(CoreOptions.ALGORITHM, LayeredOptions.ALGORITHM_ID);
        root.setProperty(CoreOptions.DIRECTION, Direction.RIGHT);
        root.setProperty(CoreOptions.EDGE_ROUTING, EdgeRouting.POLYLINE);
        root.setProperty(CoreOptions.RANDOM_SEED, 1);
        root.setProperty(CoreOptions.ASPECT_RATIO, 1.9);
        root.setProperty(LayeredOptions.SPACING_NODE_NODE, 16.0);
        root.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, 60.0);
        Map<GraphItem, ElkNode> nodes = new HashMap<>();
        for (GraphItem item : items) {
            ElkNode node = ElkGraphUtil.createNode(root);
            node.setDimensions(NODE, NODE);
            nodes.put(item, node);
        }
        Map<Tie, ElkEdge> edges = new LinkedHashMap<>();
        for (Tie tie : cut.ties()) {
            ElkNode from = nodes.get(tie.from());
            ElkNode to = nodes.get(tie.to());
            if (from != null && to != null) {
                edges.put(tie, ElkGraphUtil.createSimpleEdge(from, to));
            }
        }
        new RecursiveGraphLayoutEngine().layout(root, new BasicProgressMonitor());
        Sheet sheet = Sheet.around(nodes.values(), share);
        nodes.forEach((item, node) ->
                spots.put(item, sheet.spot(node.getX() + NODE / 2, node.getY() + NODE / 2)));
        edges.forEach((tie, edge) -> {
            List<Spot> points = new ArrayList<>();
            for (ElkEdgeSection section : edge.getSections()) {
                section.getBendPoints().forEach(b -> points.add(sheet.spot(b.getX(), b.getY())));
            }
            bends.put(tie, points);
        });
    }

    /// From ELK's coordinates to those of the plan.
    private record Sheet(double left, double top, double width, double height, double share) {
        static Sheet around(Iterable<ElkNode> nodes, double share) {
            double left = Double.MAX_VALUE;
            double top = Double.MAX_VALUE;
            double right = -Double.MAX_VALUE;
            double bottom = -Double.MAX_VALUE;
            for (ElkNode node : nodes) {
                left = Math.min(left, node.getX() + NODE / 2);
                top = Math.min(top, node.getY() + NODE / 2);
                right = Math.max(right, node.getX() + NODE / 2);
                bottom = Math.max(bottom, node.getY() + NODE / 2);
            }
            return new Sheet(left, top, right - left, bottom - top, share);
        }

        Spot spot(double x, double y) {
            double across = width < 1 ? 0.5 : clamp((x - left) / width);
            double down = height < 1 ? 0.5 : clamp((y - top) / height);
            return new Spot(across, down * share);
        }

        private static double clamp(double share) {
            return Math.clamp(share, 0, 1);
        }
    }

    /// One row: hosts, then zones, then links, each kind ordered by where its tenants lie.
    private static void ground(
            GraphCut cut, List<GraphItem> items, double share, Map<GraphItem, Spot> spots) {
        List<GraphItem> row = new ArrayList<>(items);
        Map<GraphItem, Double> tenants = new HashMap<>();
        for (GraphItem item : items) {
            tenants.put(
                    item,
                    cut.ties().stream()
                            .filter(tie -> tie.to().equals(item) && spots.containsKey(tie.from()))
                            .mapToDouble(tie -> at(spots, tie.from()).x())
                            .average()
                            .orElse(1));
        }
        row.sort(
                Comparator.comparingInt((GraphItem item) -> kind(cut, item))
                        .thenComparingDouble(item -> tenants.getOrDefault(item, 1.0))
                        .thenComparing(GraphItem::name));
        double y = share == 0 ? 0.5 : 1;
        for (int i = 0; i < row.size(); i++) {
            spots.put(row.get(i), new Spot((i + 0.5) / row.size(), y));
        }
    }

    private static int kind(GraphCut cut, GraphItem item) {
        Topology topology = cut.topology();
        return cut.members(item).stream()
                .mapToInt(id ->
                        topology.component(topology.indexOf(id))
                                .kind()
                                .compareTo(ComponentKind.ENTRY))
                .min()
                .orElse(0);
    }
}
