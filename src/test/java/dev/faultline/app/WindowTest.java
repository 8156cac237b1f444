package dev.faultline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.faultline.settings.Settings;
import dev.faultline.ui.Theme;
import java.nio.file.Path;
import java.time.Duration;
import javafx.application.Application;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/// The window as a person uses it, on a bundled capture, without a display.
@ExtendWith(ApplicationExtension.class)
class WindowTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private Wiring wiring;

    @Start
    void open(Stage stage) {
        wiring = new Wiring(new ReplayRecordings(60), Settings.DEFAULT);
        Application.setUserAgentStylesheet(Theme.DARK.stylesheet());
        stage.setScene(new Scene(wiring.load(), 1000, 1000));
        stage.show();
        wiring.workbench().open(Path.of("sample-data/petshop-low-latency.capture"), null);
    }

    @AfterEach
    void close(FxRobot robot) {
        robot.interact(() -> wiring.close());
    }

    @Test
    void showsTheRankingAndFollowsTheSelectionThePlayheadAndTheTheme(FxRobot robot) {
        await().atMost(SOON).until(() -> !suspects(robot).getItems().isEmpty());
        assertThat(text(robot, "#headline")).isNotBlank();

        String before = text(robot, ".inspector #title");
        robot.clickOn(suspects(robot)).type(KeyCode.END);
        await().atMost(SOON).until(() -> !text(robot, ".inspector #title").equals(before));

        String at = text(robot, "#at");
        robot.clickOn("#back");
        await().atMost(SOON).until(() -> !text(robot, "#at").equals(at));

        robot.clickOn("#theme");
        assertThat(wiring.workbench().themeProperty().get()).isEqualTo(Theme.LIGHT);
    }

    private static TableView<?> suspects(FxRobot robot) {
        return robot.lookup(".suspects .table-view").queryAs(TableView.class);
    }

    private static String text(FxRobot robot, String id) {
        return robot.lookup(id).queryAs(Labeled.class).getText();
    }
}
