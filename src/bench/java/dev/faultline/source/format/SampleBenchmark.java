package dev.faultline.source.format;

import dev.faultline.source.RejectReason;
import java.util.List;
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
import org.openjdk.jmh.annotations.Warmup;

/// What a record of each format costs: the records of src/test/resources/records in turn, few
/// enough to stay in the processor's cache. A score is for one record; it prints how many points
/// that has.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class SampleBenchmark {
    private static final int RECORDS = 10_000;

    @Param public Format format;

    private final Count count = new Count();
    private final TopicDecoder decoder = new TopicDecoder(count);
    private List<byte[]> records = List.of();

    @Setup(Level.Trial)
    public void read() {
        records = Samples.withMadeOnes().get(format);
        records.forEach(r -> decoder.decode(r, 1));
        System.out.printf("%.2f points a record%n", count.points / (double) records.size());
    }

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public double record() {
        for (int i = 0; i < RECORDS; i++) {
            decoder.decode(records.get(i % records.size()), 1);
        }
        return count.points;
    }

    /// Counts what it gets.
    private static final class Count implements PointSink {
        private int series;
        private double points;

        @Override
        public int series(RawSeries added) {
            return series++;
        }

        @Override
        public void point(int number, long atMillis, long sinceMillis, double value) {
            points++;
        }

        @Override
        public void distribution(int number, long atMillis, long sinceMillis, Distribution value) {
            points++;
        }

        @Override
        public void reject(RejectReason reason, String detail) {
            throw new IllegalStateException(detail);
        }
    }
}
