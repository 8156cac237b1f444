package dev.faultline.ui.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.cause.RankedCause;
import dev.faultline.cause.Ranking;
import dev.faultline.model.ServiceId;
import dev.faultline.topology.Topology;
import dev.faultline.ui.Palette;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.scene.Scene;
import javafx.stage.Stage;
import javafx.util.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// What the graph costs the FX thread, for `assets/docs/speed.md`. Seconds of it:
/// `-Dframes.seconds=60`.
@Tag("soak")
@ExtendWith(ApplicationExtension.class)
class GraphFramesTest {
    private static final int SECONDS = Integer.getInteger("frames.seconds", 60);
    private static final int TICKS_A_SECOND = 4;

    private GraphPane pane;

    @Start
    void start(Stage stage) {
        pane = new GraphPane();
        pane.setPalette(Palette.DARK);
        stage.setScene(new Scene(pane, 1180, 520, Palette.DARK.surface()));
        stage.show();
    }

    @Test
    void drawsAHundredAndFiftyNodesWhosePosteriorsAllChangeAtEachTick() throws Exception {
        Topology topology = BigSystem.of(2_000);
        Ranking first = BigSystem.ranking(topology, 0);
        long begun = System.nanoTime();
        GraphCut cut = GraphCutter.cut(topology, first, Lens.START.hops(3), null, List.of());
        double chosen = (System.nanoTime() - begun) / 1e6;
        GraphLayout.warmUp();
        begun = System.nanoTime();
        GraphPlan plan = GraphLayout.plan(cut);
        double laidOut = (System.nanoTime() - begun) / 1e6;
        assertThat(cut.items()).hasSize(GraphCutter.MOST);
        List<SuspectPath> paths =
                List.of(
                        SuspectPath.of(
                                topology,
                                1,
                                first.causes().getFirst().service(),
                                GraphCutter.trouble(topology, first)));
        FrameClock clock =
                fx(() -> {
                    pane.setDrawing(new Drawing(cut, plan, paths));
                    pane.setSelected(Optional.of(cut.items().getFirst()));
                    return new FrameClock();
                });
        AtomicInteger tick = new AtomicInteger();
        List<List<NodeLook>> beliefs =
                IntStream.range(0, 16)
                        .mapToObj(i -> looks(cut, BigSystem.ranking(topology, i)))
                        .toList();
        Timeline ticking =
                new Timeline(
                        new KeyFrame(
                                Duration.millis(1000.0 / TICKS_A_SECOND),
                                event ->
                                        pane.setLooks(
                                                beliefs.get(
                                                        tick.incrementAndGet() % beliefs.size()))));
        ticking.setCycleCount(Timeline.INDEFINITE);
        fx(() -> {
            ticking.play();
            return null;
        });
        Thread.sleep(5_000); // compiled and warm, as a window that has been open for a while
        fx(() -> {
            clock.start();
            return null;
        });
        Thread.sleep(SECONDS * 1_000L);
        String figures =
                fx(() -> {
                    clock.stop();
                    ticking.stop();
                    return clock.toString();
                });
        System.out.printf(
                "150 of 2,100 components, %d lines: chosen in %.0f ms, laid out in %.0f ms beside the FX thread%n%s%n",
                cut.ties().size(), chosen, laidOut, figures);
        assertThat(clock.frames()).isGreaterThan(SECONDS);
        assertThat(clock.busy(0.99)).isLessThan(100);
        fx(() -> {
            pane.close();
            return null;
        });
    }

    private static List<NodeLook> looks(GraphCut cut, Ranking ranking) {
        Map<ServiceId, RankedCause> known = new HashMap<>();
        ranking.causes().forEach(c -> known.put(c.service(), c));
        return cut.items().stream()
                .map(item -> {
                    RankedCause of = known.get(cut.members(item).getFirst());
                    return new NodeLook(
                            item,
                            1,
                            of.trouble(),
                            of.cause(),
                            of.rank() <= 3 ? of.rank() : 0,
                            of.trouble() > 0.5,
                            of.rank() % 9 == 0,
                            of.rank() % 13 == 0 ? "P" : "",
                            Double.NaN,
                            item.name());
                })
                .toList();
    }

    private static <T> T fx(Callable<T> work) {
        return WaitForAsyncUtils.waitForAsyncFx(60_000, work);
    }
}
