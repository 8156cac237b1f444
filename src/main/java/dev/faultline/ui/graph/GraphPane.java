package dev.faultline.ui.graph;

import dev.faultline.model.ServiceId;
import dev.faultline.ui.Palette;
import dev.faultline.ui.graph.GraphCut.Ink;
import dev.faultline.ui.graph.GraphCut.Tie;
import dev.faultline.ui.graph.GraphLabels.Label;
import dev.faultline.ui.graph.GraphPlan.Route;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.geometry.Point2D;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.StackPane;
import org.graphstream.graph.Edge;
import org.graphstream.graph.Graph;
import org.graphstream.graph.implementations.MultiGraph;
import org.graphstream.ui.fx_viewer.FxDefaultView;
import org.graphstream.ui.geom.Point3;
import org.graphstream.ui.javafx.FxGraphRenderer;

/// The dependency graph in two layers. Below, GraphStream's canvas with the lines, and on it what
/// changes as seldom: paths, arrow heads, dashes. Above, the nodes with all that a tick may change:
/// drawing the lines anew at each tick would cost ten times as much. Nodes and letters keep their
/// size at any zoom. All calls on the FX thread.
///
/// Over 300 lines: GraphStream's graph and the layer above it must change together.
public final class GraphPane extends StackPane {
    /// By how much a key or a button moves closer.
    private static final double STEP = 1.3;

    private final Graph graph = new MultiGraph("dependencies");
    private final StoppableViewer viewer = new StoppableViewer(graph);
    private final FxDefaultView view;
    private final Viewport viewport;
    private final Canvas signs = new Canvas();
    private boolean stale;
    private final GraphMouse mouse = new GraphMouse(this);
    private Drawing drawing = Drawing.NOTHING;
    private List<NodeLook> looks = List.of();
    private Map<Route, List<Point2D>> ways = Map.of();
    private final Map<GraphItem, String> ids = new HashMap<>();
    private Map<GraphItem, Label> labels = Map.of();
    private double labelledAt;
    private Palette palette = Palette.DARK;
    private Optional<GraphItem> selected = Optional.empty();
    private Optional<GraphItem> hovered = Optional.empty();
    private Set<GraphItem> marks = Set.of();
    private boolean suspects;
    private double radius = GraphStyle.LARGEST;

    public GraphPane() {
        viewer.disableAutoLayout();
        view = (FxDefaultView) viewer.addDefaultView(false, new FxGraphRenderer());
        viewport = new Viewport(view.getCamera());
        view.setBackLayerRenderer((g, graphic, ratio, width, height, x0, y0, x1, y1) ->
                GraphArtist.under(new CanvasPen(g), picture()));
        view.setForeLayoutRenderer((g, graphic, ratio, width, height, x0, y0, x1, y1) ->
                GraphArtist.between(new CanvasPen(g), picture(), labels()));
        signs.setMouseTransparent(true);
        signs.setManaged(false);
        view.setMouseManager(mouse);
        view.setShortcutManager(new NoShortcuts());
        view.setMinSize(0, 0);
        setMinSize(120, 120);
        getStyleClass().add("graph-pane");
        getChildren().addAll(view, signs);
    }

    /// Ends GraphStream's timer; the pane is not used afterwards.
    public void close() {
        viewer.stop();
    }

    /// What the pointer does.
    GraphMouse mouse() {
        return mouse;
    }

    Viewport viewport() {
        return viewport;
    }

    public void setPalette(Palette newest) {
        palette = newest;
        rebuild();
    }

    public void setDrawing(Drawing newest) {
        boolean same =
                newest.plan().equals(drawing.plan())
                        && newest.cut().stubs().equals(drawing.cut().stubs());
        boolean elsewhere =
                newest.cut().items().stream().noneMatch(drawing.cut().items()::contains);
        drawing = newest;
        if (same) {
            redraw();
        } else {
            rebuild();
            if (elsewhere) {
                fit();
            }
        }
    }

    public void setLooks(List<NodeLook> newest) {
        boolean ranked = !ranks(newest).equals(ranks(looks));
        boolean first = looks.isEmpty();
        looks = newest;
        if (ranked || first) {
            labels = Map.of(); // whose name has room depends on who matters
            redraw();
        } else {
            repaint();
        }
    }

    private static List<Integer> ranks(List<NodeLook> looks) {
        return looks.stream().map(NodeLook::rank).toList();
    }

    List<NodeLook> looks() {
        return looks;
    }

    public void setSelected(Optional<GraphItem> item) {
        selected = item;
        dress();
    }

    void setHovered(Optional<GraphItem> item) {
        if (!hovered.equals(item)) {
            hovered = item;
            redraw();
        }
    }

    /// What was found is framed.
    public void setMarks(Set<GraphItem> found) {
        if (!marks.equals(found)) {
            marks = found;
            redraw();
        }
    }

    /// Whether the paths of all first suspects are drawn, not only that of the selected one.
    public void setSuspects(boolean all) {
        suspects = all;
        redraw();
    }

    /// What is drawn now.
    GraphPicture picture() {
        return new GraphPicture(
                palette,
                viewport.sheet(),
                drawing,
                ways,
                viewport::toPixel,
                radius,
                looks,
                selected,
                hovered,
                marks,
                suspects);
    }

    private Map<GraphItem, Label> labels() {
        if (labels.isEmpty() || labelledAt != viewport.zoomed()) {
            labelledAt = viewport.zoomed();
            labels = GraphLabels.of(picture());
        }
        return labels;
    }

    /// The whole sheet as an SVG file.
    ///
    /// @param title what it shows, for who cannot see it
    public String svg(String title) {
        return GraphArtist.svg(picture(), title);
    }

    /// The whole graph in the picture.
    public void fit() {
        viewport.fit();
        redraw();
    }

    /// Moves closer (`factor` below 1) or away, keeping what lies under the pixel in its place.
    public void zoom(double factor, double x, double y) {
        viewport.zoom(factor, x, y);
        redraw();
    }

    void closer() {
        zoom(1 / STEP, getWidth() / 2, getHeight() / 2);
    }

    void away() {
        zoom(STEP, getWidth() / 2, getHeight() / 2);
    }

    /// A node follows the pointer, until it is put somewhere.
    void drag(GraphItem item, Point2D pointer) {
        Point2D there = viewport.fromPixel(pointer.getX(), pointer.getY());
        drawing = drawing.laidOut(drawing.plan().moving(item, viewport.sheet().spot(there)));
        rebuild();
    }

    /// Where a component is drawn, in pixels of this pane.
    public Optional<Point2D> pixelOf(ServiceId service) {
        return drawing.cut().showing(service).flatMap(picture()::at);
    }

    /// Brings what is out of sight into it.
    void reveal(GraphItem item) {
        picture()
                .at(item)
                .filter(at -> !getLayoutBounds().contains(at))
                .ifPresent(at -> {
                    Point2D there = viewport.fromPixel(at.getX(), at.getY());
                    viewport.centre(there.getX(), there.getY());
                    redraw();
                });
    }

    /// The node drawn at a pixel of this pane.
    Optional<NodeLook> nodeAt(double x, double y) {
        GraphPicture picture = picture();
        double reach = radius + 5;
        return looks.stream()
                .filter(look ->
                        picture.at(look.item()).filter(p -> p.distance(x, y) <= reach).isPresent())
                .findFirst();
    }

    /// The node whose number of left-out neighbours is drawn at a pixel of this pane.
    Optional<GraphItem> stubAt(double x, double y) {
        GraphPicture picture = picture();
        return drawing.cut().stubs().keySet().stream()
                .filter(item ->
                        picture.at(item)
                                .map(at -> NodeArtist.stubAt(picture, at))
                                .filter(p ->
                                        x > p.getX() - 7
                                                && x < p.getX() + 18
                                                && Math.abs(y - p.getY()) < 7)
                                .isPresent())
                .findFirst();
    }

    /// The line that is drawn at a pixel of this pane.
    Optional<Tie> tieAt(double x, double y) {
        Tie closest = null;
        double least = 5;
        for (Map.Entry<Route, List<Point2D>> each : ways.entrySet()) {
            for (Point2D at : each.getValue()) {
                double distance = viewport.toPixel(at).distance(x, y);
                if (distance < least) {
                    least = distance;
                    closest = each.getKey().tie();
                }
            }
        }
        return Optional.ofNullable(closest);
    }

    @Override
    protected void layoutChildren() {
        super.layoutChildren();
        Sheet sheet = viewport.sheet();
        if (getWidth() != sheet.width() || getHeight() != sheet.height()) {
            viewport.sheet(new Sheet(getWidth(), getHeight()));
            signs.setWidth(getWidth());
            signs.setHeight(getHeight());
            rebuild();
            fit();
        }
        if (stale) {
            paint();
        }
    }

    /// GraphStream keeps the way of an edge from when it first drew it, so a sheet of another size
    /// is drawn from new elements.
    private void rebuild() {
        Sheet sheet = viewport.sheet();
        graph.clear();
        ids.clear();
        ways = Map.of();
        labels = Map.of();
        if (sheet.tooSmall()) {
            return;
        }
        radius =
                Math.clamp(
                        sheet.closest(drawing.plan().spots().values()) / 2 - 3,
                        GraphStyle.SMALLEST,
                        GraphStyle.LARGEST);
        graph.setAttribute("ui.stylesheet", GraphStyle.sheet(palette, radius));
        graph.setAttribute("ui.antialias");
        graph.setAttribute("ui.quality");
        anchor("anchor 0", 0, 0);
        anchor("anchor 1", sheet.width(), -sheet.height());
        drawing.plan()
                .spots()
                .forEach((item, spot) -> {
                    String id = "n" + ids.size();
                    ids.put(item, id);
                    graph.addNode(id).setAttribute("xyz", sheet.x(spot), -sheet.y(spot), 0.0);
                });
        ways = new LinkedHashMap<>(GraphPicture.ways(drawing.plan(), sheet));
        int number = 0;
        for (Route route : drawing.plan().routes()) {
            Tie tie = route.tie();
            Edge edge = graph.addEdge("e" + number++, ids.get(tie.from()), ids.get(tie.to()));
            edge.setAttribute("ui.points", (Object) units(ways.getOrDefault(route, List.of())));
        }
        dress();
    }

    private static Point3[] units(List<Point2D> way) {
        return way.stream().map(p -> new Point3(p.getX(), -p.getY(), 0)).toArray(Point3[]::new);
    }

    private void anchor(String id, double x, double y) {
        graph.addNode(id).setAttribute("xyz", x, y, 0.0);
        graph.getNode(id).setAttribute("ui.class", "anchor");
    }

    /// Which lines stand out, where that changed.
    private void dress() {
        int number = 0;
        for (Route route : drawing.plan().routes()) {
            Edge edge = graph.getEdge("e" + number++);
            if (edge != null) {
                boolean near = selected.filter(route.tie()::touches).isPresent();
                Ink ink = route.tie().ink();
                String newest =
                        switch (ink) {
                            case DASHED -> "faded";
                            case QUIET -> near ? "nearground" : "ground";
                            case PLAIN -> near ? "near" : "calls";
                        };
                if (!Objects.equals(edge.getAttribute("ui.class"), newest)) {
                    edge.setAttribute("ui.class", newest);
                }
            }
        }
        redraw();
    }

    /// Both layers.
    void redraw() {
        view.requestLayout();
        repaint();
    }

    /// The nodes alone.
    private void repaint() {
        stale = true;
        requestLayout();
    }

    private void paint() {
        stale = false;
        GraphicsContext g = signs.getGraphicsContext2D();
        g.clearRect(0, 0, signs.getWidth(), signs.getHeight());
        CanvasPen pen = new CanvasPen(g);
        GraphPicture picture = picture();
        GraphArtist.over(pen, picture, labels());
        GraphArtist.map(pen, picture, viewport);
    }

    /// For tests: the names as lettered.
    Set<String> lettered() {
        return labels().values().stream().map(Label::text).collect(Collectors.toSet());
    }
}
