package dev.faultline.ui.changes;

import dev.faultline.ui.commands.Key;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The list of changes.
public final class ChangesView {
    /// What of the list's width is none of the text's: its ends and the scroll bar, px.
    private static final double BESIDE = 36;

    private final ChangesViewModel model;
    @FXML private ListView<ChangeRow> changes;

    @SuppressWarnings("NullAway.Init") // the fields are FXML's
    public ChangesView(ChangesViewModel model) {
        this.model = model;
    }

    @FXML
    private void initialize() {
        changes.setCellFactory(list -> new Cell(model, list));
        model.rowsProperty().addListener((p, before, now) -> fill());
        fill();
        changes.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    }

    /// The line that was marked stays marked where it is still there.
    private void fill() {
        ChangeRow marked = changes.getSelectionModel().getSelectedItem();
        changes.getItems().setAll(model.rowsProperty().get());
        changes.getSelectionModel().clearSelection();
        if (marked != null) {
            changes.getSelectionModel().select(marked);
        }
    }

    private void key(KeyEvent event) {
        ChangeRow row = changes.getSelectionModel().getSelectedItem();
        if (Key.TAKE_BACK.matches(event) && row != null) {
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

        Cell(ChangesViewModel model, ListView<ChangeRow> list) {
            this.model = model;
            when.getStyleClass().addAll("muted", "small");
            what.setWrapText(true);
            what.setMinHeight(USE_PREF_SIZE);
            what.prefWidthProperty().bind(list.widthProperty().subtract(BESIDE));
            back.setText(model.word("changes.back"));
            back.getStyleClass().addAll("small", "flat");
            back.setTooltip(new Tooltip(model.word("changes.back.tip")));
            back.setFocusTraversable(false); // Delete does it: one stop for the whole list
            box.setMinWidth(0);
            setPrefWidth(0); // as wide as the list: what is longer goes on in the next line
        }

        @Override
        protected void updateItem(@Nullable ChangeRow row, boolean empty) {
            super.updateItem(row, empty);
            setText(null);
            setGraphic(row == null ? null : box);
            if (row != null) {
                when.setText(model.when(row));
                what.setText(row.text());
                boolean correction = row.correction().isPresent();
                back.setVisible(correction);
                back.setManaged(correction);
                back.setOnAction(event -> model.takeBack(row));
            }
        }
    }
}
