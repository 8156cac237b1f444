package dev.faultline.source.meaning;

import dev.faultline.settings.Settings;
import dev.faultline.source.format.Distribution;
import dev.faultline.source.format.PointKind;
import dev.faultline.source.format.RawSeries;
import dev.faultline.source.mask.Masking;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/// Processor time of one thread for a point on its way through the intake, by what becomes of it:
/// 10,000 series of each kind, median of the last half of 100 rounds. Prints a table (Markdown).
public final class IntakeTimes {
    private static final int SERIES = 10_000;
    private static final int ROUNDS = 100;
    private static final long START = 1_795_374_720_000L;
    private static final long PAUSE = 15_000;
    private static final double[] BOUNDS = {
        .005, .01, .025, .05, .075, .1, .25, .5, .75, 1, 2.5, 5, 7.5, 10
    };
    private static final String[] LES = {
        "0.005", "0.01", "0.025", "0.05", "0.1", "0.25", "0.5", "1", "2.5", "+Inf"
    };

    private static final String[] METRICS = {
        "depth", "orders_total", "http_requests_total", "http_request_duration_seconds_bucket"
    };

    private IntakeTimes() {}

    public static void main(String[] args) {
        Masking masking = Masking.forOnce(Settings.DEFAULT.masking());
        Intake intake =
                new Intake(
                        MappingRules.defaults(),
                        masking,
                        new Rejects(masking),
                        Duration.ofMinutes(1));
        intake.at("bench", 0, 0, START, new byte[0]);
        long[][] spent = new long[METRICS.length + 1][ROUNDS];
        int[][] raws = new int[METRICS.length + 1][SERIES];
        long begun = cpu();
        for (int i = 0; i < SERIES; i++) {
            Map<String, String> labels =
                    new TreeMap<>(Map.of("job", "service-" + i % 100, "instance", "i-" + i, "code", "200"));
            for (int kind = 0; kind < METRICS.length; kind++) {
                labels.put("le", LES[i % LES.length]);
                raws[kind][i] =
                        intake.series(RawSeries.of(METRICS[kind], PointKind.UNTOLD, labels));
            }
            labels.remove("le");
            raws[METRICS.length][i] =
                    intake.series(
                            new RawSeries(
                                    "http.server.request.duration",
                                    "s",
                                    PointKind.CUMULATIVE,
                                    new TreeMap<>(),
                                    new TreeMap<>(labels)));
        }
        long series = (cpu() - begun) / ((METRICS.length + 1L) * SERIES);
        for (int round = 0; round < ROUNDS; round++) {
            long at = START + round * PAUSE;
            intake.at("bench", 0, round, at, new byte[0]);
            for (int kind = 0; kind < METRICS.length; kind++) {
                long before = cpu();
                for (int raw : raws[kind]) {
                    intake.point(raw, at, 0, 7.0 * round);
                }
                spent[kind][round] = cpu() - before;
            }
            double[] counts = new double[BOUNDS.length + 1];
            Arrays.fill(counts, round);
            long before = cpu();
            for (int raw : raws[METRICS.length]) {
                intake.distribution(
                        raw,
                        at,
                        START,
                        new Distribution.Explicit(
                                15.0 * round, round, BOUNDS, counts.clone()));
            }
            spent[METRICS.length][round] = cpu() - before;
            intake.closeUpTo(at - 60_000);
            intake.added();
            intake.take();
        }
        System.out.println("| what | ns |\n|---|---|");
        String[] what = {
            "level",
            "count to rate",
            "count of calls",
            "one bucket of a Prometheus histogram",
            "a histogram of 15 buckets"
        };
        for (int kind = 0; kind < what.length; kind++) {
            long[] last = Arrays.copyOfRange(spent[kind], ROUNDS / 2, ROUNDS);
            Arrays.sort(last);
            System.out.println("| " + what[kind] + " | " + last[last.length / 2] / SERIES + " |");
        }
        System.out.println("| a series when it comes up, masked, with four labels | " + series + " |");
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
