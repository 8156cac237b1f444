package dev.faultline.ui.compare;

import dev.faultline.model.ServiceId;
import dev.faultline.ui.ProbabilityBar;
import dev.faultline.ui.Words;
import dev.faultline.ui.compare.CompareViewModel.Line;
import dev.faultline.ui.compare.Comparison.PairRow;
import dev.faultline.ui.sheets.Sheets;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// Two places side by side, over the window.
public final class CompareView {
    private final CompareViewModel model;
    private final Sheets sheets;
    private final Words words;
    @FXML private StackPane root;
    @FXML private Label state;
    @FXML private GridPane lines;
    @FXML private ComboBox<ServiceId> left;
    @FXML private ComboBox<ServiceId> right;
    @FXML private Label services;
    @FXML private TableView<PairRow> pairs;
    @FXML private TableColumn<PairRow, String> name;
    @FXML private TableColumn<PairRow, OptionalDouble> leftTrouble;
    @FXML private TableColumn<PairRow, OptionalDouble> rightTrouble;

    @SuppressWarnings("NullAway.Init") // the fields are FXML's
    public CompareView(CompareViewModel model, Sheets sheets, Words words) {
        this.model = model;
        this.sheets = sheets;
        this.words = words;
    }

    @FXML
    private void initialize() {
        sheets.attach(root, Sheets.Sheet.COMPARE, left);
        state.textProperty().bind(model.stateProperty());
        state.managedProperty().bind(state.textProperty().isNotEmpty());
        for (Node each : List.of(lines, services, pairs)) {
            each.visibleProperty().bind(model.stateProperty().isEmpty());
            each.managedProperty().bind(each.visibleProperty());
        }
        model.placesProperty().addListener((p, before, now) -> list(now));
        list(model.placesProperty().get());
        left.valueProperty().bindBidirectional(model.leftProperty());
        right.valueProperty().bindBidirectional(model.rightProperty());
        model.linesProperty().addListener((p, before, now) -> fill(now));
        fill(model.linesProperty().get());
        pairs.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        model.pairsProperty().addListener((p, before, now) -> pairs.getItems().setAll(now));
        pairs.getItems().setAll(model.pairsProperty().get());
        name.setCellValueFactory(row -> new ReadOnlyStringWrapper(row.getValue().name()));
        trouble(leftTrouble, PairRow::left, model.leftProperty());
        trouble(rightTrouble, PairRow::right, model.rightProperty());
    }

    private void list(List<ServiceId> places) {
        left.getItems().setAll(places);
        right.getItems().setAll(places);
    }

    /// Keeps the head, which FXML gave.
    private void fill(List<Line> rows) {
        lines.getChildren()
                .removeIf(n -> GridPane.getRowIndex(n) != null && GridPane.getRowIndex(n) > 0);
        int at = 1;
        for (Line row : rows) {
            Label what = new Label(row.what());
            what.getStyleClass().add("muted");
            lines.addRow(at++, what, value(row.left(), row), value(row.right(), row));
            if (row.differs()) {
                Label differs = new Label(words.get("compare.differs"));
                differs.setMinWidth(Region.USE_PREF_SIZE);
                differs.setGraphic(new FontIcon(Feather.ALERT_CIRCLE));
                lines.add(differs, 3, at - 1);
            }
        }
    }

    private static Label value(String text, Line row) {
        Label label = new Label(text);
        label.setMinWidth(0);
        label.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        label.setTooltip(new Tooltip(text));
        if (row.differs()) {
            label.getStyleClass().add("differs");
        }
        return label;
    }

    private void trouble(
            TableColumn<PairRow, OptionalDouble> column,
            Function<PairRow, OptionalDouble> side,
            ObservableValue<@Nullable ServiceId> place) {
        column.textProperty()
                .bind(Bindings.createStringBinding(() -> title(place.getValue()), place));
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(side.apply(row.getValue())));
        column.setCellFactory(c -> new TroubleCell(words.get("compare.none")));
    }

    private static String title(@Nullable ServiceId place) {
        return place == null ? "" : place.value();
    }

    @FXML
    private void close() {
        sheets.close();
    }

    /// P(in trouble), or that there is no such service here.
    private static final class TroubleCell extends TableCell<PairRow, OptionalDouble> {
        private final ProbabilityBar bar = new ProbabilityBar();
        private final String none;

        TroubleCell(String none) {
            this.none = none;
        }

        @Override
        protected void updateItem(@Nullable OptionalDouble trouble, boolean empty) {
            super.updateItem(trouble, empty);
            if (empty || trouble == null) {
                setText(null);
                setGraphic(null);
            } else if (trouble.isEmpty()) {
                setText(none);
                setGraphic(null);
            } else {
                setText(null);
                setGraphic(bar);
                bar.show(trouble.getAsDouble());
            }
        }
    }
}
