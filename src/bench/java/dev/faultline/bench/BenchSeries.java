package dev.faultline.bench;

import java.util.Random;

/// The series that all STL benchmarks take apart: a daily wave with its overtone, noise, and a spike
/// every 500 values or so. `src/bench/python/stl_seconds.py` makes the like.
final class BenchSeries {
    private BenchSeries() {}

    static double[] of(int n, int period) {
        Random random = new Random(1);
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            double phase = 2 * Math.PI * i / period;
            double spike = random.nextInt(500) == 0 ? 30 : 0;
            y[i] =
                    100
                            + 10 * Math.sin(phase)
                            + 3 * Math.sin(2 * phase)
                            + random.nextGaussian()
                            + spike;
        }
        return y;
    }
}
