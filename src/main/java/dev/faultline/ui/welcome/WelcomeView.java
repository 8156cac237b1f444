package dev.faultline.ui.welcome;

import dev.faultline.ui.OpenDialog;
import dev.faultline.ui.Recordings;
import javafx.fxml.FXML;
import javafx.geometry.Orientation;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The card that stands where nothing is open.
public final class WelcomeView {
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
            Button button = new Wrapping(both);
            button.setMaxWidth(Double.MAX_VALUE);
            button.getStyleClass().add("bundled");
            button.setAccessibleText(each.title() + ". " + each.note());
            button.setOnAction(event -> model.open(each.file()));
            bundled.getChildren().add(button);
        }
    }

    /// A button whose graphic is laid out for the width that the button has: by itself a button
    /// asks how high lines are that break after each word.
    private static final class Wrapping extends Button {
        private final VBox graphic;

        Wrapping(VBox graphic) {
            this.graphic = graphic;
            setGraphic(graphic);
        }

        @Override
        public Orientation getContentBias() {
            return Orientation.HORIZONTAL;
        }

        @Override
        protected double computePrefHeight(double width) {
            double sides = snappedLeftInset() + snappedRightInset();
            double ends = snappedTopInset() + snappedBottomInset();
            return width < 0
                    ? super.computePrefHeight(width)
                    : graphic.prefHeight(width - sides) + ends;
        }

        @Override
        protected double computeMinHeight(double width) {
            return computePrefHeight(width);
        }

        @Override
        protected void layoutChildren() {
            graphic.setPrefWidth(getWidth() - snappedLeftInset() - snappedRightInset());
            super.layoutChildren();
        }
    }

    @FXML
    private void choose() {
        dialog.choose(open.getScene().getWindow()).ifPresent(model::open);
    }
}
