package dev.faultline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.faultline.engine.SmallShop;
import dev.faultline.settings.Settings;
import dev.faultline.ui.ConnectRequest;
import dev.faultline.ui.ShopRecordings;
import dev.faultline.ui.ShopSystem;
import dev.faultline.ui.Theme;
import dev.faultline.ui.charts.ChartTile;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javafx.application.Application;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// Time bar and charts of a system that runs, by keyboard and by mouse.
@ExtendWith(ApplicationExtension.class)
class TimeWindowTest {
    private Wiring wiring;
    private Scene scene;
    private Stage stage;

    @Start
    void start(Stage shown) {
        stage = shown;
        // For pictures the window grows beyond the screen of the headless platform, which
        // complains.
        WaitForAsyncUtils.autoCheckException = false;
        ShopSystem shop = new ShopSystem();
        wiring =
                new Wiring(
                        new ShopRecordings(),
                        shop,
                        Settings.DEFAULT,
                        dev.faultline.incident.IncidentStore.NONE,
                        Optional.empty(),
                        shop::now);
        Application.setUserAgentStylesheet(Theme.DARK.stylesheet());
        wiring.workbench()
                .themeProperty()
                .addListener((p, a, b) -> Application.setUserAgentStylesheet(b.stylesheet()));
        scene = new Scene(wiring.load(), 1280, 720);
        stage.setScene(scene);
        stage.setX(0);
        stage.setY(0);
        stage.show();
    }

    @AfterEach
    void close() {
        WaitForAsyncUtils.waitForAsyncFx(10_000, () -> wiring.close());
    }

    @Test
    void looksBackReadsZoomsAndComesBack(FxRobot robot) {
        WaitForAsyncUtils.asyncFx(
                () -> wiring.workbench().connect(ConnectRequest.of("broker1:9092", "shop")));
        awaitShown(ShopSystem.NOW);
        await().atMost(20, TimeUnit.SECONDS)
                .until(() -> fx(() -> wiring.workbench().snapshotProperty().get().recollected()));
        Button now = (Button) scene.lookup("#now");
        assertThat(now.getText()).isEqualTo("LIVE");
        picture("live");

        // By keyboard: a step back, a leap, to the beginning, to now.
        Node strip = scene.lookup("#time-strip");
        WaitForAsyncUtils.asyncFx(strip::requestFocus);
        WaitForAsyncUtils.waitForFxEvents();
        robot.type(KeyCode.LEFT);
        awaitShown(ShopSystem.NOW.minus(SmallShop.STEP));
        assertThat(now.getText()).isEqualTo("−10 min");
        assertThat(now.getStyleClass()).contains("behind");
        robot.press(KeyCode.SHIFT).type(KeyCode.LEFT).release(KeyCode.SHIFT);
        awaitShown(ShopSystem.NOW.minus(Duration.ofMinutes(40)));
        picture("back");
        robot.type(KeyCode.HOME);
        awaitShown(SmallShop.START);
        robot.type(KeyCode.L);
        awaitShown(ShopSystem.NOW);
        assertThat(now.getText()).isEqualTo("LIVE");
        robot.type(KeyCode.LEFT);
        awaitShown(ShopSystem.NOW.minus(SmallShop.STEP));
        robot.clickOn(now);
        awaitShown(ShopSystem.NOW);
        assertThat(strip.getAccessibleText()).contains("First suspects");

        // One crosshair for all charts; a drag shows the stretch larger; Backspace goes back.
        ChartTile tile = (ChartTile) scene.lookup(".chart-tile");
        Point2D middle = fx(() -> tile.localToScreen(tile.getWidth() / 2, tile.getHeight() / 2));
        robot.moveTo(middle);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(scene.getRoot().lookupAll(".chart-tile"))
                .allMatch(each -> value(each).contains("UTC"));
        picture("crosshair");
        robot.moveTo(middle.subtract(60, 0)).press(MouseButton.PRIMARY);
        robot.moveTo(middle).moveTo(middle.add(40, 0)).release(MouseButton.PRIMARY);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(scene.lookup("#zoom-back").isVisible()).isTrue();
        picture("zoom");
        WaitForAsyncUtils.asyncFx(tile::requestFocus);
        WaitForAsyncUtils.waitForFxEvents();
        robot.type(KeyCode.BACK_SPACE);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(scene.lookup("#zoom-back").isVisible()).isFalse();

        // Along the anomalies by keyboard, the crosshair shows which.
        robot.moveTo("#playhead");
        robot.type(KeyCode.LEFT);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(value(tile)).contains("UTC");
    }

    private static String value(Node tile) {
        return tile.lookupAll(".muted").stream()
                .filter(n -> n instanceof Label && n.getStyleClass().contains("figure"))
                .map(n -> ((Label) n).getText())
                .findFirst()
                .orElseThrow();
    }

    private void picture(String name) {
        Screen.picture("time-" + name, wiring, stage, scene, WaitForAsyncUtils::waitForFxEvents);
    }

    private void awaitShown(Instant at) {
        await().atMost(30, TimeUnit.SECONDS)
                .until(() ->
                        fx(() -> {
                            wiring.workbench().heartbeat();
                            var shown = wiring.workbench().snapshotProperty().get();
                            return shown != null && shown.at().equals(at);
                        }));
        WaitForAsyncUtils.waitForFxEvents();
    }

    private static <T> T fx(Callable<T> work) {
        return WaitForAsyncUtils.waitForAsyncFx(20_000, work);
    }
}
