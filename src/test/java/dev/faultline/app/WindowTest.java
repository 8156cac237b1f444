package dev.faultline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.faultline.model.ServiceId;
import dev.faultline.settings.Settings;
import dev.faultline.ui.Insights;
import dev.faultline.ui.ShopSystem;
import dev.faultline.ui.Theme;
import dev.faultline.ui.graph.GraphPane;
import dev.faultline.ui.picture.IncidentPictures;
import dev.faultline.ui.picture.Pictures;
import dev.faultline.ui.suspects.SuspectRow;
import dev.faultline.ui.timebar.TimeStrip;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javafx.application.Application;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
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

/// The whole window on a recorded day of Online Boutique, worked with as a person does. Pictures of
/// it lie in target/screens afterwards.
@ExtendWith(ApplicationExtension.class)
class WindowTest {
    private static final Path DAY = Path.of("sample-data/online-boutique-08-22.capture");
    private static final Path SCREENS = Path.of("target/screens");

    private Wiring wiring;
    private Scene scene;
    private Stage stage;

    /// Labels given in a test are of no concern to whoever runs it.
    private static SessionFile kept() {
        try {
            return new SessionFile(
                    java.nio.file.Files.createTempDirectory(SCREENS.getParent(), "session")
                            .resolve(SessionFile.NAME));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Start
    void start(Stage stage) {
        this.stage = stage;
        wiring =
                new Wiring(
                        new ReplayRecordings(Settings.DEFAULT, kept()),
                        new ShopSystem(),
                        Settings.DEFAULT);
        Application.setUserAgentStylesheet(Theme.DARK.stylesheet());
        wiring.workbench()
                .themeProperty()
                .addListener((p, a, b) -> Application.setUserAgentStylesheet(b.stylesheet()));
        Parent root = wiring.load();
        scene = new Scene(root, 1000, 900);
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
    void aPersonCorrectsTheGraphSeesItInTheChangesAndTakesItBack(FxRobot robot) throws Exception {
        ServiceId cart = new ServiceId("cartservice");
        fx(() -> wiring.workbench().open(DAY, null));
        settle();
        GraphPane graph = robot.lookup("#graph").query();
        Point2D at = fx(() -> graph.pixelOf(cart).map(graph::localToScreen).orElseThrow());
        robot.rightClickOn(at);
        Screen.choose(robot, "Correct the graph");
        Screen.choose(robot, "Is gone: hide it");
        await().atMost(60, TimeUnit.SECONDS).until(() -> !fx(() -> known(cart)));
        robot.clickOn("#changes-toggle");
        await().atMost(60, TimeUnit.SECONDS)
                .until(() ->
                        texts().stream()
                                .anyMatch(
                                        t -> t.startsWith("Correction: cartservice is not part")));
        settle();
        picture("corrected");

        // By keyboard: the list, its first line, Delete.
        robot.press(KeyCode.CONTROL).type(KeyCode.DIGIT1).release(KeyCode.CONTROL);
        robot.type(KeyCode.HOME).type(KeyCode.DELETE);
        await().atMost(60, TimeUnit.SECONDS).until(() -> fx(() -> known(cart)));
        settle();
        assertThat(texts()).noneMatch(t -> t.startsWith("Correction:"));

        // One of many is asked for: typing narrows the list, Enter chooses.
        robot.clickOn("#suspects-segment");
        robot.rightClickOn(at);
        Screen.choose(robot, "Correct the graph");
        Screen.choose(robot, "Depends on…");
        await().until(() -> robot.lookup("#pick-filter").tryQuery().isPresent());
        robot.write("adserv").type(KeyCode.ENTER);
        await().atMost(60, TimeUnit.SECONDS)
                .until(() ->
                        fx(() ->
                                wiring
                                        .workbench()
                                        .snapshotProperty()
                                        .get()
                                        .topology()
                                        .dependencies()
                                        .stream()
                                        .anyMatch(d ->
                                                d.from().equals(cart)
                                                        && d.to().equals(
                                                                        new ServiceId(
                                                                                "adservice")))));

        // Somebody who is not ours and of whom nothing is measured: by hand.
        ServiceId mail = new ServiceId("mail-provider");
        robot.rightClickOn(at);
        Screen.choose(robot, "Not ours: a third party…");
        await().until(() -> robot.lookup("#third-name").tryQuery().isPresent());
        robot.clickOn("#third-name").write("mail-provider");
        fx(() -> {
            Scene dialog = robot.lookup("#third-name").query().getScene();
            Pictures.write(dialog.snapshot(null), SCREENS.resolve("third-party.png"));
            return null;
        });
        robot.clickOn("#third-red").clickOn("Add what was found");
        await().atMost(60, TimeUnit.SECONDS).until(() -> fx(() -> known(mail)));
        await().atMost(60, TimeUnit.SECONDS)
                .until(() ->
                        robot.lookup(".pin-chip").queryAll().stream()
                                .anyMatch(chip ->
                                        chip instanceof Labeled text
                                                && text.getText()
                                                        .startsWith("mail-provider, status page")));
        fx(() -> wiring.workbench().select(mail));
        settle();
        assertThat(regionTexts(".inspector"))
                .anyMatch(t -> t.contains("Not ours: its provider can be asked"));
        picture("third-party-red");
    }

    private boolean known(ServiceId service) {
        return wiring.workbench().snapshotProperty().get().topology().contains(service);
    }

    @Test
    void showsACaptureAndFollowsThePerson(FxRobot robot) throws Exception {
        assertThat(texts()).contains("Why is it failing?");
        fx(() -> wiring.workbench().findBundled());
        await().atMost(30, TimeUnit.SECONDS)
                .until(() -> fx(this::texts).contains("Online Boutique, 2022-08-22"));
        picture("welcome");
        assertThat(
                        fx(() ->
                                scene.getRoot().lookupAll(".bundled").stream()
                                        .map(button -> button.getBoundsInParent().getHeight())
                                        .toList()))
                .as("heights of what can be opened: a title and a few lines each")
                .isNotEmpty()
                .allSatisfy(height -> assertThat(height).isBetween(30.0, 100.0));

        fx(() -> wiring.workbench().open(DAY, null));
        settle();
        assertThat(texts())
                .contains("Online Boutique, 2022-08-22")
                .anyMatch(t -> t.endsWith("late · 0 duplicate") || t.contains("samples ·"))
                .anyMatch(t -> t.matches("10 components.*|.* of 10 anomalous"));
        picture("opened");

        // In the graph.
        ServiceId cart = new ServiceId("cartservice");
        GraphPane graph = robot.lookup("#graph").query();
        Point2D at = fx(() -> graph.pixelOf(cart).map(graph::localToScreen).orElseThrow());
        robot.clickOn(at);
        settle();
        assertThat(fx(() -> wiring.workbench().selectionProperty().get())).isEqualTo(cart);
        assertThat(regionTexts(".inspector")).contains("cartservice");
        assertThat(regionTexts(".charts")).contains("cartservice", "latency_p90");

        // In the table; the graph and the inspector follow.
        TableView<SuspectRow> table = robot.lookup("#suspects").queryTableView();
        String third = fx(() -> table.getItems().get(2).service().value());
        Node line = robot.from(table).lookup(third).query();
        robot.clickOn(line);
        settle();
        assertThat(fx(() -> wiring.workbench().selectionProperty().get().value())).isEqualTo(third);
        assertThat(regionTexts(".inspector")).contains(third);

        // The playhead: a click on the time line goes to a tenth of the day.
        String before = text("#playhead");
        Node strip = robot.lookup("#time-strip").query();
        Point2D early =
                fx(() -> {
                    var bounds = strip.localToScreen(strip.getBoundsInLocal());
                    return new Point2D(
                            bounds.getMinX() + ((TimeStrip) strip).scale() / 10,
                            bounds.getMinY() + 20);
                });
        robot.clickOn(early);
        settle();
        Instant shown = fx(() -> wiring.workbench().snapshotProperty().get().at());
        assertThat(text("#playhead")).isNotEqualTo(before);
        var span = fx(() -> wiring.workbench().playbackProperty().get().span());
        assertThat(shown)
                .isCloseTo(
                        span.from().plus(span.length().dividedBy(10)),
                        new org.assertj.core.data.TemporalUnitWithinOffset(
                                20, java.time.temporal.ChronoUnit.MINUTES));

        // The theme.
        robot.clickOn("#theme");
        assertThat(fx(() -> scene.getRoot().lookup(".window").getStyleClass())).contains("light");
        picture("light");
        robot.clickOn("#theme");
        assertThat(fx(() -> scene.getRoot().lookup(".window").getStyleClass())).contains("dark");
    }

    @Test
    void playsAndPauses(FxRobot robot) throws Exception {
        fx(() -> wiring.workbench().open(DAY, null));
        settle();
        Instant before = fx(() -> wiring.workbench().snapshotProperty().get().at());
        fx(() -> wiring.workbench().transport(p -> p.speed(600)));
        click(robot, "#play");
        await().atMost(20, TimeUnit.SECONDS)
                .until(() ->
                        fx(() -> wiring.workbench().snapshotProperty().get().at())
                                .isAfter(before.plus(Duration.ofMinutes(5))));
        click(robot, "#play");
        await().until(() -> !fx(() -> wiring.workbench().playbackProperty().get().playing()));
    }

    @Test
    void labelsAnAnomalyByKeyboardAndShowsTheParts(FxRobot robot) {
        fx(() -> wiring.workbench().open(DAY, null));
        settle();
        robot.type(KeyCode.S);
        assertThat(fx(() -> ((ToggleButton) scene.getRoot().lookup("#parts")).isSelected()))
                .isTrue();
        fx(() -> scene.getRoot().lookup(".chart-tile").requestFocus());
        robot.type(KeyCode.ENTER);
        Screen.choose(robot, "False alarm");
        await().until(() -> !text("#muted").isEmpty());
        assertThat(text("#muted")).isEqualTo("1 muted");
        settle();
        assertThat(fx(() -> scene.getRoot().lookupAll(".chart-tile")))
                .anyMatch(tile -> tile.getAccessibleText().contains("muted: false alarm"));
        picture("parts-and-muted");
    }

    @Test
    void pinsByMouseAndByKeyboardAndTakesBack(FxRobot robot) {
        fx(() -> wiring.workbench().open(DAY, null));
        settle();
        ServiceId first = top();
        TableView<SuspectRow> table = robot.lookup("#suspects").queryTableView();

        // By mouse: the menu of a line, then the chip.
        Node line = robot.from(table).lookup(first.value()).query();
        robot.rightClickOn(line);
        Screen.choose(robot, "Rule out: not the cause  (R)");
        await().until(() -> chips().equals(Set.of(first + ": not the cause")));
        settle();
        assertThat(top()).isNotEqualTo(first);
        assertThat(regionTexts(".suspects")).anyMatch(t -> t.contains("▼ was"));
        assertThat(regionTexts(".suspects")).anyMatch(t -> t.contains("[R]"));
        picture("pinned");
        robot.clickOn(first + ": not the cause");
        await().until(() -> chips().isEmpty());
        settle();
        assertThat(top()).isEqualTo(first);

        // By keyboard: to the table, the first line, H; then what contradicts it, and undo.
        robot.press(KeyCode.CONTROL).type(KeyCode.DIGIT1).release(KeyCode.CONTROL);
        robot.type(KeyCode.HOME);
        robot.type(KeyCode.H);
        await().until(() -> chips().equals(Set.of(first + ": healthy")));
        fx(() -> wiring.workbench().select(first));
        robot.type(KeyCode.P);
        await().until(() -> chips().size() == 2);
        settle();
        assertThat(text("#contradiction")).contains(first + " is the cause", "it is fine");
        picture("contradiction");
        robot.type(KeyCode.U);
        await().until(() -> chips().equals(Set.of(first + ": healthy")));
        robot.press(KeyCode.CONTROL).type(KeyCode.Z).release(KeyCode.CONTROL);
        await().until(() -> chips().isEmpty());

        robot.type(KeyCode.F);
        await().until(() -> chips().equals(Set.of(first + ": in trouble")));
        robot.type(KeyCode.F);
        await().until(() -> chips().isEmpty());
        robot.press(KeyCode.SHIFT).type(KeyCode.P).release(KeyCode.SHIFT);
        await().until(() -> chips().equals(Set.of(first + ": not the cause")));
        robot.type(KeyCode.R);
        await().until(() -> chips().isEmpty());

        // In the graph, by key and by its menu; what is typed into the filter is text.
        robot.press(KeyCode.CONTROL).type(KeyCode.DIGIT2).release(KeyCode.CONTROL);
        robot.type(KeyCode.P);
        await().until(() -> chips().equals(Set.of(first + ": the cause")));
        GraphPane graph = robot.lookup("#graph").query();
        Point2D spot = fx(() -> graph.pixelOf(first).map(graph::localToScreen).orElseThrow());
        robot.rightClickOn(spot);
        Screen.choose(robot, "Take back: Pin as the cause  (P)");
        await().until(() -> chips().isEmpty());
        robot.clickOn("#suspects-filter").write("php");
        assertThat(fx(() -> ((TextField) scene.getRoot().lookup("#suspects-filter")).getText()))
                .isEqualTo("php");
        assertThat(chips()).isEmpty();
    }

    @Test
    void asksWhatToCheckAndWhatIfByMouseAndByKeyboard(FxRobot robot) {
        fx(() -> wiring.workbench().open(DAY, null));
        settle();
        ServiceId first = top();
        assertThat(text("#verdict")).isNotBlank();
        assertThat(regionTexts("#hangs")).hasSizeGreaterThan(1);
        robot.clickOn("Check next");
        settle();
        picture("check-next");
        Set<String> proposed = regionTexts("#checks");
        assertThat(proposed).anyMatch(t -> t.startsWith("abnormal ("));
        robot.clickOn("#check-1-NORMAL");
        await().until(() -> chips().size() == 1);
        assertThat(chips()).allMatch(t -> t.endsWith(": normal"));
        settle();
        assertThat(regionTexts("#checks")).isNotEqualTo(proposed);

        // By keyboard: to the tabs, one on; Esc leaves.
        fx(() -> wiring.workbench().select(first));
        robot.press(KeyCode.CONTROL).type(KeyCode.DIGIT3).release(KeyCode.CONTROL);
        robot.type(KeyCode.RIGHT);
        settle();
        assertThat(text("#whatif-answer")).contains("would recover");
        assertThat(text("#whatif-finding")).contains("First suspect would be");
        picture("what-if");
        robot.type(KeyCode.ESCAPE);
        settle();
        assertThat(fx(() -> wiring.workbench().insights().topicProperty().get()))
                .isEqualTo(Insights.Topic.WHY);

        robot.clickOn("What if");
        settle();
        fx(() -> scene.getRoot().lookup("#apply-finding").requestFocus());
        robot.type(KeyCode.SPACE);
        await().until(() -> chips().contains(first + ": healthy"));
        settle();
        assertThat(top()).isNotEqualTo(first);
        picture("applied");
    }

    /// Where to click is asked on the thread that moves things: while a replay plays, bounds asked
    /// by the robot's own thread get in the way of the layout.
    private void click(FxRobot robot, String selector) {
        Point2D middle =
                fx(() -> {
                    Node node = scene.getRoot().lookup(selector);
                    var bounds = node.localToScreen(node.getBoundsInLocal());
                    return new Point2D(bounds.getCenterX(), bounds.getCenterY());
                });
        robot.clickOn(middle);
    }

    private ServiceId top() {
        return fx(() ->
                wiring.workbench()
                        .snapshotProperty()
                        .get()
                        .diagnosis()
                        .ranking()
                        .top()
                        .orElseThrow()
                        .service());
    }

    private Set<String> chips() {
        return fx(() ->
                scene.getRoot().lookupAll(".pin-chip").stream()
                        .map(n -> ((Labeled) n).getText())
                        .collect(Collectors.toSet()));
    }

    @Test
    void drawsPicturesOfAnIncident(@TempDir Path folder) throws Exception {
        fx(() -> wiring.workbench().open(DAY, null));
        settle();
        var snapshot = fx(() -> wiring.workbench().snapshotProperty().get());
        assertThat(IncidentPictures.write(snapshot, folder, Theme.LIGHT))
                .hasSize(4)
                .allSatisfy(file -> assertThat(file).isNotEmptyFile());
    }

    @Test
    void saysWhatIsWrongWithAFileThatIsNoCapture(@TempDir Path folder) throws Exception {
        Path file = java.nio.file.Files.writeString(folder.resolve("notes.capture"), "not a zip");
        fx(() -> wiring.workbench().open(file, null));
        await().until(() -> fx(wiring::settled));
        assertThat(texts()).anyMatch(t -> t.contains("notes.capture"));
        assertThat(texts()).contains("Why is it failing?");
    }

    private void settle() {
        await().atMost(60, TimeUnit.SECONDS)
                .until(() ->
                        fx(() -> {
                            wiring.workbench().heartbeat();
                            return wiring.settled();
                        }));
        WaitForAsyncUtils.waitForFxEvents();
    }

    private Set<String> texts() {
        return fx(() -> visibleTexts(scene.getRoot()));
    }

    private Set<String> regionTexts(String selector) {
        return fx(() -> visibleTexts(scene.getRoot().lookup(selector)));
    }

    private String text(String selector) {
        return fx(() -> ((Labeled) scene.getRoot().lookup(selector)).getText());
    }

    /// What can be read on the screen.
    private static Set<String> visibleTexts(Node root) {
        return root.lookupAll(".label").stream()
                .filter(WindowTest::isShown)
                .map(n -> ((Labeled) n).getText())
                .filter(t -> t != null && !t.isBlank())
                .collect(Collectors.toSet());
    }

    private static boolean isShown(Node node) {
        for (Node n = node; n != null; n = n.getParent()) {
            if (!n.isVisible()) {
                return false;
            }
        }
        return true;
    }

    private void picture(String name) {
        Screen.picture(name, wiring, stage, scene, this::settle);
    }

    private static void fx(Runnable work) {
        WaitForAsyncUtils.waitForAsyncFx(60_000, work);
    }

    private static <T> T fx(Callable<T> work) {
        return WaitForAsyncUtils.waitForAsyncFx(60_000, work);
    }
}
