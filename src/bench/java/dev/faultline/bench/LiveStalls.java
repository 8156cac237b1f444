package dev.faultline.bench;

import dev.faultline.engine.Engine;
import dev.faultline.engine.EngineCommand;
import dev.faultline.engine.EngineParameters;
import dev.faultline.engine.history.Keeping;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// How long the engine's thread is away at a tick, in a live run: a cell of all series closes, what
/// is due is asked for and what was fitted is taken. Between ticks fits have the time that they
/// have in earnest.
public final class LiveStalls {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private LiveStalls() {}

    /// Arguments: series, cells.
    public static void main(String[] args) throws Exception {
        int series = Integer.parseInt(args[0]);
        int cells = Integer.parseInt(args[1]);
        MadeSystem system = new MadeSystem(series);
        double[] millis = new double[cells];
        double[] cpu = new double[cells];
        try (ExecutorService fitter =
                        Executors.newSingleThreadExecutor(
                                Thread.ofPlatform().daemon().factory());
                Engine engine = new Engine(EngineParameters.DEFAULT, fitter)) {
            engine.apply(
                    EngineCommand.Start.live(
                            MadeSystem.START,
                            MadeSystem.STEP,
                            new Keeping(
                                    Duration.ofDays(15),
                                    Files.createTempDirectory("stalls"),
                                    256 << 20)));
            engine.apply(new EngineCommand.TopologyChanged(system.topology()));
            engine.apply(new EngineCommand.SeriesAdded(system.series()));
            for (int cell = 0; cell < cells; cell++) {
                engine.apply(new EngineCommand.Samples(system.samples(cell, 0, series)));
                CountDownLatch fitted = new CountDownLatch(1);
                fitter.execute(fitted::countDown);
                fitted.await();
                long begun = System.nanoTime();
                long worked = THREADS.getCurrentThreadCpuTime();
                engine.apply(new EngineCommand.Tick(MadeSystem.end(cell)));
                cpu[cell] = (THREADS.getCurrentThreadCpuTime() - worked) / 1e6;
                millis[cell] = (System.nanoTime() - begun) / 1e6;
            }
        }
        tell(series, "on the clock", millis);
        tell(series, "of processor time", cpu);
    }

    /// The first cells are the compiler's.
    private static void tell(int series, String how, double[] millis) {
        double[] sorted = Arrays.copyOfRange(millis, Math.min(30, millis.length / 2), millis.length);
        Arrays.sort(sorted);
        System.out.printf(
                "%,d series, a tick: p50 %.1f, p99 %.1f, most %.1f ms %s%n",
                series,
                sorted[sorted.length / 2],
                sorted[(int) (sorted.length * .99)],
                sorted[sorted.length - 1],
                how);
    }
}
