package dev.faultline.ui.graph;

import dev.faultline.model.ServiceId;
import dev.faultline.topology.Dependency;
import dev.faultline.topology.DependencyKind;
import dev.faultline.ui.Palette;
import dev.faultline.ui.graph.GraphPlan.Route;
import dev.faultline.ui.graph.GraphPlan.Spot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.geometry.Point2D;
import javafx.scene.layout.StackPane;
import org.graphstream.graph.Edge;
import org.graphstream.graph.Graph;
import org.graphstream.graph.implementations.MultiGraph;
import org.graphstream.ui.fx_viewer.FxDefaultView;
import org.graphstream.ui.geom.Point3;
import org.graphstream.ui.javafx.FxGraphRenderer;
import org.jspecify.annotations.Nullable;

/// The dependency graph: nodes and edges drawn by GraphStream, numbers, names, rings and badges by
/// [GraphLettering] on the same canvas. One unit of GraphStream is one pixel of the whole sheet, so
/// nodes and letters keep their size at any zoom. All calls on the FX thread.
public final class GraphPane extends StackPane {
    private static final double CLOSEST = 0.12;

    private final Graph graph = new MultiGraph("dependencies");
    private final StoppableViewer viewer = new StoppableViewer(graph);
    private final FxDefaultView view;
    private final GraphLettering lettering;
    private GraphPlan plan = GraphPlan.EMPTY;
    private final Map<ServiceId, NodeLook> looks = new LinkedHashMap<>();
    private final Map<Route, Point3[]> ways = new LinkedHashMap<>();
    private Palette palette = Palette.DARK;
    private @Nullable ServiceId selected;
    private double radius = GraphStyle.LARGEST;
    private Sheet sheet = Sheet.NONE;

    public GraphPane() {
        viewer.disableAutoLayout();
        view = (FxDefaultView) viewer.addDefaultView(false, new FxGraphRenderer());
        lettering = new GraphLettering(this);
        view.setForeLayoutRenderer(lettering);
        view.setMouseManager(new GraphMouse(this));
        view.setShortcutManager(new NoShortcuts());
        view.setMinSize(0, 0);
        setMinSize(120, 120);
        getStyleClass().add("graph-pane");
        getChildren().add(view);
    }

    /// Ends GraphStream's timer; the pane is not used afterwards.
    public void close() {
        viewer.stop();
    }

    /// What a click on a component, or on nothing, does.
    ///
    /// @param edge what resting on an edge tells
    public void onSelect(Consumer<@Nullable ServiceId> action, Function<Dependency, String> edge) {
        view.setMouseManager(new GraphMouse(this).selecting(action).telling(edge));
    }

    public void setPalette(Palette newest) {
        palette = newest;
        rebuild();
    }

    /// Radius of a node, px.
    double radius() {
        return radius;
    }

    Palette palette() {
        return palette;
    }

    public void setPlan(GraphPlan newest) {
        plan = newest;
        rebuild();
        fit();
    }

    public void setLooks(List<NodeLook> newest) {
        looks.clear();
        newest.forEach(look -> looks.put(look.service(), look));
        dress();
    }

    Map<ServiceId, NodeLook> looks() {
        return looks;
    }

    public void setSelected(@Nullable ServiceId service) {
        selected = service;
        dress();
    }

    @Nullable ServiceId selected() {
        return selected;
    }

    /// Edges whose direction must be said: those that go back, and those of the selection.
    List<Arrow> arrows() {
        List<Arrow> arrows = new ArrayList<>();
        ways.forEach((route, way) -> {
            boolean near = isNear(route);
            if (near || way[0].x > way[way.length - 1].x + 1) {
                int middle = way.length / 2;
                arrows.add(new Arrow(px(way[middle - 1]), px(way[middle]), near));
            }
        });
        return arrows;
    }

    /// The ways of edges that are not seen any more, in pixels, outside of the nodes at their ends.
    List<Dashes> dashes() {
        List<Dashes> dashes = new ArrayList<>();
        ways.forEach((route, way) -> {
            if (route.dependency().faded()) {
                Point2D from = px(way[0]);
                Point2D to = px(way[way.length - 1]);
                List<Point2D> points = new ArrayList<>();
                for (Point3 unit : way) {
                    Point2D at = px(unit);
                    if (at.distance(from) > radius + 2 && at.distance(to) > radius + 2) {
                        points.add(at);
                    }
                }
                dashes.add(new Dashes(points, isNear(route)));
            }
        });
        return dashes;
    }

    /// The edge that is drawn at a pixel of this pane.
    Optional<Dependency> edgeAt(double x, double y) {
        Dependency closest = null;
        double least = 5;
        for (Map.Entry<Route, Point3[]> each : ways.entrySet()) {
            for (Point3 unit : each.getValue()) {
                double distance = px(unit).distance(x, y);
                if (distance < least) {
                    least = distance;
                    closest = each.getKey().dependency();
                }
            }
        }
        return Optional.ofNullable(closest);
    }

    /// The way of an edge that is drawn dashed.
    ///
    /// @param near whether it is one of the selected component
    record Dashes(List<Point2D> points, boolean near) {}

    /// The direction of an edge in its middle.
    ///
    /// @param near whether it is one of the selected component
    record Arrow(Point2D from, Point2D to, boolean near) {}

    private Point2D px(Point3 unit) {
        Point3 px = view.getCamera().transformGuToPx(unit.x, unit.y, 0);
        return new Point2D(px.x, px.y);
    }

    private boolean isNear(Route route) {
        return route.dependency().from().equals(selected)
                || route.dependency().to().equals(selected);
    }

    /// The whole graph in the picture.
    public void fit() {
        view.getCamera().setAutoFitView(false);
        view.getCamera().setViewPercent(1);
        view.getCamera().setViewCenter(sheet.width() / 2, -sheet.height() / 2, 0);
        redraw();
    }

    /// Moves closer (`factor` below 1) or away, keeping what lies under the pixel in its place.
    public void zoom(double factor, double x, double y) {
        double before = view.getCamera().getViewPercent();
        double after = Math.clamp(before * factor, CLOSEST, 1);
        Point3 under = view.getCamera().transformPxToGu(x, y);
        Point3 centre = view.getCamera().getViewCenter();
        double ratio = after / before;
        double cx = under.x + (centre.x - under.x) * ratio;
        double cy = under.y + (centre.y - under.y) * ratio;
        view.getCamera().setViewPercent(after);
        centreAt(cx, cy);
    }

    /// Moves the sheet by pixels.
    void pan(double dx, double dy) {
        Point3 centre = view.getCamera().getViewCenter();
        double percent = view.getCamera().getViewPercent();
        centreAt(centre.x - dx * percent, centre.y + dy * percent);
    }

    private void centreAt(double x, double y) {
        double half = view.getCamera().getViewPercent() / 2;
        view.getCamera()
                .setViewCenter(
                        Math.clamp(x, sheet.width() * half, sheet.width() * (1 - half)),
                        -Math.clamp(-y, sheet.height() * half, sheet.height() * (1 - half)),
                        0);
        redraw();
    }

    /// Where a component is drawn, in pixels of this pane.
    public Optional<Point2D> pixelOf(ServiceId service) {
        Spot spot = plan.spots().get(service);
        if (spot == null || sheet.tooSmall()) {
            return Optional.empty();
        }
        return Optional.of(px(new Point3(sheet.x(spot), -sheet.y(spot), 0)));
    }

    /// The component drawn at a pixel of this pane.
    Optional<NodeLook> nodeAt(double x, double y) {
        double reach = radius + 5;
        for (NodeLook look : looks.values()) {
            if (pixelOf(look.service()).filter(p -> p.distance(x, y) <= reach).isPresent()) {
                return Optional.of(look);
            }
        }
        return Optional.empty();
    }

    double zoomed() {
        return 1 / view.getCamera().getViewPercent();
    }

    @Override
    protected void layoutChildren() {
        super.layoutChildren();
        if (getWidth() != sheet.width() || getHeight() != sheet.height()) {
            rebuild();
            fit();
        }
    }

    /// GraphStream keeps the way of an edge from when it first drew it, so a sheet of another size
    /// is drawn from new elements.
    private void rebuild() {
        sheet = new Sheet(getWidth(), getHeight());
        graph.clear();
        ways.clear();
        if (sheet.tooSmall()) {
            return;
        }
        radius =
                Math.clamp(
                        sheet.closest(plan.spots().values()) / 2 - 3,
                        GraphStyle.SMALLEST,
                        GraphStyle.LARGEST);
        graph.setAttribute("ui.stylesheet", GraphStyle.sheet(palette, radius));
        graph.setAttribute("ui.antialias");
        graph.setAttribute("ui.quality");
        anchor("anchor 0", 0, 0);
        anchor("anchor 1", sheet.width(), -sheet.height());
        plan.spots()
                .forEach((service, spot) ->
                        graph.addNode(service.value())
                                .setAttribute("xyz", sheet.x(spot), -sheet.y(spot), 0.0));
        int number = 0;
        for (Route route : plan.routes()) {
            Edge edge =
                    graph.addEdge(
                            "e" + number++,
                            route.dependency().from().value(),
                            route.dependency().to().value());
            Point3[] way = sheet.way(route.points());
            edge.setAttribute("ui.points", (Object) way);
            ways.put(route, way);
        }
        lettering.measure();
        dress();
    }

    private void anchor(String id, double x, double y) {
        graph.addNode(id).setAttribute("xyz", x, y, 0.0);
        graph.getNode(id).setAttribute("ui.class", "anchor");
    }

    /// Colours and highlights, where they changed.
    private void dress() {
        for (NodeLook look : looks.values()) {
            set(look.service().value(), GraphStyle.nodeClass(look.posteriorClass()));
        }
        int number = 0;
        for (Route route : plan.routes()) {
            Edge edge = graph.getEdge("e" + number++);
            if (edge != null) {
                DependencyKind kind = route.dependency().kind();
                boolean near = isNear(route);
                boolean ground = kind == DependencyKind.RUNS_ON || kind == DependencyKind.IN_ZONE;
                boolean faded = route.dependency().faded();
                String newest = faded ? "faded" : near ? "near" : ground ? "ground" : "calls";
                if (!Objects.equals(edge.getAttribute("ui.class"), newest)) {
                    edge.setAttribute("ui.class", newest);
                }
            }
        }
        redraw();
    }

    private void set(String node, String newest) {
        var found = graph.getNode(node);
        if (found != null && !Objects.equals(found.getAttribute("ui.class"), newest)) {
            found.setAttribute("ui.class", newest);
        }
    }

    private void redraw() {
        view.requestLayout();
    }
}
