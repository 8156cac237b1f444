package dev.faultline.ui.window;

import dev.faultline.ui.OpenDialog;
import dev.faultline.ui.Recordings;
import dev.faultline.ui.Theme;
import dev.faultline.ui.commands.Commands;
import dev.faultline.ui.sheets.Sheets;
import dev.faultline.ui.sheets.Sheets.Sheet;
import dev.faultline.ui.window.WindowViewModel.Face;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
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

    private static final PseudoClass NARROW = PseudoClass.getPseudoClass("narrow");

    /// What is shown is not what is now.
    private static final PseudoClass AGED = PseudoClass.getPseudoClass("aged");

    private final WindowViewModel model;
    private final OpenDialog dialog;
    private final Commands commands;
    private final Sheets sheets;
    private final Regions regions;
    private final Function<Sheet, Parent> views;
    private final Set<Sheet> made = EnumSet.noneOf(Sheet.class);
    private @Nullable Node focused;
    @FXML private StackPane root;
    @FXML private BorderPane frame;
    @FXML private Parent notifications;
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
            Function<Sheet, Parent> views) {
        this.model = model;
        this.dialog = dialog;
        this.commands = commands;
        this.sheets = sheets;
        this.regions = regions;
        this.views = views;
    }

    @FXML
    private void initialize() {
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
        save.disableProperty().bind(Bindings.not(model.liveProperty()));
        regions.in(root);
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

    /// While a recording is being opened its regions stand there empty, behind the progress.
    private void show(Face face) {
        welcome.setVisible(face == Face.WELCOME);
        opening.setVisible(face == Face.OPENING);
        work.setVisible(face != Face.WELCOME);
    }

    private void dress() {
        for (Theme each : Theme.values()) {
            root.getStyleClass().remove(each.styleClass());
        }
        root.getStyleClass().add(model.themeProperty().get().styleClass());
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
    private void switchTheme() {
        model.switchTheme();
    }
}
