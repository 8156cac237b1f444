package dev.faultline.demo.feed;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// Sends records to a broker. For one thread.
public final class KafkaFeed implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<@Nullable Exception> unsent = new AtomicReference<>();

    private KafkaFeed(String bootstrap) {
        producer =
                new KafkaProducer<>(
                        Map.of(
                                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrap,
                                // a topic that was just made may refuse its first batch and take
                                // the
                                // next: then the first is out of sequence for ever
                                ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                                "1",
                                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                                "lz4",
                                ProducerConfig.LINGER_MS_CONFIG,
                                "5",
                                ProducerConfig.BATCH_SIZE_CONFIG,
                                "524288"),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
    }

    /// Makes the topics, and stands ready to write to them.
    ///
    /// @throws IOException where the broker does not take them
    public static KafkaFeed open(String bootstrap) throws IOException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            List<NewTopic> topics =
                    Arrays.stream(Topic.values())
                            .map(topic ->
                                    new NewTopic(topic.label(), Optional.of(1), Optional.empty()))
                            .toList();
            admin.createTopics(topics).all().get();
        } catch (ExecutionException e) {
            throw new IOException(
                    "The broker at " + bootstrap + " did not make the demo's topics: " + e, e);
        }
        return new KafkaFeed(bootstrap);
    }

    /// Hands records on; waits only where too many are on their way.
    ///
    /// @throws IOException where the broker did not take one that was sent before
    public void send(List<FeedRecord> records) throws IOException, InterruptedException {
        try {
            for (FeedRecord record : records) {
                var _ =
                        producer.send(
                                new ProducerRecord<>(
                                        record.topic().label(),
                                        0,
                                        record.timestampMillis(),
                                        null,
                                        record.value()),
                                (_, thrown) -> {
                                    if (thrown != null) {
                                        unsent.compareAndSet(null, thrown);
                                    }
                                });
            }
        } catch (InterruptException e) {
            throw new InterruptedException();
        } catch (KafkaException e) {
            unsent.compareAndSet(null, e);
        }
        look();
    }

    /// Waits until all that was sent is on the broker.
    ///
    /// @throws IOException where something is not
    public void flush() throws IOException, InterruptedException {
        try {
            producer.flush();
        } catch (InterruptException e) {
            throw new InterruptedException();
        }
        look();
    }

    private void look() throws IOException {
        Exception thrown = unsent.get();
        if (thrown != null) {
            throw new IOException("The broker did not take what the bank says: " + thrown, thrown);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
