package dev.faultline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.faultline.demo.broker.BrokerProcess;
import dev.faultline.engine.EngineParameters;
import dev.faultline.engine.Snapshot;
import dev.faultline.live.Workload;
import dev.faultline.source.LiveState;
import dev.faultline.source.WatchedTime;
import dev.faultline.source.kafka.BrokerInJvm;
import dev.faultline.source.kafka.KafkaConnection;
import dev.faultline.source.mask.Masking;
import dev.faultline.source.meaning.Intake;
import dev.faultline.source.meaning.MappingRules;
import dev.faultline.source.meaning.Rejects;
import dev.faultline.topology.AgeLimits;
import dev.faultline.topology.Topology;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The figures of a live system in `assets/docs/live.md`: printed, not asserted; what is asserted
/// is that nothing was lost. Minutes of the long run: `-Dsoak.minutes=30`.
@Tag("soak")
class LiveFiguresTest {
    private static final int SERIES = 10_000;
    private static final int RECORDS_A_SECOND = 50_000;
    private static final long MINUTE = 60_000;

    private final Workload work = new Workload(SERIES);
    private final AtomicReference<Snapshot> screen = new AtomicReference<>();
    private BrokerProcess broker;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        broker = new BrokerProcess(folder, BrokerInJvm.SOON_BACK);
        broker.start();
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void fromTheBrokerToASnapshot() throws Exception {
        topic("latency", 2);
        Markers markers = new Markers();
        try (KafkaProducer<byte[], byte[]> producer = producer();
                LiveSystem _ =
                        system(
                                "latency",
                                Duration.ofHours(1),
                                shown -> {
                                    screen.set(shown);
                                    markers.shown(shown);
                                })) {
            AtomicLong sent = new AtomicLong();
            // The first minute opens series and compiles; then it counts.
            produce(producer, "latency", Duration.ofMinutes(1), sent, markers);
            markers.forget();
            produce(producer, "latency", Duration.ofMinutes(3), sent, markers);
            await().atMost(Duration.ofSeconds(30)).until(markers::done);
            System.out.println("From the broker to a snapshot: " + markers.figures());
        }
    }

    @Test
    void theFirstRankingOfFourteenDays() throws Exception {
        topic("history", 4);
        long now = System.currentTimeMillis() / MINUTE * MINUTE;
        long days = Long.getLong("soak.days", 14);
        long records = 0;
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            for (long at = now - days * 1440 * MINUTE; at <= now; at += MINUTE) {
                for (int service = 0; service < work.services(); service++) {
                    var _ =
                            producer.send(
                                    new ProducerRecord<>(
                                            "history",
                                            service % 4,
                                            at,
                                            null,
                                            work.otlp(service, at)));
                    records++;
                }
            }
        }
        long begun = System.nanoTime();
        AtomicLong first = new AtomicLong();
        try (LiveSystem system =
                system(
                        "history",
                        Duration.ofDays(days),
                        shown -> {
                            boolean ranked =
                                    !shown.diagnosis().ranking().causes().isEmpty()
                                            && shown.at()
                                                    .isAfter(
                                                            Instant.ofEpochMilli(now - 5 * MINUTE));
                            if (ranked) {
                                first.compareAndSet(0, System.nanoTime());
                            }
                            screen.set(shown);
                        })) {
            await().atMost(Duration.ofMinutes(3)).until(() -> first.get() > 0);
            Optional<LiveState.Loading> loading = system.state().loading();
            System.out.printf(
                    Locale.ROOT,
                    "First ranking of %,d series, %d days (%,d records): %.1f s after connecting,"
                            + " provisional %s%n",
                    screen.get().series().size(),
                    days,
                    records,
                    (first.get() - begun) / 1e9,
                    loading.flatMap(LiveState.Loading::provisional));
            await().atMost(Duration.ofMinutes(60))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> system.state().loading().isEmpty());
            System.out.printf(
                    Locale.ROOT,
                    "All of it: %.0f s, %,d samples, heap after collection %,d MB%n",
                    (System.nanoTime() - begun) / 1e9,
                    screen.get().counts().samples(),
                    heap() >> 20);
            assertThat(screen.get().counts().late()).isZero();
            assertThat(screen.get().counts().samples())
                    .isGreaterThanOrEqualTo((days * 1440 - 2) * SERIES);
        }
    }

    @Test
    void aLongRunWithABrokerThatDies() throws Exception {
        int minutes = Integer.getInteger("soak.minutes", 30);
        topic("soak", 2);
        List<Long> heaps = new ArrayList<>();
        AtomicLong sent = new AtomicLong();
        try (KafkaProducer<byte[], byte[]> producer = producer();
                LiveSystem system = system("soak", Duration.ofHours(1), screen::set)) {
            for (int minute = 0; minute < minutes; minute++) {
                Thread killer = null;
                if (minute % 3 == 2) {
                    killer = Thread.ofPlatform().start(this::killAndStart);
                }
                produce(producer, "soak", Duration.ofMinutes(1), sent, new Markers());
                if (killer != null) {
                    killer.join();
                }
                heaps.add(heap());
                System.out.printf(
                        Locale.ROOT,
                        "minute %d: sent %,d, taken in %,d, heap %,d MB%n",
                        minute + 1,
                        sent.get(),
                        screen.get() == null ? 0 : screen.get().counts().samples(),
                        heaps.getLast() >> 20);
            }
            producer.flush();
            await().atMost(Duration.ofMinutes(3))
                    .until(() -> taken(screen.get().counts()) >= sent.get());
            Snapshot.Counts counts = screen.get().counts();
            System.out.println("At the end: " + counts + " of " + sent.get() + " records");
            assertThat(taken(counts)).as("each record once").isEqualTo(sent.get());
            assertThat(system.state().intake().rejects()).isEmpty();
            int third = heaps.size() / 3;
            assertThat(mean(heaps.subList(2 * third, heaps.size())))
                    .as("the heap is flat: %s", heaps)
                    .isLessThan(1.25 * mean(heaps.subList(third, 2 * third)));
        }
    }

    private static long taken(Snapshot.Counts counts) {
        return counts.samples() + counts.late() + counts.early();
    }

    private static double mean(List<Long> heaps) {
        return heaps.stream().mapToLong(Long::longValue).average().orElse(0);
    }

    private void killAndStart() {
        try {
            broker.kill();
            broker.start();
        } catch (java.io.IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Sends so many records a second, evenly, with a marker each 10 ms.
    private void produce(
            KafkaProducer<byte[], byte[]> producer,
            String topic,
            Duration length,
            AtomicLong sent,
            Markers markers) {
        long begun = System.nanoTime();
        long due = 0;
        long end = length.toSeconds() * RECORDS_A_SECOND;
        int marked = 0;
        while (due < end) {
            long passed = System.nanoTime() - begun;
            long wanted = Math.min(end, passed / 1000 * RECORDS_A_SECOND / 1_000_000);
            while (due < wanted) {
                int series = (int) (due++ % SERIES);
                long at = System.currentTimeMillis();
                byte[] record =
                        series == SERIES - 1 || due - marked >= RECORDS_A_SECOND / 100
                                ? markers.next(at)
                                : work.own(series, at);
                marked = record.length < 100 ? (int) due : marked;
                var _ = producer.send(new ProducerRecord<>(topic, series % 2, at, null, record));
                sent.incrementAndGet();
            }
            LockSupport.parkNanos(500_000);
        }
    }

    private void topic(String name, int partitions) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
            NewTopic topic = new NewTopic(name, Optional.of(partitions), Optional.empty());
            admin.createTopics(List.of(topic)).all().get();
        }
    }

    private KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers", broker.bootstrap(),
                        "acks", "all",
                        "compression.type", "lz4",
                        "linger.ms", "5",
                        "batch.size", "262144",
                        "delivery.timeout.ms", "180000"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private LiveSystem system(String topic, Duration since, Consumer<Snapshot> screen)
            throws Exception {
        LiveSystem system =
                new LiveSystem(
                        KafkaConnection.of(
                                broker.bootstrap(),
                                List.of(topic),
                                Optional.empty(),
                                Optional.empty()),
                        new LiveSystem.Plan(
                                since,
                                Optional.of(Duration.ofMinutes(1)),
                                Topology.empty(),
                                AgeLimits.DEFAULT,
                                Map.of(),
                                WatchedTime.REAL,
                                Optional.empty(),
                                (grid, _) ->
                                        new Intake(
                                                MappingRules.defaults(),
                                                Masking.none(),
                                                new Rejects(Masking.none()),
                                                grid)),
                        EngineParameters.DEFAULT,
                        screen);
        system.start();
        return system;
    }

    private static long heap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /// Records whose value says when they were sent, ms since this began.
    private static final class Markers {
        private final long begun = System.currentTimeMillis();
        private final ArrayDeque<Long> open = new ArrayDeque<>();
        private long[] delays = new long[1024];
        private int seen;

        synchronized byte[] next(long at) {
            open.add(at - begun);
            return "{\"ts\":%d,\"service\":\"marker\",\"metric\":\"sent\",\"value\":%d}"
                    .formatted(at, at - begun)
                    .getBytes(StandardCharsets.UTF_8);
        }

        synchronized void shown(Snapshot snapshot) {
            long now = System.currentTimeMillis() - begun;
            for (int i = 0; i < snapshot.series().size(); i++) {
                if (snapshot.series().get(i).service().value().equals("marker")) {
                    double newest = snapshot.newest().value(i);
                    while (!open.isEmpty() && open.peek() <= newest) {
                        if (seen == delays.length) {
                            delays = Arrays.copyOf(delays, 2 * seen);
                        }
                        delays[seen++] = now - open.remove();
                    }
                    return;
                }
            }
        }

        synchronized void forget() {
            seen = 0;
        }

        synchronized boolean done() {
            return open.isEmpty();
        }

        synchronized String figures() {
            long[] sorted = Arrays.copyOf(delays, seen);
            Arrays.sort(sorted);
            return "%,d records, p50 %d ms, p90 %d ms, p99 %d ms, longest %d ms"
                    .formatted(
                            seen,
                            sorted[seen / 2],
                            sorted[seen * 9 / 10],
                            sorted[(int) (seen * .99)],
                            sorted[seen - 1]);
        }
    }
}
