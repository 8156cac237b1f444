package dev.faultline.cause.inference;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// A posterior from nothing, and after one more finding, by shape and size of the system: twelve
/// incidents in turn, on one core, in a heap of 256 MB.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 2, time = 1)
@Fork(value = 1, jvmArgsAppend = {"-Xmx256m", "-XX:+UseSerialGC"})
public class InferenceBenchmark {
    private static final int INCIDENTS = 12;
    private static final int PLACES = 20;

    @Param({"TREE", "HUB", "DENSE", "CYCLIC"})
    public String shape;

    @Param({"100", "300", "1000", "2000", "5000", "10000"})
    public int size;

    private RandomSystem[] systems;
    private Belief[] beliefs;
    private int[][] places;
    private int turn;

    @Setup(Level.Trial)
    public void makeSystems() {
        systems =
                IntStream.range(0, INCIDENTS)
                        .mapToObj(k -> RandomSystem.of(RandomSystem.Shape.valueOf(shape), size, k))
                        .toArray(RandomSystem[]::new);
        beliefs = new Belief[INCIDENTS];
        places = new int[INCIDENTS][];
        for (int k = 0; k < INCIDENTS; k++) {
            beliefs[k] = Inference.of(systems[k].network()).begin(systems[k].evidence());
            beliefs[k].posterior();
            places[k] = new Random(k).ints(PLACES, 0, size).toArray();
        }
    }

    /// The network with new strengths, its inference and the posterior, as at every tick.
    @Benchmark
    public Posterior recompute() {
        RandomSystem system = systems[turn++ % INCIDENTS];
        CauseNetwork network = system.network().withStrength(size - 1, 0, 0.5);
        return Inference.of(network).query(system.evidence());
    }

    /// A component is found well, or that is taken back.
    @Benchmark
    public Posterior finding() {
        int k = turn % INCIDENTS;
        int round = turn++ / INCIDENTS;
        int at = places[k][round / 2 % PLACES];
        Evidence known = systems[k].evidence();
        beliefs[k].set(at, round % 2 == 0 ? -4 : known.trouble(at), known.fault(at));
        return beliefs[k].posterior();
    }
}
