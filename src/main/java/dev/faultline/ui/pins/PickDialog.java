package dev.faultline.ui.pins;

import dev.faultline.ui.Dress;
import dev.faultline.ui.Refusal;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import javafx.collections.FXCollections;
import javafx.collections.transformation.FilteredList;
import javafx.geometry.Insets;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/// Asks for one of many things. Typing narrows the list, the arrows walk in it, Enter chooses.
public final class PickDialog<T> extends Dialog<T> {
    private static final double WIDTH = 460;
    private static final double HEIGHT = 340;
    private static final double LINE = 30;

    /// @param question what is asked, above the list
    /// @param filter what the field for narrowing is called
    /// @param choose what the button that chooses is called
    /// @param none what it says while nothing is left to choose from
    public PickDialog(
            @Nullable Window owner,
            String question,
            String filter,
            String choose,
            String none,
            List<T> things,
            Function<T, String> text) {
        initOwner(owner);
        Dress.on(getDialogPane());
        setTitle(question);
        setResizable(true);
        Label asked = new Label(question);
        asked.setWrapText(true);
        asked.setMinHeight(VBox.USE_PREF_SIZE);
        FilteredList<T> matching = new FilteredList<>(FXCollections.observableArrayList(things));
        ListView<T> list = new ListView<>(matching);
        list.setId("pick-list");
        list.setAccessibleText(question);
        list.setFixedCellSize(LINE);
        list.setCellFactory(l -> new TextCell<>(text));
        list.getSelectionModel().selectFirst();
        TextField narrow = new TextField();
        narrow.setId("pick-filter");
        narrow.setPromptText(filter);
        narrow.setAccessibleText(filter);
        narrow.textProperty()
                .addListener((p, before, now) -> {
                    String part = now.strip().toLowerCase(Locale.ROOT);
                    matching.setPredicate(
                            thing -> text.apply(thing).toLowerCase(Locale.ROOT).contains(part));
                    list.getSelectionModel().selectFirst();
                });
        narrow.addEventFilter(
                KeyEvent.KEY_PRESSED,
                event -> {
                    if (event.getCode() == KeyCode.DOWN) {
                        list.getSelectionModel().selectNext();
                        list.requestFocus();
                        event.consume();
                    }
                });
        VBox.setVgrow(list, Priority.ALWAYS);
        VBox form = new VBox(8, asked, narrow, list);
        form.setPrefSize(WIDTH, HEIGHT);
        form.setPadding(new Insets(14, 0, 0, 14)); // the theme leaves room on the right alone
        ButtonType chosen = new ButtonType(choose, ButtonBar.ButtonData.OK_DONE);
        getDialogPane().setContent(form);
        getDialogPane().getButtonTypes().addAll(chosen, ButtonType.CANCEL);
        if (getDialogPane().lookupButton(chosen) instanceof Button button) {
            Refusal.of(
                    button,
                    Refusal.when(list.getSelectionModel().selectedItemProperty().isNull(), none));
        }
        setResultConverter(
                button -> button == chosen ? list.getSelectionModel().getSelectedItem() : null);
        list.setOnMouseClicked(event -> {
            T thing = list.getSelectionModel().getSelectedItem();
            if (event.getButton() == MouseButton.PRIMARY
                    && event.getClickCount() == 2
                    && thing != null) {
                setResult(thing);
                close();
            }
        });
        setOnShown(event -> narrow.requestFocus());
    }

    /// One thing; what is too long for the line is whole in its tooltip.
    private static final class TextCell<T> extends ListCell<T> {
        private final Function<T, String> text;
        private final Tooltip whole = new Tooltip();

        TextCell(Function<T, String> text) {
            this.text = text;
            whole.setWrapText(true);
            whole.setMaxWidth(WIDTH);
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(@Nullable T thing, boolean empty) {
            super.updateItem(thing, empty);
            setText(thing == null ? null : text.apply(thing));
            whole.setText(getText());
            setTooltip(thing == null ? null : whole);
        }
    }
}
