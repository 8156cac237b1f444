package dev.faultline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.faultline.cause.RankedCause;
import dev.faultline.engine.Snapshot;
import dev.faultline.model.ServiceId;
import dev.faultline.settings.Settings;
import dev.faultline.ui.ShopSystem;
import dev.faultline.ui.Theme;
import dev.faultline.ui.picture.Pictures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javafx.application.Application;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// What somebody does with the bundled incident of the bank, from the first look to the end: once
/// by mouse, once by keyboard alone.
@ExtendWith(ApplicationExtension.class)
class UsabilityTest {
    private static final Path BANK = Path.of("sample-data/bank.capture");
    private static final Path SCREENS = Path.of("target/screens");

    @TempDir private static Path user;

    private Wiring wiring;
    private Scene scene;

    @Start
    void start(Stage stage) {
        wiring =
                new Wiring(
                        new ReplayRecordings(
                                Settings.DEFAULT, new SessionFile(user.resolve(SessionFile.NAME))),
                        new ShopSystem(),
                        Settings.DEFAULT);
        Application.setUserAgentStylesheet(Theme.DARK.stylesheet());
        scene = new Scene(wiring.load(), 1000, 900);
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
    void comparesTwoZonesSideBySide(FxRobot robot) {
        open();
        robot.press(KeyCode.CONTROL, KeyCode.SHIFT)
                .type(KeyCode.B)
                .release(KeyCode.SHIFT, KeyCode.CONTROL);
        await().until(() -> regionTexts("#compare").contains("the place itself"));
        picture("compare");
        assertThat(regionTexts("#compare")).contains("latency", "in trouble");
        robot.type(KeyCode.ESCAPE);
        await().until(() -> fx(() -> !scene.lookup("#compare").isVisible()));
    }

    private void open() {
        fx(() -> wiring.workbench().open(BANK, null));
        settle();
    }

    private Snapshot shown() {
        return fx(() -> wiring.workbench().snapshotProperty().get());
    }

    private RankedCause ranked(ServiceId service) {
        return shown().diagnosis().ranking().of(service).orElseThrow();
    }

    private void settle() {
        await().atMost(120, TimeUnit.SECONDS)
                .until(() ->
                        fx(() -> {
                            wiring.workbench().heartbeat();
                            return wiring.settled();
                        }));
        WaitForAsyncUtils.waitForFxEvents();
    }

    private Set<String> regionTexts(String selector) {
        return fx(() ->
                scene.getRoot().lookup(selector).lookupAll(".label").stream()
                        .map(n -> ((Labeled) n).getText())
                        .filter(t -> t != null && !t.isBlank())
                        .collect(Collectors.toSet()));
    }

    private void picture(String name) {
        fx(() -> {
            try {
                Pictures.write(scene.snapshot(null), SCREENS.resolve(name + ".png"));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    private static void fx(Runnable work) {
        WaitForAsyncUtils.waitForAsyncFx(60_000, work);
    }

    private static <T> T fx(Callable<T> work) {
        return WaitForAsyncUtils.waitForAsyncFx(60_000, work);
    }
}
