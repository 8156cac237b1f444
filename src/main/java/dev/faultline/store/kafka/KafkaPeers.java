package dev.faultline.store.kafka;

import dev.faultline.remedy.Peers;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What other workbenches do, over a compacted topic: one record an action, the newest word of each
/// stays. All that is about one component lies in one partition, whose order says who was first: a
/// workbench writes that it is about to run, reads to the end, and runs where nobody who wrote
/// before is still at it. Clients are made at the first call and anew after a failure. Thread-safe,
/// one call at a time.
public final class KafkaPeers implements Peers, AutoCloseable {
    /// Where they meet. Made with `cleanup.policy=compact` where it is not there and that is
    /// allowed.
    public static final String TOPIC = "faultline.actions";

    private static final Logger LOG = LoggerFactory.getLogger(KafkaPeers.class);

    /// Older words concern nobody any more.
    private static final Duration RECENT = Duration.ofDays(7);

    private final Map<String, Object> connection;
    private final String topic;
    private final Duration patience;
    private final InstantSource clock;
    private final Map<String, Heard> heard = new HashMap<>();
    private @Nullable Clients clients;
    private boolean damagedTold;

    /// The newest word of an action.
    ///
    /// @param first offset of the first word of it that was read
    private record Heard(Notice notice, int partition, long first) {}

    /// @param connection properties of a Kafka client: where, and how one gets in
    /// @param patience how long a call waits for the broker at most, about
    public KafkaPeers(Map<String, Object> connection, Duration patience, InstantSource clock) {
        this(connection, TOPIC, patience, clock);
    }

    KafkaPeers(
            Map<String, Object> connection, String topic, Duration patience, InstantSource clock) {
        this.connection = Map.copyOf(connection);
        this.topic = topic;
        this.patience = patience;
        this.clock = clock;
    }

    /// What is done with the clients.
    private interface Work<T> {
        T with(Clients clients)
                throws IOException, InterruptedException, ExecutionException, TimeoutException;
    }

    @Override
    public boolean claim(Notice notice) throws IOException, InterruptedException {
        return call(clients -> {
            readToEnd(clients);
            // An action that anybody began is nobody else's; and who is seen to be late keeps
            // still.
            if (heard.containsKey(id(notice)) || before(notice, Long.MAX_VALUE)) {
                return false;
            }
            long mine = send(clients, notice);
            readToEnd(clients);
            if (!before(notice, mine)) {
                return true;
            }
            var _ = send(clients, notice.with(State.NEVER_RAN, clock.instant()));
            return false;
        });
    }

    /// Whether somebody else who wrote before an offset is at the same component still.
    private boolean before(Notice notice, long offset) {
        Instant now = clock.instant();
        return heard.values().stream()
                .anyMatch(h ->
                        h.notice().state() == State.RUNNING
                                && h.first() < offset
                                && h.notice().until().isAfter(now)
                                && h.notice().system().equals(notice.system())
                                && h.notice().target().equals(notice.target())
                                && !h.notice().action().equals(notice.action()));
    }

    @Override
    public void tell(Notice notice) throws IOException {
        long _ = uninterrupted(clients -> send(clients, notice));
    }

    @Override
    public List<Notice> heard() throws IOException {
        return uninterrupted(clients -> {
            readToEnd(clients);
            Instant since = clock.instant().minus(RECENT);
            return heard.values().stream()
                    .map(Heard::notice)
                    .filter(n -> n.at().isAfter(since))
                    .toList();
        });
    }

    private <T> T uninterrupted(Work<T> work) throws IOException {
        try {
            return call(work);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("The other workbenches were not waited for.", e);
        }
    }

    private synchronized <T> T call(Work<T> work) throws IOException, InterruptedException {
        try {
            Clients open = clients;
            if (open == null) {
                open = Clients.open(connection, topic, patience);
                clients = open;
            }
            return work.with(open);
        } catch (InterruptException | InterruptedException e) {
            boolean _ = Thread.interrupted(); // Kafka's own sets it
            close();
            throw new InterruptedException();
        } catch (ExecutionException e) {
            throw failed(e.getCause() == null ? e : e.getCause());
        } catch (KafkaException | TimeoutException e) {
            throw failed(e);
        }
    }

    private IOException failed(Throwable thrown) {
        close();
        String reason =
                switch (thrown) {
                    case AuthorizationException _ ->
                            "this login may not use its topic " + topic + ".";
                    case TimeoutException _, org.apache.kafka.common.errors.TimeoutException _ ->
                            "no answer within " + patience.toMillis() / 1000.0 + " s.";
                    default -> thrown.getClass().getSimpleName() + ".";
                };
        return new IOException(
                "What other workbenches do can't be known from Kafka at "
                        + connection.get("bootstrap.servers")
                        + ": "
                        + reason
                        + " 'faultline doctor' looks at the connection.",
                thrown);
    }

    /// Writes, and waits until it cannot be lost.
    ///
    /// @return its offset
    private long send(Clients clients, Notice notice)
            throws InterruptedException, ExecutionException, TimeoutException {
        int partition =
                Math.floorMod(
                        (notice.system() + "\0" + notice.target().value()).hashCode(),
                        clients.partitions().size());
        return clients.producer()
                .send(
                        new ProducerRecord<>(
                                topic, partition, NoticeJson.key(notice), NoticeJson.write(notice)))
                .get(2 * patience.toMillis(), TimeUnit.MILLISECONDS)
                .offset();
    }

    private void readToEnd(Clients clients) throws TimeoutException {
        long deadline = System.nanoTime() + patience.toNanos();
        Map<TopicPartition, Long> ends =
                clients.consumer().endOffsets(clients.partitions(), patience);
        while (ends.entrySet().stream()
                .anyMatch(end -> clients.consumer().position(end.getKey()) < end.getValue())) {
            if (System.nanoTime() - deadline > 0) {
                throw new TimeoutException();
            }
            clients.consumer().poll(Duration.ofMillis(100)).forEach(this::hear);
        }
    }

    private void hear(ConsumerRecord<byte[], byte[]> entry) {
        if (entry.value() == null) {
            return; // somebody tidied up
        }
        Optional<Notice> notice = NoticeJson.read(entry.value());
        if (notice.isEmpty()) {
            if (!damagedTold) {
                damagedTold = true;
                LOG.warn(
                        "{}-{}@{} is no notice of an action, or one of a newer program. It was left"
                                + " out, and so are others like it.",
                        topic,
                        entry.partition(),
                        entry.offset());
            }
            return;
        }
        // What a made-up word says of the future counts for a while, not for ever.
        Notice known = notice.get().by(Instant.ofEpochMilli(entry.timestamp()).plus(LONGEST));
        heard.merge(
                id(known),
                new Heard(known, entry.partition(), entry.offset()),
                (old, now) -> new Heard(now.notice(), old.partition(), old.first()));
    }

    private static String id(Notice notice) {
        return notice.system() + "\0" + notice.action();
    }

    /// Lets go of the broker. A later call makes a new connection.
    @Override
    public synchronized void close() {
        Clients open = clients;
        clients = null;
        heard.clear();
        if (open != null) {
            open.close();
        }
    }
}
