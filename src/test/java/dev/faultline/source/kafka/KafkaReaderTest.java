package dev.faultline.source.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.faultline.source.LiveState.Link;
import dev.faultline.source.RecordReceiver.Part;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/// The reader against a real broker that does what brokers do.
class KafkaReaderTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final long START = Instant.parse("2026-11-23T00:00:00Z").toEpochMilli();

    private final BrokerInJvm broker = BrokerInJvm.plain();
    private final Receipts receipts = new Receipts();

    @Test
    void aMillionNumberedRecordsArriveOnceEach() throws Exception {
        int all = 1_000_000;
        String topic = broker.newTopic(4);
        try (var producer = broker.newProducer()) {
            for (int i = 0; i < all; i++) {
                var _ =
                        producer.send(
                                new ProducerRecord<>(
                                        topic, i % 4, START + i, null, Receipts.numbered(i, 24)));
            }
        }
        readToEnd(new StartAt.BeforeEnd(all), topic);
        assertThat(receipts.different()).isEqualTo(all);
        assertThat(receipts.records()).isEqualTo(all);
        assertThat(receipts.disordered()).isZero();
    }

    @Test
    void readingSinceATimeBeginsWithTheFirstRecordOfThatTime() throws Exception {
        String topic = broker.newTopic(2);
        for (int i = 0; i < 100; i++) {
            broker.send(topic, i % 2, START + i * HOUR, Receipts.numbered(i, 8));
        }
        broker.flush();
        readToEnd(new StartAt.Time(Instant.ofEpochMilli(START + 40 * HOUR)), topic);
        assertThat(receipts.records()).isEqualTo(60);
        assertThat(receipts.has(39)).isFalse();
        assertThat(receipts.has(40)).isTrue();
    }

    @Test
    void readingSinceATimeThatIsYetToComeBeginsAtTheEnd() throws Exception {
        String topic = broker.newTopic(1);
        broker.send(topic, 0, START, Receipts.numbered(0, 8));
        broker.flush();
        try (KafkaReader reader =
                endless(new StartAt.Time(Instant.now().plusSeconds(3600)), topic)) {
            await().atMost(SOON).until(() -> receipts.atEnd.size() == 1);
            broker.send(topic, 0, START, Receipts.numbered(1, 8));
            await().atMost(SOON).until(() -> receipts.has(1));
            assertThat(receipts.records()).isEqualTo(1);
            assertThat(reader.state().link()).isInstanceOf(Link.Connected.class);
        }
    }

    @Test
    void readingGoesOnWhereAnotherReaderEnded() throws Exception {
        String topic = broker.newTopic(1);
        for (int i = 0; i < 10; i++) {
            broker.send(topic, 0, START, Receipts.numbered(i, 8));
        }
        broker.flush();
        Map<Part, Long> next = readToEnd(new StartAt.BeforeEnd(100), topic).next();
        for (int i = 10; i < 15; i++) {
            broker.send(topic, 0, START, Receipts.numbered(i, 8));
        }
        broker.flush();
        readToEnd(new StartAt.Offsets(next), topic);
        assertThat(receipts.records()).isEqualTo(15);
        assertThat(receipts.twice()).isZero();
    }

    @Test
    void topicsThatMatchAndPartitionsThatAreAddedArePickedUpFromTheirBeginning() throws Exception {
        String first = broker.newTopic("picked.a", 1, Map.of());
        broker.send(first, 0, START, Receipts.numbered(0, 8));
        broker.flush();
        try (KafkaReader _ = endless(new StartAt.BeforeEnd(10), "picked\\..+")) {
            await().atMost(SOON).until(() -> receipts.has(0));
            String second = broker.newTopic("picked.b", 1, Map.of());
            broker.newTopic("unpicked", 1, Map.of());
            BrokerInJvm.done(
                    broker.admin()
                            .createPartitions(Map.of(first, NewPartitions.increaseTo(2)))
                            .all());
            broker.send(second, 0, START, Receipts.numbered(1, 8));
            broker.send(first, 1, START, Receipts.numbered(2, 8));
            broker.flush();
            await().atMost(SOON).until(() -> receipts.has(1) && receipts.has(2));
            assertThat(receipts.records()).isEqualTo(3);
            await().atMost(SOON).until(() -> receipts.assigned.size() == 3);
        }
        assertThat(receipts.notices)
                .contains(
                        "There are new partitions of the topic "
                                + first
                                + ": they are read from their beginning.");
    }

    @Test
    void aTopicThatIsDeletedIsSaidAndReadAgainWhenItIsThereAgain() throws Exception {
        String topic = broker.newTopic(1);
        for (int i = 0; i < 5; i++) {
            broker.send(topic, 0, START, Receipts.numbered(i, 8));
        }
        broker.flush();
        try (KafkaReader reader = endless(new StartAt.BeforeEnd(10), topic)) {
            await().atMost(SOON).until(() -> receipts.records() == 5);
            BrokerInJvm.done(broker.admin().deleteTopics(List.of(topic)).all());
            await().atMost(SOON).until(() -> receipts.assigned.isEmpty());
            assertThat(reader.state().link()).isInstanceOf(Link.Connected.class);
            broker.create(topic, 1, Map.of());
            try (var producer = broker.newProducer()) {
                producer.send(new ProducerRecord<>(topic, Receipts.numbered(7, 8)));
            }
            await().atMost(SOON).until(() -> receipts.has(7));
        }
        assertThat(receipts.records()).isEqualTo(6);
        assertThat(receipts.notices)
                .contains(
                        "The topic "
                                + topic
                                + " is gone. It is read again when it is there: from its beginning, if it is a new one.",
                        "The topic "
                                + topic
                                + " was deleted and made again: it is read from its beginning.");
    }

    @Test
    void aTopicThatIsNotThereYetIsSaidAndReadFromItsBeginningWhenItIs() throws Exception {
        try (KafkaReader reader = endless(new StartAt.BeforeEnd(0), "later")) {
            await().atMost(SOON).until(() -> !receipts.notices.isEmpty());
            assertThat(receipts.notices)
                    .containsExactly("There is no topic later yet: it will be read when there is.");
            assertThat(reader.state().link()).isInstanceOf(Link.Connected.class);
            broker.create("later", 1, Map.of());
            broker.send("later", 0, START, Receipts.numbered(3, 8));
            broker.flush();
            await().atMost(SOON).until(() -> receipts.has(3));
        }
    }

    @Test
    void recordsThatRetentionDeletedBeforeTheyWereReadAreCountedAndSaid() throws Exception {
        String topic = broker.newTopic(1);
        for (int i = 0; i < 1_500; i++) {
            broker.send(topic, 0, START, Receipts.numbered(i, 8));
        }
        broker.flush();
        BrokerInJvm.done(
                broker.admin()
                        .deleteRecords(
                                Map.of(
                                        new TopicPartition(topic, 0),
                                        RecordsToDelete.beforeOffset(1_200)))
                        .all());
        ReaderState end = readToEnd(new StartAt.Offsets(Map.of(new Part(topic, 0), 0L)), topic);
        assertThat(receipts.notices)
                .containsExactly(
                        "1,200 records of "
                                + topic
                                + "-0 were deleted by retention before they were read.");
        assertThat(end.overtaken()).isEqualTo(1_200);
        assertThat(receipts.records()).isEqualTo(300);
    }

    @Test
    void whatIsHeldOrBusyIsNotReadAndNothingOfItIsLost() throws Exception {
        String topic = broker.newTopic(2);
        receipts.held = Set.of(new Part(topic, 0));
        try (KafkaReader reader = endless(new StartAt.BeforeEnd(100), topic)) {
            await().atMost(SOON).until(() -> receipts.assigned.size() == 2);
            for (int i = 0; i < 100; i++) {
                broker.send(topic, i % 2, START, Receipts.numbered(i, 8));
            }
            broker.flush();
            await().atMost(SOON).until(() -> receipts.records() == 50);
            assertThat(receipts.has(0)).isFalse();
            await().atMost(SOON)
                    .until(() ->
                            reader.state().partitions().stream().mapToLong(p -> p.records()).sum()
                                    == 50);
            assertThat(receipts.atEnd).doesNotContain(new Part(topic, 0));
            receipts.busy = true;
            receipts.held = Set.of();
            long polls = receipts.polls;
            await().atMost(SOON).until(() -> receipts.polls > polls + 20);
            assertThat(receipts.records()).isEqualTo(50);
            receipts.busy = false;
            await().atMost(SOON).until(() -> receipts.records() == 100);
            await().atMost(SOON).until(() -> receipts.atEnd.size() == 2);
        }
        assertThat(receipts.twice()).isZero();
    }

    @Test
    void tombstonesAndTheGapsOfCompactionAreNoLoss() throws Exception {
        String topic = broker.newTopic(1);
        broker.send(topic, 0, START, Receipts.numbered(0, 8));
        broker.send(topic, 0, START, null);
        broker.send(topic, 0, START, Receipts.numbered(1, 8));
        broker.flush();
        readToEnd(new StartAt.BeforeEnd(100), topic);
        assertThat(receipts.tombstones()).isEqualTo(1);
        assertThat(receipts.different()).isEqualTo(2);
        assertThat(receipts.notices).isEmpty();
    }

    private ReaderState readToEnd(StartAt from, String topic) throws Exception {
        try (KafkaReader reader = KafkaReader.toEnd(connection(topic), from, receipts)) {
            reader.start();
            await().atMost(Duration.ofSeconds(60)).until(() -> reader.state().finished());
            return reader.state();
        }
    }

    private KafkaReader endless(StartAt from, String topic) throws Exception {
        KafkaReader reader = KafkaReader.endless(connection(topic), from, receipts);
        reader.start();
        return reader;
    }

    private KafkaConnection connection(String topic) throws BadConnectionException {
        return KafkaConnection.of(
                broker.bootstrap(), List.of(topic), Optional.empty(), Optional.empty());
    }
}
