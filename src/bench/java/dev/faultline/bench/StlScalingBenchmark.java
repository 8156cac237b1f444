package dev.faultline.bench;

import dev.faultline.signal.Stl;
import dev.faultline.signal.StlParameters;
import dev.faultline.signal.StlResult;
import java.util.concurrent.TimeUnit;
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

/// How the time of one decomposition grows with the length and the period of the series.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 6, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(1)
public class StlScalingBenchmark {
    @Param({"1000", "10000", "100000", "1000000"})
    public int n;

    @Param({"24", "288", "1440"})
    public int period;

    @Param({"false", "true"})
    public boolean robust;

    private double[] y;
    private StlParameters parameters;

    /// A series shorter than two periods is not taken apart: 1000 values of period 1440 become
    /// 2880, those of 288 are enough.
    @Setup(Level.Trial)
    public void makeSeries() {
        y = BenchSeries.of(Math.max(n, 2 * period), period);
        parameters = StlParameters.of(period, robust);
    }

    @Benchmark
    public StlResult decompose() {
        return Stl.decompose(y, parameters);
    }
}
