package dev.faultline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.faultline.engine.Snapshot;
import dev.faultline.live.Workload;
import dev.faultline.settings.Settings;
import dev.faultline.source.kafka.BrokerInJvm;
import dev.faultline.ui.ConnectRequest;
import dev.faultline.ui.ShopRecordings;
import dev.faultline.ui.Theme;
import dev.faultline.ui.graph.FrameClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javafx.application.Application;
import javafx.scene.Scene;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// What the whole window costs the FX thread while 10,000 series of 500 services stream in from a
/// broker, for `assets/docs/speed.md`. Seconds of it: `-Dframes.seconds=60`.
@Tag("soak")
@ExtendWith(ApplicationExtension.class)
class LiveFramesTest {
    private static final int SECONDS = Integer.getInteger("frames.seconds", 60);
    private static final Workload WORK = new Workload(10_000);
    private static final int WARM_SECONDS = 30;

    /// All series are measured anew so often.
    private static final int PACE_SECONDS = 5;

    @TempDir static Path folder;

    private final ScheduledExecutorService agents = Executors.newSingleThreadScheduledExecutor();
    private Wiring wiring;

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
        stage.setScene(new Scene(wiring.load(), 1280, 720));
        stage.show();
    }

    @AfterEach
    void close() {
        agents.shutdownNow();
        WaitForAsyncUtils.waitForAsyncFx(10_000, () -> wiring.close());
    }

    @Test
    void drawsWhileTenThousandSeriesStreamIn() throws Exception {
        BrokerInJvm broker = BrokerInJvm.plain();
        String topic = broker.newTopic(2);
        long now = System.currentTimeMillis() / 60_000 * 60_000;
        for (long at = now - Duration.ofMinutes(30).toMillis(); at <= now; at += 60_000) {
            measured(broker, topic, at);
        }
        broker.flush();
        var _ =
                agents.scheduleAtFixedRate(
                        () -> measured(broker, topic, System.currentTimeMillis()),
                        0,
                        PACE_SECONDS,
                        TimeUnit.SECONDS);
        fx(() -> {
            wiring.workbench()
                    .connect(
                            new ConnectRequest(
                                    broker.bootstrap(),
                                    List.of(topic),
                                    Optional.empty(),
                                    Duration.ofHours(1),
                                    Optional.of(Duration.ofMinutes(1)),
                                    Optional.empty(),
                                    Optional.empty(),
                                    List.of(),
                                    Map.of(),
                                    Optional.empty()));
            return null;
        });
        await().atMost(Duration.ofMinutes(3))
                .until(() ->
                        fx(() -> {
                            Snapshot shown = wiring.workbench().snapshotProperty().get();
                            return shown != null && shown.series().size() >= WORK.series();
                        }));
        Thread.sleep(WARM_SECONDS * 1_000L);
        long before = taken();
        FrameClock clock =
                fx(() -> {
                    FrameClock made = new FrameClock();
                    made.start();
                    return made;
                });
        Thread.sleep(SECONDS * 1_000L);
        String figures =
                fx(() -> {
                    clock.stop();
                    return clock.toString();
                });
        System.out.printf(
                "%,d series into the whole window, %,d samples in %d s: %s%n",
                WORK.series(), taken() - before, SECONDS, figures);
        assertThat(taken() - before)
                .as("samples that came in meanwhile")
                .isGreaterThan((long) WORK.series() * SECONDS / PACE_SECONDS / 2);
    }

    private long taken() throws Exception {
        return fx(() -> wiring.workbench().newestProperty().get().counts().samples());
    }

    private static void measured(BrokerInJvm broker, String topic, long at) {
        for (int service = 0; service < WORK.services(); service++) {
            broker.send(topic, service % 2, at, WORK.otlp(service, at));
        }
    }

    private static <T> T fx(Callable<T> work) {
        return WaitForAsyncUtils.waitForAsyncFx(60_000, work);
    }
}
