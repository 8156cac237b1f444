package dev.faultline.ui.suspects;

import dev.faultline.model.ServiceId;
import dev.faultline.ui.commands.Key;
import dev.faultline.ui.pins.PinMenu;
import dev.faultline.ui.suspects.SuspectsViewModel.Segment;
import dev.faultline.wording.Figures;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;

/// The left region: suspects, services or changes.
public final class SuspectsView {
    /// How wide an explanation may get, px.
    private static final double MEANING = 360;

    private final SuspectsViewModel model;
    private final PinMenu pins;
    @FXML private TableView<SuspectRow> table;
    @FXML private Label nothing;
    @FXML private TableColumn<SuspectRow, SuspectRow> rank;
    @FXML private TableColumn<SuspectRow, SuspectRow> service;
    @FXML private TableColumn<SuspectRow, SuspectRow> cause;
    @FXML private TableColumn<SuspectRow, SuspectRow> recent;
    @FXML private TableColumn<SuspectRow, SuspectRow> trouble;
    @FXML private Node filters;
    @FXML private TextField filter;
    @FXML private ToggleButton more;
    @FXML private Node narrowing;
    @FXML private ComboBox<String> team;
    @FXML private CheckBox only;
    @FXML private Slider least;
    @FXML private Label leastText;
    @FXML private Label learning;
    @FXML private Label summary;
    @FXML private Label exactness;
    @FXML private ToggleButton suspects;
    @FXML private ToggleButton services;
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
        segments();
        filters();
        summary.textProperty().bind(model.summaryProperty());
        summary.setTooltip(new Tooltip());
        summary.getTooltip().textProperty().bind(model.summaryProperty());
        learning.textProperty().bind(model.learningProperty());
        shownWhile(learning, model.learningProperty().isNotEmpty());
        exactness.textProperty().bind(model.exactnessProperty());
        exactness.visibleProperty().bind(model.exactnessProperty().isNotEmpty());
        Tooltip meaning = new Tooltip();
        meaning.setWrapText(true);
        meaning.setMaxWidth(MEANING);
        meaning.textProperty().bind(model.exactnessMeaningProperty());
        exactness.setTooltip(meaning);
        number(rank, row -> Integer.toString(row.rank()));
        number(trouble, row -> Figures.probability(row.trouble()));
        number(recent, model::recent);
        cells(service, c -> new SuspectCell(model));
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
        nothing.textProperty().bind(model.nothingProperty());
        explain(cause);
        table.addEventHandler(KeyEvent.KEY_PRESSED, event -> pins.key(event, marked()));
        table.setOnContextMenuRequested(this::menu);
        fill();
    }

    private void segments() {
        Map<Segment, ToggleButton> buttons =
                Map.of(
                        Segment.SUSPECTS,
                        suspects,
                        Segment.SERVICES,
                        services,
                        Segment.CHANGES,
                        changed);
        buttons.forEach((segment, button) -> {
            button.setOnAction(event -> {
                button.setSelected(true); // one of them is always chosen
                model.segmentProperty().set(segment);
            });
            model.segmentProperty()
                    .addListener((p, before, now) -> button.setSelected(now == segment));
            button.setSelected(model.segmentProperty().get() == segment);
        });
        BooleanBinding listing = model.segmentProperty().isNotEqualTo(Segment.CHANGES);
        shownWhile(table, listing);
        shownWhile(filters, listing);
        shownWhile(changes, listing.not());
        recent.visibleProperty().bind(model.segmentProperty().isEqualTo(Segment.SUSPECTS));
        trouble.visibleProperty().bind(model.segmentProperty().isEqualTo(Segment.SERVICES));
        rank.visibleProperty().bind(model.segmentProperty().isEqualTo(Segment.SUSPECTS));
    }

    private void filters() {
        SuspectFilter wanted = model.filter();
        filter.textProperty().bindBidirectional(wanted.textProperty());
        filter.addEventHandler(
                KeyEvent.KEY_PRESSED,
                event -> {
                    if (Key.ESCAPE.matches(event) && !filter.getText().isEmpty()) {
                        filter.clear();
                        event.consume();
                    }
                });
        shownWhile(narrowing, more.selectedProperty());
        only.selectedProperty().bindBidirectional(wanted.suspectsProperty());
        least.valueProperty().bindBidirectional(wanted.leastProperty());
        leastText
                .textProperty()
                .bind(
                        Bindings.createStringBinding(
                                () ->
                                        model.word(
                                                "suspects.least",
                                                Figures.probability(wanted.leastProperty().get())),
                                wanted.leastProperty()));
        more.textProperty()
                .bind(
                        Bindings.createStringBinding(
                                () ->
                                        wanted.active() == 0
                                                ? model.word("suspects.more")
                                                : model.word(
                                                        "suspects.more.active", wanted.active()),
                                wanted.teamProperty(),
                                wanted.suspectsProperty(),
                                wanted.leastProperty()));
        model.teamsProperty().addListener((p, before, now) -> teams(now));
        teams(model.teamsProperty().get());
        team.valueProperty()
                .addListener((p, before, now) -> {
                    if (now != null) {
                        wanted.teamProperty()
                                .set(now.equals(model.word("suspects.team.all")) ? "" : now);
                    }
                });
    }

    private void teams(List<String> all) {
        String chosen = model.filter().teamProperty().get();
        team.getItems().setAll(model.word("suspects.team.all"));
        team.getItems().addAll(all);
        team.setValue(all.contains(chosen) ? chosen : model.word("suspects.team.all"));
    }

    /// The head of the column says what its numbers are, and that they need not add up.
    private void explain(TableColumn<?, ?> column) {
        Label head = new Label(column.getText());
        Tooltip tip = new Tooltip(model.word("suspects.cause.tip"));
        tip.setWrapText(true);
        tip.setMaxWidth(MEANING);
        head.setTooltip(tip);
        head.setMinWidth(Label.USE_PREF_SIZE);
        column.setText("");
        column.setGraphic(head);
    }

    private static void shownWhile(Node node, ObservableValue<Boolean> condition) {
        node.visibleProperty().bind(condition);
        node.managedProperty().bind(node.visibleProperty());
    }

    private void menu(ContextMenuEvent event) {
        ServiceId service = event.isKeyboardTrigger() ? marked() : pointedAt(event);
        if (service != null) {
            model.select(service);
            pins.show(table, service, event.getScreenX(), event.getScreenY());
            event.consume();
        }
    }

    /// The component of the line under the mouse: whether a press has selected it by then differs
    /// from system to system.
    private @Nullable ServiceId pointedAt(ContextMenuEvent event) {
        for (Node at = event.getPickResult().getIntersectedNode();
                at != null;
                at = at.getParent()) {
            if (at instanceof TableRow<?> line && line.getItem() instanceof SuspectRow row) {
                return row.service();
            }
        }
        return null;
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
}
