package dev.faultline.app;

import static dev.faultline.app.Screen.fx;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.faultline.cause.RankedCause;
import dev.faultline.engine.Snapshot;
import dev.faultline.incident.Incident;
import dev.faultline.model.ServiceId;
import dev.faultline.ui.suspects.SuspectRow;
import dev.faultline.ui.timebar.TimeStrip;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/// What somebody does with the bundled incident of the bank, from the first look to the end: once
/// by mouse, once by keyboard alone. Both find the cause, pin another hypothesis and see the
/// posterior move, open the chart of an evidence, call an anomaly a false alarm, look back, and
/// close the incident.
@ExtendWith(ApplicationExtension.class)
class UsabilityTest {
    /// What failed, as the makers of the recording know; nobody who looks at the window does.
    private static final ServiceId CAUSE = new ServiceId("host-03");

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
    void findsTheCauseAndClosesTheIncidentByMouse(FxRobot robot) {
        screen.open("bank.capture");
        SuspectRow first = fx(() -> suspects(robot).getItems().getFirst());
        assertThat(first.service()).isEqualTo(CAUSE);
        assertThat(screen.texts("#incident-bar")).anyMatch(t -> t.contains("host-03"));

        ServiceId other = fx(() -> suspects(robot).getItems().get(1).service());
        double before = ranked(CAUSE).cause();
        robot.rightClickOn(line(robot, other));
        Screen.choose(robot, "Pin as the cause  (P)");
        until(() -> ranked(CAUSE).cause() < before - 0.1);
        screen.settle();
        screen.picture("usability-pinned");
        robot.clickOn("Undo");
        until(() -> ranked(CAUSE).cause() == before);

        // The chart of an evidence that does not come first by itself.
        ServiceId victim = victim();
        robot.clickOn(line(robot, victim));
        screen.settle();
        List<Node> evidence = List.copyOf(robot.lookup(".evidence-metric").<Node>queryAll());
        assertThat(evidence).hasSizeGreaterThan(1);
        robot.clickOn(evidence.get(1));
        until(() -> fx(() -> chart(robot, 0).isFocused()));

        robot.rightClickOn(fx(() -> chart(robot, 0)));
        Screen.choose(robot, "False alarm");
        until(() -> !shown().labels().none());

        Instant now = shown().at();
        TimeStrip strip = robot.lookup("#time-strip").query();
        robot.clickOn(
                fx(() -> {
                    var bounds = strip.localToScreen(strip.getBoundsInLocal());
                    return new Point2D(bounds.getMinX() + 0.6 * strip.scale(), bounds.getCenterY());
                }));
        screen.settle();
        assertThat(shown().at()).isBefore(now);
        assertThat(shown().onset()).as("nothing was known of it then").isEmpty();
        fx(() -> screen.wiring.workbench().transport(p -> p.seek(now)));
        screen.settle();

        robot.clickOn("#incident-menu");
        robot.clickOn("#incident-close");
        await().until(() -> robot.lookup("#incident-answer").tryQuery().isPresent());
        robot.clickOn("#incident-answer").write("host-03 was drained").type(KeyCode.ENTER);
        until(this::closed);
        screen.picture("usability-closed");
    }

    @Test
    void doesTheSameByKeyboardAlone(FxRobot robot) {
        screen.open("bank.capture");
        double before = ranked(CAUSE).cause();

        control(robot, KeyCode.DIGIT1);
        robot.type(KeyCode.HOME).type(KeyCode.DOWN);
        screen.settle();
        robot.type(KeyCode.P);
        until(() -> ranked(CAUSE).cause() < before - 0.1);
        control(robot, KeyCode.Z);
        until(() -> ranked(CAUSE).cause() == before);

        // The palette finds a component by a few letters of its name.
        ServiceId victim = victim();
        control(robot, KeyCode.K);
        robot.write(victim.value());
        await().until(() -> screen.texts("#palette").stream().anyMatch(victim.value()::equals));
        robot.type(KeyCode.ENTER);
        until(() -> victim.equals(fx(() -> screen.wiring.workbench().selectionProperty().get())));
        screen.settle();

        control(robot, KeyCode.DIGIT3);
        tabTo(robot, ".evidence-metric");
        robot.type(KeyCode.ENTER);
        until(() -> fx(() -> chart(robot, 0).isFocused()));

        robot.type(KeyCode.ENTER);
        await().until(() -> robot.lookup("False alarm").tryQuery().isPresent());
        robot.type(KeyCode.DOWN).type(KeyCode.DOWN).type(KeyCode.ENTER);
        until(() -> !shown().labels().none());

        Instant now = shown().at();
        control(robot, KeyCode.DIGIT5);
        robot.press(KeyCode.SHIFT).type(KeyCode.LEFT).release(KeyCode.SHIFT);
        until(() -> shown().at().isBefore(now));
        robot.press(KeyCode.SHIFT).type(KeyCode.RIGHT).release(KeyCode.SHIFT);
        until(() -> shown().at().equals(now));
        screen.settle();

        robot.press(KeyCode.CONTROL, KeyCode.SHIFT)
                .type(KeyCode.X)
                .release(KeyCode.SHIFT, KeyCode.CONTROL);
        await().until(() -> robot.lookup("#incident-answer").tryQuery().isPresent());
        robot.write("host-03 was drained").type(KeyCode.ENTER);
        until(this::closed);

        // Two zones side by side, and away again.
        robot.press(KeyCode.CONTROL, KeyCode.SHIFT)
                .type(KeyCode.B)
                .release(KeyCode.SHIFT, KeyCode.CONTROL);
        await().until(() -> screen.texts("#compare").contains("the place itself"));
        screen.picture("compare");
        robot.type(KeyCode.ESCAPE);
        await().until(() -> !screen.shown("#compare"));
    }

    /// A component with several anomalous series that is not the cause.
    private ServiceId victim() {
        Snapshot shown = shown();
        return shown.diagnosis().ranking().causes().stream()
                .map(RankedCause::service)
                .filter(s -> !s.equals(CAUSE))
                .filter(s ->
                        shown.reported().stream()
                                        .filter(a -> a.open())
                                        .filter(a ->
                                                shown.series().get(a.series()).service().equals(s))
                                        .count()
                                > 2)
                .findFirst()
                .orElseThrow();
    }

    private static TableView<SuspectRow> suspects(FxRobot robot) {
        return robot.lookup("#suspects").queryTableView();
    }

    private static Node line(FxRobot robot, ServiceId service) {
        return robot.from(suspects(robot)).lookup(service.value()).query();
    }

    private static Node chart(FxRobot robot, int place) {
        return List.copyOf(robot.lookup(".chart-tile").<Node>queryAll()).get(place);
    }

    private void tabTo(FxRobot robot, String selector) {
        await().atMost(30, TimeUnit.SECONDS)
                .until(() -> {
                    robot.type(KeyCode.TAB);
                    return fx(() -> screen.scene.getFocusOwner())
                            .getStyleClass()
                            .contains(selector.substring(1));
                });
    }

    private boolean closed() {
        return fx(() -> screen.wiring.incidents().allProperty().get()).stream()
                .anyMatch(i -> i.state() instanceof Incident.State.Closed);
    }

    private Snapshot shown() {
        return fx(() -> screen.wiring.workbench().snapshotProperty().get());
    }

    private RankedCause ranked(ServiceId service) {
        return shown().diagnosis().ranking().of(service).orElseThrow();
    }

    private static void until(Callable<Boolean> holds) {
        await().atMost(60, TimeUnit.SECONDS).until(holds);
    }

    private static void control(FxRobot robot, KeyCode key) {
        robot.press(KeyCode.CONTROL).type(key).release(KeyCode.CONTROL);
    }
}
