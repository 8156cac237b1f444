package dev.faultline.ui.graph;

import dev.faultline.ui.Workbench;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;

/// The dependency graph with its keys and its legend.
public final class GraphView {
    private final GraphViewModel model;
    private final Workbench workbench;
    @FXML private StackPane holder;
    @FXML private Label waiting;
    private final GraphPane pane = new GraphPane();

    @SuppressWarnings("NullAway.Init") // the fields are FXML's
    public GraphView(GraphViewModel model, Workbench workbench) {
        this.model = model;
        this.workbench = workbench;
    }

    @FXML
    private void initialize() {
        pane.setId("graph");
        pane.setFocusTraversable(true);
        pane.onSelect(model::select);
        pane.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        holder.getChildren().addFirst(pane);
        waiting.visibleProperty().bind(model.planProperty().isEqualTo(GraphPlan.EMPTY));
        model.planProperty().addListener((p, before, now) -> pane.setPlan(now));
        model.looksProperty().addListener((p, before, now) -> pane.setLooks(now));
        model.selectionProperty().addListener((p, before, now) -> pane.setSelected(now));
        workbench.themeProperty().addListener((p, before, now) -> pane.setPalette(now.palette()));
        pane.setPalette(workbench.themeProperty().get().palette());
    }

    private void key(KeyEvent event) {
        if (event.getCode() == KeyCode.F) {
            pane.fit();
            event.consume();
        }
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
