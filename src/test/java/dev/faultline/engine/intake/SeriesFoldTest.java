package dev.faultline.engine.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.faultline.cause.CauseModel;
import dev.faultline.engine.Engine;
import dev.faultline.engine.EngineCommand;
import dev.faultline.engine.EngineParameters;
import dev.faultline.engine.Snapshot;
import dev.faultline.model.Notice;
import dev.faultline.model.SampleBatch;
import dev.faultline.model.SeriesId;
import dev.faultline.model.SeriesInfo;
import dev.faultline.model.ServiceId;
import dev.faultline.model.Signal;
import dev.faultline.model.Unit;
import dev.faultline.signal.Method;
import dev.faultline.signal.SeasonClock;
import dev.faultline.signal.Sensitivity;
import dev.faultline.topology.Topology;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SeriesFoldTest {
    private static final double NONE = Double.NaN;

    @Test
    void sumsRatesAndWeighsSharesByTraffic() {
        SeriesFold fold = new SeriesFold(200);
        for (String pod : List.of("a", "b", "c")) {
            fold.admit(series("rps", Unit.PER_SECOND, Signal.TRAFFIC, Map.of("pod", pod)));
            fold.admit(series("errors", Unit.RATIO, Signal.ERRORS, Map.of("pod", pod)));
        }
        assertThat(fold.watched())
                .extracting(s -> s.id().toString())
                .containsExactly("web/rps", "web/errors");
        double[] to = new double[2];
        fold.fold(new double[] {90, .01, 10, .5, NONE, NONE}, to);
        assertThat(to[0]).isEqualTo(100);
        assertThat(to[1]).isCloseTo((90 * .01 + 10 * .5) / 100, within(1e-15));
        fold.fold(new double[] {90, .01, NONE, .5, NONE, NONE}, to);
        assertThat(to[1]).as("where traffic is not known of all").isCloseTo(.255, within(1e-15));
        fold.fold(new double[] {NONE, NONE, NONE, NONE, NONE, NONE}, to);
        assertThat(to).containsOnly(NONE);
        assertThat(fold.notices())
                .extracting(Notice::text)
                .containsExactly(
                        "6 series that differ only in pod are watched as 2: counts and rates are"
                                + " summed, shares and times averaged by traffic.");
    }

    @Test
    void keepsApartWhatDiffersInMoreThanTheInstance() {
        SeriesFold fold = new SeriesFold(200);
        int pay = fold.admit(latency(Map.of("k8s.pod.name", "a", "route", "/pay")));
        int list = fold.admit(latency(Map.of("k8s.pod.name", "a", "route", "/list")));
        assertThat(fold.admit(latency(Map.of("k8s.pod.name", "b", "route", "/pay"))))
                .isEqualTo(pay)
                .isNotEqualTo(list);
        assertThat(fold.watched())
                .extracting(s -> s.id().toString())
                .containsExactly("web/latency{route=/pay}", "web/latency{route=/list}");
        assertThat(fold.inputs(pay)).containsExactly(0, 2);
    }

    @Test
    void capsAFloodOfLabelsAndSaysSo() {
        SeriesFold fold = new SeriesFold(3);
        for (int user = 0; user < 1000; user++) {
            assertThat(fold.admit(latency(Map.of("user", "u" + user))))
                    .isEqualTo(user < 3 ? user : SeriesFold.LEFT_OUT);
        }
        assertThat(fold.admit(latency(Map.of("user", "u2", "pod", "x"))))
                .as("a new pod of a watched series")
                .isEqualTo(2);
        assertThat(fold.watchedBy(999)).isEqualTo(SeriesFold.LEFT_OUT);
        assertThat(fold.watched()).hasSize(3);
        assertThat(fold.notices())
                .extracting(Notice::text)
                .anyMatch(t ->
                        t.startsWith(
                                "web: 3 series are watched, the most there may be; 997 more were left"
                                        + " out, the first of them web/latency{user=u3}."));
    }

    /// Three pods, one replaced by another halfway: the service's rate goes on as if nothing was.
    @Test
    void theEngineWatchesTheServiceWhilePodsComeAndGo() {
        List<SeriesInfo> incoming = new ArrayList<>();
        for (String pod : List.of("a", "b", "c", "d")) {
            incoming.add(series("rps", Unit.PER_SECOND, Signal.TRAFFIC, Map.of("pod", pod)));
            incoming.add(latency(Map.of("pod", pod)));
        }
        for (int user = 0; user < 300; user++) {
            incoming.add(series("calls", Unit.COUNT, Signal.OTHER, Map.of("user", "u" + user)));
        }
        Instant start = Instant.parse("2026-11-23T00:00:00Z");
        Engine engine =
                new Engine(
                        new EngineParameters(
                                SeasonClock.UTC,
                                Sensitivity.DEFAULT,
                                10,
                                CauseModel.DEFAULT,
                                dev.faultline.incident.IncidentRules.DEFAULT));
        engine.apply(
                new EngineCommand.Start(Topology.empty(), incoming, start, Duration.ofMinutes(1)));
        SampleBatch.Builder normal = new SampleBatch.Builder(100);
        for (int cell = -60; cell < 0; cell++) {
            pods(normal, start.toEpochMilli() + cell * 60_000L, cell);
        }
        engine.apply(new EngineCommand.Reference(normal.build()));
        for (int cell = 0; cell < 120; cell++) {
            long at = start.toEpochMilli() + cell * 60_000L;
            SampleBatch.Builder batch = new SampleBatch.Builder(400);
            pods(batch, at, cell);
            for (int user = 0; user < 300; user++) {
                batch.add(8 + user, at, at, 1);
            }
            engine.apply(new EngineCommand.Samples(batch.build()));
            engine.apply(new EngineCommand.Tick(Instant.ofEpochMilli(at)));
        }
        Snapshot snapshot = engine.snapshot();
        assertThat(snapshot.series()).hasSize(10);
        assertThat(snapshot.history().method(0)).isEqualTo(Method.REFERENCE);
        assertThat(snapshot.history().expected(0, 0)).isCloseTo(300, within(1.));
        for (int cell = 0; cell < 120; cell++) {
            assertThat(snapshot.history().observed(0, cell)).isCloseTo(300, within(1e-9));
            assertThat(snapshot.history().observed(1, cell)).isCloseTo(.06, within(1e-8));
        }
        assertThat(snapshot.anomalies()).isEmpty();
        assertThat(snapshot.notices())
                .extracting(Notice::text)
                .anyMatch(t -> t.contains("292 more were left out"))
                .anyMatch(t -> t.contains("differ only in pod"));
    }

    private static void pods(SampleBatch.Builder batch, long at, int cell) {
        for (int pod : cell < 60 ? new int[] {0, 1, 2} : new int[] {0, 1, 3}) {
            batch.add(2 * pod, at, at, pod == 0 ? 200 : 50);
            batch.add(2 * pod + 1, at, at, pod == 0 ? .05 : .08);
        }
    }

    private static SeriesInfo latency(Map<String, String> labels) {
        return series("latency", Unit.SECONDS, Signal.LATENCY, labels);
    }

    private static SeriesInfo series(
            String metric, Unit unit, Signal signal, Map<String, String> labels) {
        return new SeriesInfo(
                new SeriesId(new ServiceId("web"), metric, new TreeMap<>(labels)), unit, signal);
    }
}
