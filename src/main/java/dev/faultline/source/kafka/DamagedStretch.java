package dev.faultline.source.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/// Records whose checksum is wrong on the broker's disk: Kafka's client throws at them again and
/// again and leaves it to others to find out where they end.
final class DamagedStretch {
    /// What the client (4.3) says; there is no other sign of which partition it is.
    private static final Pattern WORDS =
            Pattern.compile(
                    "(?:next record from|Record batch for partition|Record for partition|"
                            + "for topic-partition) (\\S+)-(\\d+)\\b");

    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private DamagedStretch() {}

    /// The partition that an exception of a poll is about, where it is about damaged records.
    static Optional<TopicPartition> partition(KafkaException thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            Matcher words = WORDS.matcher(String.valueOf(cause.getMessage()));
            if (words.find()) {
                return Optional.of(
                        new TopicPartition(words.group(1), Integer.parseInt(words.group(2))));
            }
        }
        return Optional.empty();
    }

    /// Where reading works again: by doubling the step, and then by halving it, so that a stretch
    /// of n records takes about 2 log n looks.
    ///
    /// @param bad the offset that cannot be read
    /// @return the first offset after it that can; `bad` where it can be read after all
    static long end(KafkaConnection connection, TopicPartition partition, long bad) {
        Map<String, Object> properties = connection.forConsumer();
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        properties.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        properties.remove(ConsumerConfig.GROUP_PROTOCOL_CONFIG);
        properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, "1");
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties);
        try {
            consumer.assign(List.of(partition));
            if (readable(consumer, partition, bad)) {
                return bad;
            }
            Long end = consumer.endOffsets(List.of(partition), PATIENCE).get(partition);
            long last = end == null ? bad + 1 : end;
            long unreadable = bad;
            long readable = bad + 1;
            for (long step = 1; readable < last && !readable(consumer, partition, readable); ) {
                unreadable = readable;
                step *= 2;
                readable = Math.min(last, readable + step);
            }
            while (readable - unreadable > 1) {
                long middle = (unreadable + readable) >>> 1;
                if (readable(consumer, partition, middle)) {
                    readable = middle;
                } else {
                    unreadable = middle;
                }
            }
            return readable;
        } finally {
            consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
        }
    }

    private static boolean readable(
            KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, long offset) {
        consumer.seek(partition, offset);
        long until = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (System.nanoTime() < until) {
                if (!consumer.poll(Duration.ofMillis(100)).nextOffsets().isEmpty()) {
                    return true;
                }
            }
            throw new org.apache.kafka.common.errors.TimeoutException(
                    "Nothing of " + partition + " came.");
        } catch (KafkaException e) {
            if (partition(e).isEmpty()) {
                throw e;
            }
            return false;
        }
    }
}
