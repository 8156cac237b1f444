package dev.faultline.ui.inspector;

import dev.faultline.ui.Refusal;
import dev.faultline.wording.Page;
import javafx.beans.property.SimpleStringProperty;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// The inspector's tab *Runbook & owner*.
public final class OwnerView {
    private final OwnerViewModel model;
    @FXML private Label state;
    @FXML private VBox body;
    @FXML private VBox message;
    @FXML private Label reach;
    @FXML private Button page;

    @SuppressWarnings("NullAway.Init") // the fields are FXML's
    public OwnerView(OwnerViewModel model) {
        this.model = model;
    }

    @FXML
    private void initialize() {
        state.textProperty().bind(model.stateProperty());
        state.visibleProperty().bind(model.writtenProperty().not());
        state.managedProperty().bind(state.visibleProperty());
        body.visibleProperty().bind(model.writtenProperty());
        body.managedProperty().bind(body.visibleProperty());
        reach.textProperty().bind(model.reachProperty());
        Refusal.of(page, new SimpleStringProperty(model.whyNotPaged()));
        model.messageProperty().addListener((p, before, now) -> show(now));
        show(model.messageProperty().get());
    }

    private void show(Page paper) {
        message.getChildren().clear();
        for (Page.Section section : paper.sections()) {
            message.getChildren().add(line(section.title(), "section"));
            section.lines().forEach(text -> message.getChildren().add(line(text)));
        }
    }

    private static Label line(String text, String... styles) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        label.getStyleClass().addAll(styles);
        return label;
    }

    @FXML
    private void copy() {
        model.copy();
    }
}
