package dev.faultline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.faultline.ui.palette.PaletteEntry;
import javafx.scene.Node;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
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
