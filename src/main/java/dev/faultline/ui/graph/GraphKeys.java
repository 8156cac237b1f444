package dev.faultline.ui.graph;

import dev.faultline.model.ServiceId;
import dev.faultline.ui.commands.Key;
import dev.faultline.ui.pins.PinMenu;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/// The keys of the graph. H hides here; healthy is Shift+H.
final class GraphKeys {
    private final GraphViewModel model;
    private final GraphPane pane;
    private final PinMenu pins;
    private final TextField find;

    GraphKeys(GraphViewModel model, GraphPane pane, PinMenu pins, TextField find) {
        this.model = model;
        this.pane = pane;
        this.pins = pins;
        this.find = find;
    }

    void pressed(KeyEvent event) {
        ServiceId selected = model.selectionProperty().get();
        if (Key.WALK.matches(event)) {
            model.walk(direction(event.getCode()));
        } else if (Key.ENTER_NODE.matches(event)) {
            model.selected().ifPresent(model::enter);
        } else if (Key.BACK.matches(event)) {
            model.back();
        } else if (Key.FIT.matches(event)) {
            pane.fit();
        } else if (Key.CLOSER.matches(event)) {
            pane.closer();
        } else if (Key.AWAY.matches(event)) {
            pane.away();
        } else if (Key.FOLD.matches(event)) {
            model.selected().ifPresent(model::fold);
        } else if (Key.HOPS.matches(event)) {
            model.hops(Integer.parseInt(event.getCode().getChar()));
        } else if (Key.HIDE.matches(event)) {
            if (selected != null) {
                model.hide(selected);
            }
        } else {
            pins.key(event, selected);
            return;
        }
        event.consume();
    }

    /// What a sign means; pressed, it would be typed into the field that gets the focus.
    void typed(KeyEvent event) {
        if (Key.FIND.matches(event)) {
            find.requestFocus();
            event.consume();
        }
    }

    private static GraphWalk.Direction direction(KeyCode code) {
        return switch (code) {
            case LEFT -> GraphWalk.Direction.LEFT;
            case RIGHT -> GraphWalk.Direction.RIGHT;
            case UP -> GraphWalk.Direction.UP;
            default -> GraphWalk.Direction.DOWN;
        };
    }
}
