package dev.faultline.ui.pins;

import java.util.ArrayList;
import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The chips of what persons asserted; pressing one takes it back.
public final class PinsView {
    private final PinsViewModel model;
    private final Undo last;
    @FXML private VBox root;
    @FXML private Button undo;
    @FXML private FlowPane chips;
    @FXML private Label contradiction;

    @SuppressWarnings("NullAway.Init") // the fields are FXML's
    public PinsView(PinsViewModel model, Undo last) {
        this.model = model;
        this.last = last;
    }

    @FXML
    private void initialize() {
        undo.setGraphic(new FontIcon(Feather.CORNER_UP_LEFT));
        undo.visibleProperty().bind(model.undoableProperty());
        contradiction.textProperty().bind(model.contradictionProperty());
        contradiction.setGraphic(new FontIcon(Feather.ALERT_TRIANGLE));
        contradiction.visibleProperty().bind(model.contradictionProperty().isNotEmpty());
        contradiction.managedProperty().bind(contradiction.visibleProperty());
        root.visibleProperty().bind(model.undoableProperty());
        root.managedProperty().bind(root.visibleProperty());
        model.chipsProperty().addListener((p, before, now) -> list(now));
        list(model.chipsProperty().get());
    }

    /// A chip that stays keeps its button, and with it the focus.
    private void list(List<PinsViewModel.Chip> wanted) {
        List<Node> buttons = new ArrayList<>();
        for (PinsViewModel.Chip chip : wanted) {
            buttons.add(
                    chips.getChildren().stream()
                            .filter(old -> chip.equals(old.getUserData()))
                            .findFirst()
                            .orElseGet(() -> button(chip)));
        }
        if (!buttons.equals(chips.getChildren())) {
            chips.getChildren().setAll(buttons);
        }
    }

    private Button button(PinsViewModel.Chip chip) {
        Button button = new Button(chip.text(), new FontIcon(Feather.X));
        button.setUserData(chip);
        button.setMnemonicParsing(false);
        button.setContentDisplay(ContentDisplay.RIGHT);
        button.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        button.maxWidthProperty().bind(chips.widthProperty());
        button.getStyleClass().add("pin-chip");
        button.setAccessibleText(model.word("pins.remove", chip.text()));
        button.setTooltip(new Tooltip(chip.more() + "\n" + model.word("pins.remove.tip")));
        button.setOnAction(event -> model.remove(chip.pin()));
        return button;
    }

    @FXML
    private void undo() {
        last.takeBack();
    }
}
