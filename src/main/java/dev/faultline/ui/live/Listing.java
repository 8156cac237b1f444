package dev.faultline.ui.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// A table with a heading, for a popover: as many rows as there are, drawn only where they can be
/// seen, and copied as text.
final class Listing<T> extends VBox {
    private static final double ROW = 28;
    private static final int MOST_ROWS = 10;

    /// A column.
    ///
    /// @param width px, as it is at first
    record Column<T>(String title, double width, Function<T, String> text) {}

    private final TableView<T> table = new TableView<>();
    private final Label heading = new Label();
    private final Label note = new Label();
    private final List<Column<T>> columns = new ArrayList<>();
    private final HBox foot = new HBox(8);

    Listing(String id, String title, String copy) {
        super(8);
        getStyleClass().add("listing");
        getStylesheets()
                .add(
                        Objects.requireNonNull(Listing.class.getResource("live.css"), "live.css")
                                .toExternalForm());
        heading.setText(title);
        heading.getStyleClass().add("listing-title");
        note.setWrapText(true);
        note.managedProperty().bind(note.textProperty().isNotEmpty());
        table.setId(id);
        table.setAccessibleText(title);
        table.setFixedCellSize(ROW);
        Button button = new Button(copy, new FontIcon(Feather.COPY));
        button.setId(id + "-copy");
        button.setOnAction(event ->
                Clipboard.getSystemClipboard()
                        .setContent(java.util.Map.of(DataFormat.PLAIN_TEXT, text())));
        foot.getChildren().add(button);
        getChildren().addAll(heading, note, table, foot);
    }

    Listing<T> with(String title, double width, Function<T, String> text) {
        Column<T> made = new Column<>(title, width, text);
        columns.add(made);
        TableColumn<T, String> column = new TableColumn<>(title);
        column.setPrefWidth(width);
        column.setSortable(false);
        column.setReorderable(false);
        column.setCellValueFactory(row -> new ReadOnlyStringWrapper(text.apply(row.getValue())));
        column.setCellFactory(c -> new TextCell<>());
        table.getColumns().add(column);
        table.setPrefWidth(columns.stream().mapToDouble(Column::width).sum() + 20);
        return this;
    }

    /// Shows these rows. A row that stays where it was keeps its selection.
    void show(List<T> rows, String about) {
        note.setText(about);
        List<T> shown = table.getItems();
        if (shown.size() == rows.size()) {
            for (int i = 0; i < rows.size(); i++) {
                if (!shown.get(i).equals(rows.get(i))) {
                    shown.set(i, rows.get(i));
                }
            }
        } else {
            table.getItems().setAll(rows);
        }
        table.setPrefHeight(ROW * (1.5 + Math.clamp(rows.size(), 2, MOST_ROWS)));
    }

    @Nullable T selected() {
        return table.getSelectionModel().getSelectedItem();
    }

    TableView<T> table() {
        return table;
    }

    /// Where further controls stand.
    HBox foot() {
        return foot;
    }

    /// All rows as text, a line each, columns apart by tabs.
    String text() {
        String head = columns.stream().map(Column::title).collect(Collectors.joining("\t"));
        return Stream.concat(
                        Stream.of(head),
                        table.getItems().stream()
                                .map(row ->
                                        columns.stream()
                                                .map(c ->
                                                        c.text().apply(row).replaceAll("\\s", " "))
                                                .collect(Collectors.joining("\t"))))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /// A text that may be too long for its cell: the whole of it is in the tooltip.
    private static final class TextCell<T> extends javafx.scene.control.TableCell<T, String> {
        private final Tooltip whole = new Tooltip();

        TextCell() {
            whole.setWrapText(true);
            whole.setMaxWidth(560);
        }

        @Override
        protected void updateItem(@Nullable String item, boolean empty) {
            super.updateItem(item, empty);
            setText(empty ? null : item);
            whole.setText(item);
            setTooltip(empty || item == null || item.length() < 12 ? null : whole);
        }
    }
}
