package dev.faultline.ui.graph;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javafx.animation.AnimationTimer;

/// What the FX thread does from the beginning of one frame to that of the next, layout and events
/// between them included: its processor time, which other programs on the machine do not lengthen,
/// and by the clock, which they do. Made, started and stopped on the FX thread.
public final class FrameClock extends AnimationTimer {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final List<Double> busy = new ArrayList<>();
    private final List<Double> apart = new ArrayList<>();
    private long cpu = -1;
    private long wall;

    @Override
    public void handle(long now) {
        long cpuNow = THREADS.getCurrentThreadCpuTime();
        long wallNow = System.nanoTime();
        if (cpu >= 0) {
            busy.add((cpuNow - cpu) / 1e6);
            apart.add((wallNow - wall) / 1e6);
        }
        cpu = cpuNow;
        wall = wallNow;
    }

    public int frames() {
        return busy.size();
    }

    /// Milliseconds of processor time that a share of all frames did not exceed.
    public double busy(double share) {
        return quantile(busy, share);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,d frames; FX-thread CPU a frame p50 %.1f, p99 %.1f, max %.1f ms; between frames by the clock p50 %.1f, p99 %.1f, max %.1f ms",
                frames(),
                quantile(busy, 0.5),
                quantile(busy, 0.99),
                quantile(busy, 1),
                quantile(apart, 0.5),
                quantile(apart, 0.99),
                quantile(apart, 1));
    }

    private static double quantile(List<Double> of, double share) {
        double[] sorted = of.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1.0, Math.ceil(share * (sorted.length - 1)))];
    }
}
