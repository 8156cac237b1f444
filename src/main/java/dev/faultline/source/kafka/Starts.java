package dev.faultline.source.kafka;

import dev.faultline.source.RecordReceiver.Part;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/// Where to begin in partitions that were never read.
final class Starts {
    /// How long an answer may take.
    static final Duration LOOK_UP = Duration.ofSeconds(15);

    private Starts() {}

    /// The offsets to begin at, one for each of the partitions.
    ///
    /// @param from as it was asked for
    /// @param ends where the partitions end
    /// @throws org.apache.kafka.common.errors.TimeoutException where nobody answers
    static Map<TopicPartition, Long> of(
            StartAt from,
            Collection<TopicPartition> partitions,
            Map<TopicPartition, Long> ends,
            KafkaConsumer<byte[], byte[]> consumer) {
        if (partitions.isEmpty()) {
            return Map.of();
        }
        Map<TopicPartition, Long> starts = new HashMap<>();
        switch (from) {
            case StartAt.Time(var at) ->
                    consumer.offsetsForTimes(
                                    partitions.stream()
                                            .collect(
                                                    Collectors.toMap(
                                                            p -> p, _ -> at.toEpochMilli())),
                                    LOOK_UP)
                            .forEach((partition, found) ->
                                    starts.put(
                                            partition,
                                            found == null
                                                    ? Objects.requireNonNull(ends.get(partition))
                                                    : Long.valueOf(found.offset())));
            case StartAt.BeforeEnd(var records) ->
                    consumer.beginningOffsets(partitions, LOOK_UP)
                            .forEach((partition, beginning) ->
                                    starts.put(
                                            partition,
                                            Math.max(
                                                    beginning,
                                                    Objects.requireNonNull(ends.get(partition))
                                                            - records)));
            case StartAt.Offsets(var next) ->
                    consumer.beginningOffsets(partitions, LOOK_UP)
                            .forEach((partition, beginning) ->
                                    starts.put(
                                            partition,
                                            next.getOrDefault(
                                                    new Part(
                                                            partition.topic(),
                                                            partition.partition()),
                                                    beginning)));
        }
        return starts;
    }
}
