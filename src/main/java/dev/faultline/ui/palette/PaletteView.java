package dev.faultline.ui.palette;

import dev.faultline.ui.sheets.Sheets;
import java.util.List;
import javafx.fxml.FXML;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The palette: a field and what fits what is typed into it.
public final class PaletteView {
    private final PaletteViewModel model;
    @FXML private StackPane root;
    @FXML private TextField field;
    @FXML private ListView<PaletteEntry> list;
    @FXML private Label nothing;

    @SuppressWarnings("NullAway.Init") // the fields are FXML's
    public PaletteView(PaletteViewModel model) {
        this.model = model;
    }

    @FXML
    private void initialize() {
        model.sheets().attach(root, Sheets.Sheet.PALETTE, field);
        field.textProperty().bindBidirectional(model.typedProperty());
        field.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        list.setCellFactory(view -> new EntryCell(model));
        list.setOnMouseClicked(event -> choose());
        list.setPlaceholder(nothing);
        nothing.visibleProperty().bind(model.searchingProperty().not());
        model.foundProperty().addListener((p, before, now) -> show(now));
        show(model.foundProperty().get());
    }

    private void show(List<PaletteEntry> found) {
        list.getItems().setAll(found);
        list.getSelectionModel().selectFirst();
        list.scrollTo(0);
    }

    /// The field keeps the focus: arrows walk the list, Enter chooses.
    private void key(KeyEvent event) {
        int at = list.getSelectionModel().getSelectedIndex();
        switch (event.getCode()) {
            case DOWN -> walk(at + 1);
            case UP -> walk(at - 1);
            case PAGE_DOWN -> walk(at + 10);
            case PAGE_UP -> walk(at - 10);
            case ENTER -> choose();
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void walk(int to) {
        if (!list.getItems().isEmpty()) {
            int place = Math.clamp(to, 0, list.getItems().size() - 1);
            list.getSelectionModel().select(place);
            list.scrollTo(Math.max(0, place - 5));
        }
    }

    private void choose() {
        PaletteEntry chosen = list.getSelectionModel().getSelectedItem();
        if (chosen != null) {
            model.choose(chosen);
        }
    }

    /// Icon, what it is, what tells it from others or why it cannot be, and its key.
    private static final class EntryCell extends ListCell<PaletteEntry> {
        private final PaletteViewModel model;
        private final FontIcon icon = new FontIcon();
        private final Label title = new Label();
        private final Label detail = new Label();
        private final Label kind = new Label();
        private final Label key = new Label();
        private final HBox line;

        EntryCell(PaletteViewModel model) {
            this.model = model;
            VBox both = new VBox(title, detail);
            both.setMinWidth(0);
            both.setAlignment(Pos.CENTER_LEFT);
            HBox.setHgrow(both, Priority.ALWAYS);
            detail.getStyleClass().addAll("muted", "small");
            kind.getStyleClass().addAll("muted", "small");
            kind.setMinWidth(Region.USE_PREF_SIZE);
            key.getStyleClass().add("key-cap");
            key.setMinWidth(Region.USE_PREF_SIZE);
            line = new HBox(12, icon, both, kind, key);
            line.setAlignment(Pos.CENTER_LEFT);
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(@Nullable PaletteEntry entry, boolean empty) {
            super.updateItem(entry, empty);
            setGraphic(entry == null ? null : line);
            setAccessibleText(null);
            if (entry == null) {
                return;
            }
            boolean can = entry.refusal().isEmpty();
            icon.setIconCode(icon(entry.kind()));
            title.setText(entry.title());
            title.getStyleClass().remove("muted");
            if (!can) {
                title.getStyleClass().add("muted");
            }
            detail.setText(can ? entry.detail() : entry.refusal());
            detail.setManaged(!detail.getText().isEmpty());
            kind.setText(model.kind(entry.kind()));
            key.setText(entry.key());
            key.setVisible(!entry.key().isEmpty());
            key.setManaged(key.isVisible());
            setAccessibleText(
                    String.join(
                            ", ", kind.getText(), entry.title(), detail.getText(), key.getText()));
        }

        private static Feather icon(PaletteEntry.Kind kind) {
            return switch (kind) {
                case COMMAND -> Feather.CHEVRON_RIGHT;
                case INCIDENT -> Feather.ALERT_OCTAGON;
                case SERVICE -> Feather.BOX;
                case SIGNAL -> Feather.ACTIVITY;
                case CAPTURE -> Feather.FILE;
                case SYSTEM -> Feather.RADIO;
                case SETTING -> Feather.SLIDERS;
            };
        }
    }
}
