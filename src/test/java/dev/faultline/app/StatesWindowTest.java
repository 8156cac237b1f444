package dev.faultline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.faultline.engine.SmallShop;
import dev.faultline.ui.ShopRecordings;
import dev.faultline.ui.WorkbenchState;
import java.nio.file.Path;
import java.time.Instant;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// What the window says of a recording before, besides and in place of a trouble.
@ExtendWith(ApplicationExtension.class)
class StatesWindowTest {
    private Screen screen;

    @Start
    void start(Stage stage) {
        screen = new Screen(stage, new ShopRecordings());
    }

    @AfterEach
    void close() {
        screen.close();
    }

    @Test
    void isCalmLoadsUntilEscAndSaysWhatIsWrong(FxRobot robot) {
        open("shop.capture", SmallShop.at(SmallShop.FAULT - 20));
        screen.settle();
        assertThat(screen.texts("#incident-bar"))
                .contains("CALM")
                .anyMatch(t -> t.matches("No incident · highest <?0\\.\\d+ · watching 3 .*"));
        screen.picture("calm");

        // The window works on while something is read that does not end.
        open("endless.capture", null);
        await().until(() ->
                screen.texts().stream().anyMatch(t -> t.startsWith("Opening endless.capture")));
        robot.clickOn("#theme");
        assertThat(Screen.fx(() -> screen.scene.getRoot().lookup(".window").getStyleClass()))
                .contains("light");
        screen.picture("loading");
        robot.type(KeyCode.ESCAPE);
        await().until(() ->
                Screen.fx(() ->
                        screen.wiring.workbench().stateProperty().get()
                                instanceof WorkbenchState.Empty));
        assertThat(screen.texts()).as("empty").contains("Why is it failing?", "Open capture…");

        open("broken.capture", null);
        await().until(() -> screen.texts().contains("broken.capture: it is no capture."));
        assertThat(screen.texts()).as("what still works").contains("Open capture…");
        screen.picture("error");
    }

    private void open(String capture, Instant at) {
        Screen.fx(() -> screen.wiring.workbench().open(Path.of(capture), at));
        WaitForAsyncUtils.waitForFxEvents();
    }
}
