package dev.faultline.cause.inference;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;

/// Percentiles of the processor time of one thread, for a machine that others use too: where
/// [InferenceBenchmark] sees the clock on the wall. Prints a table (Markdown) of what a posterior
/// from nothing and one more finding cost.
///
/// Arguments: sizes. What is measured runs after as many rounds of warm-up as are measured.
public final class InferenceTimes {
    private static final int INCIDENTS = 20;

    private InferenceTimes() {}

    public static void main(String[] sizes) {
        System.out.println(
                "| components | shape | posterior p50 | p95 | finding p50 | p95 | core | ±δ | sampled |");
        System.out.println("|---|---|---|---|---|---|---|---|---|");
        for (String size : sizes) {
            for (RandomSystem.Shape shape : RandomSystem.Shape.values()) {
                row(shape, Integer.parseInt(size));
            }
        }
    }

    private static void row(RandomSystem.Shape shape, int size) {
        int rounds = Math.max(4, Math.min(40, 12_000 / size));
        double[] whole = new double[INCIDENTS];
        double[] finding = new double[INCIDENTS];
        int core = 0;
        int sampled = 0;
        double delta = 0;
        for (int k = 0; k < INCIDENTS; k++) {
            RandomSystem system = RandomSystem.of(shape, size, 5_000 + k);
            double[] first = new double[rounds];
            double[] next = new double[rounds];
            Posterior posterior = null;
            for (int round = 0; round < 2 * rounds; round++) {
                long began = now();
                CauseNetwork network = system.network().withStrength(size - 1, 0, 0.5);
                Belief belief = Inference.of(network).begin(system.evidence());
                posterior = belief.posterior();
                long ended = now();
                belief.set((7 * round + k) % size, -4, 0);
                belief.posterior();
                first[round % rounds] = (ended - began) * 1e-6;
                next[round % rounds] = (now() - ended) * 1e-6;
                core = Math.max(core, belief.coreSize());
            }
            whole[k] = median(first);
            finding[k] = median(next);
            switch (posterior.exactness()) {
                case Exactness.Exact _ -> {}
                case Exactness.Within(double d) -> delta = Math.max(delta, d);
                case Exactness.Sampled _ -> sampled++;
            }
        }
        Arrays.sort(whole);
        Arrays.sort(finding);
        System.out.printf(
                Locale.ROOT,
                "| %,d | %s | %.2f | %.2f | %.3f | %.3f | %d | %.3f | %d |%n",
                size,
                shape.name().toLowerCase(Locale.ROOT),
                whole[INCIDENTS / 2],
                whole[INCIDENTS * 95 / 100 - 1],
                finding[INCIDENTS / 2],
                finding[INCIDENTS * 95 / 100 - 1],
                core,
                delta,
                sampled);
    }

    private static double median(double[] times) {
        double[] sorted = times.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static long now() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
