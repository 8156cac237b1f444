package dev.faultline.capture;

import dev.faultline.model.ChangeEvent;
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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/// Small recordings for tests, and their samples laid out so that they can be compared.
final class Recordings {
    static final Instant START = Instant.parse("2025-04-09T00:00:00Z");

    private Recordings() {}

    /// Two services, three series, one row a minute; value = 1000·series + row, every seventh
    /// missing.
    static Recording rows(int rows) {
        return rows(START, rows);
    }

    static Recording rows(Instant start, int rows) {
        List<Component> components =
                List.of(
                        Component.unowned(new ServiceId("shop"), ComponentKind.SERVICE),
                        Component.unowned(new ServiceId("db"), ComponentKind.DATABASE));
        Topology topology =
                Topology.of(
                                "test",
                                components,
                                List.of(
                                        new Dependency(
                                                new ServiceId("shop"),
                                                new ServiceId("db"),
                                                DependencyKind.CALLS,
                                                1)))
                        .topology();
        SignalRules rules = SignalRules.defaults();
        long[] at = new long[rows];
        double[][] values = new double[3][rows];
        for (int r = 0; r < rows; r++) {
            at[r] = start.plus(Duration.ofMinutes(r)).toEpochMilli();
            for (int s = 0; s < 3; s++) {
                values[s][r] = (r + s) % 7 == 6 ? Double.NaN : 1000 * s + r;
            }
        }
        return new Recording(
                List.of(
                        rules.describe(SeriesId.of("shop", "rps")),
                        rules.describe(SeriesId.of("shop", "latency_p95")),
                        rules.describe(SeriesId.of("db", "cpu"))),
                at,
                values,
                List.of(
                        new ChangeEvent(
                                start.plusSeconds(90),
                                new ServiceId("db"),
                                ChangeEvent.Kind.CONFIGURATION,
                                "pool halved")),
                topology,
                List.of());
    }

    static CaptureInfo info(Recording recording, TimeSpan... reference) {
        TimeSpan span =
                new TimeSpan(
                        Instant.ofEpochMilli(recording.atMillis()[0]),
                        Instant.ofEpochMilli(recording.atMillis()[recording.rows() - 1]));
        return new CaptureInfo(
                "A test",
                "nobody",
                "CC0-1.0",
                span,
                Duration.ofMinutes(1),
                Arrays.asList(reference),
                span.from(),
                "made up");
    }

    /// What [Capture#read] should deliver of a recording that arrived as it was measured.
    static List<String> samples(Recording recording) {
        List<String> samples = new ArrayList<>();
        for (int r = 0; r < recording.rows(); r++) {
            for (int s = 0; s < recording.series().size(); s++) {
                if (!Double.isNaN(recording.values()[s][r])) {
                    samples.add(s + " " + recording.atMillis()[r] + " " + recording.values()[s][r]);
                }
            }
        }
        return samples;
    }

    /// Collects batches as the same lines.
    static Consumer<SampleBatch> into(List<String> samples) {
        return batch -> {
            for (int i = 0; i < batch.size(); i++) {
                samples.add(
                        batch.series()[i] + " " + batch.atMillis()[i] + " " + batch.values()[i]);
            }
        };
    }
}
