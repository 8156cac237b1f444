package dev.faultline.ui.graph;

import dev.faultline.ui.graph.GraphCut.Tie;
import dev.faultline.ui.graph.GraphPlan.Spot;
import java.util.EnumSet;
import java.util.Optional;
import javafx.event.EventHandler;
import javafx.geometry.Point2D;
import javafx.scene.Cursor;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import org.graphstream.ui.graphicGraph.GraphicGraph;
import org.graphstream.ui.view.View;
import org.graphstream.ui.view.util.InteractiveElement;
import org.graphstream.ui.view.util.MouseManager;
import org.jspecify.annotations.Nullable;

/// Click selects, double-click goes into a node, a drag of a node puts it somewhere, a drag on the
/// ground or a click in the mini-map pans, the wheel zooms, and resting on something tells of it.
final class GraphMouse implements MouseManager {
    /// How wide what is told may get, px.
    private static final double WIDEST = 420;

    /// A press that moves by less is a click, px.
    private static final double STILL = 4;

    /// What a pointer can ask for.
    interface Wishes {
        void select(@Nullable GraphItem item);

        void enter(GraphItem item);

        void open(GraphItem item);

        void place(GraphItem item, Spot spot);

        /// The pointer rests on a line; the text may become longer while it does.
        void rest(Tie tie, Tooltip telling);

        /// What is told of the number of left-out neighbours.
        String more(GraphItem item);
    }

    /// Nobody listens.
    private static final Wishes NONE =
            new Wishes() {
                @Override
                public void select(@Nullable GraphItem item) {}

                @Override
                public void enter(GraphItem item) {}

                @Override
                public void open(GraphItem item) {}

                @Override
                public void place(GraphItem item, Spot spot) {}

                @Override
                public void rest(Tie tie, Tooltip telling) {}

                @Override
                public String more(GraphItem item) {
                    return "";
                }
            };

    private final GraphPane pane;
    private final Tooltip tooltip = new Tooltip();
    private final EventHandler<MouseEvent> pressed = this::press;
    private final EventHandler<MouseEvent> dragged = this::drag;
    private final EventHandler<MouseEvent> released = this::release;
    private final EventHandler<MouseEvent> moved = this::move;
    private final EventHandler<MouseEvent> left = event -> pane().setHovered(Optional.empty());
    private final EventHandler<ScrollEvent> scrolled = this::scroll;
    private Wishes wishes = NONE;
    private Point2D last = Point2D.ZERO;
    private Point2D start = Point2D.ZERO;
    private Optional<GraphItem> held = Optional.empty();
    private Optional<Tie> told = Optional.empty();
    private boolean onMap;

    GraphMouse(GraphPane pane) {
        this.pane = pane;
        tooltip.setWrapText(true);
        tooltip.setMaxWidth(WIDEST);
    }

    private GraphPane pane() {
        return pane;
    }

    void asking(Wishes newest) {
        wishes = newest;
    }

    @Override
    public void init(GraphicGraph graph, View view) {
        pane.addEventFilter(MouseEvent.MOUSE_PRESSED, pressed);
        pane.addEventFilter(MouseEvent.MOUSE_DRAGGED, dragged);
        pane.addEventFilter(MouseEvent.MOUSE_RELEASED, released);
        pane.addEventFilter(MouseEvent.MOUSE_MOVED, moved);
        pane.addEventFilter(MouseEvent.MOUSE_EXITED, left);
        pane.addEventFilter(ScrollEvent.SCROLL, scrolled);
    }

    @Override
    public void release() {
        pane.removeEventFilter(MouseEvent.MOUSE_PRESSED, pressed);
        pane.removeEventFilter(MouseEvent.MOUSE_DRAGGED, dragged);
        pane.removeEventFilter(MouseEvent.MOUSE_RELEASED, released);
        pane.removeEventFilter(MouseEvent.MOUSE_MOVED, moved);
        pane.removeEventFilter(MouseEvent.MOUSE_EXITED, left);
        pane.removeEventFilter(ScrollEvent.SCROLL, scrolled);
    }

    @Override
    public EnumSet<InteractiveElement> getManagedTypes() {
        return EnumSet.of(InteractiveElement.NODE);
    }

    private void press(MouseEvent event) {
        pane.requestFocus();
        start = new Point2D(event.getX(), event.getY());
        last = start;
        held = Optional.empty();
        onMap = pane.viewport().map().contains(start);
        if (onMap) {
            pan(event);
            return;
        }
        Optional<GraphItem> node = pane.nodeAt(event.getX(), event.getY()).map(NodeLook::item);
        boolean primary = event.getButton() == MouseButton.PRIMARY;
        if (node.isPresent()) {
            held = node.filter(item -> primary);
            if (primary && event.getClickCount() == 2) {
                wishes.enter(node.get());
            } else {
                wishes.select(node.get());
            }
        } else if (primary) {
            pane.stubAt(event.getX(), event.getY()).ifPresent(wishes::open);
        }
    }

    private void drag(MouseEvent event) {
        Point2D now = new Point2D(event.getX(), event.getY());
        if (onMap) {
            pan(event);
        } else if (held.isEmpty()) {
            pane.viewport().pan(now.getX() - last.getX(), now.getY() - last.getY());
            pane.redraw();
        } else if (now.distance(start) > STILL) {
            pane.setCursor(Cursor.CLOSED_HAND);
            pane.drag(held.get(), now);
        }
        last = now;
    }

    private void release(MouseEvent event) {
        Point2D now = new Point2D(event.getX(), event.getY());
        if (held.isPresent() && now.distance(start) > STILL) {
            Point2D there = pane.viewport().fromPixel(now.getX(), now.getY());
            wishes.place(held.get(), pane.viewport().sheet().spot(there));
        }
        held = Optional.empty();
        pane.setCursor(Cursor.DEFAULT);
    }

    private void pan(MouseEvent event) {
        pane.viewport().goOnMap(event.getX(), event.getY());
        pane.redraw();
    }

    private void move(MouseEvent event) {
        Optional<NodeLook> node = pane.nodeAt(event.getX(), event.getY());
        Optional<GraphItem> stub = pane.stubAt(event.getX(), event.getY());
        pane.setCursor(node.isPresent() || stub.isPresent() ? Cursor.HAND : Cursor.DEFAULT);
        pane.setHovered(node.map(NodeLook::item));
        Optional<Tie> tie =
                node.isPresent() || stub.isPresent()
                        ? Optional.empty()
                        : pane.tieAt(event.getX(), event.getY());
        if (node.isPresent() || stub.isPresent()) {
            tooltip.setText(
                    node.map(NodeLook::accessible)
                            .orElseGet(() -> stub.map(wishes::more).orElse("")));
            Tooltip.install(pane, tooltip);
        } else if (tie.isPresent()) {
            if (!tie.equals(told)) {
                wishes.rest(tie.get(), tooltip);
            }
            Tooltip.install(pane, tooltip);
        } else {
            Tooltip.uninstall(pane, tooltip);
        }
        told = tie;
    }

    private void scroll(ScrollEvent event) {
        if (event.getDeltaY() != 0) {
            pane.zoom(event.getDeltaY() > 0 ? 1 / 1.15 : 1.15, event.getX(), event.getY());
            event.consume();
        }
    }
}
