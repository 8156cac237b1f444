package dev.faultline.ui.incidents;

import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/// An entry in the log of an incident: when, who, what. What was taken back is struck through.
final class LogCell extends ListCell<LogLine> {
    private static final PseudoClass TAKEN_BACK = PseudoClass.getPseudoClass("taken-back");
    private static final PseudoClass SAID = PseudoClass.getPseudoClass("said");

    private final Label at = new Label();
    private final Label by = new Label();
    private final Label text = new Label();
    private final HBox line = new HBox(12, at, by, text);

    LogCell() {
        at.getStyleClass().addAll("figure", "muted");
        at.setMinWidth(64);
        by.getStyleClass().add("muted");
        by.setMinWidth(88);
        by.setMaxWidth(88);
        text.setWrapText(true);
        text.setMinHeight(Region.USE_PREF_SIZE);
        text.getStyleClass().add("log-text");
        HBox.setHgrow(text, Priority.ALWAYS);
        setPrefWidth(0);
    }

    @Override
    protected void updateItem(@Nullable LogLine entry, boolean empty) {
        super.updateItem(entry, empty);
        setGraphic(entry == null ? null : line);
        pseudoClassStateChanged(TAKEN_BACK, entry != null && entry.takenBack());
        pseudoClassStateChanged(SAID, entry != null && entry.said());
        if (entry != null) {
            at.setText(entry.at());
            by.setText(entry.by());
            text.setText(entry.text());
            setAccessibleText(String.join(" ", entry.at(), entry.by(), entry.text()));
        }
    }
}
