package dev.faultline.ui.graph;

import dev.faultline.model.ServiceId;
import dev.faultline.ui.pins.PinMenu;
import dev.faultline.wording.Figures;
import java.util.Comparator;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.fxml.FXML;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;

/// The table twin of the graph.
public final class GraphTableView {
    private final GraphTableViewModel model;
    private final PinMenu pins;
    @FXML private TableView<GraphRow> table;
    @FXML private TableColumn<GraphRow, GraphRow> component;
    @FXML private TableColumn<GraphRow, GraphRow> trouble;
    @FXML private TableColumn<GraphRow, GraphRow> cause;
    @FXML private TableColumn<GraphRow, GraphRow> badges;
    @FXML private TableColumn<GraphRow, GraphRow> needs;
    @FXML private TableColumn<GraphRow, GraphRow> used;
    private boolean following;

    @SuppressWarnings("NullAway.Init") // the fields are FXML's
    public GraphTableView(GraphTableViewModel model, PinMenu pins) {
        this.model = model;
        this.pins = pins;
    }

    @FXML
    private void initialize() {
        text(component, row -> row.service().value());
        text(badges, GraphRow::badges);
        text(needs, GraphRow::needs);
        text(used, GraphRow::usedBy);
        number(trouble, GraphRow::trouble);
        number(cause, GraphRow::cause);
        trouble.setSortType(TableColumn.SortType.DESCENDING);
        table.getSortOrder().add(trouble);
        table.visibleProperty().bind(model.shownProperty());
        table.managedProperty().bind(model.shownProperty());
        model.rowsProperty().addListener((p, before, now) -> fill());
        model.selectionProperty().addListener((p, before, now) -> follow(now));
        table.getSelectionModel()
                .selectedItemProperty()
                .addListener((p, before, now) -> {
                    if (now != null && !following) {
                        model.select(now.service());
                    }
                });
        table.addEventHandler(
                KeyEvent.KEY_PRESSED, event -> pins.key(event, model.selectionProperty().get()));
        table.setOnContextMenuRequested(event -> {
            GraphRow row = table.getSelectionModel().getSelectedItem();
            if (row != null) {
                pins.show(table, row.service(), event.getScreenX(), event.getScreenY());
                event.consume();
            }
        });
    }

    private void fill() {
        following = true;
        table.getItems().setAll(model.rowsProperty().get());
        table.sort();
        following = false;
        follow(model.selectionProperty().get());
    }

    /// Marks the line of what was selected elsewhere, without selecting it again.
    private void follow(@Nullable ServiceId selected) {
        following = true;
        table.getSelectionModel().clearSelection();
        table.getItems().stream()
                .filter(row -> row.service().equals(selected))
                .findFirst()
                .ifPresent(table.getSelectionModel()::select);
        following = false;
    }

    private static void text(
            TableColumn<GraphRow, GraphRow> column, Function<GraphRow, String> text) {
        cells(column, text);
        column.setComparator(Comparator.comparing(text));
    }

    private static void number(
            TableColumn<GraphRow, GraphRow> column, Function<GraphRow, Double> value) {
        cells(column, row -> Figures.probability(value.apply(row)));
        column.setComparator(Comparator.comparing(value));
    }

    private static void cells(
            TableColumn<GraphRow, GraphRow> column, Function<GraphRow, String> text) {
        column.setCellValueFactory(d -> new ReadOnlyObjectWrapper<>(d.getValue()));
        column.setCellFactory(c -> new Cell(text));
    }

    /// What is too long for it is whole in its tooltip.
    private static final class Cell extends TableCell<GraphRow, GraphRow> {
        private final Function<GraphRow, String> text;
        private final Tooltip whole = new Tooltip();

        Cell(Function<GraphRow, String> text) {
            this.text = text;
            whole.setWrapText(true);
            whole.setMaxWidth(420);
        }

        @Override
        protected void updateItem(@Nullable GraphRow row, boolean empty) {
            super.updateItem(row, empty);
            String said = row == null ? "" : text.apply(row);
            setText(said);
            whole.setText(said);
            setTooltip(said.isEmpty() ? null : whole);
        }
    }
}
