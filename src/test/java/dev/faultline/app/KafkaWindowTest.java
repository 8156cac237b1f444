package dev.faultline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.faultline.cause.Pins;
import dev.faultline.engine.Snapshot;
import dev.faultline.live.Workload;
import dev.faultline.model.ServiceId;
import dev.faultline.settings.Settings;
import dev.faultline.source.kafka.BrokerInJvm;
import dev.faultline.ui.ConnectRequest;
import dev.faultline.ui.LiveSources.Finding;
import dev.faultline.ui.ShopRecordings;
import dev.faultline.ui.Theme;
import dev.faultline.ui.picture.Pictures;
import dev.faultline.wording.Wording;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.application.Application;
import javafx.scene.Node;
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
import picocli.CommandLine.Help.Ansi;

/// From records on a real broker to what a person sees in the window.
@ExtendWith(ApplicationExtension.class)
class KafkaWindowTest {
    private static final Workload WORK = new Workload(60);
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir static Path folder;

    private final ScheduledExecutorService agents = Executors.newSingleThreadScheduledExecutor();
    private Wiring wiring;
    private Scene scene;

    @Start
    void start(Stage stage) {
        wiring =
                new Wiring(
                        new ShopRecordings(),
                        new KafkaSystems(
                                Settings.DEFAULT,
                                new SessionFile(folder.resolve(SessionFile.NAME)),
                                new RecentConnections(folder.resolve(RecentConnections.NAME)),
                                folder),
                        Settings.DEFAULT);
        Application.setUserAgentStylesheet(Theme.DARK.stylesheet());
        scene = new Scene(wiring.load(), 1280, 720);
        stage.setScene(scene);
        stage.setX(0);
        stage.setY(0);
        stage.show();
    }

    @AfterEach
    void close() {
        agents.shutdownNow();
        WaitForAsyncUtils.waitForAsyncFx(10_000, () -> wiring.close());
    }

    @Test
    void showsTheServicesWhoseMetricsLieOnATopic(FxRobot robot) {
        BrokerInJvm broker = BrokerInJvm.plain();
        String topic = broker.newTopic(2);
        long now = System.currentTimeMillis() / 60_000 * 60_000;
        for (long at = now - Duration.ofHours(2).toMillis(); at <= now; at += 60_000) {
            measured(broker, topic, at);
        }
        broker.send(topic, 1, now, "{\"ts\":12,\"serv".getBytes(StandardCharsets.UTF_8));
        broker.flush();
        keepMeasuring(broker, topic);

        // A port at which nobody listens is found by the test; the right one connects.
        robot.clickOn("#welcome-connect");
        // What was measured by the minute goes on faster: the step is not to be told from that.
        fx(() -> wiring.connect().fill(byTheMinute()));
        type(robot, "#connect-servers", "127.0.0.1:1");
        type(robot, "#connect-topics", topic);
        robot.clickOn("#connect-test");
        await().atMost(LONG)
                .until(() ->
                        fx(() ->
                                wiring.connect().findings().stream()
                                        .anyMatch(f -> f.mark() == Finding.Mark.WRONG)));
        assertThat(fx(() -> wiring.connect().findings().getLast().text()))
                .contains("127.0.0.1:1", "Nobody listens");
        type(robot, "#connect-servers", broker.bootstrap());
        robot.clickOn("#connect-test");
        await().atMost(LONG)
                .until(() ->
                        fx(() ->
                                !wiring.connect().testingProperty().get()
                                        && !wiring.connect().findings().isEmpty()));
        assertThat(fx(() -> wiring.connect().findings().stream().map(Finding::mark).toList()))
                .contains(Finding.Mark.GOOD)
                .doesNotContain(Finding.Mark.WRONG);
        robot.clickOn("#connect-connect");

        await().atMost(LONG)
                .until(() ->
                        fx(() -> {
                            wiring.workbench().heartbeat();
                            Snapshot shown = wiring.workbench().snapshotProperty().get();
                            return shown != null
                                    && shown.topology().size() >= WORK.services()
                                    && wiring.settled();
                        }));
        assertThat(fx(() -> text("#mode"))).isEqualTo("LIVE");
        assertThat(texts(".suspects")).contains("service-0000", "service-0001", "service-0002");
        assertThat(fx(() -> text("#connection"))).startsWith(broker.bootstrap());
        assertThat(fx(() -> text("#topic-count"))).endsWith(": own");
        await().atMost(LONG)
                .untilAsserted(
                        () -> assertThat(fx(() -> text("#rejected"))).isEqualTo("1 rejected"));

        fx(() -> wiring.workbench().select(new ServiceId("service-0001")));
        // Which six of its signals, the noise of the moment says.
        await().until(() -> {
            Set<String> charts = texts(".charts");
            return charts.contains("service-0001")
                    && IntStream.range(0, Workload.METRICS)
                                    .mapToObj(Workload::metric)
                                    .filter(charts::contains)
                                    .count()
                            > 1;
        });

        // What is measured now is there at once, and so is a service that was not there before.
        long next = System.currentTimeMillis();
        broker.send(
                topic,
                0,
                next,
                ("{\"ts\":"
                                + next
                                + ",\"service\":\"newcomer\",\"metric\":\"cpu.utilization\","
                                + "\"value\":0.5,\"unit\":\"1\",\"labels\":{\"owner\":\"ann@example.com\"}}")
                        .getBytes(StandardCharsets.UTF_8));
        broker.flush();
        await().atMost(LONG).until(() -> texts(".suspects").contains("newcomer"));
        await().atMost(LONG)
                .until(() ->
                        fx(() -> wiring.workbench().snapshotProperty().get())
                                .newest()
                                .at()
                                .orElseThrow()
                                .isAfter(Instant.ofEpochMilli(next)));
        await().until(() -> fx(() -> text("#masked")).equals("1 masked"));
        fx(() -> {
            try {
                Pictures.write(scene.snapshot(null), Path.of("target/screens/live-kafka.png"));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });

        // Tomorrow it is among those of before.
        assertThat(
                        new RecentConnections(folder.resolve(RecentConnections.NAME))
                                .read()
                                .connections())
                .singleElement()
                .satisfies(kept -> assertThat(kept.topics()).containsExactly(topic));
    }

    @Test
    void printsOneLookAtARunningSystem() throws IOException {
        BrokerInJvm broker = BrokerInJvm.plain();
        String topic = broker.newTopic(1);
        long now = System.currentTimeMillis() / 60_000 * 60_000;
        for (long at = now - Duration.ofMinutes(20).toMillis(); at <= now; at += 60_000) {
            measured(broker, topic, 1, at);
        }
        broker.flush();
        LiveInvestigation.Found found =
                LiveInvestigation.of(systems(), request(broker, topic), LONG, Pins.NONE);
        assertThat(found.beside()).isEmpty();
        assertThat(InvestigationText.lines(found.investigation(), 10, Wording.english(), Ansi.OFF))
                .anyMatch(line -> line.contains("service-0002"));
        String silent = broker.newTopic(1);
        assertThatThrownBy(() ->
                        LiveInvestigation.of(
                                systems(),
                                request(broker, silent),
                                Duration.ofSeconds(6),
                                Pins.NONE))
                .hasMessageStartingWith("Nothing is known after 6 s. ");
    }

    private static ConnectRequest request(BrokerInJvm broker, String topic) {
        return ConnectRequest.of(broker.bootstrap(), topic);
    }

    private static ConnectRequest byTheMinute() {
        return new ConnectRequest(
                "broker1:9092",
                List.of("metrics"),
                Optional.empty(),
                Duration.ofHours(3),
                Optional.of(Duration.ofMinutes(1)),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Map.of(),
                Optional.empty());
    }

    private static void type(FxRobot robot, String field, String text) {
        robot.clickOn(field);
        robot.press(KeyCode.CONTROL).type(KeyCode.A).release(KeyCode.CONTROL);
        robot.write(text);
    }

    private static KafkaSystems systems() {
        return new KafkaSystems(
                Settings.DEFAULT,
                new SessionFile(folder.resolve(SessionFile.NAME)),
                new RecentConnections(folder.resolve("looks.json")),
                folder);
    }

    /// Agents go on writing, whatever the test does, until it is over.
    private void keepMeasuring(BrokerInJvm broker, String topic) {
        agents.scheduleAtFixedRate(
                () -> {
                    measured(broker, topic, System.currentTimeMillis());
                    broker.flush();
                },
                0,
                2,
                TimeUnit.SECONDS);
    }

    private static void measured(BrokerInJvm broker, String topic, long at) {
        measured(broker, topic, 2, at);
    }

    private static void measured(BrokerInJvm broker, String topic, int partitions, long at) {
        for (int series = 0; series < WORK.series(); series++) {
            broker.send(topic, series % partitions, at, WORK.own(series, at));
        }
    }

    private Set<String> texts(String selector) {
        return fx(() ->
                scene.lookup(selector).lookupAll(".label").stream()
                        .filter(Node::isVisible)
                        .map(n -> ((Labeled) n).getText())
                        .filter(t -> t != null && !t.isBlank())
                        .collect(Collectors.toSet()));
    }

    private String text(String selector) {
        return ((Labeled) scene.lookup(selector)).getText();
    }

    private static void fx(Runnable work) {
        WaitForAsyncUtils.waitForAsyncFx(60_000, work);
    }

    private static <T> T fx(Callable<T> work) {
        return WaitForAsyncUtils.waitForAsyncFx(60_000, work);
    }
}
