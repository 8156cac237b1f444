package dev.faultline.ui.act;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ProgressBar;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class HoldButtonTest {
    private final AtomicInteger done = new AtomicInteger();
    private HoldButton button;
    private Button other;

    @Start
    void start(Stage stage) {
        button = new HoldButton();
        other = new Button("Cancel");
        button.setText("Restart");
        button.heldProperty().set(true);
        button.setOnAction(event -> done.incrementAndGet());
        stage.setScene(new Scene(new VBox(other, button), 300, 200));
        stage.show();
        other.requestFocus();
    }

    @Test
    void theFirstPressCountsThoughItBringsTheFocus(FxRobot robot) {
        robot.moveTo(button).press(MouseButton.PRIMARY);
        await().atMost(20, TimeUnit.SECONDS).until(() -> done.get() == 1);
        robot.release(MouseButton.PRIMARY);
        assertThat(done).hasValue(1);
    }

    @Test
    void whatIsLetGoOfIsNotDone(FxRobot robot) {
        robot.moveTo(button).press(MouseButton.PRIMARY);
        robot.release(MouseButton.PRIMARY);
        assertThat(progress()).as("begins anew").isZero();
        robot.clickOn(button);
        robot.press(KeyCode.SPACE);
        await().atMost(20, TimeUnit.SECONDS).until(() -> progress() > 0);
        robot.interact(other::requestFocus);
        robot.release(KeyCode.SPACE);
        assertThat(progress()).as("without the focus").isZero();
        assertThat(done).hasValue(0);
    }

    private double progress() {
        return ((ProgressBar) button.getGraphic()).getProgress();
    }
}
