package dev.faultline.ui.graph;

import dev.faultline.model.ServiceId;
import dev.faultline.ui.Workbench;
import dev.faultline.ui.commands.Key;
import dev.faultline.ui.pins.PinMenu;
import dev.faultline.wording.GraphWords;
import java.util.Optional;
import javafx.fxml.FXML;
import javafx.geometry.Point2D;
import javafx.scene.control.Label;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;

/// The dependency graph with its keys and its legend.
public final class GraphView {
    private final GraphViewModel model;
    private final Workbench workbench;
    private final PinMenu pins;
    private final GraphWords words;
    @FXML private StackPane holder;
    @FXML private Label waiting;
    private final GraphPane pane = new GraphPane();

    @SuppressWarnings("NullAway.Init") // the fields are FXML's
    public GraphView(GraphViewModel model, Workbench workbench, PinMenu pins, GraphWords words) {
        this.model = model;
        this.workbench = workbench;
        this.pins = pins;
        this.words = words;
    }

    @FXML
    private void initialize() {
        pane.setId("graph");
        pane.setFocusTraversable(true);
        pane.onSelect(model::select, words::dependency);
        pane.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        pane.setOnContextMenuRequested(this::menu);
        holder.getChildren().addFirst(pane);
        waiting.visibleProperty().bind(model.planProperty().isEqualTo(GraphPlan.EMPTY));
        model.planProperty().addListener((p, before, now) -> pane.setPlan(now));
        model.looksProperty().addListener((p, before, now) -> pane.setLooks(now));
        model.selectionProperty().addListener((p, before, now) -> pane.setSelected(now));
        workbench.themeProperty().addListener((p, before, now) -> pane.setPalette(now.palette()));
        pane.setPalette(workbench.themeProperty().get().palette());
    }

    private void key(KeyEvent event) {
        if (Key.FIT.matches(event)) {
            pane.fit();
            event.consume();
        } else {
            pins.key(event, model.selectionProperty().get());
        }
    }

    /// Of the component under the pointer, which the press has selected; by the keyboard of the
    /// selected one.
    private void menu(ContextMenuEvent event) {
        Optional<ServiceId> under =
                event.isKeyboardTrigger()
                        ? Optional.ofNullable(model.selectionProperty().get())
                        : pane.nodeAt(event.getX(), event.getY()).map(NodeLook::service);
        under.ifPresent(service -> {
            Point2D at =
                    event.isKeyboardTrigger()
                            ? pane.pixelOf(service).map(pane::localToScreen).orElse(null)
                            : null;
            pins.show(
                    pane,
                    service,
                    at == null ? event.getScreenX() : at.getX(),
                    at == null ? event.getScreenY() : at.getY());
            event.consume();
        });
    }

    @FXML
    private void fit() {
        pane.fit();
    }

    @FXML
    private void closer() {
        pane.zoom(1 / 1.3, pane.getWidth() / 2, pane.getHeight() / 2);
    }

    @FXML
    private void away() {
        pane.zoom(1.3, pane.getWidth() / 2, pane.getHeight() / 2);
    }

    /// Ends the picture's timer.
    public void close() {
        pane.close();
    }
}
