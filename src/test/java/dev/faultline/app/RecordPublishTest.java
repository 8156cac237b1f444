package dev.faultline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.faultline.capture.Capture;
import dev.faultline.capture.CaptureInfo;
import dev.faultline.capture.CaptureWriter;
import dev.faultline.model.SampleBatch;
import dev.faultline.model.SeriesId;
import dev.faultline.model.SeriesInfo;
import dev.faultline.model.ServiceId;
import dev.faultline.model.Signal;
import dev.faultline.model.TimeSpan;
import dev.faultline.model.Unit;
import dev.faultline.settings.Settings;
import dev.faultline.source.RecordingState;
import dev.faultline.source.kafka.BrokerInJvm;
import dev.faultline.topology.Topology;
import dev.faultline.ui.ConnectRequest;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Captures to a real broker and back.
class RecordPublishTest {
    private static final BrokerInJvm BROKER = BrokerInJvm.plain();
    private static final Instant START = Instant.parse("2025-04-09T00:00:00Z");
    private static final int MINUTES = 90;

    @TempDir Path folder;

    /// Of every unit and signal, with names that rules would read otherwise, and labels that they
    /// would leave out.
    private static List<SeriesInfo> series() {
        List<SeriesInfo> all = new ArrayList<>();
        for (Signal signal : Signal.values()) {
            for (Unit unit : Unit.values()) {
                String service = signal == Signal.OTHER ? "host 7/eu" : "shop-" + signal;
                all.add(
                        new SeriesInfo(
                                new SeriesId(
                                        new ServiceId(service),
                                        "requests_total." + unit,
                                        new TreeMap<>(
                                                Map.of(
                                                        "quantile", ".95",
                                                        "job", "a",
                                                        "pod", "p-" + unit,
                                                        "service", "another"))),
                                unit,
                                signal));
            }
        }
        return all;
    }

    @ParameterizedTest
    @ValueSource(strings = {"otlp", "json"})
    void whatIsPublishedAndRecordedIsTheSameSeries(String format) throws Exception {
        Path original = original();
        Path first = folder.resolve("first.capture");
        Path second = folder.resolve("second.capture");
        roundTrip(original, first, format);
        roundTrip(first, second, format);
        assertThat(samples(first)).isEqualTo(samples(original));
        assertThat(samples(second)).isEqualTo(samples(first));
    }

    @Test
    void saysWhatStandsInTheWay() throws Exception {
        Path original = original();
        StringWriter said = new StringWriter();
        assertThat(
                        publish(
                                said,
                                original.toString(),
                                "--kafka",
                                BROKER.bootstrap(),
                                "--topic",
                                "not-there"))
                .isEqualTo(1);
        assertThat(said.toString()).contains("There is no topic not-there at ");
        assertThat(publish(said, original.toString(), "--kafka", "127.0.0.1:1", "--topic", "x"))
                .isEqualTo(1);
        assertThat(said.toString()).contains("Nobody listens at 127.0.0.1:1");
    }

    private void roundTrip(Path from, Path to, String format) throws Exception {
        String topic = BROKER.newTopic(2);
        StringWriter said = new StringWriter();
        assertThat(
                        publish(
                                said,
                                from.toString(),
                                "--kafka",
                                BROKER.bootstrap(),
                                "--topic",
                                topic,
                                "--speed",
                                "max",
                                "--format",
                                format))
                .as(said::toString)
                .isZero();
        long rows;
        try (Capture capture = Capture.open(from)) {
            rows = capture.samples();
        }
        assertThat(said.toString()).contains("Wrote %,d samples".formatted(rows));
        KafkaRecording recording =
                systems().record(request(topic), to, CaptureWriter.Form.ZIP, _ -> {});
        await().atMost(Duration.ofSeconds(40))
                .until(() ->
                        recording.recorder().state() instanceof RecordingState.Running running
                                && running.rows() >= rows
                                && recording.source().view().caughtUp());
        assertThat(recording.finish()).isInstanceOf(RecordingState.Finished.class);
        assertThat(recording.source().view().intake().rejects()).isEmpty();
        assertThat(recording.source().view().intake().unassigned()).isEmpty();
    }

    private KafkaSystems systems() {
        return new KafkaSystems(
                Settings.DEFAULT,
                new SessionFile(folder.resolve("session.ndjson")),
                new RecentConnections(folder.resolve("recent.json")),
                folder);
    }

    private static ConnectRequest request(String topic) {
        return new ConnectRequest(
                BROKER.bootstrap(),
                List.of(topic),
                Optional.empty(),
                Duration.ofHours(6),
                Optional.of(Duration.ofMinutes(1)),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Map.of(),
                Optional.empty());
    }

    private static int publish(StringWriter said, String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "publish";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        PrintWriter writer = new PrintWriter(said, true);
        return Main.commandLine().setOut(writer).setErr(writer).execute(all);
    }

    /// The samples of each series in the order of time, as minutes after the first of all.
    private static Map<SeriesInfo, List<String>> samples(Path file) throws Exception {
        Map<SeriesInfo, TreeMap<Long, Double>> all = new HashMap<>();
        try (Capture capture = Capture.open(file)) {
            long first = capture.info().span().from().toEpochMilli() / 60_000;
            capture.read(
                    new TimeSpan(Instant.EPOCH, Instant.now()),
                    batch -> {
                        for (int i = 0; i < batch.size(); i++) {
                            all.computeIfAbsent(
                                            capture.series().get(batch.series()[i]),
                                            _ -> new TreeMap<>())
                                    .put(batch.atMillis()[i] / 60_000 - first, batch.values()[i]);
                        }
                    });
            assertThat(all.keySet()).containsExactlyInAnyOrderElementsOf(series());
        }
        Map<SeriesInfo, List<String>> samples = new HashMap<>();
        all.forEach((info, values) ->
                samples.put(
                        info,
                        values.entrySet().stream()
                                .map(e -> e.getKey() + " " + e.getValue())
                                .toList()));
        return samples;
    }

    private Path original() throws Exception {
        Path file = folder.resolve("original.capture");
        List<SeriesInfo> series = series();
        TimeSpan span = new TimeSpan(START, START.plus(Duration.ofMinutes(MINUTES - 1)));
        CaptureInfo info =
                new CaptureInfo(
                        "made up", "", "", span, Duration.ofMinutes(1), List.of(), START, "");
        Random random = new Random(7);
        try (CaptureWriter writer =
                CaptureWriter.create(file, CaptureWriter.Form.ZIP, info, Topology.empty())) {
            for (SeriesInfo each : series) {
                writer.series(each);
            }
            for (int minute = 0; minute < MINUTES; minute++) {
                SampleBatch.Builder row = new SampleBatch.Builder(series.size());
                long at = START.plus(Duration.ofMinutes(minute)).toEpochMilli();
                for (int s = 0; s < series.size(); s++) {
                    if (random.nextInt(20) > 0 || minute == 0) {
                        row.add(s, at, at, random.nextGaussian() * Math.pow(10, s % 9));
                    }
                }
                writer.append(row.build());
            }
            writer.finish(info);
        }
        return file;
    }
}
