package dev.faultline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.faultline.model.ServiceId;
import dev.faultline.ui.ShopRecordings;
import dev.faultline.ui.graph.BigSystem;
import dev.faultline.ui.graph.FrameClock;
import dev.faultline.ui.graph.GraphLayout;
import dev.faultline.ui.graph.GraphPane;
import dev.faultline.ui.graph.GraphRow;
import dev.faultline.ui.graph.GraphView;
import dev.faultline.ui.suspects.SuspectRow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/// The graph of a system of 2,000 services, by mouse and by keyboard, and the list beside it.
@ExtendWith(ApplicationExtension.class)
class GraphWindowTest {
    private Screen screen;

    @Start
    void start(Stage stage) {
        screen = new Screen(stage, new ShopRecordings(BigSystem.start(2_000)));
    }

    @AfterEach
    void close() {
        screen.close();
    }

    @Test
    void twoThousandServicesAreWalkedThroughFoundFoldedAndReadAsATable(
            FxRobot robot, @TempDir Path folder) throws Exception {
        GraphLayout.warmUp(); // as the program does while its window is being made
        FrameClock clock = Screen.fx(FrameClock::new);
        Screen.fx(clock::start);
        Instant asked = Instant.now();
        Screen.fx(() -> screen.wiring.workbench().open(Path.of("big.capture"), null));
        await().pollInterval(Duration.ofMillis(20))
                .atMost(60, TimeUnit.SECONDS)
                .until(() -> !text("#graph-summary").isEmpty());
        Screen.fx(clock::stop);
        System.out.printf(
                "2,000 services opened: graph after %d ms; until then %s%n",
                Duration.between(asked, Instant.now()).toMillis(), clock);
        assertThat(clock.busy(1))
                .as("ms of processor time in which the window does nothing else")
                .isLessThan(2_000);
        screen.settle();
        assertThat(text("#graph-summary")).matches("\\d+ of 2,100 components, 13 groups");
        screen.picture("graph-large");
        ServiceId first = Screen.fx(() -> screen.wiring.workbench().selectionProperty().get());

        // Along a dependency and back, into it and back again.
        robot.press(KeyCode.CONTROL).type(KeyCode.DIGIT2).release(KeyCode.CONTROL);
        assertThat(Screen.fx(() -> graph().isFocused())).isTrue();
        robot.type(KeyCode.RIGHT);
        ServiceId callee = selected();
        assertThat(callee).isNotEqualTo(first);
        assertThat(Screen.fx(() -> graph().getAccessibleText())).startsWith(callee.value() + ":");
        robot.type(KeyCode.ENTER);
        screen.settle();
        assertThat(screen.texts(".graph")).contains("All", "\u203a", "1 hop");
        assertThat(screen.shown("#crumbs")).isTrue();
        robot.type(KeyCode.DIGIT2);
        screen.settle();
        assertThat(text("#hops")).isEqualTo("2 hops");
        screen.picture("graph-focus");
        robot.type(KeyCode.BACK_SPACE);
        screen.settle();

        // Found by name though it is not drawn: then it is.
        ServiceId far = BigSystem.service(1_777);
        assertThat(Screen.fx(() -> graph().pixelOf(far))).isEmpty();
        robot.type(KeyCode.SLASH);
        robot.write("service-1777").type(KeyCode.ENTER);
        screen.settle();
        assertThat(selected()).isEqualTo(far);
        assertThat(Screen.fx(() -> graph().pixelOf(far))).isPresent();
        robot.type(KeyCode.ESCAPE);
        assertThat(Screen.fx(() -> ((TextField) screen.scene.lookup("#graph-find")).getText()))
                .isEmpty();

        // Hidden, and shown again by the menu; folded and unfolded.
        robot.type(KeyCode.H);
        screen.settle();
        assertThat(Screen.fx(() -> graph().pixelOf(far))).isEmpty();
        robot.clickOn("#graph-view");
        Screen.choose(robot, "Show the hidden one");
        screen.settle();
        robot.clickOn("#graph-view");
        Screen.choose(robot, "Fold all teams");
        screen.settle();
        assertThat(text("#graph-summary")).isEqualTo("2,100 components, 13 groups");
        screen.picture("graph-folded");
        robot.clickOn("#graph-view");
        Screen.choose(robot, "Fold all teams");
        screen.settle();

        // What was dragged stays there.
        robot.clickOn("#suspects-segment");
        Screen.fx(() -> screen.wiring.workbench().select(first));
        screen.settle();
        Point2D was = pixel(first);
        Point2D middle =
                Screen.fx(() -> {
                    Bounds all = graph().localToScreen(graph().getLayoutBounds());
                    return new Point2D(all.getCenterX(), all.getCenterY());
                });
        Point2D there = was.interpolate(middle, 0.4);
        robot.drag(was, MouseButton.PRIMARY).dropTo(there);
        screen.settle();
        assertThat(pixel(first).distance(there)).isLessThan(6);

        // The table twin, by its key; it sorts and selects.
        robot.press(KeyCode.CONTROL).type(KeyCode.T).release(KeyCode.CONTROL);
        TableView<GraphRow> table = robot.lookup("#graph-table").queryTableView();
        await().until(() -> Screen.fx(() -> table.getItems().size()) == 2_100);
        assertThat(Screen.fx(table::isFocused)).isTrue();
        robot.type(KeyCode.DOWN);
        screen.settle();
        assertThat(Screen.fx(() -> table.getSelectionModel().getSelectedItem().service()))
                .isEqualTo(selected());
        screen.picture("graph-table");
        robot.press(KeyCode.CONTROL).type(KeyCode.T).release(KeyCode.CONTROL);
        assertThat(Screen.fx(() -> graph().isFocused())).isTrue();

        // All first suspects' paths, and by springs.
        robot.clickOn("#paths");
        assertThat(screen.texts("#graph-legend-paths"))
                .contains("path of")
                .anyMatch(t -> t.startsWith("1 "))
                .anyMatch(t -> t.startsWith("2 "));
        screen.picture("graph-paths");
        robot.clickOn("#graph-view");
        Screen.choose(robot, "By springs: what belongs together lies together");
        screen.settle();
        screen.picture("graph-springs");

        // As files.
        GraphView view = Screen.fx(() -> screen.wiring.graphView());
        Path svg = folder.resolve("graph.svg");
        Path png = folder.resolve("graph.png");
        Screen.fx(() -> view.export().svg(svg));
        Screen.fx(() -> view.export().png(png));
        await().until(() -> Files.exists(svg) && Files.exists(png) && Files.size(png) > 10_000);
        assertThat(Files.readString(svg)).contains("<svg", first.value(), "</svg>");

        // The list: 2,000 lines, narrowed to one team's.
        TableView<SuspectRow> suspects = robot.lookup("#suspects").queryTableView();
        assertThat(Screen.fx(() -> suspects.getItems().size())).isEqualTo(2_100);
        robot.clickOn("#more-filters");
        robot.clickOn("#only-suspects");
        assertThat(text("#suspects-summary")).endsWith("of 2,100 shown");
        assertThat(text("#more-filters")).isEqualTo("Filters · 1");
        screen.picture("suspects-filtered");
        robot.clickOn("#services-segment");
        screen.picture("services");
    }

    private ServiceId selected() {
        return Screen.fx(() -> screen.wiring.workbench().selectionProperty().get());
    }

    private GraphPane graph() {
        return (GraphPane) screen.scene.lookup("#graph");
    }

    private Point2D pixel(ServiceId service) {
        return Screen.fx(() -> graph().pixelOf(service).map(graph()::localToScreen).orElseThrow());
    }

    private String text(String selector) {
        return Screen.fx(() -> ((Labeled) screen.scene.lookup(selector)).getText());
    }
}
