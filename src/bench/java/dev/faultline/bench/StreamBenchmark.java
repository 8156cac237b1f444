package dev.faultline.bench;

import dev.faultline.model.SeriesId;
import dev.faultline.model.SeriesInfo;
import dev.faultline.model.Signal;
import dev.faultline.model.Unit;
import dev.faultline.signal.Baseline;
import dev.faultline.signal.BaselineFit;
import dev.faultline.signal.SeriesWatcher;
import dev.faultline.signal.WatchRule;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// What a point costs when 100,000 series are watched round-robin, as they come in live: every
/// point finds the state of another series, so that memory counts as it does in earnest. An
/// invocation is one cell of all series; the score is for one point.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
public class StreamBenchmark {
    private static final int SERIES = 100_000;
    private static final long STEP = 60_000;
    private static final int DAY = 1440;

    /// Noise is drawn from a table: drawing it anew would cost as much as the watcher.
    private static final int NOISE = 1 << 16;

    @Param({"false", "true"})
    public boolean seasonal;

    private final double[] noise = new double[NOISE];
    private SeriesWatcher watcher;
    private int cell;

    @Setup(Level.Trial)
    public void learn() {
        Random random = new Random(5);
        Arrays.setAll(noise, i -> Math.exp(.05 * random.nextGaussian()));
        double[] window = new double[seasonal ? 4 * DAY : DAY];
        Arrays.setAll(window, i -> day(i) * noise[i & (NOISE - 1)]);
        SeriesInfo info =
                new SeriesInfo(SeriesId.of("web", "rps"), Unit.PER_SECOND, Signal.TRAFFIC);
        Baseline baseline =
                BaselineFit.own(info, window, -window.length * STEP, STEP).orElseThrow();
        watcher = new SeriesWatcher(SERIES, 0, STEP, WatchRule.of(Duration.ofMillis(STEP)));
        for (int series = 0; series < SERIES; series++) {
            watcher.learn(series, baseline);
        }
    }

    @Benchmark
    @OperationsPerInvocation(SERIES)
    public int point() {
        int events = 0;
        double normal = day(cell);
        int place = cell * 7919;
        for (int series = 0; series < SERIES; series++) {
            double value = normal * noise[(place + series) & (NOISE - 1)];
            events += watcher.step(series, cell, value).isPresent() ? 1 : 0;
        }
        cell++;
        return events;
    }

    /// Says how large the state is.
    @TearDown(Level.Trial)
    public void tellSize() throws IOException {
        long[] bytes = {0};
        watcher.write(
                new DataOutputStream(
                        new OutputStream() {
                            @Override
                            public void write(int b) {
                                bytes[0]++;
                            }

                            @Override
                            public void write(byte[] b, int off, int len) {
                                bytes[0] += len;
                            }
                        }));
        System.out.printf("state: %d bytes a series with its season%n", bytes[0] / SERIES);
    }

    private double day(int at) {
        return seasonal ? 100 * Math.exp(.5 * Math.sin(2 * Math.PI * at / DAY)) : 100;
    }
}
