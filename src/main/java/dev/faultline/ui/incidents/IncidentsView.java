package dev.faultline.ui.incidents;

import dev.faultline.ui.Incidents;
import dev.faultline.ui.Refusal;
import dev.faultline.ui.Words;
import dev.faultline.ui.sheets.Sheets;
import java.util.List;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.StackPane;

/// All incidents with their logs, as a sheet over the window.
public final class IncidentsView {
    private static final PseudoClass OPEN = PseudoClass.getPseudoClass("goes-on");

    private final IncidentsViewModel model;
    private final Incidents incidents;
    private final Sheets sheets;
    private final Words words;
    @FXML private StackPane root;
    @FXML private Label summary;
    @FXML private TableView<IncidentRow> table;
    @FXML private TableColumn<IncidentRow, String> severity;
    @FXML private TableColumn<IncidentRow, String> title;
    @FXML private TableColumn<IncidentRow, String> began;
    @FXML private TableColumn<IncidentRow, String> lasted;
    @FXML private TableColumn<IncidentRow, String> state;
    @FXML private Label about;
    @FXML private ListView<LogLine> log;
    @FXML private TextField note;
    @FXML private Button show;

    @SuppressWarnings("NullAway.Init") // the fields are FXML's
    public IncidentsView(
            IncidentsViewModel model, Incidents incidents, Sheets sheets, Words words) {
        this.model = model;
        this.incidents = incidents;
        this.sheets = sheets;
        this.words = words;
    }

    @FXML
    private void initialize() {
        sheets.attach(root, Sheets.Sheet.INCIDENTS, table);
        summary.textProperty().bind(model.summaryProperty());
        about.textProperty().bind(model.aboutProperty());
        column(severity, IncidentRow::severity);
        column(title, IncidentRow::title);
        column(began, IncidentRow::began);
        column(lasted, IncidentRow::lasted);
        column(state, IncidentRow::state);
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        table.setPlaceholder(new Label(words.get("incidents.none")));
        table.setRowFactory(t -> new Row());
        table.getSelectionModel()
                .selectedItemProperty()
                .addListener((p, before, now) -> model.look(now == null ? null : now.id()));
        table.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER) {
                show();
                event.consume();
            }
        });
        model.rowsProperty().addListener((p, before, now) -> fill(now));
        fill(model.rowsProperty().get());
        log.setCellFactory(l -> new LogCell());
        model.logProperty().addListener((p, before, now) -> log.getItems().setAll(now));
        log.getItems().setAll(model.logProperty().get());
        ObservableValue<String> none =
                Refusal.when(
                        table.getSelectionModel().selectedItemProperty().isNull(),
                        words.get("incidents.none.chosen"));
        Refusal.of(show, none);
        Refusal.disable(note, none);
    }

    private static void column(
            TableColumn<IncidentRow, String> column, Function<IncidentRow, String> text) {
        column.setCellValueFactory(row -> new ReadOnlyStringWrapper(text.apply(row.getValue())));
    }

    private void fill(List<IncidentRow> rows) {
        table.getItems().setAll(rows);
        model.looked()
                .flatMap(id -> rows.stream().filter(r -> r.id().equals(id)).findFirst())
                .ifPresent(row -> table.getSelectionModel().select(row));
    }

    @FXML
    private void show() {
        model.show();
        sheets.close();
    }

    @FXML
    private void keepNote() {
        String text = note.getText();
        model.looked().ifPresent(id -> incidents.note(id, text));
        note.clear();
    }

    @FXML
    private void close() {
        sheets.close();
    }

    /// One that goes on stands out.
    private static final class Row extends TableRow<IncidentRow> {
        @Override
        protected void updateItem(
                @org.jspecify.annotations.Nullable IncidentRow row, boolean empty) {
            super.updateItem(row, empty);
            pseudoClassStateChanged(OPEN, row != null && row.open());
            setAlignment(Pos.CENTER_LEFT);
        }
    }
}
