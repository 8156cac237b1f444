package dev.faultline.source.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.faultline.demo.broker.BrokerProcess;
import dev.faultline.demo.broker.BrokerProperties;
import dev.faultline.source.LiveState.Link;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A broker that is killed, in a process of its own.
class BrokerFaultsTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir private Path folder;

    @Test
    void aBrokerThatIsKilledAndStartedTwiceUnderLoadLosesAndDoublesNothing() throws Exception {
        killUnderLoad(2, Duration.ofMillis(500));
    }

    @Test
    @Tag("soak")
    void aBrokerThatIsKilledAndStartedTenTimesUnderLoadLosesAndDoublesNothing() throws Exception {
        killUnderLoad(10, Duration.ofSeconds(3));
    }

    /// @param between how long records flow before the next kill
    private void killUnderLoad(int kills, Duration between) throws Exception {
        Receipts receipts = new Receipts();
        try (BrokerProcess broker = new BrokerProcess(folder, BrokerInJvm.SOON_BACK)) {
            broker.start();
            create(broker, "load", 3);
            AtomicBoolean producing = new AtomicBoolean(true);
            BitSet acknowledged = new BitSet();
            AtomicInteger sent = new AtomicInteger();
            Thread producing1 =
                    Thread.ofPlatform().start(() -> produce(broker, producing, acknowledged, sent));
            try (KafkaReader reader =
                    KafkaReader.endless(
                            connection(broker.bootstrap(), "load"),
                            new StartAt.BeforeEnd(Long.MAX_VALUE / 2),
                            receipts)) {
                reader.start();
                for (int i = 0; i < kills; i++) {
                    long before = receipts.records();
                    await().atMost(SOON).until(() -> receipts.records() > before + 1000);
                    Instant flowing = Instant.now();
                    await().atMost(SOON).until(() -> Instant.now().isAfter(flowing.plus(between)));
                    broker.kill();
                    broker.start();
                }
                long before = receipts.records();
                await().atMost(SOON).until(() -> receipts.records() > before + 1000);
                producing.set(false);
                producing1.join();
                await().atMost(SOON)
                        .until(() -> receipts.different() >= acknowledged.cardinality());
                await().atMost(SOON).until(() -> receipts.atEnd.size() == 3);
                assertThat(reader.state().link()).isInstanceOf(Link.Connected.class);
            }
            for (int i = acknowledged.nextSetBit(0); i >= 0; i = acknowledged.nextSetBit(i + 1)) {
                assertThat(receipts.has(i)).as("the record %d of %d", i, sent.get()).isTrue();
            }
            assertThat(acknowledged.cardinality()).isGreaterThan(kills * 1000);
            assertThat(receipts.twice()).isZero();
            assertThat(receipts.disordered()).isZero();
        }
    }

    /// At most 20,000 records a second, each with its number.
    private static void produce(
            BrokerProcess broker,
            AtomicBoolean producing,
            BitSet acknowledged,
            AtomicInteger sent) {
        try (KafkaProducer<byte[], byte[]> producer = BrokerInJvm.newProducer(broker.bootstrap())) {
            while (producing.get()) {
                for (int i = 0; i < 200; i++) {
                    int number = sent.getAndIncrement();
                    var _ =
                            producer.send(
                                    new ProducerRecord<>(
                                            "load",
                                            number % 3,
                                            null,
                                            Receipts.numbered(number, 100)),
                                    (_, thrown) -> {
                                        if (thrown == null) {
                                            synchronized (acknowledged) {
                                                acknowledged.set(number);
                                            }
                                        }
                                    });
                }
                java.util.concurrent.locks.LockSupport.parkNanos(10_000_000);
            }
        }
    }

    @Test
    void aBrokerThatIsNotThereIsSaidAndReadWhenItIs() throws Exception {
        Receipts receipts = new Receipts();
        int port = BrokerProperties.freePort();
        String bootstrap = "127.0.0.1:" + port;
        try (KafkaReader reader =
                KafkaReader.endless(
                        connection(bootstrap, "late"), new StartAt.BeforeEnd(10), receipts)) {
            reader.start();
            await().atMost(SOON)
                    .until(
                            () -> reader.state().link(),
                            link ->
                                    link instanceof Link.Lost lost
                                            && lost.why()
                                                    .startsWith(
                                                            "Nobody listens at "
                                                                    + bootstrap
                                                                    + " (connection refused)."));
            assertThat(receipts.polls).as("nothing is at its end while nobody answers").isZero();
            // not the test's folder: a broker whose log is deleted takes the whole JVM with it
            Path log = Files.createTempDirectory("faultline-late");
            BrokerInJvm broker =
                    BrokerInJvm.start(log, bootstrap, BrokerInJvm.properties(log, port), List.of());
            broker.create("late", 1, Map.of());
            broker.send("late", 0, 1000, Receipts.numbered(4, 8));
            broker.flush();
            await().atMost(SOON).until(() -> receipts.has(4));
            await().atMost(SOON).until(() -> reader.state().link() instanceof Link.Connected);
        }
    }

    @Test
    void aPasswordThatIsWrongIsRefusedInASentence() throws Exception {
        KafkaConnection connection =
                KafkaConnection.of(
                        SecuredBroker.running().at("LOGIN"),
                        List.of("readable.*"),
                        Optional.empty(),
                        Optional.of(
                                DoctorTest.file(
                                        folder, DoctorTest.login("reader", "wrong-password"))));
        try (KafkaReader reader =
                KafkaReader.endless(connection, new StartAt.BeforeEnd(1), new Receipts())) {
            reader.start();
            await().atMost(SOON).until(() -> reader.state().link() instanceof Link.Refused);
            assertThat(reader.state().link())
                    .extracting(link -> ((Link.Refused) link).why())
                    .asString()
                    .startsWith(
                            SecuredBroker.running().at("LOGIN")
                                    + " refuses the user or the password (SCRAM-SHA-512).")
                    .doesNotContain("wrong-password");
        }
    }

    @Test
    void plainTextSpokenToAPortOfTlsIsRefusedInASentence() throws Exception {
        String at = SecuredBroker.running().at("TLS");
        try (KafkaReader reader =
                KafkaReader.endless(
                        connection(at, "readable"), new StartAt.BeforeEnd(1), new Receipts())) {
            reader.start();
            await().atMost(SOON).until(() -> reader.state().link() instanceof Link.Refused);
            assertThat(((Link.Refused) reader.state().link()).why())
                    .startsWith(at + " speaks TLS, and the settings say plain text.");
        }
    }

    @Test
    void aTopicThatMayNotBeReadIsSaidAndTheOthersAreRead() throws Exception {
        BrokerInJvm broker = SecuredBroker.running().broker;
        String open = broker.newTopic("readable", 1, Map.of());
        String closed = broker.newTopic("glimpsed", 1, Map.of());
        broker.send(open, 0, 1000, Receipts.numbered(6, 8));
        broker.send(closed, 0, 1000, Receipts.numbered(7, 8));
        broker.flush();
        Receipts receipts = new Receipts();
        KafkaConnection connection =
                KafkaConnection.of(
                        SecuredBroker.running().at("LOGIN"),
                        List.of(open, closed),
                        Optional.empty(),
                        Optional.of(
                                DoctorTest.file(
                                        folder,
                                        DoctorTest.login("reader", SecuredBroker.PASSWORD))));
        try (KafkaReader reader =
                KafkaReader.endless(connection, new StartAt.BeforeEnd(10), receipts)) {
            reader.start();
            await().atMost(SOON).until(() -> receipts.has(6) && !receipts.notices.isEmpty());
            await().atMost(SOON).until(() -> receipts.assigned.size() == 1);
            assertThat(receipts.notices)
                    .containsExactly(
                            "The topic "
                                    + closed
                                    + " may not be read by this user: ask for READ on it. It is tried again every 30 s.");
            assertThat(receipts.has(7)).isFalse();
        }
    }

    static void create(BrokerProcess broker, String topic, int partitions) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
            BrokerInJvm.done(
                    admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1))).all());
        }
    }

    private static KafkaConnection connection(String bootstrap, String topic)
            throws BadConnectionException {
        return KafkaConnection.of(bootstrap, List.of(topic), Optional.empty(), Optional.empty());
    }
}
