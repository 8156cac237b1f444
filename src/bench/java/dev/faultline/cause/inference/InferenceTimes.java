package dev.faultline.cause.inference;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Processor time of one thread for a posterior from nothing (network, evidence, building) and for
/// one more finding, by size and shape: where [InferenceBenchmark] sees the clock on the wall.
/// Median and 95th percentile of [#INCIDENTS] seeded incidents, of each the median of its rounds
/// after a third of them as warm-up.
///
/// Arguments: a CSV file to write, which inference_chart.py makes a chart of; then sizes, if not
/// all. Prints the table (Markdown). All sizes take under five minutes.
public final class InferenceTimes {
    private static final List<Integer> SIZES = List.of(100, 300, 1_000, 2_000, 10_000);
    private static final int INCIDENTS = 20;
    private static final int MOST_ROUNDS = 60;

    /// Rounds of one incident end after so long, but for the first three.
    private static final long NANOS = 450_000_000;

    private InferenceTimes() {}

    public static void main(String[] args) throws IOException {
        List<Integer> sizes =
                args.length == 1
                        ? SIZES
                        : Arrays.stream(args).skip(1).map(Integer::valueOf).toList();
        try (PrintStream csv =
                new PrintStream(Files.newOutputStream(Path.of(args[0])), true, StandardCharsets.UTF_8)) {
            csv.println("components,shape,posterior50,posterior95,finding50,finding95,core,delta,sampled");
            System.out.println(
                    "| components | shape | posterior p50 | p95 | finding p50 | p95 | core | ±δ | sampled |");
            System.out.println("|---|---|---|---|---|---|---|---|---|");
            // The compiler has seen all shapes before any is measured.
            for (RandomSystem.Shape shape : RandomSystem.Shape.values()) {
                row(shape, 300);
            }
            for (int size : sizes) {
                for (RandomSystem.Shape shape : RandomSystem.Shape.values()) {
                    String cells = row(shape, size);
                    csv.println(cells);
                    System.out.println("| " + cells.replace(",", " | ") + " |");
                }
            }
        }
    }

    private static String row(RandomSystem.Shape shape, int size) {
        double[] whole = new double[INCIDENTS];
        double[] finding = new double[INCIDENTS];
        int core = 0;
        int sampled = 0;
        double delta = 0;
        for (int k = 0; k < INCIDENTS; k++) {
            RandomSystem system = RandomSystem.of(shape, size, 5_000 + k);
            double[] first = new double[MOST_ROUNDS];
            double[] next = new double[MOST_ROUNDS];
            int rounds = 0;
            long end = System.nanoTime() + NANOS;
            Exactness badge = new Exactness.Exact();
            while (rounds < 3 || (rounds < MOST_ROUNDS && System.nanoTime() < end)) {
                long began = now();
                CauseNetwork network = system.network().withStrength(size - 1, 0, 0.5);
                Belief belief = Inference.of(network).begin(system.evidence());
                badge = belief.posterior().exactness();
                long ended = now();
                belief.set((7 * rounds + k) % size, -4, 0);
                belief.posterior();
                first[rounds] = (ended - began) * 1e-6;
                next[rounds++] = (now() - ended) * 1e-6;
                core = Math.max(core, belief.coreSize());
            }
            whole[k] = median(first, rounds);
            finding[k] = median(next, rounds);
            switch (badge) {
                case Exactness.Exact _ -> {}
                case Exactness.Within(double d) -> delta = Math.max(delta, d);
                case Exactness.Sampled _ -> sampled++;
            }
        }
        Arrays.sort(whole);
        Arrays.sort(finding);
        return String.format(
                Locale.ROOT,
                "%d,%s,%.2f,%.2f,%.3f,%.3f,%d,%.3f,%d",
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

    /// Of the rounds after the first third.
    private static double median(double[] times, int rounds) {
        double[] sorted = Arrays.copyOfRange(times, rounds / 3, rounds);
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static long now() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
