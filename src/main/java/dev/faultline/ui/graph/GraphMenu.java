package dev.faultline.ui.graph;

import dev.faultline.model.ServiceId;
import dev.faultline.topology.Dependency;
import dev.faultline.ui.graph.GraphCut.Tie;
import dev.faultline.ui.pins.PinMenu;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Point2D;
import javafx.scene.control.MenuItem;
import javafx.scene.input.ContextMenuEvent;

/// The menus of the graph's nodes and lines.
final class GraphMenu {
    private final GraphViewModel model;
    private final GraphPane pane;
    private final PinMenu pins;

    GraphMenu(GraphViewModel model, GraphPane pane, PinMenu pins) {
        this.model = model;
        this.pane = pane;
        this.pins = pins;
    }

    /// Of the node or line under the pointer; by the keyboard of the selected node.
    void show(ContextMenuEvent event) {
        Optional<GraphItem> under =
                event.isKeyboardTrigger()
                        ? model.selected()
                        : pane.nodeAt(event.getX(), event.getY()).map(NodeLook::item);
        Point2D at =
                event.isKeyboardTrigger()
                        ? under.flatMap(pane.picture()::at)
                                .map(pane::localToScreen)
                                .orElse(new Point2D(event.getScreenX(), event.getScreenY()))
                        : new Point2D(event.getScreenX(), event.getScreenY());
        if (under.isPresent()) {
            ServiceId service = model.selectionProperty().get();
            if (service != null) {
                pins.show(pane, service, at.getX(), at.getY(), own(under.get(), service));
            }
            event.consume();
        } else if (!event.isKeyboardTrigger()) {
            pane.tieAt(event.getX(), event.getY())
                    .map(Tie::dependencies)
                    .filter(all -> all.size() == 1)
                    .map(List<Dependency>::getFirst)
                    .ifPresent(tie -> {
                        pins.showTie(pane, tie, at.getX(), at.getY());
                        event.consume();
                    });
        }
    }

    /// What the picture itself can do with a node.
    private List<MenuItem> own(GraphItem item, ServiceId service) {
        MenuItem enter = new MenuItem(model.word("graph.item.enter"));
        enter.setOnAction(event -> model.enter(item));
        MenuItem fold =
                new MenuItem(
                        model.word(
                                item instanceof GraphItem.Folded
                                        ? "graph.item.unfold"
                                        : "graph.item.fold"));
        fold.setOnAction(event -> model.fold(item));
        MenuItem hide = new MenuItem(model.word("graph.item.hide"));
        hide.setOnAction(event -> model.hide(service));
        return List.of(enter, fold, hide);
    }
}
