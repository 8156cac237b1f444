package dev.faultline.ui.statusbar;

import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The right end of the status bar.
public final class StatusEndView {
    private final StatusEndViewModel model;
    @FXML private HBox tasks;
    @FXML private Label task;
    @FXML private Button cancel;
    @FXML private Label graph;
    @FXML private Label role;
    @FXML private Label clock;

    @SuppressWarnings("NullAway.Init") // the fields are FXML's
    public StatusEndView(StatusEndViewModel model) {
        this.model = model;
    }

    @FXML
    private void initialize() {
        task.textProperty().bind(model.taskProperty());
        tasks.visibleProperty().bind(model.taskProperty().isNotEmpty());
        tasks.managedProperty().bind(tasks.visibleProperty());
        cancel.visibleProperty().bind(model.cancellableProperty());
        cancel.managedProperty().bind(cancel.visibleProperty());
        cancel.setGraphic(new FontIcon(Feather.X));
        graph.textProperty().bind(model.graphProperty());
        graph.managedProperty().bind(graph.textProperty().isNotEmpty());
        graph.setTooltip(new Tooltip());
        graph.getTooltip().textProperty().bind(model.graphMeaningProperty());
        role.textProperty().bind(model.roleProperty());
        role.setGraphic(new FontIcon(Feather.USER));
        role.setTooltip(new Tooltip());
        role.getTooltip().setWrapText(true);
        role.getTooltip().setMaxWidth(360);
        role.getTooltip().textProperty().bind(model.roleMeaning());
        clock.textProperty().bind(model.timeProperty());
        clock.setTooltip(new Tooltip());
        clock.getTooltip().textProperty().bind(model.timeElsewhereProperty());
    }

    @FXML
    private void cancel() {
        model.cancel();
    }
}
