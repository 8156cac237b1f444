package dev.faultline.bench;

import dev.faultline.engine.Engine;
import dev.faultline.engine.EngineCommand;
import dev.faultline.engine.history.Keeping;
import dev.faultline.model.SampleBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
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

/// What a sample costs the engine, in a live run of 10,000 series: onto the grid, and with each
/// tick a cell of all series through the watcher into the history. An invocation is one cell of
/// fifty samples a series, in batches of 10,000; the score is for one sample.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(value = 1, jvmArgsAppend = {"-Xmx2g", "--enable-native-access=ALL-UNNAMED"})
public class IntakeBenchmark {
    private static final int SERIES = 10_000;
    private static final int EACH = 50;
    private static final int SAMPLES = SERIES * EACH;

    /// Whether cells close, or samples only come.
    @Param({"true", "false"})
    public boolean ticks;

    private final MadeSystem system = new MadeSystem(SERIES);
    private Engine engine;
    private SampleBatch[] batches;
    private int cell;

    @Setup(Level.Trial)
    public void begin() throws IOException {
        engine = new Engine();
        Keeping keeping =
                new Keeping(
                        Duration.ofDays(15), Files.createTempDirectory("intake"), 256 << 20);
        engine.apply(EngineCommand.Start.live(MadeSystem.START, MadeSystem.STEP, keeping));
        engine.apply(new EngineCommand.TopologyChanged(system.topology()));
        engine.apply(new EngineCommand.SeriesAdded(system.series()));
    }

    @Setup(Level.Invocation)
    public void make() {
        batches = new SampleBatch[EACH];
        for (int i = 0; i < EACH; i++) {
            batches[i] = system.samples(cell, i * SERIES, SERIES);
        }
    }

    @Benchmark
    @OperationsPerInvocation(SAMPLES)
    public void sample() {
        for (SampleBatch batch : batches) {
            engine.apply(new EngineCommand.Samples(batch));
        }
        if (ticks) {
            engine.apply(new EngineCommand.Tick(MadeSystem.end(cell++)));
        }
    }

    @TearDown(Level.Trial)
    public void end() {
        engine.close();
    }
}
