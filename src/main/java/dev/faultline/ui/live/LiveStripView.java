package dev.faultline.ui.live;

import dev.faultline.ui.OpenDialog;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The strip below the incident bar.
public final class LiveStripView {
    private final LiveStripViewModel model;
    private final OpenDialog dialog;
    @FXML private VBox root;
    @FXML private HBox troubleRow;
    @FXML private Label trouble;
    @FXML private HBox saidRow;
    @FXML private Label said;
    @FXML private Button dismiss;

    @SuppressWarnings("NullAway.Init") // the fields are FXML's
    public LiveStripView(LiveStripViewModel model, OpenDialog dialog) {
        this.model = model;
        this.dialog = dialog;
    }

    @FXML
    private void initialize() {
        trouble.textProperty().bind(model.troubleProperty());
        trouble.setGraphic(new FontIcon(Feather.WIFI_OFF));
        Tooltip whole = new Tooltip();
        whole.setWrapText(true);
        whole.setMaxWidth(560);
        whole.textProperty().bind(model.troubleProperty());
        trouble.setTooltip(whole);
        troubleRow.visibleProperty().bind(model.troubleProperty().isNotEmpty());
        troubleRow.managedProperty().bind(troubleRow.visibleProperty());
        said.textProperty().bind(model.saidProperty());
        saidRow.visibleProperty().bind(model.saidProperty().isNotEmpty());
        saidRow.managedProperty().bind(saidRow.visibleProperty());
        dismiss.setGraphic(new FontIcon(Feather.X));
    }

    @FXML
    private void retry() {
        model.retry();
    }

    @FXML
    private void save() {
        dialog.saveBaseline(root.getScene().getWindow()).ifPresent(model::saveBaseline);
    }

    @FXML
    private void dismiss() {
        model.dismiss();
    }
}
