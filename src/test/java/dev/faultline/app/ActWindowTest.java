package dev.faultline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.faultline.model.ServiceId;
import dev.faultline.remedy.Confirmation;
import dev.faultline.remedy.Countersign;
import dev.faultline.remedy.RemedyEvent;
import dev.faultline.remedy.RemedyOutcome;
import dev.faultline.remedy.Signing;
import dev.faultline.remedy.Verdict;
import dev.faultline.ui.ConnectRequest;
import dev.faultline.ui.ShopRecordings;
import dev.faultline.ui.ShopRemedies;
import dev.faultline.ui.ShopSystem;
import dev.faultline.ui.act.HoldButton;
import dev.faultline.ui.sheets.Sheets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextInputControl;
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

/// Acting from the window: real scripts, real signatures, a real audit.
@ExtendWith(ApplicationExtension.class)
class ActWindowTest {
    private static final ServiceId DB = new ServiceId("db");

    @TempDir Path folder;

    private final ShopSystem shop = new ShopSystem();
    private ShopRemedies own;
    private Wiring wiring;
    private Stage stage;
    private boolean ended;
    private Scene scene;

    @Start
    void start(Stage shown) throws Exception {
        stage = shown;
        own = new ShopRemedies(folder, shop);
        Screen screen = new Screen(shown, new ShopRecordings(), shop, own.desk);
        wiring = screen.wiring;
        scene = screen.scene;
    }

    @AfterEach
    void close() {
        if (!ended) {
            end();
        }
        own.close();
    }

    private void end() {
        ended = true;
        WaitForAsyncUtils.waitForAsyncFx(60_000, () -> wiring.close());
    }

    @Test
    void eachClassRunsAfterWhatItAsksForAndNotBefore(FxRobot robot) throws Exception {
        open(robot);
        assertThat(text("#act-said")).isEmpty();
        assertThat(fx(() -> button("#act-choose-not-approved").isDisabled())).isTrue();
        assertThat(fx(() -> scene.getFocusOwner().getId())).isEqualTo("act-cancel");

        picture("act-choose");

        // 0: a click
        choose(robot, "class-0");
        robot.clickOn("#act-do");
        await("the first one").atMost(20, TimeUnit.SECONDS).until(() -> own.done().size() == 1);
        awaitText("#act-state", "ended well");
        assertThat(fx(() -> ((TextInputControl) scene.lookup("#act-output")).getText()))
                .contains("do of db");

        assertThat(text("#act-state")).contains("shows within 1 h.");

        // 1: a click is not enough; held it runs, by the keyboard as well
        again(robot);
        choose(robot, "class-1");
        robot.clickOn("#act-do");
        assertThat(own.done()).as("a click on what has to be held").hasSize(1);
        fx(() -> {
            button("#act-do").requestFocus();
            return null;
        });
        robot.press(KeyCode.SPACE);
        await().atMost(20, TimeUnit.SECONDS).until(() -> own.done().size() == 2);
        robot.release(KeyCode.SPACE);
        assertThat(HoldButton.LENGTH.toSeconds()).isGreaterThanOrEqualTo(1);
        awaitText("#act-state", "ended well");

        // 2: the dry run is seen, and the name typed
        again(robot);
        choose(robot, "class-2");
        awaitText("#act-refusal", "dry run");
        assertThat(fx(() -> button("#act-do").isDisabled())).isTrue();
        robot.clickOn("#act-dry-run");
        awaitText("#act-refusal", "Type the name db");
        assertThat(fx(() -> seen("#act-typed"))).as("the name's field is in sight").isTrue();
        picture("act-ask-2");
        assertThat(own.done()).as("a dry run does nothing").hasSize(2);
        type("#act-typed", "db");
        awaitEnabled();
        robot.clickOn("#act-do");
        await().atMost(20, TimeUnit.SECONDS).until(() -> own.done().size() == 3);
        awaitText("#act-state", "ended well");

        // 3: the dry run is seen, and a second person signs
        again(robot);
        choose(robot, "class-3");
        awaitText("#act-refusal", "dry run");
        robot.clickOn("#act-dry-run");
        awaitEnabled();
        assertThat(own.done()).hasSize(3);
        robot.clickOn("#act-do");
        await().atMost(20, TimeUnit.SECONDS).until(() -> !fx(() -> textOf("#act-code")).isEmpty());
        assertThat(own.done()).as("one signature is not enough").hasSize(3);
        assertThat(fx(() -> seen("#act-answer"))).as("the answer's field is in sight").isTrue();
        picture("act-ask-3");
        Confirmation asked = Countersign.asked(fx(() -> textOf("#act-code")));
        type("#act-answer", Countersign.answer(Signing.countersign(asked, own.second, shop.now())));
        awaitEnabled();
        robot.clickOn("#act-do");
        await().atMost(20, TimeUnit.SECONDS).until(() -> own.done().size() == 4);
        awaitText("#act-state", "ended well");
        assertThat(own.done()).containsOnly("do db");

        // while that is judged all flags are up; the verdict is told, and stands in the history
        assertThat(text("#beside")).contains("Try class-3 on db");
        String action = own.desk.actions().all().getLast().id();
        own.desk.verified(
                action, new Verdict.Worse(new Verdict.Figures(5, 9, .8, .9, Double.NaN, 6)));
        fx(() -> {
            wiring.remedies().refresh();
            return null;
        });
        awaitText("#act-state", "Worse than before");
        await().until(() -> fx(() -> scene.lookup("#act-rollback").isVisible()));
        picture("act-worse");
        assertThat(fx(() -> wiring.remedies().actionsProperty().get()))
                .filteredOn(a -> a.verdict().isPresent())
                .hasSize(1);
    }

    @Test
    void saysWhyNothingRuns(FxRobot robot) throws Exception {
        open(robot);
        choose(robot, "class-0");
        awaitEnabled();
        // No role any more: the policy is read anew at each look.
        own.policy("viewer");
        robot.clickOn("#act-do");
        awaitText("#act-state", "Nothing ran");
        assertThat(own.done()).isEmpty();
        assertThat(own.entries(RemedyEvent.Refused.class)).hasSize(1);
        robot.press(KeyCode.ESCAPE).release(KeyCode.ESCAPE);
        assertThat(fx(() -> wiring.sheets().openProperty().get())).isNull();
        // A recording is nothing to act on.
        fx(() -> {
            wiring.workbench().open(Path.of("shop.capture"), null);
            return null;
        });
        await().atMost(60, TimeUnit.SECONDS)
                .until(() ->
                        fx(() -> {
                            wiring.workbench().heartbeat();
                            return wiring.settled();
                        }));
        robot.press(KeyCode.CONTROL, KeyCode.R).release(KeyCode.R, KeyCode.CONTROL);
        assertThat(fx(() -> wiring.sheets().openProperty().get())).isEqualTo(Sheets.Sheet.ACT);
    }

    @Test
    void theEndOfTheWindowEndsWhatRunsAndWritesItDown(FxRobot robot) throws Exception {
        shop.actedOnBy(own.desk);
        open(robot);
        choose(robot, "class-0");
        type("#act-field-wait", "60");
        awaitEnabled();
        robot.clickOn("#act-do");
        await().atMost(20, TimeUnit.SECONDS).until(() -> !own.done().isEmpty());
        end();
        assertThat(own.entries(RemedyEvent.Ended.class))
                .singleElement()
                .extracting(RemedyEvent.Ended::outcome)
                .isInstanceOf(RemedyOutcome.Cancelled.class);
    }

    private void picture(String name) {
        Screen.picture(name, wiring, stage, scene, WaitForAsyncUtils::waitForFxEvents);
    }

    private void open(FxRobot robot) {
        fx(() -> {
            wiring.workbench().connect(ConnectRequest.of("broker1:9092", "shop"));
            return null;
        });
        await().atMost(60, TimeUnit.SECONDS)
                .until(() ->
                        fx(() -> {
                            wiring.workbench().heartbeat();
                            return wiring.workbench().newestProperty().get() != null
                                    && wiring.settled();
                        }));
        fx(() -> {
            wiring.workbench().select(DB);
            return null;
        });
        robot.press(KeyCode.CONTROL, KeyCode.R).release(KeyCode.R, KeyCode.CONTROL);
        awaitRows();
    }

    private void again(FxRobot robot) {
        robot.press(KeyCode.ESCAPE).release(KeyCode.ESCAPE);
        robot.press(KeyCode.CONTROL, KeyCode.R).release(KeyCode.R, KeyCode.CONTROL);
        awaitRows();
        assertThat(fx(() -> scene.lookup("#act-output").isVisible()))
                .as("what the last run printed is there while another is chosen")
                .isFalse();
    }

    private void awaitRows() {
        await().atMost(20, TimeUnit.SECONDS)
                .untilAsserted(() ->
                        assertThat(fx(() -> scene.lookup("#act-choose-class-0")))
                                .as(text("#act-said"))
                                .isNotNull());
        WaitForAsyncUtils.waitForFxEvents();
    }

    private void choose(FxRobot robot, String id) {
        fx(() -> {
            button("#act-choose-" + id).fire();
            return null;
        });
        WaitForAsyncUtils.waitForFxEvents();
        if (id.equals("class-0") || id.equals("class-1")) {
            awaitEnabled();
        }
    }

    private void awaitEnabled() {
        await().atMost(20, TimeUnit.SECONDS)
                .untilAsserted(() ->
                        assertThat(fx(() -> button("#act-do").isDisabled()))
                                .as(text("#act-refusal"))
                                .isFalse());
    }

    private void awaitText(String node, String part) {
        await().atMost(20, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(text(node)).contains(part));
    }

    private void type(String field, String text) {
        fx(() -> {
            ((TextInputControl) scene.lookup(field)).setText(text);
            return null;
        });
    }

    /// Whether it is within what a pane with a scroll bar shows.
    private boolean seen(String node) {
        Node pane = scene.lookup("#act .viewport");
        Node field = scene.lookup(node);
        return pane.localToScene(pane.getLayoutBounds())
                .contains(field.localToScene(field.getLayoutBounds()));
    }

    private String textOf(String field) {
        return ((TextInputControl) scene.lookup(field)).getText();
    }

    private String text(String node) {
        return fx(() -> ((Labeled) scene.lookup(node)).getText());
    }

    private Button button(String id) {
        Node found = scene.lookup(id);
        assertThat(found).as(id).isNotNull();
        return (Button) found;
    }

    private static <T> T fx(Callable<T> work) {
        return WaitForAsyncUtils.waitForAsyncFx(20_000, work);
    }
}
