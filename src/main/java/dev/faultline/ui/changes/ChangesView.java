package dev.faultline.ui.changes;

import dev.faultline.wording.Figures;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The list of changes.
public final class ChangesView {
    private final ChangesViewModel model;
    @FXML private ListView<ChangeRow> changes;

    @SuppressWarnings("NullAway.Init") // the fields are FXML's
    public ChangesView(ChangesViewModel model) {
        this.model = model;
    }

    @FXML
    private void initialize() {
        changes.setCellFactory(list -> new Cell(model));
        model.rowsProperty().addListener((p, before, now) -> changes.getItems().setAll(now));
        changes.getItems().setAll(model.rowsProperty().get());
        changes.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    }

    private void key(KeyEvent event) {
        ChangeRow row = changes.getSelectionModel().getSelectedItem();
        if (event.getCode() == KeyCode.DELETE && row != null) {
            model.takeBack(row);
            event.consume();
        }
    }

    /// When, what, and for a correction the button that takes it back.
    private static final class Cell extends ListCell<ChangeRow> {
        private final ChangesViewModel model;
        private final Label when = new Label();
        private final Label what = new Label();
        private final Button back = new Button();
        private final VBox box = new VBox(2, when, what, back);

        Cell(ChangesViewModel model) {
            this.model = model;
            when.getStyleClass().addAll("muted", "small");
            what.setWrapText(true);
            back.setText(model.word("changes.back"));
            back.getStyleClass().addAll("small", "flat");
            box.prefWidthProperty().bind(widthProperty().subtract(24));
            box.setMinWidth(0);
        }

        @Override
        protected void updateItem(@Nullable ChangeRow row, boolean empty) {
            super.updateItem(row, empty);
            setText(null);
            setGraphic(row == null ? null : box);
            if (row != null) {
                when.setText(Figures.clock(row.at()));
                what.setText(row.text());
                boolean correction = row.correction().isPresent();
                back.setVisible(correction);
                back.setManaged(correction);
                back.setOnAction(event -> model.takeBack(row));
            }
        }
    }
}
