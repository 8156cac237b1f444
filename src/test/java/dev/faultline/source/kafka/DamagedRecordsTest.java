package dev.faultline.source.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A disk that went bad under a broker.
class DamagedRecordsTest {
    @Test
    void recordsThatAreDamagedOnTheBrokersDiskAreLeftOutAndSaid() throws Exception {
        BrokerInJvm broker = BrokerInJvm.plain();
        String topic = broker.newTopic("damaged", 1, Map.of());
        long[] ends = new long[3];
        Path log = broker.folder().resolve(topic + "-0").resolve("00000000000000000000.log");
        for (int batch = 0; batch < 3; batch++) {
            for (int i = 0; i < 50; i++) {
                broker.send(topic, 0, 1000, Receipts.numbered(batch * 50 + i, 40));
            }
            broker.flush();
            ends[batch] = log.toFile().length();
        }
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
            file.seek(ends[1] - 10); // in the last record of the second fifty
            int found = file.read();
            file.seek(ends[1] - 10);
            file.write(found ^ 0xff);
        }
        Receipts receipts = new Receipts();
        KafkaConnection connection =
                KafkaConnection.of(
                        broker.bootstrap(), List.of(topic), Optional.empty(), Optional.empty());
        try (KafkaReader reader =
                KafkaReader.toEnd(connection, new StartAt.BeforeEnd(1_000), receipts)) {
            reader.start();
            await().atMost(Duration.ofSeconds(60)).until(() -> reader.state().finished());
            long damaged = reader.state().damaged();
            // as many as the producer put into the batch of the damaged one
            assertThat(damaged).isBetween(1L, 50L);
            assertThat(receipts.records()).isEqualTo(150 - damaged);
            assertThat(receipts.has(49)).isTrue();
            assertThat(receipts.has(99)).isFalse();
            assertThat(receipts.has(100)).isTrue();
            assertThat(receipts.has(149)).isTrue();
            assertThat(receipts.notices)
                    .containsExactly(
                            "%,d records of %s-0 are damaged on the broker, from offset %,d on: they were left out."
                                    .formatted(damaged, topic, 100 - damaged));
        }
    }
}
