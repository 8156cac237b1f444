package dev.faultline.ui.charts;

import dev.faultline.model.SeriesId;
import dev.faultline.ui.Palette;
import dev.faultline.ui.Refusal;
import dev.faultline.ui.commands.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/// The charts of the selected component, side by side.
public final class ChartsView {
    private static final double ROOM_FOR_TITLE = 200;
    private static final double NARROWEST = 280;
    private static final double GAP = 16;

    /// How many anomalies the text of a chart names.
    private static final int MENTIONED = 6;

    private static final double PADDING = 24;

    private final ChartsViewModel model;
    private final ChartExport export;
    @FXML private Label title;
    @FXML private Label nothing;
    @FXML private HBox head;
    @FXML private HBox legend;
    @FXML private HBox spans;
    @FXML private ToggleButton parts;
    @FXML private HBox tiles;
    @FXML private ScrollPane scroll;
    @FXML private Button back;
    @FXML private MenuButton exports;

    @SuppressWarnings("NullAway.Init") // the fields are FXML's
    public ChartsView(ChartsViewModel model, ChartExport export) {
        this.model = model;
        this.export = export;
    }

    @FXML
    private void initialize() {
        title.textProperty().bind(model.titleProperty());
        nothing.textProperty().bind(model.nothingProperty());
        nothing.visibleProperty().bind(model.nothingProperty().isNotEmpty());
        back.visibleProperty().bind(model.zoomedProperty());
        back.managedProperty().bind(back.visibleProperty());
        legend.managedProperty()
                .bind(
                        Bindings.createBooleanBinding(
                                this::roomForLegend, head.widthProperty(), back.managedProperty()));
        legend.visibleProperty().bind(legend.managedProperty());
        Refusal.disable(exports, model.nothingProperty());
        ToggleGroup group = new ToggleGroup();
        for (Duration span : ChartsViewModel.SPANS) {
            spans.getChildren().add(button(span, group));
        }
        parts.selectedProperty().bindBidirectional(model.partsProperty());
        model.partsProperty().addListener((p, before, now) -> show());
        title.sceneProperty()
                .addListener((p, before, now) -> {
                    if (now != null) {
                        now.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
                    }
                });
        model.picturesProperty().addListener((p, before, now) -> show());
        model.themeProperty().addListener((p, before, now) -> show());
        model.askedProperty().addListener((p, before, now) -> focus(now));
        tiles.prefHeightProperty()
                .bind(
                        Bindings.createDoubleBinding(
                                () -> scroll.getViewportBounds().getHeight(),
                                scroll.viewportBoundsProperty()));
        tiles.prefWidthProperty()
                .bind(
                        Bindings.createDoubleBinding(
                                this::width,
                                scroll.viewportBoundsProperty(),
                                model.picturesProperty()));
        show();
    }

    /// What a person asked for is the first: it is brought into sight, with the focus.
    private void focus(@Nullable SeriesId asked) {
        if (asked != null && !tiles.getChildren().isEmpty()) {
            scroll.setHvalue(0);
            tiles.getChildren().getFirst().requestFocus();
        }
    }

    /// `S` anywhere but where one writes.
    private void key(KeyEvent event) {
        if (Key.PARTS.matches(event) && !(event.getTarget() instanceof TextInputControl)) {
            model.partsProperty().set(!model.partsProperty().get());
            event.consume();
        }
    }

    /// Whether it takes no room from a name and from what can be clicked.
    private boolean roomForLegend() {
        double others =
                head.getChildren().stream()
                        .filter(each ->
                                legend.equals(each) || (each.isManaged() && !title.equals(each)))
                        .mapToDouble(each -> each.prefWidth(-1) + head.getSpacing())
                        .sum();
        return head.getWidth() - others > ROOM_FOR_TITLE;
    }

    /// As many whole charts as the window is wide, the others beyond its edge.
    private double width() {
        double seen = scroll.getViewportBounds().getWidth();
        int all = model.picturesProperty().get().size();
        int whole = (int) Math.max(1, (seen - PADDING + GAP) / (NARROWEST + GAP));
        if (all <= whole) {
            return seen;
        }
        double tile = (seen - PADDING + GAP) / whole;
        return all * tile + PADDING - GAP;
    }

    private ToggleButton button(Duration span, ToggleGroup group) {
        ToggleButton button = new ToggleButton(ChartsViewModel.spanText(span));
        button.setToggleGroup(group);
        button.setSelected(span.equals(model.spanProperty().get()));
        button.getStyleClass().add("span-button");
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(event -> {
            button.setSelected(true);
            model.spanProperty().set(span);
        });
        model.spanProperty().addListener((p, before, now) -> button.setSelected(span.equals(now)));
        return button;
    }

    /// One crosshair for all charts.
    private void point(@Nullable Instant at) {
        for (Node each : tiles.getChildren()) {
            if (each instanceof ChartTile tile) {
                tile.cursor(at);
            }
        }
    }

    @FXML
    private void back() {
        model.back();
    }

    @FXML
    private void png() {
        export.png(tiles);
    }

    @FXML
    private void svg() {
        export.svg(model.picturesProperty().get());
    }

    @FXML
    private void csv() {
        export.csv(model.picturesProperty().get());
    }

    /// Tiles that are there stay: only their contents change.
    private void show() {
        List<SignalPicture> pictures = model.picturesProperty().get();
        Palette palette = model.themeProperty().get().palette();
        var children = tiles.getChildren();
        if (children.size() > pictures.size()) {
            children.remove(pictures.size(), children.size());
        }
        for (int i = 0; i < pictures.size(); i++) {
            SignalPicture picture = pictures.get(i);
            ChartTile.Texts texts =
                    new ChartTile.Texts(
                            model.titleText(picture),
                            model.exampleText(picture),
                            model.valueText(picture),
                            model.methodText(picture),
                            picture.anomalies().reversed().stream()
                                    .limit(MENTIONED)
                                    .map(mark -> model.anomalyText(mark, picture))
                                    .toList());
            boolean rows = model.partsProperty().get();
            if (i < children.size() && children.get(i) instanceof ChartTile tile) {
                tile.show(picture, palette, rows, texts);
            } else {
                ChartTile tile = new ChartTile(picture, palette, rows, texts);
                tile.setOnMenu(new LabelMenu(model)::of);
                tile.share(model::readout, this::point, model);
                HBox.setHgrow(tile, Priority.ALWAYS);
                tile.setPrefWidth(NARROWEST);
                tile.setMinWidth(200);
                children.add(tile);
            }
        }
    }
}
