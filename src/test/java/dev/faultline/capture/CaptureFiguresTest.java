package dev.faultline.capture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import dev.faultline.model.SampleBatch;
import dev.faultline.model.SeriesId;
import dev.faultline.model.ServiceId;
import dev.faultline.model.SignalRules;
import dev.faultline.model.TimeSpan;
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
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How fast captures are: 10,000,000 samples of 1000 series, one a minute, with a daily wave and
/// noise of two decimals. `-Dfigures.keep=FILE` leaves the capture there.
@Tag("soak")
class CaptureFiguresTest {
    private static final int SERIES = 1_000;
    private static final int MINUTES = 10_000;
    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

    @TempDir Path folder;

    @Test
    void tenMillionSamples() throws Exception {
        String keep = System.getProperty("figures.keep", "");
        Path file = keep.isEmpty() ? folder.resolve("big.capture") : Path.of(keep);
        List<SampleBatch> rows = rows();
        double began = cpu();
        write(file, rows);
        double written = cpu() - began;
        try (Capture capture = Capture.open(file)) {
            AtomicLong count = new AtomicLong();
            double[] scans = new double[3];
            for (int i = 0; i < scans.length; i++) {
                count.set(0);
                began = cpu();
                capture.read(capture.info().span(), batch -> count.addAndGet(batch.size()));
                scans[i] = cpu() - began;
                assertThat(count.get()).isEqualTo((long) SERIES * MINUTES);
            }
            Random random = new Random(5);
            double slowest = 0;
            double sum = 0;
            for (int i = 0; i < 20; i++) {
                Instant from = START.plus(Duration.ofMinutes(random.nextInt(MINUTES - 1)));
                count.set(0);
                long clock = System.nanoTime();
                capture.read(
                        new TimeSpan(from, from.plusSeconds(59)),
                        batch -> count.addAndGet(batch.size()));
                double took = (System.nanoTime() - clock) / 1e9;
                slowest = Math.max(slowest, took);
                sum += took;
                assertThat(count.get()).isEqualTo(SERIES);
            }
            System.out.printf(
                    "written %.2f CPU s, %.1f MB; scanned %.2f / %.2f / %.2f CPU s; a minute found in %.3f s,"
                            + " at most %.3f s (clock)%n",
                    written,
                    java.nio.file.Files.size(file) / 1e6,
                    scans[0],
                    scans[1],
                    scans[2],
                    sum / 20,
                    slowest);
        }
    }

    private static List<SampleBatch> rows() {
        Random random = new Random(1);
        List<SampleBatch> rows = new ArrayList<>();
        SampleBatch.Builder row = new SampleBatch.Builder(SERIES);
        for (int minute = 0; minute < MINUTES; minute++) {
            long at = START.plus(Duration.ofMinutes(minute)).toEpochMilli();
            double day = Math.sin(2 * Math.PI * minute / 1440);
            for (int s = 0; s < SERIES; s++) {
                double value = 10 + s % 13 + 3 * day + random.nextGaussian();
                row.add(s, at, at, Math.round(100 * value) / 100.0);
            }
            rows.add(row.build());
        }
        return rows;
    }

    private static void write(Path file, List<SampleBatch> rows) throws Exception {
        TimeSpan span = new TimeSpan(START, START.plus(Duration.ofMinutes(MINUTES - 1)));
        CaptureInfo info =
                new CaptureInfo(
                        "Ten million samples",
                        "made up",
                        "",
                        span,
                        Duration.ofMinutes(1),
                        List.of(),
                        span.to(),
                        "");
        try (CaptureWriter writer =
                CaptureWriter.create(file, CaptureWriter.Form.ZIP, info, graph())) {
            for (int s = 0; s < SERIES; s++) {
                writer.series(
                        SignalRules.defaults()
                                .describe(SeriesId.of("service-" + s / 10, "latency_p" + s % 10)));
            }
            for (SampleBatch row : rows) {
                writer.append(row);
            }
            writer.finish(info);
        }
    }

    private static Topology graph() {
        List<Component> components = new ArrayList<>();
        List<Dependency> dependencies = new ArrayList<>();
        for (int i = 0; i < SERIES / 10; i++) {
            components.add(Component.unowned(new ServiceId("service-" + i), ComponentKind.SERVICE));
            if (i > 0) {
                dependencies.add(
                        new Dependency(
                                new ServiceId("service-" + (i - 1) / 3),
                                new ServiceId("service-" + i),
                                DependencyKind.CALLS,
                                1));
            }
        }
        return Topology.of("figures", components, dependencies).topology();
    }

    private static double cpu() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime()
                / 1e9;
    }
}
