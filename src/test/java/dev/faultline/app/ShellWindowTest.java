package dev.faultline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.faultline.ui.palette.PaletteEntry;
import dev.faultline.ui.window.Regions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/// What lies over the window and around its regions, by keyboard alone.
@ExtendWith(ApplicationExtension.class)
class ShellWindowTest {
    private static final String DAY = "online-boutique-08-22.capture";

    private Screen screen;

    @Start
    void start(Stage stage) {
        screen = new Screen(stage, Screen.recordings());
    }

    @AfterEach
    void close() {
        screen.close();
    }

    @Test
    void findsAndDoesByKeyboardAlone(FxRobot robot) {
        screen.open(DAY);
        robot.press(KeyCode.CONTROL).type(KeyCode.DIGIT2).release(KeyCode.CONTROL);
        palette(robot, "");
        screen.picture("palette");
        assertThat(screen.texts("#palette")).contains("Show all keys", "Ctrl+O");
        robot.type(KeyCode.ESCAPE);
        assertThat(screen.shown("#palette")).isFalse();
        assertThat(Screen.fx(() -> screen.scene.getFocusOwner().getId()))
                .as("what had the focus has it again")
                .isEqualTo("graph");

        palette(robot, "cartse");
        assertThat(first().title()).startsWith("cartservice");
        robot.type(KeyCode.ENTER);
        assertThat(Screen.fx(() -> screen.wiring.workbench().selectionProperty().get().value()))
                .isEqualTo("cartservice");

        palette(robot, "page own");
        assertThat(first().refusal()).contains("later version");
        robot.type(KeyCode.ENTER);
        assertThat(screen.shown("#palette")).as("what cannot be done says why").isTrue();
        screen.picture("palette-refused");
        robot.type(KeyCode.ESCAPE);

        palette(robot, "heal sel");
        robot.type(KeyCode.ENTER);
        await().until(() -> screen.texts().contains("cartservice: healthy"));
        robot.press(KeyCode.CONTROL).type(KeyCode.Z).release(KeyCode.CONTROL);
        assertThat(screen.texts("#notifications"))
                .containsExactly("Taken back: cartservice was checked, it is fine");
        await().until(() -> !screen.texts().contains("cartservice: healthy"));
        robot.press(KeyCode.CONTROL).type(KeyCode.Z).release(KeyCode.CONTROL);
        assertThat(screen.texts("#notifications")).contains("There is nothing to take back.");
        screen.picture("notifications");

        palette(robot, "messages");
        robot.type(KeyCode.ENTER);
        await().until(() -> screen.shown("#messages"));
        assertThat(screen.texts("#messages")).contains("There is nothing to take back.");
        screen.picture("messages");
        robot.type(KeyCode.ESCAPE);
        assertThat(screen.shown("#messages")).isFalse();
    }

    @Test
    void listsTheKeysThatItKnows(FxRobot robot) {
        robot.type(KeyCode.F1);
        await().until(() -> screen.shown("#shortcuts"));
        screen.picture("shortcuts");
        assertThat(screen.texts("#shortcuts"))
                .contains("Ctrl+K", "? or F1", "Ctrl+Shift+K", "in the graph");
        robot.type(KeyCode.ESCAPE);
        assertThat(screen.shown("#shortcuts")).isFalse();
        robot.write('?');
        await().until(() -> screen.shown("#shortcuts"));
        robot.type(KeyCode.F1);
        robot.press(KeyCode.CONTROL).type(KeyCode.K).release(KeyCode.CONTROL);
        await().until(() -> screen.shown("#palette"));
        assertThat(screen.shown("#shortcuts")).as("one sheet at a time").isFalse();
        robot.write('?');
        assertThat(screen.shown("#palette")).as("typed into the field").isTrue();
    }

    @Test
    void tellsOthersAndIsLargeOnASharedScreen(FxRobot robot) {
        screen.open(DAY);
        together(robot, KeyCode.H);
        await().until(() -> screen.texts("#saying").contains("Ruled out"));
        screen.picture("hand-over");
        robot.type(KeyCode.ESCAPE);
        together(robot, KeyCode.M);
        await().until(() -> screen.texts("#saying").contains("Owner and contact"));
        screen.picture("message");
        robot.type(KeyCode.ESCAPE);
        together(robot, KeyCode.D);
        await().until(() -> screen.texts("#saying").contains("New anomalies"));
        screen.picture("digest");
        robot.type(KeyCode.ESCAPE);
        together(robot, KeyCode.C);
        await().until(() ->
                screen.texts("#notifications").stream().anyMatch(t -> t.contains("Believed:")));
        assertThat(Screen.fx(() -> Clipboard.getSystemClipboard().getString()))
                .startsWith("Known: ")
                .contains("Next update at ");
        screen.picture("call-copied");

        together(robot, KeyCode.S);
        assertThat(screen.shown("#sharing")).isTrue();
        screen.settle();
        screen.picture("shared");
        together(robot, KeyCode.S);
        assertThat(screen.shown("#sharing")).isFalse();
    }

    @Test
    void menusGrowWithTheWindow(FxRobot robot) {
        double usual = typeOfMenu();
        for (int i = 0; i < 5; i++) {
            robot.press(KeyCode.CONTROL).type(KeyCode.EQUALS).release(KeyCode.CONTROL);
        }
        screen.settle();
        assertThat(typeOfMenu()).isEqualTo(1.5 * usual);
    }

    private double typeOfMenu() {
        MenuButton more = (MenuButton) Screen.fx(() -> screen.scene.getRoot().lookup("#more"));
        Screen.fx(more::show);
        double size =
                Screen.fx(() ->
                        Window.getWindows().stream()
                                .filter(ContextMenu.class::isInstance)
                                .map(menu -> menu.getScene().getRoot().lookup(".label"))
                                .mapToDouble(label -> ((Labeled) label).getFont().getSize())
                                .findFirst()
                                .orElseThrow());
        Screen.fx(more::hide);
        return size;
    }

    @Test
    void worksAtTwiceTheSizeWithOneRegionAtATime(FxRobot robot) {
        screen.open(DAY);
        for (int i = 0; i < 12; i++) {
            robot.press(KeyCode.CONTROL).type(KeyCode.EQUALS).release(KeyCode.CONTROL);
        }
        screen.settle();
        for (Regions.Place place : Regions.Place.values()) {
            robot.press(KeyCode.CONTROL)
                    .type(KeyCode.valueOf("DIGIT" + (place.ordinal() + 1)))
                    .release(KeyCode.CONTROL);
            screen.settle();
            screen.picture("zoom-200-" + place.name().toLowerCase(java.util.Locale.ROOT));
            Node focused = Screen.fx(() -> screen.scene.getFocusOwner());
            assertThat(Screen.fx(() -> Screen.isShown(focused))).isTrue();
            Bounds at = Screen.fx(() -> focused.localToScene(focused.getLayoutBounds()));
            assertThat(at.getMinX()).as("%s", place).isBetween(0.0, 1270.0);
            assertThat(at.getMinY()).as("%s", place).isBetween(0.0, 710.0);
            assertThat(at.getHeight()).as("%s", place).isGreaterThan(20);
        }
        robot.press(KeyCode.CONTROL).type(KeyCode.DIGIT0).release(KeyCode.CONTROL);
        screen.settle();
        assertThat(screen.shown("#suspects") && screen.shown("#graph")).isTrue();
    }

    @Test
    void welcomesWithWhatWasOpenedLatelyAndTakesWhatIsDropped(FxRobot robot, @TempDir Path folder)
            throws Exception {
        Path copy = folder.resolve("gone.capture");
        Files.copy(Path.of("sample-data", DAY), copy);
        for (Path each : List.of(Path.of("sample-data", DAY), copy)) {
            Screen.fx(() -> screen.wiring.workbench().open(each, null));
            screen.settle();
        }
        Files.delete(copy);
        Screen.fx(() -> screen.wiring.workbench().close());
        Screen.fx(() -> screen.wiring.workbench().findBundled());
        await().until(() -> screen.texts(".welcome").contains("gone.capture"));
        await().until(() -> screen.texts(".welcome").size() > 10);
        screen.picture("welcome");
        assertThat(
                        Screen.fx(() ->
                                screen.scene.getRoot().lookupAll(".bundled").stream()
                                        .filter(Screen::refuses)
                                        .count()))
                .as("what is not there any more is greyed")
                .isEqualTo(1);
        assertThat(Screen.fx(() -> Screen.refuses(screen.scene.lookup("#welcome-train")))).isTrue();

        drop(Files.writeString(folder.resolve("numbers.csv"), "a,b"));
        await().until(() ->
                screen.texts("#notifications").stream()
                        .anyMatch(t -> t.startsWith("numbers.csv is a table")));
        drop(Path.of("sample-data", DAY));
        screen.settle();
        await().until(() -> screen.texts().contains("Online Boutique, 2022-08-22"));

        robot.press(KeyCode.CONTROL, KeyCode.SHIFT)
                .type(KeyCode.L)
                .release(KeyCode.SHIFT, KeyCode.CONTROL);
        LoggerFactory.getLogger("dev.faultline.Trial").warn("user ann@example.org was told");
        await().until(() -> screen.texts("#log").stream().anyMatch(t -> t.contains("was told")));
        assertThat(screen.texts("#log")).noneMatch(t -> t.contains("ann@example.org"));
        screen.picture("log");
        robot.type(KeyCode.ESCAPE);
        palette(robot, "about faultl");
        robot.type(KeyCode.ENTER);
        await().until(() ->
                screen.texts("#about-sheet").stream().anyMatch(t -> t.startsWith("JavaFX ")));
        screen.picture("about");
    }

    @Test
    void changesSettingsCheckedWhileTyping(FxRobot robot) {
        robot.press(KeyCode.CONTROL).type(KeyCode.COMMA).release(KeyCode.CONTROL);
        await().until(() -> screen.shown("#settings"));
        robot.write("zoom");
        TextInputControl zoom =
                Screen.fx(() ->
                        screen
                                .scene
                                .getRoot()
                                .lookup("#settings-form")
                                .lookupAll(".text-field")
                                .stream()
                                .filter(Screen::isShown)
                                .map(TextInputControl.class::cast)
                                .findFirst()
                                .orElseThrow());
        Screen.fx(zoom::requestFocus);
        robot.press(KeyCode.CONTROL).type(KeyCode.A).release(KeyCode.CONTROL);
        robot.write("300");
        await().until(() ->
                screen.texts("#settings-problems").stream()
                        .anyMatch(t -> t.contains("'window.zoom' is 300")));
        Screen.fx(() -> screen.scene.lookup("#settings-filter").requestFocus());
        screen.picture("settings-wrong");
        robot.press(KeyCode.CONTROL)
                .type(KeyCode.A)
                .release(KeyCode.CONTROL)
                .type(KeyCode.BACK_SPACE);
        screen.picture("settings");
        Screen.fx(() ->
                ((TabPane) screen.scene.lookup("#settings-tabs")).getSelectionModel().select(1));
        Screen.fx(() ->
                ((TextInputControl) screen.scene.lookup("#settings-text"))
                        .setText("# mine\nwindow:\n  teme: light  # at night\n"));
        await().until(() ->
                screen.texts("#settings-problems").stream()
                        .anyMatch(t -> t.contains("Did you mean 'window.theme'?")));
        screen.picture("settings-file");
    }

    private void drop(Path file) {
        Screen.fx(() -> screen.wiring.dropped(List.of(file)));
    }

    private static void together(FxRobot robot, KeyCode code) {
        robot.press(KeyCode.CONTROL, KeyCode.SHIFT)
                .type(code)
                .release(KeyCode.SHIFT, KeyCode.CONTROL);
    }

    private void palette(FxRobot robot, String typed) {
        robot.press(KeyCode.CONTROL).type(KeyCode.K).release(KeyCode.CONTROL);
        await().until(() -> screen.shown("#palette"));
        robot.write(typed);
        await().until(() ->
                Screen.fx(() -> {
                    Node nothing = screen.scene.lookup("#palette-field");
                    return nothing.isFocused() && !list().getItems().isEmpty() && settled(typed);
                }));
    }

    private boolean settled(String typed) {
        return typed.isEmpty() || list().getItems().size() < 60;
    }

    @SuppressWarnings("unchecked") // the palette's own list
    private ListView<PaletteEntry> list() {
        return (ListView<PaletteEntry>) screen.scene.lookup("#palette-list");
    }

    private PaletteEntry first() {
        return Screen.fx(() -> list().getItems().getFirst());
    }
}
