package dev.faultline.store.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// What [KafkaPeers] writes and reads its topic with.
///
/// @param consumer of all partitions, in no group
record Clients(
        KafkaProducer<byte[], byte[]> producer,
        KafkaConsumer<byte[], byte[]> consumer,
        List<TopicPartition> partitions)
        implements AutoCloseable {
    /// Makes the topic where it is not there, and clients that are at its beginning.
    ///
    /// @param patience how long each of them waits for the broker
    static Clients open(Map<String, Object> connection, String topic, Duration patience)
            throws InterruptedException, ExecutionException, TimeoutException {
        makeTopic(connection, topic, patience);
        Map<String, Object> properties = properties(connection, patience);
        properties.put("acks", "all");
        properties.put("enable.idempotence", "true");
        properties.put("linger.ms", "0");
        properties.put("delivery.timeout.ms", Long.toString(patience.toMillis()));
        properties.put("max.block.ms", Long.toString(patience.toMillis()));
        KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        properties, new ByteArraySerializer(), new ByteArraySerializer());
        KafkaConsumer<byte[], byte[]> consumer = null;
        try {
            Map<String, Object> reading = properties(connection, patience);
            reading.put("enable.auto.commit", "false");
            reading.put("auto.offset.reset", "earliest");
            reading.put("isolation.level", "read_uncommitted");
            reading.keySet().removeAll(List.of("group.id", "group.instance.id", "group.protocol"));
            consumer =
                    new KafkaConsumer<>(
                            reading, new ByteArrayDeserializer(), new ByteArrayDeserializer());
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic, patience).stream()
                            .map(Clients::partition)
                            .toList();
            if (partitions.isEmpty()) {
                throw new UnknownTopicOrPartitionException(topic + " is not there yet");
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            return new Clients(producer, consumer, partitions);
        } catch (RuntimeException e) {
            producer.close(Duration.ZERO);
            if (consumer != null) {
                consumer.close(CloseOptions.timeout(Duration.ZERO));
            }
            throw e;
        }
    }

    private static TopicPartition partition(PartitionInfo info) {
        return new TopicPartition(info.topic(), info.partition());
    }

    private static Map<String, Object> properties(
            Map<String, Object> connection, Duration patience) {
        Map<String, Object> properties = new HashMap<>(connection);
        String most = Long.toString(patience.toMillis());
        properties.put("request.timeout.ms", most);
        properties.put("default.api.timeout.ms", most);
        return properties;
    }

    private static void makeTopic(Map<String, Object> connection, String topic, Duration patience)
            throws InterruptedException, ExecutionException, TimeoutException {
        try (Admin admin = Admin.create(properties(connection, patience))) {
            if (!admin.listTopics()
                    .names()
                    .get(2 * patience.toMillis(), TimeUnit.MILLISECONDS)
                    .contains(topic)) {
                NewTopic made =
                        new NewTopic(topic, Optional.of(1), Optional.<Short>empty())
                                .configs(
                                        Map.of(
                                                "cleanup.policy",
                                                "compact",
                                                // by the broker's clock, whatever a writer says
                                                "message.timestamp.type",
                                                "LogAppendTime"));
                admin.createTopics(List.of(made))
                        .all()
                        .get(2 * patience.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (ExecutionException e) {
            // Another workbench was faster.
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
}
