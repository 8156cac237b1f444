package dev.faultline.bench;

import dev.faultline.capture.Capture;
import dev.faultline.engine.EngineCommand;
import dev.faultline.engine.EngineThread;
import dev.faultline.engine.Snapshot;
import dev.faultline.engine.history.Keeping;
import dev.faultline.source.replay.Delivery;
import dev.faultline.ui.charts.SignalPicture;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;

/// How long it takes to tell what was known at a moment long ago, with the charts of its first
/// suspect: what must be there before a window can be drawn. The capture is taken in first as a
/// recording, then as a running system that keeps little of its history in the heap.
public final class ScrubTimes {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int MOMENTS = 300;
    private static final int WARM = 40;

    private ScrubTimes() {}

    /// Arguments: a capture.
    public static void main(String[] args) throws Exception {
        for (boolean live : new boolean[] {false, true}) {
            try (Capture capture = Capture.open(Path.of(args[0]));
                    EngineThread engine = new EngineThread()) {
                if (live) {
                    engine.send(
                            EngineCommand.Start.live(
                                    capture.info().span().from(),
                                    capture.info().step(),
                                    new Keeping(
                                            Duration.ofDays(15),
                                            Files.createTempDirectory("scrub"),
                                            8 << 20)));
                    engine.send(new EngineCommand.TopologyChanged(capture.topology()));
                    engine.send(new EngineCommand.SeriesAdded(capture.series()));
                } else {
                    engine.send(EngineCommand.Start.of(capture));
                }
                long begun = System.nanoTime();
                Delivery.upTo(capture.info().span().to(), capture, engine);
                Instant end = capture.info().span().to().minus(capture.info().step());
                while (engine.get().at().isBefore(end)) {
                    Thread.sleep(50);
                }
                System.out.printf(
                        "%s: taken in within %.1f s%n",
                        live ? "running system" : "recording", (System.nanoTime() - begun) / 1e9);
                measure(engine.get());
            }
        }
    }

    private static void measure(Snapshot now) {
        Random random = new Random(7);
        double[] millis = new double[MOMENTS];
        double[] cpu = new double[MOMENTS];
        Instant from = now.past().from().orElseThrow();
        long length = Duration.between(from, now.at()).toMillis();
        for (int i = -WARM; i < MOMENTS; i++) {
            Instant at = from.plusMillis((long) (random.nextDouble() * length));
            long begun = System.nanoTime();
            long worked = THREADS.getCurrentThreadCpuTime();
            Snapshot then = now.asKnownAt(at).orElseThrow();
            SignalPicture.of(
                    then,
                    then.diagnosis().ranking().top().orElseThrow().service(),
                    null,
                    Duration.ofHours(3),
                    360,
                    6);
            if (i >= 0) {
                millis[i] = (System.nanoTime() - begun) / 1e6;
                cpu[i] = (THREADS.getCurrentThreadCpuTime() - worked) / 1e6;
            }
        }
        Arrays.sort(millis);
        Arrays.sort(cpu);
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        System.out.printf(
                "%d moments of %.1f days: p50 %.1f, p95 %.1f, most %.1f ms; of processor time p50 %.1f, p95 %.1f ms; heap %d MB%n",
                MOMENTS,
                length / 864e5,
                millis[MOMENTS / 2],
                millis[(int) (MOMENTS * .95)],
                millis[MOMENTS - 1],
                cpu[MOMENTS / 2],
                cpu[(int) (MOMENTS * .95)],
                (runtime.totalMemory() - runtime.freeMemory()) >> 20);
    }
}
