package dev.faultline.signal;

import dev.faultline.model.SeriesId;
import dev.faultline.model.SeriesInfo;
import dev.faultline.model.Signal;
import dev.faultline.model.Unit;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/// What a point costs when 100,000 series are watched round-robin, as they come in live: every
/// point finds the state of another series, so that memory counts as it does in earnest. A program,
/// not a test; `assets/docs/speed.md` says how to run it and what it said.
final class WatcherBench {
    private static final int SERIES = 100_000;
    private static final long STEP = 60_000;
    private static final int DAY = 1440;
    private static final long SEED = 5;
    private static final int WARM_CELLS = 60;
    private static final int CELLS = 60;
    private static final int ROUNDS = 5;

    /// Noise is drawn from a table: drawing it anew would cost as much as the watcher.
    private static final int NOISE = 1 << 16;

    private WatcherBench() {}

    public static void main(String[] args) throws IOException {
        PrintStream out = System.out;
        SeriesInfo info =
                new SeriesInfo(SeriesId.of("web", "rps"), Unit.PER_SECOND, Signal.TRAFFIC);
        Random random = new Random(SEED);
        double[] noise = new double[NOISE];
        Arrays.setAll(noise, i -> Math.exp(.05 * random.nextGaussian()));
        for (boolean seasonal : new boolean[] {false, true}) {
            double[] window = new double[seasonal ? 4 * DAY : DAY];
            Arrays.setAll(window, i -> day(i, seasonal) * noise[i & (NOISE - 1)]);
            long first = -window.length * STEP;
            Baseline baseline = BaselineFit.own(info, window, first, STEP).orElseThrow();
            SeriesWatcher watcher =
                    new SeriesWatcher(SERIES, 0, STEP, WatchRule.of(Duration.ofMillis(STEP)));
            for (int series = 0; series < SERIES; series++) {
                watcher.learn(series, baseline);
            }
            int cell = 0;
            int events = 0;
            double best = Double.POSITIVE_INFINITY;
            double sum = 0;
            for (int round = -1; round < ROUNDS; round++) {
                int cells = round < 0 ? WARM_CELLS : CELLS;
                long begin = System.nanoTime();
                for (int end = cell + cells; cell < end; cell++) {
                    double normal = day(cell, seasonal);
                    int place = cell * 7919;
                    for (int series = 0; series < SERIES; series++) {
                        double value = normal * noise[(place + series) & (NOISE - 1)];
                        events += watcher.step(series, cell, value).isPresent() ? 1 : 0;
                    }
                }
                double nanos = (double) (System.nanoTime() - begin) / cells / SERIES;
                if (round >= 0) {
                    best = Math.min(best, nanos);
                    sum += nanos / ROUNDS;
                }
            }
            int phases = baseline.season().profile().length;
            Counter counter = new Counter();
            watcher.write(new DataOutputStream(counter));
            double bytes = (double) counter.bytes / SERIES;
            out.printf(
                    Locale.ROOT,
                    "%-22s %6.0f ns a point (best %.0f), %.2f M points/s, state %.0f bytes a series"
                            + " of which season %d (%d phases), %d anomalies%n",
                    seasonal ? "with a daily season" : "level only",
                    sum,
                    best,
                    1e3 / sum,
                    bytes,
                    2 * phases,
                    phases,
                    events);
        }
    }

    private static double day(int cell, boolean seasonal) {
        return seasonal ? 100 * Math.exp(.5 * Math.sin(2 * Math.PI * cell / DAY)) : 100;
    }

    private static final class Counter extends OutputStream {
        private long bytes;

        @Override
        public void write(int b) {
            bytes++;
        }

        @Override
        public void write(byte[] b, int off, int len) {
            bytes += len;
        }
    }
}
