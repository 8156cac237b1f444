package dev.faultline.ui.suspects;

import dev.faultline.model.ServiceId;
import dev.faultline.ui.ProbabilityBar;
import dev.faultline.ui.pins.PinMenu;
import dev.faultline.wording.Figures;
import java.util.List;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.fxml.FXML;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The table of suspects.
public final class SuspectsView {
    /// Below this width, px, the names need the room of the last column.
    private static final double ROOMY = 264;

    /// How wide an explanation may get, px.
    private static final double MEANING = 360;

    private final SuspectsViewModel model;
    private final PinMenu pins;
    @FXML private TableView<SuspectRow> table;
    @FXML private Label nothing;
    @FXML private TableColumn<SuspectRow, SuspectRow> rank;
    @FXML private TableColumn<SuspectRow, SuspectRow> service;
    @FXML private TableColumn<SuspectRow, SuspectRow> cause;
    @FXML private TableColumn<SuspectRow, SuspectRow> trouble;
    @FXML private TextField filter;
    @FXML private Label summary;
    @FXML private Label exactness;
    @FXML private ToggleButton changed;
    @FXML private Node changes;
    private boolean following;

    @SuppressWarnings("NullAway.Init") // the fields are FXML's
    public SuspectsView(SuspectsViewModel model, PinMenu pins) {
        this.model = model;
        this.pins = pins;
    }

    @FXML
    private void initialize() {
        for (Node node : List.of(filter, table)) {
            node.visibleProperty().bind(changed.selectedProperty().not());
            node.managedProperty().bind(node.visibleProperty());
        }
        changes.visibleProperty().bind(changed.selectedProperty());
        changes.managedProperty().bind(changes.visibleProperty());
        filter.textProperty().bindBidirectional(model.filterProperty());
        summary.textProperty().bind(model.summaryProperty());
        summary.setTooltip(new Tooltip());
        summary.getTooltip().textProperty().bind(model.summaryProperty());
        number(rank, row -> Integer.toString(row.rank()));
        exactness.textProperty().bind(model.exactnessProperty());
        exactness.visibleProperty().bind(model.exactnessProperty().isNotEmpty());
        Tooltip meaning = new Tooltip();
        meaning.setWrapText(true);
        meaning.setMaxWidth(MEANING);
        meaning.textProperty().bind(model.exactnessMeaningProperty());
        exactness.setTooltip(meaning);
        number(trouble, row -> Figures.probability(row.trouble()));
        cells(service, c -> new ServiceCell(model));
        cells(cause, c -> new CauseCell());
        model.rowsProperty().addListener((p, before, now) -> fill());
        model.selectionProperty().addListener((p, before, now) -> follow(now));
        table.getSelectionModel()
                .selectedItemProperty()
                .addListener((p, before, now) -> {
                    if (now != null && !following) {
                        model.select(now.service());
                    }
                });
        nothing.textProperty()
                .bind(
                        Bindings.when(model.blindProperty())
                                .then(model.word("suspects.blind"))
                                .otherwise(model.word("suspects.empty")));
        trouble.visibleProperty().bind(table.widthProperty().greaterThan(ROOMY));
        table.addEventHandler(KeyEvent.KEY_PRESSED, event -> pins.key(event, marked()));
        table.setOnContextMenuRequested(this::menu);
        fill();
    }

    private void menu(ContextMenuEvent event) {
        ServiceId service = marked();
        if (service != null) {
            pins.show(table, service, event.getScreenX(), event.getScreenY());
            event.consume();
        }
    }

    private @Nullable ServiceId marked() {
        SuspectRow row = table.getSelectionModel().getSelectedItem();
        return row == null ? null : row.service();
    }

    private void fill() {
        following = true;
        table.getItems().setAll(model.rowsProperty().get());
        following = false;
        follow(model.selectionProperty().get());
    }

    /// Marks the line of what was selected elsewhere, without selecting it again.
    private void follow(@Nullable ServiceId selected) {
        SuspectRow marked = table.getSelectionModel().getSelectedItem();
        if (marked != null && marked.service().equals(selected)) {
            return;
        }
        following = true;
        table.getSelectionModel().clearSelection();
        for (SuspectRow row : table.getItems()) {
            if (row.service().equals(selected)) {
                table.getSelectionModel().select(row);
                break;
            }
        }
        following = false;
    }

    private static void cells(
            TableColumn<SuspectRow, SuspectRow> column,
            Function<TableColumn<SuspectRow, SuspectRow>, TableCell<SuspectRow, SuspectRow>>
                    maker) {
        column.setCellValueFactory(d -> new ReadOnlyObjectWrapper<>(d.getValue()));
        column.setCellFactory(maker::apply);
    }

    private static void number(
            TableColumn<SuspectRow, SuspectRow> column, Function<SuspectRow, String> text) {
        cells(
                column,
                c ->
                        new TableCell<>() {
                            @Override
                            protected void updateItem(@Nullable SuspectRow row, boolean empty) {
                                super.updateItem(row, empty);
                                setText(row == null ? "" : text.apply(row));
                            }
                        });
    }

    /// Name, and below it badges, by how much it was moved, and team.
    private static final class ServiceCell extends TableCell<SuspectRow, SuspectRow> {
        private final SuspectsViewModel model;
        private final Label name = new Label();
        private final Label team = new Label();
        private final VBox both = new VBox(name, team);

        ServiceCell(SuspectsViewModel model) {
            this.model = model;
            name.setMinWidth(0);
            name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
            team.getStyleClass().addAll("muted", "small");
            both.setAlignment(Pos.CENTER_LEFT);
            both.setMinWidth(0);
        }

        @Override
        protected void updateItem(@Nullable SuspectRow row, boolean empty) {
            super.updateItem(row, empty);
            setGraphic(row == null ? null : both);
            if (row == null) {
                setTooltip(null);
                return;
            }
            name.setText(row.service().value());
            String moved = model.moved(row);
            team.setText((row.badges() + "  " + moved + "  " + row.team()).strip());
            team.setManaged(!team.getText().isEmpty());
            setTooltip(
                    new Tooltip(
                            (row.service().value() + "\n" + moved + "\n" + row.team())
                                    .replaceAll("\n+", "\n")
                                    .strip()));
        }
    }

    private static final class CauseCell extends TableCell<SuspectRow, SuspectRow> {
        private final ProbabilityBar bar = new ProbabilityBar();

        @Override
        protected void updateItem(@Nullable SuspectRow row, boolean empty) {
            super.updateItem(row, empty);
            setGraphic(row == null ? null : bar);
            if (row != null) {
                bar.show(row.cause());
            }
        }
    }
}
