package dev.faultline.ui.welcome;

import dev.faultline.ui.OpenDialog;
import dev.faultline.ui.Recordings;
import dev.faultline.ui.Refusal;
import javafx.beans.property.SimpleStringProperty;
import javafx.fxml.FXML;
import javafx.geometry.Orientation;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The card that stands where nothing is open.
public final class WelcomeView {
    private final WelcomeViewModel model;
    private final OpenDialog dialog;

    /// Captures and systems of lately, at most so many of each.
    private static final int RECENT = 3;

    @FXML private VBox recentBox;
    @FXML private VBox recent;
    @FXML private Button connect;
    @FXML private VBox bundled;
    @FXML private Label failure;
    @FXML private Button open;
    @FXML private Button train;

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
        model.openedProperty().addListener((p, before, now) -> listRecent());
        listRecent();
        train.setGraphic(new FontIcon(Feather.AWARD));
        Refusal.of(train, new SimpleStringProperty(train.getAccessibleHelp()));
    }

    /// What was opened, then what was watched; a capture that is not there any more stays, greyed.
    private void listRecent() {
        recent.getChildren().clear();
        model.openedProperty().get().stream()
                .limit(RECENT)
                .forEach(each -> {
                    Button button =
                            line(
                                    String.valueOf(each.file().getFileName()),
                                    new FontIcon(Feather.FILE),
                                    () -> model.open(each.file()));
                    if (each.there()) {
                        button.setTooltip(new Tooltip(model.tip(each)));
                    } else {
                        Refusal.of(button, new SimpleStringProperty(model.tip(each)));
                    }
                    recent.getChildren().add(button);
                });
        model.recentProperty().get().connections().stream()
                .limit(RECENT)
                .forEach(each ->
                        recent.getChildren()
                                .add(
                                        line(
                                                each.title(),
                                                new FontIcon(Feather.RADIO),
                                                () -> model.connect(each))));
        recentBox.setVisible(!recent.getChildren().isEmpty());
        recentBox.setManaged(recentBox.isVisible());
    }

    private static Button line(String text, FontIcon icon, Runnable chosen) {
        Button button = new Button(text, icon);
        button.setMnemonicParsing(false);
        button.setMaxWidth(Double.MAX_VALUE);
        button.getStyleClass().add("bundled");
        button.setOnAction(event -> chosen.run());
        return button;
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
