package dev.faultline.source.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// Writes records to a topic that is there, each once and those of one key in order. All calls from
/// one thread.
public final class Publisher implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final KafkaConnection connection;
    private final String topic;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    private Publisher(
            KafkaConnection connection, String topic, KafkaProducer<byte[], byte[]> producer) {
        this.connection = connection;
        this.topic = topic;
        this.producer = producer;
    }

    /// Connects, and looks whether the topic is there.
    ///
    /// @param create whether to make it where it is not, with what the brokers take for usual
    /// @throws BadConnectionException one sentence about what stands in the way
    public static Publisher to(KafkaConnection connection, String topic, boolean create)
            throws BadConnectionException, InterruptedException {
        try (Admin admin = Admin.create(connection.forClient())) {
            look(admin, connection, topic, create);
            Map<String, Object> properties = new HashMap<>(connection.forClient());
            properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
            properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
            properties.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, "20");
            properties.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, "" + (256 << 10));
            properties.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
            return new Publisher(connection, topic, new KafkaProducer<>(properties));
        } catch (KafkaException e) {
            throw refused(connection, e);
        }
    }

    private static void look(Admin admin, KafkaConnection connection, String topic, boolean create)
            throws BadConnectionException, InterruptedException {
        try {
            var _ =
                    admin.describeTopics(List.of(topic))
                            .allTopicNames()
                            .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                throw refused(connection, e.getCause() == null ? e : e.getCause());
            }
            if (!create) {
                throw new BadConnectionException(
                        "There is no topic %s at %s. Make it first, or let it be made with --create."
                                .formatted(topic, connection.server()));
            }
            make(admin, connection, topic);
        } catch (TimeoutException e) {
            throw new BadConnectionException(obstacle(connection, e));
        }
    }

    private static void make(Admin admin, KafkaConnection connection, String topic)
            throws BadConnectionException, InterruptedException {
        try {
            NewTopic usual = new NewTopic(topic, Optional.empty(), Optional.empty());
            var _ =
                    admin.createTopics(List.of(usual))
                            .all()
                            .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw refused(connection, e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw new BadConnectionException(obstacle(connection, e));
        }
    }

    private static BadConnectionException refused(KafkaConnection connection, Throwable thrown) {
        return new BadConnectionException(obstacle(connection, thrown));
    }

    /// What the doctor finds on the way, or else what Kafka's client says.
    private static String obstacle(KafkaConnection connection, Throwable thrown) {
        Finding found =
                Doctor.obstacle(connection)
                        .orElseGet(() ->
                                ClientFailure.finding(
                                        thrown,
                                        connection,
                                        connection.servers().getFirst(),
                                        Optional.empty()));
        return (found.sentence() + " " + found.advice()).strip();
    }

    /// Hands over a record; waits while too many are on their way.
    ///
    /// @param key records of the same one stay in order
    /// @throws BadConnectionException where this one or an earlier one could not be written
    public void send(byte[] key, long timestampMillis, byte[] value) throws BadConnectionException {
        check();
        try {
            var _ =
                    producer.send(
                            new ProducerRecord<>(topic, null, timestampMillis, key, value),
                            (_, thrown) -> {
                                if (thrown != null) {
                                    failure.compareAndSet(null, thrown);
                                }
                            });
        } catch (KafkaException e) {
            throw refused(connection, e);
        }
    }

    /// Waits until all is written that was handed over.
    public void flush() throws BadConnectionException {
        producer.flush();
        check();
    }

    private void check() throws BadConnectionException {
        Throwable thrown = failure.get();
        if (thrown != null) {
            throw refused(connection, thrown);
        }
    }

    /// Drops what was not written yet.
    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
