package dev.faultline.ui.graph;

import dev.faultline.ui.OpenDialog;
import dev.faultline.ui.Readouts;
import dev.faultline.ui.Refusal;
import dev.faultline.ui.Workbench;
import dev.faultline.ui.commands.Key;
import dev.faultline.ui.graph.GraphCut.Tie;
import dev.faultline.ui.graph.GraphPlan.Spot;
import dev.faultline.ui.graph.GraphViewModel.State;
import dev.faultline.ui.graph.Lens.Arrangement;
import dev.faultline.ui.graph.Lens.Place;
import dev.faultline.ui.pins.PinMenu;
import java.util.List;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/// The dependency graph with its keys, its menu and its legend. Slightly over 300 lines: one
/// binding or one handed-on word each, keys and menus are classes of their own.
public final class GraphView {
    /// Signs of a name in the breadcrumbs; its tooltip has all of it.
    private static final int LONGEST_CRUMB = 14;

    private static final PseudoClass HERE = PseudoClass.getPseudoClass("here");

    private final GraphViewModel model;
    private final GraphTableViewModel twin;
    private final GraphFinder finder;
    private final EdgeAccount edges;
    private final Workbench workbench;
    private final PinMenu pins;
    private final GraphExport export;
    @FXML private StackPane holder;
    @FXML private Label waiting;
    @FXML private HBox crumbs;
    @FXML private Label summary;
    @FXML private TextField find;
    @FXML private Label found;
    private final BooleanProperty whole = new SimpleBooleanProperty();
    @FXML private MenuButton hops;
    @FXML private ToggleButton paths;
    @FXML private RadioMenuItem layered;
    @FXML private RadioMenuItem force;
    @FXML private CheckMenuItem foldAll;
    @FXML private CheckMenuItem table;
    @FXML private MenuItem hidden;
    @FXML private HBox pathKeys;
    private PathLegend pathLegend;
    private final GraphPane pane = new GraphPane();

    @SuppressWarnings("NullAway.Init") // the fields are FXML's
    public GraphView(
            GraphViewModel model,
            GraphTableViewModel twin,
            GraphFinder finder,
            EdgeAccount edges,
            Workbench workbench,
            PinMenu pins,
            OpenDialog dialog) {
        this.model = model;
        this.twin = twin;
        this.finder = finder;
        this.edges = edges;
        this.workbench = workbench;
        this.pins = pins;
        this.export = new GraphExport(pane, model, workbench, dialog);
    }

    @FXML
    private void initialize() {
        Refusal.disable(hops, Refusal.when(whole, model.word("graph.hops.whole")));
        hidden.getStyleClass().add(Refusal.STYLE); // its text says why
        pane.setId("graph");
        pane.setFocusTraversable(true);
        pane.setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        pane.visibleProperty().bind(twin.shownProperty().not());
        pane.mouse().asking(new Pointer());
        pathLegend = new PathLegend(pathKeys);
        GraphKeys keys = new GraphKeys(model, pane, pins, find);
        pane.addEventHandler(KeyEvent.KEY_PRESSED, keys::pressed);
        pane.addEventHandler(KeyEvent.KEY_TYPED, keys::typed);
        pane.setOnContextMenuRequested(new GraphMenu(model, pane, pins)::show);
        holder.getChildren().addFirst(pane);
        waiting.textProperty()
                .bind(Bindings.createStringBinding(this::waiting, model.stateProperty()));
        waiting.visibleProperty().bind(model.stateProperty().isNotEqualTo(State.SHOWN));
        summary.textProperty().bind(model.summaryProperty());
        summary.setTooltip(new Tooltip());
        summary.getTooltip().textProperty().bind(model.summaryProperty());
        find.textProperty().bindBidirectional(finder.wantedProperty());
        find.addEventHandler(KeyEvent.KEY_PRESSED, this::findKey);
        found.textProperty().bind(finder.foundProperty());
        found.visibleProperty().bind(finder.foundProperty().isNotEmpty());
        found.managedProperty().bind(found.visibleProperty());
        finder.marksProperty().addListener((p, before, now) -> pane.setMarks(now));
        paths.selectedProperty()
                .addListener((p, before, now) -> {
                    pane.setSuspects(now);
                    pathLegend.show(pane.picture());
                });
        for (int i = 0; i <= Lens.FARTHEST; i++) {
            int far = i;
            MenuItem item = new MenuItem(model.word("graph.hops", far));
            item.setOnAction(event -> model.hops(far));
            hops.getItems().add(item);
        }
        table.selectedProperty().bindBidirectional(twin.shownProperty());
        twin.shownProperty().addListener((p, before, now) -> focus());
        model.drawingProperty().addListener((p, before, now) -> draw(now));
        model.looksProperty().addListener((p, before, now) -> looks(now));
        model.selectionProperty().addListener((p, before, now) -> select());
        model.lensProperty().addListener((p, before, now) -> lens(now));
        workbench
                .themeProperty()
                .addListener((p, before, now) -> {
                    pane.setPalette(now.palette());
                    pathLegend.show(pane.picture());
                });
        pane.setPalette(workbench.themeProperty().get().palette());
        lens(model.lensProperty().get());
    }

    /// What is looked at keeps the focus when the other one takes its place.
    private void focus() {
        if (twin.shownProperty().get()) {
            holder.lookup("#graph-table").requestFocus();
        } else {
            pane.requestFocus();
        }
    }

    private String waiting() {
        return switch (model.stateProperty().get()) {
            case NOTHING, SHOWN -> "";
            case LAYING_OUT -> model.word("graph.waiting");
            case NO_COMPONENTS -> model.word("graph.none");
        };
    }

    private void draw(Drawing now) {
        pane.setDrawing(now);
        select();
        lens(model.lensProperty().get());
    }

    private void looks(List<NodeLook> now) {
        pane.setLooks(now);
        tell();
    }

    private void select() {
        Optional<GraphItem> item = model.selected();
        pane.setSelected(item);
        item.ifPresent(pane::reveal);
        pathLegend.show(pane.picture());
        tell();
    }

    /// What a screen reader says of the picture: the selected node and its ties.
    private void tell() {
        Optional<GraphItem> item = model.selected();
        String text =
                pane.looks().stream()
                        .filter(look -> item.filter(look.item()::equals).isPresent())
                        .findFirst()
                        .map(look -> told(look))
                        .orElse(model.word("graph.accessible"));
        if (!text.equals(pane.getAccessibleText())) {
            pane.setAccessibleText(text);
            pane.notifyAccessibleAttributeChanged(AccessibleAttribute.TEXT);
        }
    }

    private String told(NodeLook look) {
        List<Tie> ties = model.drawingProperty().get().cut().ties();
        return model.word(
                "graph.node.ties",
                look.accessible(),
                ties.stream().filter(tie -> tie.to().equals(look.item())).count(),
                ties.stream().filter(tie -> tie.from().equals(look.item())).count());
    }

    private void lens(Lens now) {
        crumbs.getChildren().clear();
        List<Place> places = model.crumbs();
        for (Place place : places) {
            if (!crumbs.getChildren().isEmpty()) {
                crumbs.getChildren().add(new Label("\u203a"));
            }
            Hyperlink link = new Hyperlink(Readouts.shortened(model.crumb(place), LONGEST_CRUMB));
            link.setMinWidth(Region.USE_PREF_SIZE);
            link.setTooltip(new Tooltip(model.crumb(place)));
            link.pseudoClassStateChanged(HERE, place.equals(now.place()));
            link.setOnAction(event -> {
                link.setVisited(false);
                model.go(place);
            });
            crumbs.getChildren().add(link);
        }
        hops.setText(model.word("graph.hops", now.hops()));
        whole.set(!model.hopsCount());
        layered.setSelected(now.arrangement() == Arrangement.LAYERED);
        force.setSelected(now.arrangement() == Arrangement.FORCE);
        foldAll.setSelected(!now.folded().isEmpty());
        int out = model.drawingProperty().get().cut().hidden();
        hidden.setText(model.word("graph.hidden", out));
        hidden.setDisable(out == 0);
    }

    private void findKey(KeyEvent event) {
        if (event.getCode() == KeyCode.ENTER) {
            finder.next();
            event.consume();
        } else if (Key.ESCAPE.matches(event)) {
            find.clear();
            pane.requestFocus();
            event.consume();
        }
    }

    @FXML
    private void fit() {
        pane.fit();
    }

    @FXML
    private void closer() {
        pane.closer();
    }

    @FXML
    private void away() {
        pane.away();
    }

    @FXML
    private void arrangeLayered() {
        model.arrange(Arrangement.LAYERED);
    }

    @FXML
    private void arrangeForce() {
        model.arrange(Arrangement.FORCE);
    }

    @FXML
    private void foldAll() {
        model.foldAll();
    }

    @FXML
    private void showHidden() {
        model.showHidden();
    }

    @FXML
    private void layOutAnew() {
        model.layOutAnew();
    }

    @FXML
    private void saveSvg() {
        export.saveSvg();
    }

    @FXML
    private void savePng() {
        export.savePng();
    }

    /// The graph as it is drawn, as files; for other parts of the window too.
    public GraphExport export() {
        return export;
    }

    /// Ends the picture's timer.
    public void close() {
        pane.close();
    }

    /// What the pointer asks for.
    private final class Pointer implements GraphMouse.Wishes {
        @Override
        public void select(@Nullable GraphItem item) {
            model.select(item);
        }

        @Override
        public void enter(GraphItem item) {
            model.enter(item);
        }

        @Override
        public void open(GraphItem item) {
            model.open(item);
        }

        @Override
        public void place(GraphItem item, Spot spot) {
            model.place(item, spot);
        }

        @Override
        public void rest(Tie tie, Tooltip telling) {
            edges.tell(tie, telling::setText);
        }

        @Override
        public String more(GraphItem item) {
            return model.word("graph.stub", model.beyond(item));
        }
    }
}
