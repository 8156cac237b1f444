package dev.faultline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.faultline.engine.history.GridHistory;
import dev.faultline.engine.history.History;
import dev.faultline.engine.history.Keeping;
import dev.faultline.model.SampleBatch;
import dev.faultline.model.SeriesId;
import dev.faultline.model.SeriesInfo;
import dev.faultline.model.ServiceId;
import dev.faultline.model.Signal;
import dev.faultline.model.Unit;
import dev.faultline.signal.Baseline;
import dev.faultline.signal.BaselineFit;
import dev.faultline.signal.Baselines;
import dev.faultline.signal.Method;
import dev.faultline.signal.Reliability;
import dev.faultline.topology.Component;
import dev.faultline.topology.ComponentKind;
import dev.faultline.topology.Dependency;
import dev.faultline.topology.DependencyKind;
import dev.faultline.topology.Topology;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How much of the heap a live run takes: a history put in as a whole, beside an engine that
/// watches as many series, each with a season of its own.
class LiveHeapTest {
    private static final Instant START = Instant.parse("2026-01-05T00:01:00Z");
    private static final Duration STEP = Duration.ofMinutes(1);
    private static final long STEP_MILLIS = STEP.toMillis();
    private static final int DAY = 1440;
    private static final int PER_COMPONENT = 20;
    private static final long MEGABYTE = 1 << 20;
    private static final Signal[] SIGNALS = {
        Signal.TRAFFIC, Signal.LATENCY, Signal.ERRORS, Signal.CPU
    };
    private static final Unit[] UNITS = {Unit.PER_SECOND, Unit.SECONDS, Unit.RATIO, Unit.RATIO};

    @TempDir private Path folder;

    @Test
    void twoThousandSeriesWithTwoDaysBehindThemTakeLittle() throws InterruptedException {
        assertThat(megabytes(2_000, 2 * DAY, 16 * MEGABYTE)).isLessThan(60);
    }

    @Test
    @Tag("soak")
    void aHundredThousandSeriesWithAFortnightBehindThemTakeLessThanTwoGigabytes()
            throws InterruptedException {
        long quarter = Runtime.getRuntime().maxMemory() / 4;
        assertThat(megabytes(100_000, 14 * DAY, Math.min(quarter, 512 * MEGABYTE)))
                .isLessThan(2048);
    }

    /// What is used of the heap by all of it after a few cells, collected, in megabytes.
    private long megabytes(int series, int cells, long heapBytes) throws InterruptedException {
        long before = used();
        long begun = System.nanoTime();
        Keeping keeping = new Keeping(Duration.ofDays(15), folder, heapBytes);
        try (GridHistory history =
                        new GridHistory(START, STEP_MILLIS, series, Optional.of(keeping));
                EngineThread engine = new EngineThread()) {
            fill(history, series, cells);
            long filled = System.nanoTime();
            List<SeriesInfo> infos = series(series);
            engine.send(EngineCommand.Start.live(START, STEP, keeping));
            engine.topology(topology(series));
            engine.send(new EngineCommand.Known(seasonal(infos)));
            engine.series(infos);
            long slowest = 0;
            for (int cell = 0; cell < 15; cell++) {
                engine.samples(samples(series, cell));
                engine.tick(START.plusMillis(cell * STEP_MILLIS));
                long sent = System.nanoTime();
                int closed = cell + 1;
                await().atMost(Duration.ofMinutes(5))
                        .until(() -> engine.get().history().length() == closed);
                slowest = Math.max(slowest, System.nanoTime() - sent);
            }
            assertThat(engine.get().series()).hasSize(series);
            long after = used();
            System.out.printf(
                    "%,d series: %,d cells put in within %,d s; with an engine that watches as many %,d MB of %,d; slowest cell to snapshot %,d ms%n",
                    series,
                    cells,
                    (filled - begun) / 1_000_000_000,
                    (after - before) / MEGABYTE,
                    Runtime.getRuntime().maxMemory() / MEGABYTE,
                    slowest / 1_000_000);
            readBack(history, series, cells);
            return (after - before) / MEGABYTE;
        }
    }

    private static void readBack(GridHistory history, int series, int cells) {
        Method[] methods = new Method[series];
        Arrays.fill(methods, Method.STL);
        Reliability[] trust = new Reliability[series];
        Arrays.fill(trust, Reliability.FINE);
        History view = history.view(methods, new double[series], trust);
        long begun = System.nanoTime();
        int asked = 50;
        for (int i = 0; i < asked; i++) {
            int s = (int) ((long) i * 7919 % series);
            double[] window = view.observed(s, 0, cells);
            for (int cell = 0; cell < cells; cell += 997) {
                assertThat((float) window[cell]).isEqualTo((float) value(s, cell));
            }
        }
        System.out.printf(
                "one series of %,d cells is read back in %.1f ms%n",
                cells, (System.nanoTime() - begun) / 1e6 / asked);
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static final double[] NOISE = noise();

    private static double[] noise() {
        Random random = new Random(3);
        double[] noise = new double[1 << 16];
        Arrays.setAll(noise, _ -> Math.exp(.05 * random.nextGaussian()));
        return noise;
    }

    private static final double[] DAYS = days();

    private static double[] days() {
        double[] day = new double[DAY];
        Arrays.setAll(day, i -> 100 * Math.exp(.5 * Math.sin(2 * Math.PI * i / DAY)));
        return day;
    }

    private static double value(int series, int cell) {
        return DAYS[cell % DAY] * NOISE[series * 31 + cell * 7919 & NOISE.length - 1];
    }

    private static void fill(GridHistory history, int series, int cells) {
        for (int i = 0; i < cells; i++) {
            int cell = history.beginCell();
            double expected = DAYS[cell % DAY];
            for (int s = 0; s < series; s++) {
                double level = 100 * NOISE[s + cell / 64 & NOISE.length - 1];
                history.set(s, value(s, cell), expected * level / 100, level, .05 * expected);
            }
            history.endCell();
        }
    }

    private static SampleBatch samples(int series, int cell) {
        long at = START.toEpochMilli() + cell * STEP_MILLIS;
        SampleBatch.Builder batch = new SampleBatch.Builder(series);
        for (int s = 0; s < series; s++) {
            batch.add(s, at - 1, at, value(s, cell));
        }
        return batch.build();
    }

    private static Baselines seasonal(List<SeriesInfo> series) {
        double[] window = new double[4 * DAY];
        Arrays.setAll(window, i -> value(0, i));
        Baseline baseline =
                BaselineFit.own(series.getFirst(), window, START.toEpochMilli(), STEP_MILLIS)
                        .orElseThrow();
        return new Baselines(
                "made",
                START,
                STEP_MILLIS,
                "UTC",
                series.stream().map(info -> new Baselines.Known(info, baseline, 4 * DAY)).toList());
    }

    private static List<SeriesInfo> series(int count) {
        List<SeriesInfo> all = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Map<String, String> labels = Map.of("le", String.valueOf(i % 7), "code", "5xx");
            all.add(
                    new SeriesInfo(
                            new SeriesId(
                                    component(i / PER_COMPONENT),
                                    "metric_" + i % PER_COMPONENT,
                                    new TreeMap<>(labels)),
                            UNITS[i % 4],
                            SIGNALS[i % 4]));
        }
        return all;
    }

    private static ServiceId component(int number) {
        return new ServiceId("service-" + number);
    }

    private static Topology topology(int series) {
        List<Component> components = new ArrayList<>();
        List<Dependency> dependencies = new ArrayList<>();
        for (int i = 0; i < Math.ceilDiv(series, PER_COMPONENT); i++) {
            components.add(new Component(component(i), ComponentKind.SERVICE, "team", 2));
            if (i > 0) {
                dependencies.add(
                        new Dependency(
                                component((i - 1) / 3), component(i), DependencyKind.CALLS, 1));
            }
        }
        return Topology.of("made", components, dependencies).topology();
    }
}
