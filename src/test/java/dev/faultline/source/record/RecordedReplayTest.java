package dev.faultline.source.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.faultline.capture.Capture;
import dev.faultline.capture.CaptureWriter;
import dev.faultline.engine.CommandSink;
import dev.faultline.engine.Engine;
import dev.faultline.engine.EngineCommand;
import dev.faultline.engine.Snapshot;
import dev.faultline.engine.Snapshots;
import dev.faultline.engine.history.Keeping;
import dev.faultline.model.ChangeEvent;
import dev.faultline.model.Notice;
import dev.faultline.model.ServiceId;
import dev.faultline.source.RecordReceiver.Part;
import dev.faultline.source.RecordingState;
import dev.faultline.source.WatchedTime;
import dev.faultline.source.live.LiveSource;
import dev.faultline.source.mask.Masking;
import dev.faultline.source.meaning.Intake;
import dev.faultline.source.meaning.MappingRules;
import dev.faultline.source.meaning.Rejects;
import dev.faultline.source.replay.Delivery;
import dev.faultline.topology.Component;
import dev.faultline.topology.ComponentKind;
import dev.faultline.topology.Dependency;
import dev.faultline.topology.DependencyKind;
import dev.faultline.topology.Topology;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two days that were read within a moment, watched and recorded, and then replayed.
class RecordedReplayTest {
    private static final Duration STEP = Duration.ofMinutes(5);
    private static final Part A = new Part("metrics", 0);
    private static final Part B = new Part("metrics", 1);
    private static final Set<Part> BOTH = Set.of(A, B);
    private static final int CELLS = 2 * 288;

    /// The database gets slow, and what calls it.
    private static final int FAULT = CELLS - 20;

    /// Two days ago: all of it is history, and arrives now.
    private static final long START =
            Instant.now().toEpochMilli() / STEP.toMillis() * STEP.toMillis()
                    - (CELLS + 2) * STEP.toMillis();

    private final Engine engine = new Engine();

    /// What the live run knew, by time.
    private final Map<Instant, Snapshot> known = new TreeMap<>();

    private final CommandSink watched =
            command -> {
                engine.apply(command);
                if (command instanceof EngineCommand.Tick(Instant at) && looksAt(at)) {
                    known.put(at, engine.snapshot());
                }
            };
    private final Tap tap = new Tap(watched);
    private final LiveSource source =
            new LiveSource(
                    Instant.ofEpochMilli(START - STEP.toMillis()),
                    STEP,
                    Topology.empty(),
                    Map.of(),
                    WatchedTime.REAL,
                    new Intake(
                            MappingRules.defaults(),
                            Masking.none(),
                            new Rejects(Masking.none()),
                            STEP),
                    this::begin,
                    tap);
    private final Random random = new Random(20261129);
    private long offset;

    @TempDir Path folder;

    private void begin(Instant gridStart, Duration step) throws InterruptedException {
        Keeping keeping = new Keeping(Duration.ofDays(20), folder.resolve("cells"), 1 << 28);
        watched.send(EngineCommand.Start.live(gridStart, step, keeping));
        tap.begin(gridStart, step);
    }

    private static long cell(Instant at) {
        return (at.toEpochMilli() - START) / STEP.toMillis();
    }

    @Test
    void aReplayGivesWhatTheLiveRunGaveToTheLastBit() throws Exception {
        Path file = folder.resolve("two-days.capture");
        Recorder recorder = recorder(file, Duration.ofMinutes(1));
        tap.record(recorder, Instant.EPOCH);
        live();
        recorder.finish();
        assertThat(recorder.state()).isInstanceOf(RecordingState.Finished.class);
        try (Capture capture = Capture.open(file)) {
            Map<Instant, Snapshot> replayed = replayed(capture);
            assertThat(known).hasSizeGreaterThan(9);
            assertThat(replayed.keySet()).isEqualTo(known.keySet());
            known.forEach((at, then) -> {
                Snapshots.assertSame(replayed.get(at), then);
                assertThat(replayed.get(at).topology().dependencies())
                        .isEqualTo(then.topology().dependencies());
            });
            Snapshot last = List.copyOf(known.values()).getLast();
            assertThat(last.anomalies()).as("something happens in it").isNotEmpty();
            assertThat(last.topology().dependencies()).hasSize(3);
            assertThat(capture.info().openAt()).as("opens at its end").isAfterOrEqualTo(last.at());
            assertThat(capture.notices()).isEmpty();
        }
    }

    /// What was closed of a recording that was killed is a whole number of cells.
    @Test
    void aRecordingThatWasCutReplaysUpToItsLastWholeCell() throws Exception {
        Path file = folder.resolve("cut.capture");
        Recorder recorder = recorder(file, Duration.ofMillis(1));
        tap.record(recorder, Instant.EPOCH);
        live();
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        recorder.state() instanceof RecordingState.Running running
                                && cell(running.reached()) >= CELLS - 1
                                && running.bytes() > 0);
        Path left;
        try (Stream<Path> files = Files.list(folder)) {
            left = files.filter(f -> f.toString().contains(".part-")).findFirst().orElseThrow();
        }
        try (Capture capture = Capture.open(left)) {
            Instant end = capture.info().span().to();
            assertThat(cell(end)).isPositive();
            Map<Instant, Snapshot> replayed = replayed(capture);
            assertThat(replayed).isNotEmpty();
            replayed.forEach((at, then) -> Snapshots.assertSame(then, known.get(at)));
        } finally {
            recorder.finish();
        }
        // Many small segments, which became a large one.
        try (ZipFile zip = new ZipFile(file.toFile())) {
            assertThat(zip.stream().map(ZipEntry::getName).filter(n -> n.endsWith(".parquet")))
                    .containsExactly("metrics-00000.parquet");
        }
        try (Capture whole = Capture.open(file)) {
            Map<Instant, Snapshot> replayed = replayed(whole);
            assertThat(replayed.keySet()).isEqualTo(known.keySet());
            replayed.forEach((at, then) -> Snapshots.assertSame(then, known.get(at)));
        }
    }

    private Recorder recorder(Path file, Duration roll) throws Exception {
        return new Recorder(
                file,
                CaptureWriter.Form.ZIP,
                new Recorder.Head("two days", "a test"),
                Recorder.Full.WAIT,
                Instant.EPOCH,
                roll);
    }

    private static Map<Instant, Snapshot> replayed(Capture capture) throws Exception {
        Map<Instant, Snapshot> replayed = new TreeMap<>();
        Engine replay = new Engine();
        replay.apply(EngineCommand.Start.of(capture));
        CommandSink sink =
                command -> {
                    // What is odd about the file nobody knew then.
                    if (!(command instanceof EngineCommand.Noticed(Notice notice)
                            && capture.notices().contains(notice))) {
                        replay.apply(command);
                    }
                    if (command instanceof EngineCommand.Tick(Instant at) && looksAt(at)) {
                        replayed.put(at, replay.snapshot());
                    }
                };
        Delivery.upTo(capture.info().span().to(), capture, sink);
        return replayed;
    }

    private static boolean looksAt(Instant at) {
        long cell = cell(at);
        return cell % 67 == 0 || (cell >= FAULT + 3 && cell % 5 == 0);
    }

    /// Two partitions at their own pace; a cache comes up, the second partition is taken away for a
    /// while, somebody deploys, a sample is late, the graph changes.
    private void live() throws InterruptedException {
        int[] cell = new int[2];
        int edges = 0;
        long end = START + CELLS * STEP.toMillis();
        while (cell[0] < CELLS || cell[1] < CELLS) {
            int partition = random.nextInt(2);
            for (int i = random.nextInt(1, 12); i > 0 && cell[partition] < CELLS; i--) {
                cell(partition, cell[partition]++);
            }
            boolean away = cell[0] > 300 && cell[0] < 330;
            if (!source.held().contains(partition == 0 ? A : B)) {
                source.polled(Instant.ofEpochMilli(end), Set.of(), away ? Set.of(A) : BOTH);
            }
            if (cell[0] > 100 && edges == 0) {
                edges = 2;
                tap.topology(graph("web>orders", "orders>db"));
                tap.change(
                        new ChangeEvent(
                                Instant.ofEpochMilli(START + 99 * STEP.toMillis()),
                                new ServiceId("orders"),
                                ChangeEvent.Kind.DEPLOY,
                                "release 7"));
            }
            if (cell[0] > 400 && edges == 2) {
                edges = 3;
                tap.topology(graph("web>orders", "orders>db", "orders>cache"));
                record(0, "web", "request_rate", "", 400 - 30, 1); // far too late
            }
        }
        for (int i = 0; i < 3; i++) {
            source.polled(Instant.ofEpochMilli(end + i * STEP.toMillis()), BOTH, BOTH);
        }
    }

    private void cell(int partition, int cell) throws InterruptedException {
        double slow = cell >= FAULT ? .4 : 0;
        if (partition == 0) {
            record(0, "web", "request_rate", "", cell, 100 + random.nextGaussian());
            record(0, "web", "latency_p95", "", cell, .2 + slow + .01 * random.nextGaussian());
            record(0, "orders", "latency_p95", "", cell, .1 + slow + .01 * random.nextGaussian());
        } else {
            for (String pod : List.of("db-1", "db-2")) {
                record(
                        1,
                        "db",
                        "latency_p95",
                        pod,
                        cell,
                        .02 + slow + .001 * random.nextGaussian());
                record(
                        1,
                        "db",
                        "cpu.utilization",
                        pod,
                        cell,
                        .3 + slow + .01 * random.nextGaussian());
            }
            if (cell > 350) {
                record(1, "cache", "cpu.utilization", "", cell, .2 + .01 * random.nextGaussian());
            }
        }
    }

    private void record(
            int partition, String service, String metric, String pod, int cell, double value)
            throws InterruptedException {
        long at = START + cell * STEP.toMillis();
        source.record(
                "metrics",
                partition,
                offset++,
                at,
                "{\"ts\":%d,\"service\":\"%s\",\"metric\":\"%s\",\"value\":%s,\"labels\":{\"k8s.pod.name\":\"%s\"}}"
                        .formatted(at, service, metric, value, pod)
                        .getBytes(StandardCharsets.UTF_8));
    }

    private Topology graph(String... edges) {
        List<Component> components = new ArrayList<>();
        for (String name : List.of("web", "orders", "db", "cache")) {
            components.add(Component.unowned(new ServiceId(name), ComponentKind.SERVICE));
        }
        return Topology.of(
                        "test",
                        components,
                        Stream.of(edges)
                                .map(edge -> edge.split(">"))
                                .map(ends ->
                                        new Dependency(
                                                new ServiceId(ends[0]),
                                                new ServiceId(ends[1]),
                                                DependencyKind.CALLS,
                                                1))
                                .toList())
                .topology();
    }
}
