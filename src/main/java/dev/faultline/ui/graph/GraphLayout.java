package dev.faultline.ui.graph;

import dev.faultline.model.ServiceId;
import dev.faultline.topology.Component;
import dev.faultline.topology.ComponentKind;
import dev.faultline.topology.Dependency;
import dev.faultline.topology.DependencyKind;
import dev.faultline.topology.Topology;
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
        plan(
                Topology.of(
                                "warm up",
                                List.of(
                                        new Component(caller, ComponentKind.SERVICE, "", 1),
                                        new Component(callee, ComponentKind.SERVICE, "", 1)),
                                List.of(new Dependency(caller, callee, DependencyKind.CALLS, 1)))
                        .topology());
    }

    public static GraphPlan plan(Topology topology) {
        List<Component> below = new ArrayList<>();
        List<Component> calls = new ArrayList<>();
        for (Component component : topology.components()) {
            (isGround(component) ? below : calls).add(component);
        }
        double share = below.isEmpty() ? 1 : calls.isEmpty() ? 0 : CALLS_SHARE;
        Map<ServiceId, Spot> spots = new LinkedHashMap<>();
        Map<Dependency, List<Spot>> bends = new HashMap<>();
        layered(topology, calls, share, spots, bends);
        ground(topology, below, share, spots);
        List<Route> routes = new ArrayList<>();
        for (Dependency dependency : topology.dependencies()) {
            Spot from = at(spots, dependency.from());
            Spot to = at(spots, dependency.to());
            List<Spot> points = new ArrayList<>();
            points.add(from);
            points.addAll(bends.getOrDefault(dependency, List.of()));
            if (from.y() == to.y() && from.y() > share) {
                points.add(new Spot((from.x() + to.x()) / 2, from.y() + 0.05));
            }
            points.add(to);
            routes.add(new Route(dependency, points));
        }
        return new GraphPlan(spots, routes);
    }

    private static boolean isGround(Component component) {
        return component.kind() == ComponentKind.HOST
                || component.kind() == ComponentKind.ZONE
                || component.kind() == ComponentKind.ZONE_LINK;
    }

    private static Spot at(Map<ServiceId, Spot> spots, ServiceId service) {
        Spot spot = spots.get(service);
        if (spot == null) {
            throw new IllegalStateException(service + " was not laid out");
        }
        return spot;
    }

    private static void layered(
            Topology topology,
            List<Component> components,
            double share,
            Map<ServiceId, Spot> spots,
            Map<Dependency, List<Spot>> bends) {
        if (components.isEmpty()) {
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
        Map<ServiceId, ElkNode> nodes = new HashMap<>();
        for (Component component : components) {
            ElkNode node = ElkGraphUtil.createNode(root);
            node.setDimensions(NODE, NODE);
            nodes.put(component.id(), node);
        }
        Map<Dependency, ElkEdge> edges = new LinkedHashMap<>();
        for (Dependency dependency : topology.dependencies()) {
            ElkNode from = nodes.get(dependency.from());
            ElkNode to = nodes.get(dependency.to());
            if (from != null && to != null) {
                edges.put(dependency, ElkGraphUtil.createSimpleEdge(from, to));
            }
        }
        new RecursiveGraphLayoutEngine().layout(root, new BasicProgressMonitor());
        Sheet sheet = Sheet.around(nodes.values(), share);
        for (Component component : components) {
            ElkNode node = nodes.get(component.id());
            if (node != null) {
                spots.put(
                        component.id(), sheet.spot(node.getX() + NODE / 2, node.getY() + NODE / 2));
            }
        }
        edges.forEach((dependency, edge) -> {
            List<Spot> points = new ArrayList<>();
            for (ElkEdgeSection section : edge.getSections()) {
                section.getBendPoints().forEach(b -> points.add(sheet.spot(b.getX(), b.getY())));
            }
            bends.put(dependency, points);
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
            Topology topology,
            List<Component> components,
            double share,
            Map<ServiceId, Spot> spots) {
        List<Component> row = new ArrayList<>(components);
        Map<ServiceId, Double> tenants = new HashMap<>();
        for (Component component : components) {
            double sum = 0;
            int count = 0;
            for (int i : topology.dependantsOf(topology.indexOf(component.id()))) {
                Spot spot = spots.get(topology.component(i).id());
                if (spot != null) {
                    sum += spot.x();
                    count++;
                }
            }
            tenants.put(component.id(), count == 0 ? 1.0 : sum / count);
        }
        row.sort(
                Comparator.comparing(Component::kind)
                        .thenComparingDouble(c -> tenants.getOrDefault(c.id(), 1.0))
                        .thenComparing(Component::id));
        double y = share == 0 ? 0.5 : 1;
        for (int i = 0; i < row.size(); i++) {
            spots.put(row.get(i).id(), new Spot((i + 0.5) / row.size(), y));
        }
    }
}
