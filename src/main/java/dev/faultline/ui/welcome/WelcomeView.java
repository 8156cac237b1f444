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

    /// Systems that were watched lately, at most so many.
    private static final int RECENT = 3;

    @FXML private VBox recentBox;
    @FXML private VBox recent;
    @FXML private Button connect;
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
        connect.setGraphic(new FontIcon(Feather.RADIO));
        model.bundledProperty().addListener((p, before, now) -> list());
        list();
        model.recentProperty().addListener((p, before, now) -> listRecent());
        listRecent();
    }

    private void listRecent() {
        recent.getChildren().clear();
        model.recentProperty().get().connections().stream()
                .limit(RECENT)
                .forEach(each -> {
                    Button button = new Button(each.title());
                    button.setMnemonicParsing(false);
                    button.setMaxWidth(Double.MAX_VALUE);
                    button.getStyleClass().add("bundled");
                    button.setOnAction(event -> model.connect(each));
                    recent.getChildren().add(button);
                });
        recentBox.setVisible(!recent.getChildren().isEmpty());
        recentBox.setManaged(recentBox.isVisible());
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
    private void connect() {
        model.connect();
    }

    @FXML
    private void choose() {
        dialog.choose(open.getScene().getWindow()).ifPresent(model::open);
    }
}
