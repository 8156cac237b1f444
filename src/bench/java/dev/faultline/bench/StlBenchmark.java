package dev.faultline.bench;

import com.github.servicenow.ds.stats.stl.SeasonalTrendLoess;
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

/// One decomposition on one core, beside stl-decomp-4j in the same JVM: same parameters (those of
/// statsmodels), same series.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 8, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class StlBenchmark {
    @Param({"20160/1440", "20160/288", "100800/1440", "100800/24"})
    public String size;

    @Param({"false", "true"})
    public boolean robust;

    private double[] y;
    private StlParameters parameters;

    @Setup(Level.Trial)
    public void makeSeries() {
        String[] parts = size.split("/");
        int period = Integer.parseInt(parts[1]);
        y = BenchSeries.of(Integer.parseInt(parts[0]), period);
        parameters = StlParameters.of(period, robust);
    }

    @Benchmark
    public StlResult faultline() {
        return Stl.decompose(y, parameters);
    }

    /// What the other takes seconds for is run once or twice an iteration.
    @Benchmark
    @Warmup(iterations = 1, time = 1)
    @Measurement(iterations = 1, time = 2)
    public SeasonalTrendLoess.Decomposition stlDecomp4j() {
        return new SeasonalTrendLoess.Builder()
                .setPeriodLength(parameters.period())
                .setSeasonalWidth(parameters.seasonal())
                .setSeasonalDegree(1)
                .setSeasonalJump(1)
                .setTrendWidth(parameters.trend())
                .setTrendDegree(1)
                .setTrendJump(1)
                .setLowpassWidth(parameters.lowPass())
                .setLowpassDegree(1)
                .setLowpassJump(1)
                .setInnerIterations(parameters.inner())
                .setRobustnessIterations(parameters.outer())
                .buildSmoother(y)
                .decompose();
    }
}
