package dev.faultline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.faultline.model.ServiceId;
import dev.faultline.ui.charts.ChartTile;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javafx.animation.AnimationTimer;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// How long a person waits in the window on the bank's fifteen days: from a click on a component to
/// its charts and its explanation, from a place on the time bar to what was known there. Prints
/// what it measured; times are of the machine it runs on.
@Tag("soak")
@ExtendWith(ApplicationExtension.class)
class WindowTimesTest {
    private static final int CLICKS = 120;
    private static final int WARM = 20;

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
    void clicksAndScrubsAreAnsweredAtOnce() throws Exception {
        var workbench = screen.wiring.workbench();
        screen.open("bank.capture");
        await().atMost(120, TimeUnit.SECONDS)
                .until(() -> fx(() -> workbench.snapshotProperty().get().recollected()));
        Random random = new Random(3);
        List<ServiceId> services =
                fx(() ->
                        workbench.snapshotProperty().get().topology().components().stream()
                                .map(c -> c.id())
                                .toList());
        double[] clicks = new double[CLICKS];
        for (int i = -WARM; i < CLICKS; i++) {
            ServiceId next = services.get(random.nextInt(services.size()));
            double millis =
                    until(
                            () -> workbench.select(next),
                            () ->
                                    workbench.insights().explanationProperty().get() != null
                                            && workbench
                                                    .insights()
                                                    .explanationProperty()
                                                    .get()
                                                    .service()
                                                    .equals(next));
            clicks[Math.max(i, 0)] = millis;
        }
        assertThat(fx(() -> screen.scene.lookup(".chart-tile"))).isInstanceOf(ChartTile.class);
        tell("click to charts and inspector", clicks);
        var span = fx(() -> workbench.playbackProperty().get().span());
        Instant end = fx(() -> workbench.snapshotProperty().get().at());
        long length = Duration.between(span.from(), end).toMillis();
        double[] scrubs = new double[CLICKS];
        for (int i = -WARM; i < CLICKS; i++) {
            Instant at = span.from().plusMillis((long) (random.nextDouble() * length));
            double millis =
                    until(
                            () -> workbench.seek(at),
                            () -> {
                                var shown = workbench.snapshotProperty().get();
                                return shown != null
                                        && !shown.at().isAfter(at)
                                        && shown.at().plusSeconds(60).isAfter(at);
                            });
            scrubs[Math.max(i, 0)] = millis;
        }
        tell("time bar to what was known then", scrubs);
    }

    /// From the call to the end of the frame after the one in which it is so, ms.
    private static double until(Runnable what, BooleanSupplier done) throws Exception {
        CompletableFuture<Double> answer = new CompletableFuture<>();
        WaitForAsyncUtils.asyncFx(() -> {
            long begun = System.nanoTime();
            what.run();
            new AnimationTimer() {
                private boolean drawn;

                @Override
                public void handle(long now) {
                    if (drawn) {
                        answer.complete((System.nanoTime() - begun) / 1e6);
                        stop();
                    }
                    drawn = done.getAsBoolean();
                }
            }.start();
        });
        return answer.get(30, TimeUnit.SECONDS);
    }

    private static void tell(String what, double[] millis) {
        double[] sorted = millis.clone();
        Arrays.sort(sorted);
        System.out.printf(
                "%s: p50 %.0f, p95 %.0f, most %.0f ms%n",
                what,
                sorted[sorted.length / 2],
                sorted[(int) (sorted.length * .95)],
                sorted[sorted.length - 1]);
        assertThat(sorted[sorted.length / 2]).as(what).isLessThan(5_000);
    }

    private static <T> T fx(Callable<T> work) {
        return WaitForAsyncUtils.waitForAsyncFx(20_000, work);
    }
}
