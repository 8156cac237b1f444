package dev.faultline.ui.statusbar;

import atlantafx.base.controls.Popover;
import dev.faultline.model.Notice;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The bar at the bottom.
public final class StatusBarView {
    private final StatusBarViewModel model;
    @FXML private Label title;
    @FXML private Label counts;
    @FXML private Label learning;
    @FXML private Label muted;
    @FXML private Button notices;

    @SuppressWarnings("NullAway.Init") // the fields are FXML's
    public StatusBarView(StatusBarViewModel model) {
        this.model = model;
    }

    @FXML
    private void initialize() {
        title.textProperty().bind(model.titleProperty());
        Tooltip whole = new Tooltip();
        whole.textProperty().bind(model.titleProperty());
        title.setTooltip(whole);
        title.managedProperty().bind(model.titleProperty().isNotEmpty());
        counts.textProperty().bind(model.countsProperty());
        Tooltip all = new Tooltip();
        all.textProperty().bind(model.countsMeaningProperty());
        counts.setTooltip(all);
        learning.textProperty().bind(model.learningProperty());
        muted.textProperty().bind(model.mutedProperty());
        muted.visibleProperty().bind(model.mutedProperty().isNotEmpty());
        muted.managedProperty().bind(muted.visibleProperty());
        notices.textProperty().bind(model.noticesTextProperty());
        notices.visibleProperty().bind(model.noticesTextProperty().isNotEmpty());
        notices.managedProperty().bind(notices.visibleProperty());
        notices.setGraphic(new FontIcon(Feather.INFO));
    }

    @FXML
    private void showNotices() {
        VBox list = new VBox(8);
        list.getStyleClass().add("notices");
        for (Notice notice : model.noticesProperty().get()) {
            Label line = new Label(notice.text());
            line.setWrapText(true);
            line.setGraphic(
                    new FontIcon(
                            switch (notice.level()) {
                                case INFO -> Feather.INFO;
                                case WARNING -> Feather.ALERT_TRIANGLE;
                            }));
            list.getChildren().add(line);
        }
        ScrollPane scroll = new ScrollPane(list);
        scroll.setFitToWidth(true);
        scroll.setPrefSize(560, Math.min(360, 40 + 44.0 * list.getChildren().size()));
        Popover popover = new Popover(scroll);
        popover.setArrowLocation(Popover.ArrowLocation.BOTTOM_RIGHT);
        popover.show(notices);
    }
}
