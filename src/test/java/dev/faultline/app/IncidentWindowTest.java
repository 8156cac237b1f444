package dev.faultline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.faultline.incident.Incident;
import dev.faultline.ui.Incidents;
import java.util.Set;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/// The bar on top and the list of incidents, on a recorded outage, by keyboard and by mouse.
@ExtendWith(ApplicationExtension.class)
class IncidentWindowTest {
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
    void notesAcknowledgesAndCloses(FxRobot robot) {
        screen.open("petshop-high-latency.capture");
        assertThat(screen.texts("#incident-bar"))
                .contains("REPLAY", "SEV3", "owner, not told yet")
                .anyMatch(t -> t.startsWith("PetSearch_AWS::ECS::Fargate likely failing"))
                .anyMatch(t -> t.contains("2 of 5 entry points hit"));
        assertThat(
                        Screen.fx(() ->
                                screen.scene.lookup("#incident-bar").getLayoutBounds().getHeight()))
                .isEqualTo(57, org.assertj.core.api.Assertions.within(1.0));
        screen.picture("incident");

        // By keyboard: a note, left and kept; an acknowledgement.
        robot.type(KeyCode.N);
        await().until(() -> screen.shown("#note-text"));
        robot.write("never mind").type(KeyCode.ESCAPE);
        assertThat(screen.shown("#note-text")).isFalse();
        robot.type(KeyCode.N);
        robot.write("n of the owners answers").type(KeyCode.ENTER);
        assertThat(screen.shown("#note-text")).isFalse();
        together(robot, KeyCode.A);
        await().until(() ->
                screen.texts("#incident-bar").stream().anyMatch(t -> t.contains("on it since")));
        robot.press(KeyCode.CONTROL).type(KeyCode.I).release(KeyCode.CONTROL);
        await().until(() -> screen.shown("#incidents"));
        assertThat(screen.texts("#incidents-log"))
                .contains("n of the owners answers", "Acknowledged")
                .doesNotContain("never mind");
        screen.picture("incidents");
        ListView<?> log = robot.lookup("#incidents-log").query();
        robot.clickOn("#incidents-note").write("from the list").type(KeyCode.ENTER);
        await().until(() -> Screen.fx(() -> log.getItems().size()) == 5);
        robot.type(KeyCode.ESCAPE);

        // Several are tabs; that they are is taken back as all else.
        Incidents incidents = screen.wiring.incidents();
        Screen.fx(() -> {
            Incident whole = incidents.open().getFirst();
            incidents.split(whole.id(), Set.of(whole.components().iterator().next()));
        });
        await().until(() -> Screen.fx(() -> tabs(robot) == 2) && screen.shown("#incident-tabs"));
        screen.picture("incident-tabs");
        undo(robot);
        await().until(() -> !screen.shown("#incident-tabs"));

        // What belongs to later says why, and pressing it does no more.
        robot.clickOn("#incident-page");
        await().until(() ->
                screen.texts("#notifications").stream()
                        .anyMatch(t -> t.startsWith("Paging comes with alerting")));

        // By mouse: close with a reason; the list of all says it.
        robot.clickOn("#incident-menu");
        screen.picture("incident-menu");
        Screen.choose(robot, "Close the incident…  (Ctrl+Shift+X)");
        await().until(() -> robot.lookup("#incident-answer").tryQuery().isPresent());
        robot.clickOn("#incident-answer").write("rolled back").type(KeyCode.ENTER);
        await().until(() -> screen.texts("#incident-bar").stream().noneMatch("SEV3"::equals));
        await().until(() -> robot.lookup("#incident-answer").tryQuery().isEmpty());
        robot.clickOn("#incident-menu");
        Screen.choose(robot, "All incidents and their logs  (Ctrl+I)");
        await().until(() -> screen.texts("#incidents-log").contains("Closed: rolled back"));
        screen.picture("incidents-closed");

        // From the list, by keyboard: shown though it is over, reopened; both can be taken back.
        robot.clickOn("#incidents-table").type(KeyCode.ENTER);
        await().until(() -> screen.texts("#incident-bar").contains("OVER"));
        robot.clickOn("#incident-menu").clickOn("Reopen the incident");
        await().until(() -> screen.texts("#incident-bar").contains("SEV3"));
        undo(robot);
        await().until(() -> screen.texts("#incident-bar").contains("OVER"));
        undo(robot);
        await().until(() -> screen.texts("#incident-bar").contains("SEV3"));
        assertThat(screen.texts("#notifications"))
                .contains("Taken back: Reopened", "Taken back: that the incident is over");
    }

    private static int tabs(FxRobot robot) {
        return robot.lookup("#incident-tabs").<HBox>query().getChildren().size();
    }

    private static void undo(FxRobot robot) {
        robot.press(KeyCode.CONTROL).type(KeyCode.Z).release(KeyCode.CONTROL);
    }

    private static void together(FxRobot robot, KeyCode code) {
        robot.press(KeyCode.CONTROL, KeyCode.SHIFT)
                .type(code)
                .release(KeyCode.SHIFT, KeyCode.CONTROL);
    }
}
