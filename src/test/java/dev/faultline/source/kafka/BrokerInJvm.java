package dev.faultline.source.kafka;

import dev.faultline.demo.broker.BrokerNode;
import dev.faultline.demo.broker.BrokerProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// One real Kafka within the JVM of the tests, started by the first test that asks for it and
/// stopped with the JVM: a test takes a fresh topic. `BrokerInJvm.plain().newTopic(3)`.
public final class BrokerInJvm {
    /// What a broker in a process of its own is told that is killed and started again: it is let in
    /// when the one before it counts as dead.
    public static final Map<String, String> SOON_BACK =
            Map.of("broker.session.timeout.ms", "2500", "broker.heartbeat.interval.ms", "400");

    /// Held on to: the backend forgets a logger, and its level, that nobody holds.
    private static final List<Logger> TALKATIVE =
            Stream.of("org.apache.kafka", "kafka", "state.change.logger")
                    .map(Logger::getLogger)
                    .toList();

    private static final AtomicInteger TOPICS = new AtomicInteger();
    private static @Nullable BrokerInJvm plain;

    private final Path folder;
    private final String bootstrap;
    private final KafkaRaftServer server;
    private final AtomicReference<@Nullable Exception> unsent = new AtomicReference<>();
    private @Nullable Admin admin;
    private @Nullable KafkaProducer<byte[], byte[]> producer;

    private BrokerInJvm(Path folder, String bootstrap, KafkaRaftServer server) {
        this.folder = folder;
        this.bootstrap = bootstrap;
        this.server = server;
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "broker-stop"));
    }

    /// The broker without encryption and logins.
    public static synchronized BrokerInJvm plain() {
        if (plain == null) {
            try {
                Path folder = Files.createTempDirectory("faultline-broker");
                int port = BrokerProperties.freePort();
                plain = start(folder, "127.0.0.1:" + port, properties(folder, port), List.of());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return plain;
    }

    /// Properties of a node that lets go of records, and of what was written over, within a test.
    static Map<String, String> properties(Path folder, int port) throws IOException {
        Map<String, String> all = BrokerProperties.of(folder, port);
        all.put("log.initial.task.delay.ms", "200");
        all.put("log.retention.check.interval.ms", "300");
        all.put("log.cleaner.backoff.ms", "200");
        all.put("log.cleaner.dedupe.buffer.size", "4194304");
        return all;
    }

    /// A broker of one's own.
    ///
    /// @param scram users as Kafka's formatter takes them
    static BrokerInJvm start(
            Path folder, String bootstrap, Map<String, String> properties, List<String> scram) {
        try {
            TALKATIVE.forEach(logger -> logger.setLevel(Level.OFF));
            return new BrokerInJvm(folder, bootstrap, BrokerNode.start(properties, scram));
        } catch (Exception e) {
            throw new IllegalStateException("The broker of the tests did not start: " + e, e);
        }
    }

    /// Where it listens: `host:port`.
    public String bootstrap() {
        return bootstrap;
    }

    /// Where its logs lie, one folder a partition: `topic-0`.
    public Path folder() {
        return folder;
    }

    /// Makes a topic that nobody else uses.
    ///
    /// @return its name
    public String newTopic(int partitions) {
        return newTopic("topic", partitions, Map.of());
    }

    /// Makes a topic that nobody else uses.
    ///
    /// @param prefix what its name begins with
    /// @param settings of the topic, as `retention.ms`
    /// @return its name
    public String newTopic(String prefix, int partitions, Map<String, String> settings) {
        String name = prefix + "-" + TOPICS.incrementAndGet();
        create(name, partitions, settings);
        return name;
    }

    /// Makes a topic of this name.
    public void create(String name, int partitions, Map<String, String> settings) {
        NewTopic topic = new NewTopic(name, Optional.of(partitions), Optional.empty());
        done(admin().createTopics(List.of(topic.configs(settings))).all());
    }

    /// An administrator of it, shared.
    public synchronized Admin admin() {
        if (admin == null) {
            admin = Admin.create(Map.of("bootstrap.servers", bootstrap));
        }
        return admin;
    }

    /// Sends a record and does not wait: [#flush] does.
    public void send(String topic, int partition, long timestampMillis, byte @Nullable [] value) {
        var _ =
                producer()
                        .send(
                                new ProducerRecord<>(
                                        topic, partition, timestampMillis, null, value),
                                (_, thrown) -> {
                                    if (thrown != null) {
                                        unsent.compareAndSet(null, thrown);
                                    }
                                });
    }

    /// Waits until all that was sent is on the broker.
    public void flush() {
        producer().flush();
        Exception thrown = unsent.getAndSet(null);
        if (thrown != null) {
            throw new IllegalStateException(
                    "A record was not taken by the broker: " + thrown, thrown);
        }
    }

    /// A producer of one's own, that waits for all acknowledgements; to be closed.
    public KafkaProducer<byte[], byte[]> newProducer() {
        return newProducer(bootstrap);
    }

    static KafkaProducer<byte[], byte[]> newProducer(String bootstrap) {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
                        ProducerConfig.ACKS_CONFIG, "all",
                        // a topic that was just made may refuse its first batch and take the next:
                        // then the first is out of sequence for ever
                        ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, "1",
                        ProducerConfig.LINGER_MS_CONFIG, "5",
                        ProducerConfig.BATCH_SIZE_CONFIG, "262144"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /// What an administrator's call gave.
    static <T> T done(org.apache.kafka.common.KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e.getCause() == null ? e : e.getCause());
        }
    }

    private synchronized KafkaProducer<byte[], byte[]> producer() {
        if (producer == null) {
            producer = newProducer();
        }
        return producer;
    }

    private void stop() {
        // The machine is going down: no hand-over, only the threads and the files.
        server.shutdown();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            // what is left lies in the system's folder for temporary files
        }
    }
}
