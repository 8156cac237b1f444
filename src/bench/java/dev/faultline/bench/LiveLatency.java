package dev.faultline.bench;

import dev.faultline.engine.EngineCommand;
import dev.faultline.engine.EngineParameters;
import dev.faultline.engine.EngineThread;
import dev.faultline.engine.Snapshot;
import dev.faultline.engine.history.Keeping;
import dev.faultline.model.SampleBatch;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/// How long a sample takes from where it is handed to the engine into a snapshot, while so many a
/// second come and a cell closes every few seconds: a marker in each batch, found again in the
/// newest values of what is published. Prints percentiles in ms.
public final class LiveLatency {
    private static final int BATCHES = 50;

    private LiveLatency() {}

    /// Arguments: series, samples a second, seconds, seconds a cell.
    public static void main(String[] args) throws Exception {
        int series = Integer.parseInt(args[0]);
        int perBatch = Integer.parseInt(args[1]) / BATCHES;
        int count = Integer.parseInt(args[2]) * BATCHES;
        int perCell = Integer.parseInt(args[3]) * BATCHES;
        MadeSystem system = new MadeSystem(series);
        AtomicLongArray sent = new AtomicLongArray(count + 1);
        long[] seen = new long[count + 1];
        int[] next = {1};
        AtomicReference<EngineThread> self = new AtomicReference<>();
        Runnable published =
                () -> {
                    EngineThread engine = self.get();
                    if (engine != null) {
                        look(engine.get(), seen, next);
                    }
                };
        try (EngineThread engine = new EngineThread(EngineParameters.DEFAULT, published)) {
            self.set(engine);
            engine.send(
                    EngineCommand.Start.live(
                            MadeSystem.START,
                            MadeSystem.STEP,
                            new Keeping(
                                    Duration.ofDays(15),
                                    Files.createTempDirectory("latency"),
                                    256 << 20)));
            engine.topology(system.topology());
            engine.series(system.series());
            long begun = System.nanoTime();
            int place = 0;
            for (int i = 1; i <= count; i++) {
                long due = begun + (i - 1) * 1_000_000_000L / BATCHES;
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                int cell = i / perCell;
                SampleBatch batch = system.samples(cell, place, perBatch);
                place += perBatch;
                batch.series()[0] = 0;
                batch.values()[0] = i;
                for (int k = 1; k < perBatch; k++) {
                    batch.series()[k] = Math.max(1, batch.series()[k]);
                }
                sent.set(i, System.nanoTime());
                engine.samples(batch);
                if ((i + 1) / perCell > cell) {
                    engine.tick(MadeSystem.end(cell));
                }
            }
            long end = System.nanoTime() + 20_000_000_000L;
            while (engine.get().newest().value(0) != count && System.nanoTime() < end) {
                LockSupport.parkNanos(10_000_000);
            }
            tell(series, perBatch, sent, seen, count);
        }
    }

    private static synchronized void look(Snapshot snapshot, long[] seen, int[] next) {
        if (snapshot.series().isEmpty() && snapshot.newest().values().length == 0) {
            return;
        }
        double newest = snapshot.newest().value(0);
        long now = System.nanoTime();
        while (next[0] <= newest) {
            seen[next[0]++] = now;
        }
    }

    private static void tell(
            int series, int perBatch, AtomicLongArray sent, long[] seen, int count) {
        // The first ten seconds are the compiler's.
        int first = Math.min(count / 2, 10 * BATCHES);
        double[] millis = new double[count - first];
        Arrays.setAll(millis, i -> (seen[first + 1 + i] - sent.get(first + 1 + i)) / 1e6);
        long lost = Arrays.stream(millis).filter(m -> m < 0).count();
        Arrays.sort(millis);
        System.out.printf(
                "%,d series, %,d samples a second: p50 %.0f, p99 %.0f, most %.0f ms to a snapshot (%d of %d never)%n",
                series,
                perBatch * BATCHES,
                millis[millis.length / 2],
                millis[(int) (millis.length * .99)],
                millis[millis.length - 1],
                lost,
                millis.length);
    }
}
