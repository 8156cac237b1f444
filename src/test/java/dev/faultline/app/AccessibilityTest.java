package dev.faultline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.faultline.engine.SmallShop;
import dev.faultline.model.ServiceId;
import dev.faultline.source.LiveState.Link;
import dev.faultline.source.LiveState.Loading;
import dev.faultline.topology.Component;
import dev.faultline.ui.ConnectRequest;
import dev.faultline.ui.Insights;
import dev.faultline.ui.ShopSystem;
import dev.faultline.ui.Theme;
import dev.faultline.ui.sheets.Sheets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.input.ContextMenuEvent;
import javafx.stage.PopupWindow;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// Every face, tab, sheet, dialog, menu and state of the window, dark and light.
@ExtendWith(ApplicationExtension.class)
class AccessibilityTest {
    private final AccessibilityChecks checks = new AccessibilityChecks();
    private final ShopSystem shop = new ShopSystem();
    private Screen screen;
    private Stage stage;

    @Start
    void start(Stage shown) {
        stage = shown;
        screen = new Screen(shown, Screen.recordings(), shop);
    }

    @AfterEach
    void close() {
        screen.close();
    }

    @Test
    void everythingOfARecordingIsToldReachedAndReadable() {
        Screen.fx(() -> screen.wiring.workbench().findBundled());
        await().until(() -> screen.texts(".welcome").size() > 10);
        inBothThemes(theme -> look("welcome" + theme, ".welcome"));
        screen.open("online-boutique-08-22.capture");
        Screen.fx(() -> {
            var shown = screen.wiring.workbench().snapshotProperty().get().topology();
            List<ServiceId> all = shown.components().stream().map(Component::id).toList();
            screen.wiring.incidents().open(Set.of(all.get(0), all.get(1)));
            screen.wiring.incidents().open(Set.of(all.get(2), all.get(3)));
        });
        screen.settle();
        inBothThemes(this::everyFace);
        inBothThemes(this::everyMenuAndDialog);
        assertThat(checks.wrong()).isEmpty();
    }

    @Test
    void everyStateOfARunningSystemIsToldReachedAndReadable() {
        watch();
        inBothThemes(theme -> look("live" + theme, ".window"));
        inBothThemes(theme -> popover("partitions" + theme, "#lag"));
        inBothThemes(theme -> popover("topics" + theme, "#topic-count"));
        inBothThemes(theme -> dialog("save" + theme, () -> press("#save-capture")));
        shop.say(
                ShopSystem.with(
                        new Loading(
                                SmallShop.START,
                                SmallShop.at(200),
                                .41,
                                Optional.of(ShopSystem.NOW.minus(Duration.ofHours(6))))));
        heard();
        inBothThemes(theme -> look("provisional" + theme, ".window"));
        shop.say(
                ShopSystem.with(
                        new Link.Lost(
                                ShopSystem.NOW.minusSeconds(20),
                                "broker1:9092 does not answer.",
                                ShopSystem.NOW.plusSeconds(9))));
        heard();
        assertThat(screen.shown("#retry")).isTrue();
        inBothThemes(theme -> look("lost" + theme, ".window"));

        shop.say(ShopSystem.WELL);
        goOn("web", "orders");
        assertThat(screen.shown("#stale")).isTrue();
        inBothThemes(theme -> look("stale" + theme, ".window"));
        inBothThemes(theme -> popover("stale series" + theme, "#stale"));

        Screen.fx(() -> screen.wiring.workbench().close());
        shop.now(ShopSystem.NOW);
        watch();
        goOn();
        assertThat(screen.texts("#incident-bar")).contains("BLIND");
        inBothThemes(theme -> look("blind" + theme, ".window"));
        assertThat(checks.wrong()).isEmpty();
    }

    /// The window knows what the source says of itself.
    private void heard() {
        Screen.fx(() -> screen.wiring.workbench().heartbeat());
        WaitForAsyncUtils.waitForFxEvents();
    }

    private void watch() {
        Screen.fx(() -> screen.wiring.workbench().connect(ConnectRequest.of("b:9092", "shop")));
        await().until(() ->
                Screen.fx(() -> {
                    var shown = screen.wiring.workbench().snapshotProperty().get();
                    return shown != null && shown.at().equals(ShopSystem.NOW);
                }));
        screen.settle();
    }

    private void goOn(String... speaking) {
        Instant at = shop.goOn(6, speaking);
        await().until(() ->
                Screen.fx(() -> screen.wiring.workbench().snapshotProperty().get().at())
                        .equals(at));
        screen.settle();
    }

    /// Shows one after the other what can be shown of an open capture.
    private void everyFace(String theme) {
        for (Insights.Topic topic : Insights.Topic.values()) {
            Screen.fx(() -> screen.wiring.workbench().insights().topicProperty().set(topic));
            screen.settle();
            look("work, " + topic + theme, topic == Insights.Topic.WHY ? ".window" : ".inspector");
        }
        for (Sheets.Sheet sheet : Sheets.Sheet.values()) {
            Screen.fx(() -> screen.wiring.sheets().show(sheet));
            WaitForAsyncUtils.waitForFxEvents();
            String name = sheet.name().toLowerCase(Locale.ROOT);
            look(name + theme, sheet == Sheets.Sheet.ABOUT ? "#about-sheet" : "#" + name);
            Screen.fx(() -> screen.wiring.sheets().close());
        }
        Screen.fx(() -> screen.wiring.connect().show());
        WaitForAsyncUtils.waitForFxEvents();
        look("connect" + theme, "#connect");
        Screen.fx(() -> screen.wiring.connect().cancel());
    }

    private void everyMenuAndDialog(String theme) {
        menu("incident menu" + theme, "#incident-menu");
        for (String asks : List.of("told", "rate", "merge", "split", "close")) {
            dialog(
                    asks + theme,
                    () ->
                            item("#incident-menu", i -> ("incident-" + asks).equals(i.getId()))
                                    .fire());
        }
        menu("graph view" + theme, "#graph-view");
        menu("more" + theme, "#more");
        press("#more-filters");
        look("filters" + theme, "#suspects-region");
        press("#more-filters");
        ContextMenu component = contextMenu("component" + theme, "#suspects");
        dialog("third party" + theme, () -> within(component, "third-party").fire());
        dialog("depends" + theme, () -> first(within(component, "correct")).fire());
        contextMenu("node" + theme, "#graph");
        ContextMenu label = contextMenu("chart" + theme, ".chart-tile");
        dialog("expected" + theme, () -> label.getItems().get(4).fire());
    }

    private static MenuItem first(MenuItem menu) {
        return ((Menu) menu).getItems().getFirst();
    }

    private static MenuItem within(ContextMenu menu, String id) {
        return menu.getItems().stream().filter(i -> id.equals(i.getId())).findFirst().orElseThrow();
    }

    private MenuItem item(String button, Predicate<MenuItem> which) {
        return ((MenuButton) screen.scene.getRoot().lookup(button))
                .getItems().stream().filter(which).findFirst().orElseThrow();
    }

    private void menu(String state, String button) {
        MenuButton opens = (MenuButton) root(button);
        Screen.fx(opens::show);
        popup(state, opens.getItems());
        Screen.fx(opens::hide);
    }

    /// The menu that the menu key opens.
    private ContextMenu contextMenu(String state, String selector) {
        Node node = root(selector);
        Screen.fx(() -> {
            node.requestFocus();
            Event.fireEvent(
                    node,
                    new ContextMenuEvent(
                            ContextMenuEvent.CONTEXT_MENU_REQUESTED, 9, 9, 9, 9, true, null));
        });
        ContextMenu menu =
                (ContextMenu) await(state).until(() -> front(ContextMenu.class), w -> w != null);
        popup(state, menu.getItems());
        Screen.fx(menu::hide);
        return menu;
    }

    private void popup(String state, List<MenuItem> items) {
        Window shown = await(state).until(() -> front(ContextMenu.class), w -> w != null);
        Screen.fx(() -> {
            checks.look(state, shown.getScene().getRoot());
            checks.items(state, items);
        });
    }

    private void popover(String state, String button) {
        press(button);
        Window shown = await().until(() -> front(PopupWindow.class), w -> w != null);
        Screen.fx(() -> checks.look(state, shown.getScene().getRoot()));
        Screen.fx(shown::hide);
        await().until(() -> front(PopupWindow.class) == null);
    }

    /// What asks waits for its answer, and all else goes on.
    private void dialog(String state, Runnable asks) {
        Platform.runLater(asks);
        Window shown = await(state).until(() -> front(Stage.class), w -> w != null);
        Screen.fx(() -> checks.look(state, shown.getScene().getRoot()));
        Screen.fx(shown::hide);
        await().until(() -> front(Stage.class) == null);
    }

    /// What lies over the window; nothing where there is nothing.
    private Window front(Class<? extends Window> kind) {
        return Screen.fx(() ->
                Window.getWindows().stream()
                        .filter(w -> kind.isInstance(w) && w != stage && w.isShowing())
                        .filter(w -> w.getScene() != null && !(w instanceof Tooltip))
                        .findFirst()
                        .orElse(null));
    }

    private void press(String button) {
        Node node = screen.scene.getRoot().lookup(button);
        Runnable press = () -> ((ButtonBase) node).fire();
        if (Platform.isFxApplicationThread()) {
            press.run();
        } else {
            Screen.fx(press);
        }
    }

    /// First in the theme that is there: to dress a window anew takes longer than to look at it.
    private void inBothThemes(Consumer<String> visit) {
        Theme now = Screen.fx(() -> screen.wiring.workbench().themeProperty().get());
        for (Theme theme : List.of(now, now.other())) {
            Screen.fx(() -> screen.wiring.workbench().themeProperty().set(theme));
            WaitForAsyncUtils.waitForFxEvents();
            visit.accept(", " + theme.styleClass());
        }
    }

    private void look(String state, String selector) {
        Parent root = root(selector);
        Screen.fx(() -> checks.look(state, root));
    }

    private Parent root(String selector) {
        Node found = Screen.fx(() -> screen.scene.getRoot().lookup(selector));
        assertThat(found).as(selector).isInstanceOf(Parent.class);
        return (Parent) found;
    }
}
