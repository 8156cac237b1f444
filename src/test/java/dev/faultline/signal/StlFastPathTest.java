package dev.faultline.signal;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The fast sums beside [PlainStl], which adds up every window term by term, where no other program
/// can be asked: missing values, weights of the caller, windows beyond all measure.
class StlFastPathTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void treatsMissingValuesAsTheDirectSumsDo(long seed) {
        Random random = new Random(seed);
        int period = random.nextBoolean() ? 2 + random.nextInt(20) : 45 + random.nextInt(200);
        int n = Math.max(80, (int) (period * (2 + 8 * random.nextDouble())));
        double[] y = wave(random, n, period);
        for (int gap = 0; gap < 4; gap++) {
            int from = random.nextInt(n);
            Arrays.fill(y, from, Math.min(n, from + 1 + random.nextInt(n / 8)), Double.NaN);
        }
        int seasonal = random.nextInt(3) == 0 ? 95 : 7;
        StlParameters defaults = StlParameters.of(period);
        // More outer passes can make a jump of one rounding: the direct sums then disagree with
        // themselves.
        StlParameters parameters =
                new StlParameters(
                        period,
                        seasonal,
                        defaults.trend(),
                        defaults.lowPass(),
                        random.nextInt(2),
                        1,
                        random.nextInt(2),
                        1,
                        1,
                        1,
                        2,
                        random.nextInt(4));
        StlResult fast = Stl.decompose(y, parameters);
        StlResult plain = PlainStl.decompose(y, parameters);
        String as = "seed %d, n %d, %s".formatted(seed, n, parameters);
        assertThat(RecordedStlTest.worst(fast.seasonal(), plain.seasonal()))
                .as(as)
                .isLessThan(1e-7);
        assertThat(RecordedStlTest.worst(fast.trend(), plain.trend())).as(as).isLessThan(1e-7);
        assertThat(RecordedStlTest.worst(fast.weights(), plain.weights())).as(as).isLessThan(1e-6);
    }

    @Test
    void takesALongGapInMinutesAsTheDirectSumsDo() {
        double[] y = wave(new Random(5), 1440 * 4, 1440);
        Arrays.fill(y, 2000, 5000, Double.NaN);
        StlParameters parameters = StlParameters.of(1440);
        StlResult fast = Stl.decompose(y, parameters);
        StlResult plain = PlainStl.decompose(y, parameters);
        assertThat(RecordedStlTest.worst(fast.trend(), plain.trend())).isLessThan(1e-9);
        assertThat(RecordedStlTest.worst(fast.seasonal(), plain.seasonal())).isLessThan(1e-9);
    }

    @Test
    void aWeightOfZeroTeachesNothingButKeepsTheResidual() {
        double[] y = wave(new Random(9), 24 * 14, 24);
        double[] gappy = y.clone();
        double[] weights = new double[y.length];
        Arrays.fill(weights, 4);
        for (int i = 150; i < 170; i++) {
            y[i] += 500;
            weights[i] = 0;
            gappy[i] = Double.NaN;
        }
        StlResult weighted = Stl.decompose(y, weights, StlParameters.of(24, true));
        StlResult missing = Stl.decompose(gappy, StlParameters.of(24, true));
        assertThat(RecordedStlTest.worst(weighted.trend(), missing.trend())).isLessThan(1e-10);
        assertThat(RecordedStlTest.worst(weighted.seasonal(), missing.seasonal()))
                .isLessThan(1e-10);
        assertThat(weighted.resid()[160]).isGreaterThan(400);
        assertThat(missing.resid()[160]).isNaN();
        assertThat(weighted.weights()[160]).isZero();
    }

    @Test
    void equalWeightsChangeNothing() {
        double[] y = wave(new Random(10), 300 * 3, 300);
        double[] weights = new double[y.length];
        Arrays.fill(weights, .25);
        StlResult a = Stl.decompose(y, StlParameters.of(300));
        StlResult b = Stl.decompose(y, weights, StlParameters.of(300));
        assertThat(a.trend()).isEqualTo(b.trend());
        assertThat(a.seasonal()).isEqualTo(b.seasonal());
        // Half of them a little lighter goes through the weighted sums, to nearly the same.
        for (int i = 0; i < y.length; i += 2) {
            weights[i] *= 1 - 1e-12;
        }
        StlResult c = Stl.decompose(y, weights, StlParameters.of(300));
        assertThat(RecordedStlTest.worst(a.trend(), c.trend())).isLessThan(1e-9);
        assertThat(RecordedStlTest.worst(a.seasonal(), c.seasonal())).isLessThan(1e-9);
    }

    @Test
    void windowsFarLongerThanTheSeriesAreStillWindows() {
        double[] y = wave(new Random(11), 400, 50);
        for (int window : new int[] {401, 1201, 100_001, 1_000_001}) {
            StlResult fast = Stl.decompose(y, allOf(window));
            StlResult plain = PlainStl.decompose(y, allOf(window));
            assertThat(RecordedStlTest.worst(fast.trend(), plain.trend()))
                    .as("window %d", window)
                    .isLessThan(1e-9);
            assertThat(RecordedStlTest.worst(fast.seasonal(), plain.seasonal()))
                    .as("window %d", window)
                    .isLessThan(1e-9);
        }
        // From there on all cells weigh the same.
        StlResult longest = Stl.decompose(y, allOf(Integer.MAX_VALUE));
        StlResult long1 = Stl.decompose(y, allOf(1_000_001));
        assertThat(RecordedStlTest.worst(longest.trend(), long1.trend())).isLessThan(1e-6);
    }

    private static StlParameters allOf(int window) {
        return new StlParameters(50, window, window, window, 1, 1, 1, 1, 1, 1, 2, 1);
    }

    @Test
    void givesTheSameBitsOnEveryThreadAndAfterOtherSeries()
            throws InterruptedException, ExecutionException {
        StlParameters parameters = StlParameters.of(144, true);
        double[] y = wave(new Random(12), 144 * 7, 144);
        double[] other = wave(new Random(13), 144 * 7, 144);
        Arrays.fill(other, 300, 500, Double.NaN);
        StlResult first = Stl.decompose(y, parameters);
        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            List<Future<StlResult>> results =
                    IntStream.range(0, 12)
                            .mapToObj(i ->
                                    threads.submit(() -> {
                                        Stl.decompose(other, parameters);
                                        return Stl.decompose(y, parameters);
                                    }))
                            .toList();
            for (Future<StlResult> result : results) {
                assertThat(result.get().trend()).isEqualTo(first.trend());
                assertThat(result.get().seasonal()).isEqualTo(first.seasonal());
                assertThat(result.get().weights()).isEqualTo(first.weights());
            }
        }
    }

    @Test
    void aFitAllocatesItsResultAndNothingElse() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        double[] y = wave(new Random(14), 1440 * 3, 1440);
        StlParameters parameters = StlParameters.of(1440, true);
        Stl.decompose(y, parameters);
        long least = Long.MAX_VALUE;
        // The compiler needs some rounds until what does not leave a method costs nothing.
        for (int i = 0; i < 100; i++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            StlResult result = Stl.decompose(y, parameters);
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
            assertThat(result.size()).isEqualTo(y.length);
        }
        long arrays = 4L * 8 * y.length;
        assertThat(least).isBetween(arrays, arrays + 64 * 1024);
    }

    private static double[] wave(Random random, int n, int period) {
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            double spike = random.nextInt(60) == 0 ? 30 : 0;
            y[i] = 20 + 5 * Math.sin(2 * Math.PI * i / period) + random.nextGaussian() + spike;
        }
        return y;
    }
}
