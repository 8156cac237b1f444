package dev.faultline.ui.graph;

import dev.faultline.model.ServiceId;
import dev.faultline.topology.Dependency;
import java.util.EnumSet;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.event.EventHandler;
import javafx.scene.Cursor;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import org.graphstream.ui.graphicGraph.GraphicGraph;
import org.graphstream.ui.view.View;
import org.graphstream.ui.view.util.InteractiveElement;
import org.graphstream.ui.view.util.MouseManager;
import org.jspecify.annotations.Nullable;

/// Click selects, drag on the ground pans, the wheel zooms, and resting on a component tells its
/// whole name. The right button opens the component's menu.
final class GraphMouse implements MouseManager {
    /// How wide what is told may get, px.
    private static final double WIDEST = 420;

    private final GraphPane pane;
    private final Tooltip tooltip = new Tooltip();
    private final EventHandler<MouseEvent> pressed = this::press;
    private final EventHandler<MouseEvent> dragged = this::drag;
    private final EventHandler<MouseEvent> moved = this::move;
    private final EventHandler<ScrollEvent> scrolled = this::scroll;
    private Consumer<@Nullable ServiceId> action = service -> {};
    private Function<Dependency, String> edgeText = edge -> "";
    private double lastX;
    private double lastY;
    private boolean onNode;

    GraphMouse(GraphPane pane) {
        this.pane = pane;
        tooltip.setWrapText(true);
        tooltip.setMaxWidth(WIDEST);
    }

    GraphMouse selecting(Consumer<@Nullable ServiceId> newest) {
        action = newest;
        return this;
    }

    GraphMouse telling(Function<Dependency, String> newest) {
        edgeText = newest;
        return this;
    }

    @Override
    public void init(GraphicGraph graph, View view) {
        pane.addEventFilter(MouseEvent.MOUSE_PRESSED, pressed);
        pane.addEventFilter(MouseEvent.MOUSE_DRAGGED, dragged);
        pane.addEventFilter(MouseEvent.MOUSE_MOVED, moved);
        pane.addEventFilter(ScrollEvent.SCROLL, scrolled);
    }

    @Override
    public void release() {
        pane.removeEventFilter(MouseEvent.MOUSE_PRESSED, pressed);
        pane.removeEventFilter(MouseEvent.MOUSE_DRAGGED, dragged);
        pane.removeEventFilter(MouseEvent.MOUSE_MOVED, moved);
        pane.removeEventFilter(ScrollEvent.SCROLL, scrolled);
    }

    @Override
    public EnumSet<InteractiveElement> getManagedTypes() {
        return EnumSet.of(InteractiveElement.NODE);
    }

    private void press(MouseEvent event) {
        pane.requestFocus();
        Optional<NodeLook> node = pane.nodeAt(event.getX(), event.getY());
        onNode = node.isPresent();
        lastX = event.getX();
        lastY = event.getY();
        node.ifPresent(look -> action.accept(look.service()));
    }

    private void drag(MouseEvent event) {
        if (!onNode) {
            pane.pan(event.getX() - lastX, event.getY() - lastY);
            lastX = event.getX();
            lastY = event.getY();
        }
    }

    private void move(MouseEvent event) {
        Optional<NodeLook> node = pane.nodeAt(event.getX(), event.getY());
        pane.setCursor(node.isPresent() ? Cursor.HAND : Cursor.DEFAULT);
        String edge =
                node.isPresent()
                        ? ""
                        : pane.edgeAt(event.getX(), event.getY()).map(edgeText).orElse("");
        if (node.isPresent() || !edge.isEmpty()) {
            tooltip.setText(node.map(NodeLook::accessible).orElse(edge));
            Tooltip.install(pane, tooltip);
        } else {
            Tooltip.uninstall(pane, tooltip);
        }
    }

    private void scroll(ScrollEvent event) {
        if (event.getDeltaY() != 0) {
            pane.zoom(event.getDeltaY() > 0 ? 1 / 1.15 : 1.15, event.getX(), event.getY());
            event.consume();
        }
    }
}
