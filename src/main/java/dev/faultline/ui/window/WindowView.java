package dev.faultline.ui.window;

import dev.faultline.ui.Look;
import dev.faultline.ui.OpenDialog;
import dev.faultline.ui.Recordings;
import dev.faultline.ui.Refusal;
import dev.faultline.ui.Theme;
import dev.faultline.ui.Words;
import dev.faultline.ui.commands.Command;
import dev.faultline.ui.commands.Commands;
import dev.faultline.ui.sheets.Sheets;
import dev.faultline.ui.sheets.Sheets.Sheet;
import dev.faultline.ui.window.WindowViewModel.Face;
import java.io.File;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.SplitPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The window: its menu and its three faces, welcome, opening and work.
public final class WindowView {
    /// What always stands in the menu: open, connect, save and close.
    private static final int FIXED_ITEMS = 4;

    /// Below this width, px, the sides and legends shrink.
    private static final double WIDE = 1560;

    /// Below this width or height, px, there is room for one region at a time.
    private static final double ROOM_WIDTH = 1000;

    private static final double ROOM_HEIGHT = 520;

    /// What the menu lists beside what can be opened: what nobody finds by looking.
    private static final Set<Command.Group> IN_MENU =
            EnumSet.of(Command.Group.SAY, Command.Group.LOOK);

    private static final PseudoClass COMPACT = PseudoClass.getPseudoClass("compact");

    /// What is shown beside the time line has little height.
    private static final PseudoClass BRIEF = PseudoClass.getPseudoClass("brief");

    private static final PseudoClass NARROW = PseudoClass.getPseudoClass("narrow");

    /// What is shown is not what is now.
    private static final PseudoClass AGED = PseudoClass.getPseudoClass("aged");

    private final WindowViewModel model;
    private final OpenDialog dialog;
    private final Commands commands;
    private final Sheets sheets;
    private final Regions regions;
    private final Look look;
    private final Words words;
    private final Function<Sheet, Parent> views;
    private final Set<Sheet> made = EnumSet.noneOf(Sheet.class);
    private @Nullable Node focused;
    @FXML private StackPane root;
    @FXML private BorderPane frame;
    @FXML private Parent notifications;
    @FXML private BorderPane regionsPane;
    @FXML private SplitPane middle;
    @FXML private Parent suspects;
    @FXML private Parent graph;
    @FXML private Parent charts;
    @FXML private Parent inspector;
    @FXML private Parent time;
    @FXML private HBox places;
    @FXML private Button sharing;
    @FXML private Button find;
    @FXML private MenuButton more;
    @FXML private MenuButton menu;
    @FXML private MenuItem save;
    @FXML private Button theme;
    @FXML private Parent work;
    @FXML private Parent welcome;
    @FXML private VBox opening;
    @FXML private Label openingTitle;
    @FXML private Label progress;

    /// @param views makes the view of a sheet
    @SuppressWarnings("NullAway.Init") // the fields are FXML's
    public WindowView(
            WindowViewModel model,
            OpenDialog dialog,
            Commands commands,
            Sheets sheets,
            Regions regions,
            Look look,
            Words words,
            Function<Sheet, Parent> views) {
        this.model = model;
        this.dialog = dialog;
        this.commands = commands;
        this.sheets = sheets;
        this.regions = regions;
        this.look = look;
        this.words = words;
        this.views = views;
    }

    @FXML
    private void initialize() {
        for (Command each : commands.all()) {
            if (each.scope() == Command.Scope.WINDOW && IN_MENU.contains(each.group())) {
                String title =
                        each.key()
                                .map(key ->
                                        words.get("window.more.item", each.title(), key.shown()))
                                .orElse(each.title());
                MenuItem item = new MenuItem();
                item.setMnemonicParsing(false);
                refuse(item, title, each.refusal());
                item.setOnAction(event -> commands.run(each));
                more.getItems().add(item);
            }
        }
        more.setGraphic(new FontIcon(Feather.MENU));
        find.setGraphic(new FontIcon(Feather.SEARCH));
        menu.setGraphic(new FontIcon(Feather.FOLDER));
        openingTitle.textProperty().bind(model.openingProperty());
        progress.textProperty().bind(model.progressProperty());
        model.faceProperty().addListener((p, before, now) -> show(now));
        model.bundledProperty().addListener((p, before, now) -> list());
        model.themeProperty().addListener((p, before, now) -> dress());
        root.widthProperty()
                .addListener((p, before, now) ->
                        root.pseudoClassStateChanged(NARROW, now.doubleValue() < WIDE));
        root.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        root.addEventFilter(KeyEvent.KEY_TYPED, this::key);
        refuse(
                save,
                save.getText(),
                Refusal.when(
                        Bindings.not(model.liveProperty()), words.get("command.refused.not.live")));
        regions.in(root);
        for (String each : List.of("#playhead", "#known-at")) {
            if (root.lookup(each) instanceof Control shown && shown.getTooltip() == null) {
                Tooltip other = new Tooltip();
                other.textProperty().bind(model.elsewhereProperty());
                shown.setTooltip(other);
            }
        }
        root.setOnDragOver(event -> {
            if (event.getDragboard().hasFiles()) {
                event.acceptTransferModes(TransferMode.COPY, TransferMode.LINK);
            }
            event.consume();
        });
        root.setOnDragDropped(event -> {
            boolean files = event.getDragboard().hasFiles();
            if (files) {
                model.dropped(event.getDragboard().getFiles().stream().map(File::toPath).toList());
            }
            event.setDropCompleted(files);
            event.consume();
        });
        for (Regions.Place each : Regions.Place.values()) {
            ToggleButton button = new ToggleButton(words.get(name(each)));
            button.getStyleClass().add("small-button");
            button.setMinWidth(Region.USE_PREF_SIZE);
            button.setOnAction(event -> regions.focus(each));
            places.getChildren().add(button);
        }
        places.managedProperty().bind(places.visibleProperty());
        regions.chosenProperty().addListener((p, before, now) -> place());
        root.widthProperty().addListener((p, before, now) -> place());
        root.heightProperty().addListener((p, before, now) -> place());
        sharing.setGraphic(new FontIcon(Feather.MONITOR));
        sharing.visibleProperty().bind(look.sharingProperty());
        sharing.managedProperty().bind(sharing.visibleProperty());
        place();
        sheets.openProperty().addListener((p, before, now) -> show(before, now));
        model.connectingProperty()
                .addListener((p, before, now) -> {
                    frame.setDisable(now);
                    if (!now) {
                        menu.requestFocus();
                    }
                });
        model.agedProperty()
                .addListener((p, before, now) -> root.pseudoClassStateChanged(AGED, now));
        show(model.faceProperty().get());
        list();
        dress();
    }

    private void refuse(MenuItem item, String title, ObservableValue<String> why) {
        why.addListener((p, before, now) -> Refusal.item(item, title, now, words));
        Refusal.item(item, title, why.getValue(), words);
    }

    /// While a recording is being opened its regions stand there empty, behind the progress.
    private void show(Face face) {
        welcome.setVisible(face == Face.WELCOME);
        opening.setVisible(face == Face.OPENING);
        work.setVisible(face != Face.WELCOME);
    }

    private static String name(Regions.Place place) {
        return switch (place) {
            case SUSPECTS -> "window.place.suspects";
            case GRAPH -> "window.place.graph";
            case INSPECTOR -> "window.place.inspector";
            case CHARTS -> "window.place.charts";
            case TIME -> "window.place.time";
        };
    }

    /// Where there is no room for all, one region has all of it: the one that was gone to last.
    private void place() {
        boolean wide = root.getWidth() == 0 || root.getWidth() >= ROOM_WIDTH;
        boolean all = wide && (root.getHeight() == 0 || root.getHeight() >= ROOM_HEIGHT);
        Regions.Place one = regions.chosenProperty().get();
        root.pseudoClassStateChanged(COMPACT, !all);
        root.pseudoClassStateChanged(BRIEF, !all && one == Regions.Place.TIME);
        places.setVisible(!all);
        for (int i = 0; i < places.getChildren().size(); i++) {
            ((ToggleButton) places.getChildren().get(i))
                    .setSelected(i == List.of(Regions.Place.values()).indexOf(one));
        }
        show(time, all || one == Regions.Place.TIME);
        List<Parent> between =
                Stream.of(graph, charts)
                        .filter(each -> all || each.equals(charts) == (one == Regions.Place.CHARTS))
                        .toList();
        if (!middle.getItems().equals(between)) {
            middle.getItems().setAll(between);
            middle.setDividerPositions(0.62);
        }
        Parent centre =
                switch (one) {
                    case SUSPECTS -> all ? middle : suspects;
                    case INSPECTOR -> all ? middle : inspector;
                    case GRAPH, CHARTS, TIME -> middle;
                };
        if (!centre.equals(regionsPane.getCenter()) || (regionsPane.getLeft() != null) != all) {
            regionsPane.getChildren().clear();
            regionsPane.setCenter(centre);
            regionsPane.setLeft(all ? suspects : null);
            regionsPane.setRight(all ? inspector : null);
        }
    }

    private static void show(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }

    private void dress() {
        // In one step: without either there are no colours to look up.
        List<String> classes = new ArrayList<>(root.getStyleClass());
        for (Theme each : Theme.values()) {
            classes.remove(each.styleClass());
        }
        classes.add(model.themeProperty().get().styleClass());
        root.getStyleClass().setAll(classes);
        theme.setGraphic(
                new FontIcon(
                        switch (model.themeProperty().get()) {
                            case DARK -> Feather.SUN;
                            case LIGHT -> Feather.MOON;
                        }));
    }

    private void list() {
        menu.getItems().remove(FIXED_ITEMS, menu.getItems().size());
        if (!model.bundledProperty().get().isEmpty()) {
            menu.getItems().add(new SeparatorMenuItem());
        }
        for (Recordings.Bundled each : model.bundledProperty().get()) {
            MenuItem item = new MenuItem(each.title());
            item.setMnemonicParsing(false);
            item.setOnAction(event -> model.open(each.file()));
            menu.getItems().add(item);
        }
    }

    /// A form or a sheet that lies over all has the keys; the sheet's own keys put it away.
    private void key(KeyEvent event) {
        if (!model.connectingProperty().get()
                && (sheets.openProperty().get() == null || event.isShortcutDown())) {
            commands.key(event);
        }
    }

    /// Lays a sheet over the window; it is made when it is first asked for. What had the focus has
    /// it again afterwards.
    private void show(@Nullable Sheet before, @Nullable Sheet sheet) {
        if (before == null) {
            focused = root.getScene().getFocusOwner();
        }
        frame.setDisable(sheet != null);
        if (sheet != null && !made.contains(sheet)) {
            made.add(sheet);
            root.getChildren().add(root.getChildren().indexOf(notifications), views.apply(sheet));
        }
        if (sheet == null && focused != null) {
            focused.requestFocus();
        }
    }

    @FXML
    private void choose() {
        dialog.choose(root.getScene().getWindow()).ifPresent(model::open);
    }

    @FXML
    private void connect() {
        model.connect();
    }

    @FXML
    private void save() {
        dialog.saveBaseline(root.getScene().getWindow()).ifPresent(model::saveBaseline);
    }

    @FXML
    private void close() {
        model.close();
    }

    @FXML
    private void stopSharing() {
        look.sharingProperty().set(false);
    }

    @FXML
    private void find() {
        sheets.toggle(Sheet.PALETTE);
    }

    @FXML
    private void switchTheme() {
        model.switchTheme();
    }
}
