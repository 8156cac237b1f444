package dev.faultline.source.meaning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.faultline.model.SampleBatch;
import dev.faultline.settings.Settings;
import dev.faultline.source.RejectReason;
import dev.faultline.source.format.Distribution;
import dev.faultline.source.format.PointKind;
import dev.faultline.source.format.RawSeries;
import dev.faultline.source.mask.Masking;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Whatever comes, nothing throws, nothing grows without bound, and what goes out is finite.
class HostilePointsTest {
    private static final long T = 1_795_374_720_000L;
    private static final String[] NAMES = {
        "",
        " ",
        "_total",
        "_count",
        "_bucket",
        ".count",
        "le",
        "\u0000",
        "\ud800",
        "温度",
        "a",
        "http_requests_total",
        "http_request_duration_seconds_bucket",
        "node_memory_MemTotal_bytes",
        "node_memory_MemAvailable_bytes",
        "cpu",
        "up",
        "x".repeat(5000),
        "node_cpu_seconds_total"
    };
    private static final String[] LABELS = {
        "",
        "job",
        "service.name",
        "host",
        "le",
        "quantile",
        "code",
        "status",
        "instance",
        "pod",
        "span_kind",
        "mode",
        "\n",
        "password",
        "x".repeat(3000)
    };
    private static final String[] VALUES = {
        "",
        " ",
        "a",
        "+Inf",
        "NaN",
        "idle",
        "200",
        "5xx",
        ":9",
        "unknown_service:java",
        "1e999",
        "-7d9f8c6b5-x2x4z",
        "jane@example.com",
        "\ud800",
        "y".repeat(3000)
    };
    private static final double[] NUMBERS = {
        0,
        -0.0,
        1,
        -1,
        1e308,
        -1e308,
        4.9e-324,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        1e18,
        7.5
    };

    private final Masking masking = Masking.forOnce(Settings.DEFAULT.masking());
    private final Intake intake =
            new Intake(
                    MappingRules.defaults(), masking, new Rejects(masking), Duration.ofMinutes(1));

    @Test
    void nothingThrowsAndAllThatGoesOutIsFinite() {
        for (long seed = 1; seed <= 4_000; seed++) {
            Random random = new Random(seed);
            assertThatCode(() -> once(random)).as("seed %d", seed).doesNotThrowAnyException();
        }
        assertThat(intake.state().rejected())
                .containsKeys(RejectReason.INCOMPLETE, RejectReason.BAD_TIME);
        assertThat(intake.added().toString()).doesNotContain("jane@");
    }

    private void once(Random random) {
        Map<String, String> labels = new TreeMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            labels.put(one(LABELS, random), one(VALUES, random));
        }
        if (random.nextBoolean()) {
            labels.put("job", "a");
        }
        PointKind kind = PointKind.values()[random.nextInt(4)];
        intake.at("t", 0, 0, T + random.nextInt(600_000), new byte[random.nextInt(5)]);
        int raw =
                intake.series(
                        new RawSeries(
                                one(NAMES, random),
                                one(VALUES, random),
                                kind,
                                new TreeMap<>(),
                                new TreeMap<>(labels)));
        for (int i = 0; i < 6 && raw >= 0; i++) {
            long at =
                    random.nextInt(8) == 0
                            ? random.nextLong()
                            : T + random.nextInt(600_000) - 300_000;
            long since = random.nextInt(3) == 0 ? random.nextLong() : at - random.nextInt(60_000);
            if (random.nextBoolean()) {
                intake.point(raw, at, since, number(random));
            } else {
                intake.distribution(raw, at, since, distribution(random));
            }
        }
        if (random.nextInt(20) == 0) {
            intake.closeUpTo(T + (random.nextInt(10) - 5) * 60_000L);
        }
        SampleBatch batch = intake.take();
        for (double value : batch.values()) {
            assertThat(value).isFinite();
        }
    }

    private static Distribution distribution(Random random) {
        double[] some = new double[random.nextInt(4)];
        double[] more = new double[some.length + random.nextInt(2)];
        for (int i = 0; i < some.length; i++) {
            some[i] = random.nextBoolean() ? i : number(random);
        }
        for (int i = 0; i < more.length; i++) {
            more[i] = random.nextBoolean() ? i : number(random);
        }
        double count = random.nextBoolean() ? 10 : number(random);
        return switch (random.nextInt(3)) {
            case 0 -> new Distribution.Explicit(count, number(random), some, more);
            case 1 ->
                    new Distribution.Exponential(
                            count,
                            number(random),
                            random.nextInt(40) - 15,
                            random.nextInt(3),
                            random.nextBoolean() ? random.nextInt() : random.nextInt(100),
                            more,
                            random.nextInt(2));
            default -> new Distribution.Quantiles(count, number(random), some, more);
        };
    }

    private static double number(Random random) {
        return NUMBERS[random.nextInt(NUMBERS.length)];
    }

    private static String one(String[] of, Random random) {
        return of[random.nextInt(of.length)];
    }
}
