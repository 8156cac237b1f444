package dev.faultline.ui.log;

import dev.faultline.ui.Readouts;
import dev.faultline.ui.log.ProgramLog.Level;
import dev.faultline.ui.log.ProgramLog.Line;
import dev.faultline.ui.sheets.Sheets;
import java.util.List;
import javafx.fxml.FXML;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The log as a list.
public final class LogView {
    private final LogViewModel model;
    @FXML private StackPane root;
    @FXML private HBox levels;
    @FXML private ListView<Line> list;

    @SuppressWarnings("NullAway.Init") // the fields are FXML's
    public LogView(LogViewModel model) {
        this.model = model;
    }

    @FXML
    private void initialize() {
        model.sheets().attach(root, Sheets.Sheet.LOG, list);
        ToggleGroup group = new ToggleGroup();
        for (Level each : List.of(Level.INFO, Level.WARNING, Level.ERROR)) {
            ToggleButton button = new ToggleButton(model.from(each));
            button.setToggleGroup(group);
            button.setSelected(model.leastProperty().get() == each);
            button.setOnAction(event -> {
                button.setSelected(true);
                model.leastProperty().set(each);
            });
            levels.getChildren().add(button);
        }
        list.setCellFactory(view -> new LineCell(model));
        model.linesProperty().addListener((p, before, now) -> list.getItems().setAll(now));
        list.getItems().setAll(model.linesProperty().get());
    }

    @FXML
    private void copy() {
        model.copy();
    }

    @FXML
    private void close() {
        model.sheets().close();
    }

    private static final class LineCell extends ListCell<Line> {
        private final LogViewModel model;
        private final Label at = new Label();
        private final FontIcon icon = new FontIcon();
        private final Label from = new Label();
        private final Label text = new Label();
        private final HBox line = new HBox(8, at, icon, from, text);

        LineCell(LogViewModel model) {
            this.model = model;
            at.getStyleClass().addAll("figure", "muted");
            from.getStyleClass().addAll("muted");
            at.setMinWidth(Region.USE_PREF_SIZE);
            from.setMinWidth(Region.USE_PREF_SIZE);
            text.setWrapText(true);
            text.setMinHeight(Region.USE_PREF_SIZE);
            HBox.setHgrow(text, Priority.ALWAYS);
            line.setAlignment(Pos.TOP_LEFT);
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(@Nullable Line entry, boolean empty) {
            super.updateItem(entry, empty);
            setGraphic(entry == null ? null : line);
            setAccessibleText(null);
            if (entry != null) {
                at.setText(Readouts.clock(entry.at()));
                icon.setIconCode(
                        switch (entry.level()) {
                            case DETAIL -> Feather.MINUS;
                            case INFO -> Feather.INFO;
                            case WARNING -> Feather.ALERT_TRIANGLE;
                            case ERROR -> Feather.ALERT_OCTAGON;
                        });
                from.setText(entry.from());
                text.setText(entry.text());
                setAccessibleText(
                        String.join(
                                ", ",
                                model.level(entry.level()),
                                at.getText(),
                                entry.from(),
                                entry.text()));
            }
        }
    }
}
