package dev.faultline.ui.welcome;

import dev.faultline.ui.OpenDialog;
import dev.faultline.ui.Recordings;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The card that stands where nothing is open.
public final class WelcomeView {
    /// Of a button, as in the style sheet, and its border.
    private static final double PADDING = 13;

    private final WelcomeViewModel model;
    private final OpenDialog dialog;
    @FXML private VBox bundled;
    @FXML private Label failure;
    @FXML private Button open;

    @SuppressWarnings("NullAway.Init") // the fields are FXML's
    public WelcomeView(WelcomeViewModel model, OpenDialog dialog) {
        this.model = model;
        this.dialog = dialog;
    }

    @FXML
    private void initialize() {
        failure.textProperty().bind(model.failureProperty());
        failure.visibleProperty().bind(model.failureProperty().isNotEmpty());
        failure.managedProperty().bind(failure.visibleProperty());
        failure.setGraphic(new FontIcon(Feather.ALERT_TRIANGLE));
        open.setGraphic(new FontIcon(Feather.FOLDER));
        model.bundledProperty().addListener((p, before, now) -> list());
        list();
    }

    private void list() {
        bundled.getChildren().clear();
        for (Recordings.Bundled each : model.bundledProperty().get()) {
            Label title = new Label(each.title());
            title.getStyleClass().add("strong");
            Label note = new Label(each.note());
            note.getStyleClass().add("muted");
            note.setWrapText(true);
            note.setManaged(!each.note().isEmpty());
            VBox both = new VBox(2, title, note);
            both.prefWidthProperty().bind(bundled.widthProperty().subtract(2 * PADDING));
            Button button = new Button();
            button.setGraphic(both);
            button.setMaxWidth(Double.MAX_VALUE);
            button.getStyleClass().add("bundled");
            button.setAccessibleText(each.title() + ". " + each.note());
            button.setOnAction(event -> model.open(each.file()));
            bundled.getChildren().add(button);
        }
    }

    @FXML
    private void choose() {
        dialog.choose(open.getScene().getWindow()).ifPresent(model::open);
    }
}
