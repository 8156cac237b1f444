package dev.faultline.source.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.faultline.engine.CommandSink;
import dev.faultline.engine.Engine;
import dev.faultline.engine.EngineCommand;
import dev.faultline.engine.Snapshot;
import dev.faultline.live.Workload;
import dev.faultline.source.RecordReceiver.Part;
import dev.faultline.source.WatchedTime;
import dev.faultline.source.mask.Masking;
import dev.faultline.source.meaning.Intake;
import dev.faultline.source.meaning.MappingRules;
import dev.faultline.source.meaning.Rejects;
import dev.faultline.topology.Topology;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// A live source without a Kafka: the test is the reader.
class LiveSourceTest {
    private static final Duration STEP = Duration.ofMinutes(1);
    private static final Part A = new Part("metrics", 0);
    private static final Part B = new Part("metrics", 1);
    private static final Set<Part> BOTH = Set.of(A, B);

    /// Two hours ago, on the minute: what is measured then is history.
    private static final long START =
            Instant.now().toEpochMilli() / 60_000 * 60_000 - 2 * 3_600_000L;

    private static final Workload WORK = new Workload(40);

    private final Engine engine = new Engine();
    private final List<EngineCommand> sent = new ArrayList<>();
    private final CommandSink sink =
            command -> {
                sent.add(command);
                engine.apply(command);
            };
    private final LiveSource source = source();
    private long offset;

    private LiveSource source() {
        return new LiveSource(
                Instant.ofEpochMilli(START - 60_000),
                STEP,
                Topology.empty(),
                Map.of(),
                WatchedTime.REAL,
                new Intake(
                        MappingRules.defaults(), Masking.none(), new Rejects(Masking.none()), STEP),
                (start, step) ->
                        sink.send(
                                new EngineCommand.Start(Topology.empty(), List.of(), start, step)),
                sink);
    }

    @Test
    void partitionsReadAtTheirOwnPaceGiveWhatOneGives() throws InterruptedException {
        Random random = new Random(11);
        int[] minute = new int[2];
        while (minute[0] < 90 || minute[1] < 90) {
            int partition = random.nextInt(2);
            int count = random.nextInt(1, 8);
            for (int i = 0; i < count && minute[partition] < 90; i++) {
                for (int series = partition; series < WORK.series(); series += 2) {
                    record(partition, series, START + minute[partition] * 60_000L);
                }
                minute[partition]++;
            }
            if (!source.held().contains(partition == 0 ? A : B)) {
                poll(Set.of(), START + 90 * 60_000L);
            }
        }
        poll(BOTH, START + 92 * 60_000L);
        poll(BOTH, START + 93 * 60_000L);

        Snapshot known = engine.snapshot();
        assertThat(known.counts()).isEqualTo(new Snapshot.Counts(90L * WORK.series(), 0, 0, 0));
        assertThat(known.series()).hasSize(WORK.series());
        assertThat(known.topology().size())
                .as("each service on its host, all in one zone")
                .isEqualTo(2 * WORK.services() + 1);
        for (int place = 0; place < WORK.series(); place++) {
            var id = known.series().get(place).id();
            int series = series(id.service().value(), id.metric());
            for (int minutes = 0; minutes < 90; minutes++) {
                int cell = known.history().cellOf(Instant.ofEpochMilli(START + minutes * 60_000L));
                assertThat(known.history().observed(place, cell))
                        .as("%s at minute %d", id, minutes)
                        .isCloseTo(Workload.value(series, START + minutes * 60_000L), within(1e-5));
            }
        }
    }

    @Test
    void aPartitionThatIsFarAheadIsHeld() throws InterruptedException {
        for (int minute = 0; minute < 60; minute++) {
            record(0, 0, START + minute * 60_000L);
        }
        record(1, 1, START);
        poll(Set.of(), START + 60 * 60_000L);
        assertThat(source.held()).containsExactly(A);
        assertThat(source.view().caughtUp()).isFalse();
    }

    @Test
    void timeStandsStillWhileNothingCanBeRead() throws InterruptedException {
        record(0, 0, START);
        poll(Set.of(A), START + 1_000, Set.of(A));
        poll(Set.of(A), START + 10 * 60_000L, Set.of(A));
        Instant before = engine.snapshot().at();
        // No poll, no tick: the reader calls nothing while the broker is gone.
        record(0, 0, START + 60_000L);
        poll(Set.of(), START + 11 * 60_000L, Set.of(A));
        assertThat(engine.snapshot().at()).isEqualTo(before);
    }

    @Test
    void aPartitionThatCannotBeReadIsSaidAndNotWaitedForWithoutEnd() throws InterruptedException {
        record(0, 0, START);
        record(1, Workload.METRICS, START);
        poll(BOTH, START + 60_000L);
        record(0, 0, START + 60_000L);
        poll(Set.of(A), START + 2 * 60_000L);
        poll(Set.of(A), START + 4 * 60_000L);
        List<EngineCommand.Unheard> unheard = unheard();
        assertThat(unheard).hasSize(1);
        assertThat(unheard.getFirst().series().cardinality()).isEqualTo(1);
        assertThat(unheard.getFirst().why()).contains("metrics-1").doesNotContain("metrics-0");
        assertThat(engine.snapshot().at()).isAfter(Instant.ofEpochMilli(START + 3 * 60_000L - 1));
        record(1, Workload.METRICS, START + 4 * 60_000L);
        poll(BOTH, START + 5 * 60_000L);
        assertThat(unheard()).hasSize(2);
        assertThat(unheard().getLast().why()).isEmpty();
    }

    @Test
    void aPartitionThatIsTakenAwayIsUnheardAtOnce() throws InterruptedException {
        record(0, 0, START);
        record(1, Workload.METRICS, START);
        poll(BOTH, START + 60_000L);
        poll(Set.of(A), START + 61_000L, Set.of(A));
        assertThat(unheard()).hasSize(1);
        assertThat(unheard().getFirst().why()).contains("metrics-1");
        assertThat(unheard().getFirst().series().cardinality()).isEqualTo(1);
        poll(BOTH, START + 62_000L);
        assertThat(unheard().getLast().series().isEmpty()).isTrue();
    }

    @Test
    void aClockThatIsTenMinutesFastIsSetRightAndSaid() throws InterruptedException {
        long now = Instant.now().toEpochMilli();
        poll(Set.of(A), now, Set.of(A));
        for (int i = 0; i < 12; i++) {
            for (int series = 0; series < 3 * Workload.METRICS; series += Workload.METRICS) {
                boolean fast = series == 0;
                record(0, series, System.currentTimeMillis() + (fast ? 600_000 : 0));
            }
            poll(Set.of(A), now + i * 3_000L, Set.of(A));
        }
        assertThat(engine.snapshot().notices())
                .anySatisfy(notice ->
                        assertThat(notice.text()).contains("web-0000").contains("10:00 min ahead"));
        assertThat(engine.snapshot().counts().early()).as("before it was known").isLessThan(8);
    }

    @Test
    void whatIsNoRecordIsCountedAndTheRestIsRead() throws InterruptedException {
        record(0, 0, START);
        source.record("metrics", 0, offset++, START, "{\"ts\":".getBytes(StandardCharsets.UTF_8));
        record(0, 0, START + 60_000L);
        poll(Set.of(A), START + 3 * 60_000L, Set.of(A));
        assertThat(source.view().intake().rejects()).hasSize(1);
        assertThat(source.view().intake().rejects().getFirst().position().offset()).isEqualTo(1);
        assertThat(engine.snapshot().counts().samples()).isEqualTo(2);
        assertThat(source.view().topics().getFirst().format()).contains("own");
    }

    private void record(int partition, int series, long at) throws InterruptedException {
        source.record("metrics", partition, offset++, at, WORK.own(series, at));
    }

    private void poll(Set<Part> atEnd, long now) throws InterruptedException {
        poll(atEnd, now, BOTH);
    }

    private void poll(Set<Part> atEnd, long now, Set<Part> assigned) throws InterruptedException {
        source.polled(Instant.ofEpochMilli(now), atEnd, assigned);
    }

    private List<EngineCommand.Unheard> unheard() {
        return sent.stream()
                .filter(EngineCommand.Unheard.class::isInstance)
                .map(EngineCommand.Unheard.class::cast)
                .toList();
    }

    private static int series(String service, String metric) {
        for (int series = 0; series < WORK.series(); series++) {
            if (Workload.service(series).equals(service)
                    && Workload.metric(series).equals(metric)) {
                return series;
            }
        }
        throw new AssertionError(service + "/" + metric);
    }
}
