package dev.faultline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.faultline.capture.Capture;
import dev.faultline.engine.SmallShop;
import dev.faultline.engine.Snapshot;
import dev.faultline.settings.Settings;
import dev.faultline.source.LiveState;
import dev.faultline.source.LiveState.Intake;
import dev.faultline.source.LiveState.Link;
import dev.faultline.source.LiveState.Loading;
import dev.faultline.source.LiveState.Partition;
import dev.faultline.source.LiveState.Topic;
import dev.faultline.source.LiveState.Unassigned;
import dev.faultline.source.Position;
import dev.faultline.source.RecordingState;
import dev.faultline.source.Reject;
import dev.faultline.source.RejectReason;
import dev.faultline.ui.ConnectRequest;
import dev.faultline.ui.ShopRecordings;
import dev.faultline.ui.ShopSystem;
import dev.faultline.ui.Theme;
import dev.faultline.ui.WorkbenchState;
import dev.faultline.ui.connect.ConnectViewModel;
import dev.faultline.ui.picture.Pictures;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.application.Application;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// The window on a system that runs, worked with as a person does; its source says of itself what
/// the test lets it say. Pictures of all states lie in target/screens afterwards; with
/// `-Dpictures=all` dark and light, in both sizes.
@ExtendWith(ApplicationExtension.class)
class LiveWindowTest {
    private static final Path SCREENS = Path.of("target/screens");

    private final ShopSystem shop = new ShopSystem();
    private Wiring wiring;
    private Scene scene;
    private Stage stage;

    @Start
    void start(Stage shown) {
        stage = shown;
        InstantSource clock = shop::now;
        wiring =
                new Wiring(
                        new ShopRecordings(),
                        shop,
                        Settings.DEFAULT,
                        dev.faultline.incident.IncidentStore.NONE,
                        Optional.empty(),
                        clock);
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
    void connectsByKeyboardTestsFirstAndRemembersIt(FxRobot robot) {
        robot.press(KeyCode.CONTROL, KeyCode.SHIFT)
                .type(KeyCode.K)
                .release(KeyCode.SHIFT, KeyCode.CONTROL);
        await().until(() -> fx(() -> scene.lookup("#connect").isVisible()));
        // What is wrong stands beside its field.
        robot.type(KeyCode.ENTER);
        await().until(() -> texts().stream().anyMatch(t -> t.startsWith("Host and port")));
        assertThat(texts()).anyMatch(t -> t.startsWith("The topics with the metrics"));
        pictures("connect-wrong");
        robot.write("refused:9092").type(KeyCode.TAB).write("shop");
        assertThat(texts()).noneMatch(t -> t.startsWith("Host and port"));

        // Test: what was found, one line after the other.
        robot.clickOn("#connect-test");
        await().until(() -> texts().stream().anyMatch(t -> t.contains("sasl.jaas.config")));
        assertThat(texts()).contains("refused:9092 can be reached.");
        pictures("connect-tested");

        // A test that hangs ends with Esc, and the form keeps what was typed.
        type(robot, "#connect-servers", "silent:9092");
        robot.clickOn("#connect-test");
        await().until(() -> fx(() -> wiring.connect().testingProperty().get()));
        robot.type(KeyCode.ESCAPE);
        await().until(() -> !fx(() -> scene.lookup("#connect").isVisible()));
        assertThat(fx(() -> wiring.connect().testingProperty().get())).isFalse();

        // Refused: the card says why, and leads back to the form.
        robot.clickOn("#welcome-connect");
        type(robot, "#connect-servers", "refused:9092");
        robot.type(KeyCode.ENTER);
        await().until(() -> texts().stream().anyMatch(t -> t.contains("password was refused")));
        pictures("connect-refused");

        // Connecting can be cancelled.
        robot.clickOn("#welcome-connect");
        type(robot, "#connect-servers", "silent:9092");
        robot.type(KeyCode.ENTER);
        await().until(() -> texts().contains("Asking silent:9092 for its topics…"));
        pictures("connecting");
        robot.type(KeyCode.ESCAPE);
        await().until(() ->
                fx(() -> wiring.workbench().stateProperty().get() instanceof WorkbenchState.Empty));

        robot.clickOn("#welcome-connect");
        type(robot, "#connect-servers", "broker1:9092");
        robot.type(KeyCode.ENTER);
        settle();
        assertThat(fx(() -> text("#mode"))).isEqualTo("LIVE");
        assertThat(fx(() -> text("#connection"))).isEqualTo("broker1:9092, not encrypted");

        // Among those of before, in the form and on the card.
        fx(() -> wiring.workbench().close());
        fx(() -> wiring.connect().findRecent());
        await().until(() -> texts().contains("broker1:9092 · shop"));
        pictures("recent");
        robot.clickOn("#welcome-connect");
        type(robot, "#connect-servers", "other:9092");
        ComboBox<ConnectRequest> recent = robot.lookup("#connect-recent").queryComboBox();
        await().until(() -> fx(() -> recent.getItems().size() == 1));
        robot.clickOn("#connect-recent").type(KeyCode.DOWN).type(KeyCode.ENTER);
        await().until(() ->
                fx(() -> wiring.connect().text(ConnectViewModel.Field.SERVERS).get())
                        .equals("broker1:9092"));
        robot.clickOn("#connect-connect");
        settle();
        assertThat(fx(() -> text("#mode"))).isEqualTo("LIVE");
    }

    @Test
    void showsEachStateOfTheConnection(FxRobot robot) {
        watch();
        assertThat(fx(() -> text("#severity"))).isNotBlank();
        assertThat(fx(() -> Screen.refuses(scene.lookup("#play")))).isTrue();
        assertThat(fx(() -> text("#playhead"))).isEqualTo("2026-01-08 17:50:00 UTC");
        pictures("live");

        // Provisional, in the incident bar and never hidden.
        say(
                ShopSystem.with(
                        new Loading(
                                SmallShop.START,
                                SmallShop.at(200),
                                .41,
                                Optional.of(ShopSystem.NOW.minus(Duration.ofHours(6))))));
        assertThat(fx(() -> text("#beside")))
                .isEqualTo("From the last 6 h, history still loading, 41 %");
        pictures("provisional");

        // Lost: since when, why, when it is tried again; numbers get old.
        shop.now(ShopSystem.NOW.plusSeconds(131));
        say(
                ShopSystem.with(
                        new Link.Lost(
                                ShopSystem.NOW.plusSeconds(120),
                                "broker1:9092 does not answer (connection refused).",
                                ShopSystem.NOW.plusSeconds(139))));
        assertThat(fx(() -> text("#trouble")))
                .isEqualTo(
                        "Kafka unreachable since 17:52:00 UTC, retry in 8 s: broker1:9092 does not"
                                + " answer (connection refused).");
        assertThat(fx(() -> text("#mode"))).isEqualTo("OFFLINE");
        assertThat(fx(() -> text("#beside"))).isEqualTo("As of 17:50:00 UTC, 2 min 11 s old");
        assertThat(fx(() -> text("#connection"))).isEqualTo("broker1:9092 unreachable");
        pictures("lost");
        robot.clickOn("#retry");
        assertThat(shop.asked).contains("retry");

        say(
                ShopSystem.with(
                        new Link.Refused(
                                ShopSystem.NOW.plusSeconds(120),
                                "the password was refused. Mend sasl.jaas.config.")));
        assertThat(fx(() -> text("#trouble"))).contains("refuses", "Mend sasl.jaas.config");
        pictures("refused");

        shop.now(ShopSystem.NOW);
        say(ShopSystem.WELL);
        assertThat(fx(() -> scene.lookup("#trouble").getParent().isVisible())).isFalse();
        assertThat(fx(() -> text("#mode"))).isEqualTo("LIVE");
    }

    @Test
    void saysBlindStaleAndEmpty(FxRobot robot) {
        watch();
        Instant later = shop.goOn(6, "web", "orders");
        await().until(() -> fx(() -> shown().at()).equals(later));
        settleNow();
        assertThat(fx(() -> text("#stale"))).isEqualTo("4 of 12 series stale");
        pictures("stale");
        TableView<?> stale = open(robot, "#stale", "#stale-series");
        assertThat(fx(() -> stale.getItems().size())).isEqualTo(4);
        popup("stale", "#stale-series");
        robot.type(KeyCode.ESCAPE);

        fx(() -> wiring.workbench().close());
        shop.now(ShopSystem.NOW);
        watch();
        Instant silent = shop.goOn(6);
        await().until(() -> fx(() -> shown().at()).equals(silent));
        settleNow();
        assertThat(fx(() -> text("#severity"))).isEqualTo("BLIND");
        assertThat(fx(() -> text("#headline"))).startsWith("I am blind since ");
        pictures("blind");

        fx(() -> wiring.workbench().close());
        LiveState well = ShopSystem.WELL;
        shop.say(
                new LiveState(
                        well.server(),
                        false,
                        well.link(),
                        Optional.empty(),
                        List.of(new Topic("metrics", Optional.empty(), false, 0, 0)),
                        well.partitions(),
                        Intake.NONE));
        fx(() -> wiring.workbench().connect(ConnectRequest.of("empty:9092", "metrics")));
        await().until(() ->
                fx(() -> wiring.workbench().stateProperty().get() instanceof WorkbenchState.Open));
        settleNow();
        assertThat(fx(() -> text("#headline"))).isEqualTo("No records yet on metrics");
        pictures("empty");
    }

    @Test
    void savesWhatIsNormalAndSaysSo(@TempDir Path folder) {
        watch();
        Path file = folder.resolve("shop.baseline");
        fx(() -> wiring.workbench().liveness().saveBaseline(file));
        await().until(() -> fx(() -> text("#said")).startsWith("What is normal of 12 series"));
        assertThat(file).exists();
        fx(() ->
                wiring.workbench()
                        .liveness()
                        .saveBaseline(folder.resolve("no/such/folder/x.baseline")));
        await().until(() -> fx(() -> text("#said")).contains("no/such/folder"));
    }

    @Test
    void recordsAndSaysHowThatStands(FxRobot robot, @TempDir Path folder) {
        assertThat(fx(() -> scene.lookup("#record").getParent().isVisible())).isFalse();
        watch();
        assertThat(fx(() -> text("#record"))).isEqualTo("Record…");
        Path file = folder.resolve("shop.capture");
        fx(() -> wiring.workbench().liveness().capture().record(file));
        await().until(() -> fx(() -> beat("#record")).equals("Waiting to record"));
        pictures("recording-waiting");
        shop.say(
                new RecordingState.Running(
                        file, ShopSystem.NOW, ShopSystem.NOW, 1_204_000, 3_100_000, 0));
        assertThat(fx(() -> beat("#record")))
                .isEqualTo("Recording since 17:50, 1,204,000 samples, 2.96 MiB");
        pictures("recording");
        robot.clickOn("#record");
        await().until(() -> shop.asked.contains("stop recording"));
        shop.say(new RecordingState.Finished(file, 1_204_000, 3_100_000, 0));
        assertThat(fx(() -> beat("#record"))).isEqualTo("Record…");
        assertThat(fx(() -> text("#said")))
                .isEqualTo(file + " was recorded: 1,204,000 samples, 2.96 MiB.");

        shop.say(
                new RecordingState.Failed(
                        file,
                        "Can't write " + file + " (No space left on device).",
                        Optional.of(folder.resolve("shop.capture.part-1"))));
        assertThat(fx(() -> beat("#record"))).isEqualTo("Recording failed");
        assertThat(fx(() -> text("#said")))
                .startsWith("Recording stopped. Can't write")
                .endsWith("shop.capture.part-1 and can be opened.");
        assertThat(fx(() -> text("#mode"))).as("watching goes on").isEqualTo("LIVE");
        pictures("recording-failed");
    }

    @Test
    void savesTheLastHoursAsACapture(FxRobot robot, @TempDir Path folder) throws Exception {
        watch();
        robot.clickOn("#save-capture");
        await().until(() -> robot.lookup("#save-length").tryQuery().isPresent());
        robot.clickOn("#save-length").write("soon");
        await().until(() -> fx(() -> Screen.refuses(robot.lookup("#save-choose").query())));
        robot.press(KeyCode.CONTROL).type(KeyCode.A).release(KeyCode.CONTROL).write("3 h");
        await().until(() -> !fx(() -> Screen.refuses(robot.lookup("#save-choose").query())));
        popup("save-capture", "#save-length");
        robot.type(KeyCode.ESCAPE);
        // Where, a dialog of the system asks; what follows is asked of the model.
        Path file = folder.resolve("shop.capture");
        fx(() -> wiring.workbench().liveness().capture().save(file, Duration.ofHours(3)));
        await().until(() -> fx(() -> text("#said")).startsWith(file + " was written, "));
        try (Capture capture = Capture.open(file)) {
            assertThat(capture.series()).isEqualTo(SmallShop.SERIES);
            assertThat(capture.info().span().to()).isEqualTo(ShopSystem.NOW);
            assertThat(capture.info().span().from())
                    .isEqualTo(ShopSystem.NOW.minus(Duration.ofHours(3)).plus(SmallShop.STEP));
            assertThat(capture.info().note()).contains("cells of 10 min", "not the samples");
            assertThat(capture.topology().dependencies())
                    .isEqualTo(shown().topology().dependencies());
        }

        Path slow = folder.resolve("slow.capture");
        fx(() -> wiring.workbench().liveness().capture().save(slow, Duration.ofHours(3)));
        await().until(() -> fx(() -> text("#save-capture")).equals("Saving, 41 %. Cancel"));
        robot.clickOn("#save-capture");
        await().until(() -> fx(() -> text("#said")).endsWith("was not written: cancelled."));
        assertThat(slow).doesNotExist();
    }

    /// What a node says after the next beat.
    private String beat(String node) {
        wiring.workbench().heartbeat();
        return text(node);
    }

    @Test
    void opensTheTableBehindEachFigureOfTheStatusBar(FxRobot robot) {
        watch();
        say(busy());
        assertThat(fx(() -> text("#connection"))).isEqualTo("broker1:9093, TLS");
        assertThat(fx(() -> text("#lag"))).isEqualTo("lag 1,204 records, 1 min 15 s");
        assertThat(fx(() -> text("#oldest"))).isEqualTo("oldest 12 min");
        assertThat(fx(() -> text("#topic-count"))).isEqualTo("3 topics, 1 not recognised");
        assertThat(fx(() -> text("#rejected"))).isEqualTo("1,217 rejected");
        assertThat(fx(() -> text("#unassigned"))).isEqualTo("2 unassigned");
        assertThat(fx(() -> text("#masked"))).isEqualTo("14 masked");
        assertThat(fx(() -> text("#unread"))).isEqualTo("1,200 series unread");
        pictures("busy");

        TableView<?> partitions = open(robot, "#lag", "#partitions");
        assertThat(fx(() -> partitions.getItems().getFirst().toString())).contains("otel.metrics");
        popup("partitions", "#partitions");
        robot.type(KeyCode.ESCAPE);

        // The keyboard reaches the table and the format; the session is told.
        TableView<?> topics = open(robot, "#topic-count", "#topics");
        robot.type(KeyCode.DOWN);
        assertThat(fx(() -> topics.getSelectionModel().getSelectedIndex())).isEqualTo(1);
        ComboBox<String> format = robot.lookup("#format").queryComboBox();
        fx(() -> format.getSelectionModel().select("otlp-proto"));
        popup("topics", "#topics");
        robot.clickOn("#format-use");
        await().until(() -> shop.asked.contains("format otel.metrics otlp-proto"));
        fx(() -> format.getSelectionModel().selectFirst());
        robot.clickOn("#format-use");
        await().until(() -> shop.asked.contains("format otel.metrics recognised"));
        robot.type(KeyCode.ESCAPE);

        TableView<?> rejects = open(robot, "#rejected", "#rejects");
        assertThat(fx(() -> rejects.getItems().size())).isEqualTo(1000);
        popup("rejects", "#rejects");
        assertThat(fx(() -> rejects.lookupAll(".table-row-cell").size()))
                .as("rows that are drawn")
                .isLessThan(40);
        robot.clickOn("#rejects-copy");
        String copied = fx(() -> Clipboard.getSystemClipboard().getString());
        assertThat(copied.lines()).hasSize(1001);
        assertThat(copied).startsWith("position\t").contains("own-0@999\t", "malformed: byte 17");
        robot.type(KeyCode.ESCAPE);

        open(robot, "#unassigned", "#unassigned-series");
        popup("unassigned", "#unassigned-series");
        robot.type(KeyCode.ESCAPE);
        open(robot, "#masked", "#masked-kinds");
        popup("masked", "#masked-kinds");
        robot.type(KeyCode.ESCAPE);
    }

    private TableView<?> open(FxRobot robot, String figure, String table) {
        fx(() -> scene.lookup(figure).requestFocus());
        robot.type(KeyCode.SPACE);
        await().until(() -> robot.lookup(table).tryQuery().isPresent());
        return robot.lookup(table).queryTableView();
    }

    /// Much goes on, and not all of it well.
    private static LiveState busy() {
        LiveState well = ShopSystem.WELL;
        List<Reject> rejects =
                IntStream.range(0, 1000)
                        .mapToObj(i ->
                                new Reject(
                                        new Position("own", 0, i),
                                        ShopSystem.NOW.minusSeconds(1000 - i),
                                        i % 3 == 0
                                                ? RejectReason.MALFORMED
                                                : RejectReason.NOT_A_NUMBER,
                                        "byte " + (17 + i),
                                        "{\"service\":\"orders\",\"owner\":\"e-mail-7f3a\""))
                        .toList();
        return new LiveState(
                "broker1:9093",
                true,
                well.link(),
                Optional.empty(),
                List.of(
                        new Topic("own", Optional.of("own"), true, 120_400, 120_400),
                        new Topic("otel.metrics", Optional.of("otlp-json"), false, 8_102, 96_000),
                        new Topic("legacy", Optional.empty(), false, 3, 0)),
                List.of(
                        new Partition("own", 0, 4, Duration.ZERO, Optional.of(ShopSystem.NOW)),
                        new Partition(
                                "otel.metrics",
                                0,
                                1200,
                                Duration.ofSeconds(75),
                                Optional.of(ShopSystem.NOW.minusSeconds(75))),
                        new Partition(
                                "otel.metrics",
                                1,
                                0,
                                Duration.ZERO,
                                Optional.of(ShopSystem.NOW.minusSeconds(720)))),
                new Intake(
                        128_505,
                        216_400,
                        Map.of(RejectReason.MALFORMED, 417L, RejectReason.NOT_A_NUMBER, 800L),
                        rejects,
                        List.of(
                                new Unassigned(
                                        "otel.metrics",
                                        "jvm.memory.used",
                                        "pool=heap",
                                        "no service.name"),
                                new Unassigned("own", "queue_depth", "", "no service")),
                        Map.of("e-mail", 12L, "bearer token", 2L),
                        1200));
    }

    private void watch() {
        fx(() -> wiring.workbench().connect(ConnectRequest.of("broker1:9092", "shop")));
        settle();
    }

    private void say(LiveState state) {
        shop.say(state);
        fx(() -> wiring.workbench().heartbeat());
        WaitForAsyncUtils.waitForFxEvents();
    }

    private void type(FxRobot robot, String field, String text) {
        await().until(() -> fx(() -> scene.lookup("#connect").isVisible()));
        robot.clickOn(field);
        robot.press(KeyCode.CONTROL).type(KeyCode.A).release(KeyCode.CONTROL);
        robot.write(text);
    }

    private Snapshot shown() {
        Snapshot shown = wiring.workbench().snapshotProperty().get();
        assertThat(shown).isNotNull();
        return shown;
    }

    private void settleNow() {
        await().atMost(60, TimeUnit.SECONDS)
                .until(() ->
                        fx(() -> {
                            wiring.workbench().heartbeat();
                            return wiring.settled();
                        }));
        WaitForAsyncUtils.waitForFxEvents();
    }

    private void settle() {
        await().atMost(60, TimeUnit.SECONDS)
                .until(() ->
                        fx(() -> {
                            wiring.workbench().heartbeat();
                            var shown = wiring.workbench().snapshotProperty().get();
                            return wiring.settled()
                                    && shown != null
                                    && shown.at().equals(ShopSystem.NOW);
                        }));
        WaitForAsyncUtils.waitForFxEvents();
    }

    private Set<String> texts() {
        return fx(() ->
                Stream.of(".label", ".button")
                        .flatMap(kind -> scene.getRoot().lookupAll(kind).stream())
                        .filter(LiveWindowTest::isShown)
                        .map(n -> ((Labeled) n).getText())
                        .filter(t -> t != null && !t.isBlank())
                        .collect(Collectors.toSet()));
    }

    private String text(String selector) {
        return ((Labeled) scene.getRoot().lookup(selector)).getText();
    }

    private static boolean isShown(Node node) {
        for (Node n = node; n != null; n = n.getParent()) {
            if (!n.isVisible()) {
                return false;
            }
        }
        return true;
    }

    private void pictures(String name) {
        Screen.picture("live-" + name, wiring, stage, scene, WaitForAsyncUtils::waitForFxEvents);
    }

    private void popup(String name, String inside) {
        fx(() ->
                Window.getWindows().stream()
                        .map(Window::getScene)
                        .filter(s -> s != null && s.getRoot().lookup(inside) != null)
                        .filter(s -> s != scene)
                        .forEach(s -> write(s, "live-popover-" + name)));
    }

    private static void write(Scene shown, String name) {
        try {
            Pictures.write(shown.snapshot(null), SCREENS.resolve(name + ".png"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void fx(Runnable work) {
        WaitForAsyncUtils.waitForAsyncFx(60_000, work);
    }

    private static <T> T fx(Callable<T> work) {
        return WaitForAsyncUtils.waitForAsyncFx(60_000, work);
    }
}
