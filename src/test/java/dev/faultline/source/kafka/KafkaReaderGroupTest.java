package dev.faultline.source.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Readers that share the partitions of a topic as a group, by either of Kafka's protocols.
class KafkaReaderGroupTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final BrokerInJvm broker = BrokerInJvm.plain();

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void twoMembersShareThePartitionsAndOneTakesThemAllWhenTheOtherLeaves(String protocol)
            throws Exception {
        String topic = broker.newTopic("shared", 4, java.util.Map.of());
        Path file =
                Files.writeString(
                        folder.resolve("p"),
                        "group.protocol="
                                + protocol
                                + "\n"
                                + (protocol.equals("classic")
                                        ? "heartbeat.interval.ms=300\n"
                                        : ""));
        KafkaConnection connection =
                KafkaConnection.of(
                        broker.bootstrap(),
                        List.of(topic),
                        Optional.of("group-of-" + topic),
                        Optional.of(file));
        for (int i = 0; i < 400; i++) {
            broker.send(topic, i % 4, Instant.now().toEpochMilli(), Receipts.numbered(i, 8));
        }
        broker.flush();
        Receipts first = new Receipts();
        Receipts second = new Receipts();
        StartAt all = new StartAt.BeforeEnd(1_000);
        try (KafkaReader one = KafkaReader.endless(connection, all, first)) {
            one.start();
            await().atMost(SOON).until(() -> first.records() == 400);
            try (KafkaReader two = KafkaReader.endless(connection, all, second)) {
                two.start();
                await().atMost(SOON)
                        .until(() -> first.assigned.size() == 2 && second.assigned.size() == 2);
                for (int i = 400; i < 800; i++) {
                    broker.send(
                            topic, i % 4, Instant.now().toEpochMilli(), Receipts.numbered(i, 8));
                }
                broker.flush();
                await().atMost(SOON).until(() -> first.records() + second.records() >= 800);
                assertThat(second.records()).isEqualTo(200);
                // a member whose receiver is busy stays one
                second.busy = true;
            }
            await().atMost(SOON).until(() -> first.assigned.size() == 4);
            for (int i = 800; i < 900; i++) {
                broker.send(topic, i % 4, Instant.now().toEpochMilli(), Receipts.numbered(i, 8));
            }
            broker.flush();
            await().atMost(SOON).until(() -> first.records() == 700);
        }
        assertThat(first.different() + second.different()).isEqualTo(900);
        assertThat(first.twice() + second.twice()).isZero();
    }
}
