package dev.faultline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.faultline.demo.Demo;
import dev.faultline.demo.DemoPlan;
import dev.faultline.demo.bank.BankPlan;
import dev.faultline.demo.bank.Fault;
import dev.faultline.demo.bank.FaultKind;
import dev.faultline.demo.bank.Mending;
import dev.faultline.demo.bank.Scenario;
import dev.faultline.demo.control.ControlAddress;
import dev.faultline.demo.control.ControlClient;
import dev.faultline.demo.feed.Topic;
import dev.faultline.engine.Snapshot;
import dev.faultline.model.ServiceId;
import dev.faultline.settings.Settings;
import dev.faultline.ui.LiveSession;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole demo against its real broker, in processes of their own.
class DemoTest {
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final ServiceId DATABASE = new ServiceId("payments-db");

    @TempDir private Path temporary;
    @TempDir private Path data;

    private DemoPlan plan(Duration history, double speed) {
        return new DemoPlan(
                BankPlan.DEFAULT.withSeed(3),
                history,
                speed,
                new Scenario(List.of()),
                0,
                data,
                temporary);
    }

    @Test
    void aFaultIsFoundWhenItIsInjectedAndHealsWhenItIsMendedAndTheTruthStaysApart()
            throws Exception {
        DemoPlan plan = plan(Duration.ofDays(3), 600);
        Path capture = data.resolve("demo.capture");
        AtomicReference<Snapshot> newest = new AtomicReference<>();
        try (Demo demo = Demo.start(plan);
                RemedyWorkshop workshop =
                        RemedyWorkshop.demo(
                                demo, plan, Optional.empty(), Settings.DEFAULT.masking())) {
            DemoSystems systems = DemoSystems.of(kafka(), demo, plan, workshop.desk());
            try (LiveSession session =
                    systems.connect(systems.request(), newest::set, progress -> {})) {
                await("all is read up to now, and it is calm")
                        .atMost(SOON)
                        .until(() ->
                                newest.get() != null
                                        && session.live().loading().isEmpty()
                                        && newest.get()
                                                .at()
                                                .isAfter(
                                                        session.time()
                                                                .instant()
                                                                .minus(Duration.ofHours(2)))
                                        && newest.get().diagnosis().ranking().incident() < .1);
                assertThat(newest.get().at())
                        .as("the time in the bank")
                        .isBeforeOrEqualTo(session.time().instant());
                assertThat(newest.get().topology().components())
                        .extracting(c -> c.id())
                        .containsAll(
                                demo.topology().components().stream().map(c -> c.id()).toList());
                assertThat(newest.get().topology().dependencies())
                        .as("what depends on what was found out")
                        .hasSizeGreaterThan(50);
                session.record(capture);
                ControlClient control = new ControlClient(ControlAddress.find(data));
                control.inject(Fault.parse("db-pool-exhausted@" + DATABASE).withSeverity(1));
                await("an incident opens, and the database is among the first three")
                        .atMost(SOON)
                        .until(() ->
                                newest.get().onset().isPresent()
                                        && newest.get().diagnosis().ranking().incident() > .5
                                        && amongTheFirstThree(newest.get()));
                control.mend(Mending.parse("restart@" + DATABASE));
                await("it heals")
                        .atMost(SOON)
                        .until(() -> newest.get().diagnosis().ranking().incident() < .5);
                session.stopRecording();
            }
            assertThat(demo.truth())
                    .singleElement()
                    .satisfies(fault -> {
                        assertThat(fault.kind()).isEqualTo(FaultKind.DB_POOL_EXHAUSTED);
                        assertThat(fault.roots()).first().isEqualTo(DATABASE);
                        assertThat(fault.end()).as("it was mended").isPresent();
                    });
            Map<Topic, String> said = everythingOn(demo.bootstrap());
            assertThat(said.keySet()).as("all topics have records").hasSize(Topic.values().length);
            said.forEach((topic, text) -> assertTruthless(topic.label(), text));
            assertThat(said.get(Topic.OTLP)).contains(DATABASE.value());
        }
        assertTruthless(capture.toString(), everythingIn(capture));
        assertThat(everythingIn(capture)).contains(DATABASE.value());
        assertThat(temporary).as("nothing is left").isEmptyDirectory();
        assertThat(data.resolve("demo.json")).doesNotExist();
    }

    private static boolean amongTheFirstThree(Snapshot shown) {
        return shown.diagnosis().ranking().causes().stream()
                .limit(3)
                .anyMatch(cause -> cause.service().equals(DATABASE));
    }

    private static void assertTruthless(String where, String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        Stream.of(FaultKind.values())
                .flatMap(kind -> Stream.of(kind.label(), kind.name().toLowerCase(Locale.ROOT)))
                .forEach(word ->
                        assertThat(lower.contains(word)).as("%s in %s", word, where).isFalse());
        assertThat(lower.contains("faultrecord")).as("%s", where).isFalse();
    }

    private KafkaSystems kafka() {
        return new KafkaSystems(
                Settings.DEFAULT,
                new SessionFile(data.resolve(SessionFile.NAME)),
                new RecentConnections(data.resolve(RecentConnections.NAME)),
                data);
    }

    /// The bytes of all records by topic, one character a byte.
    private static Map<Topic, String> everythingOn(String bootstrap) {
        Map<Topic, String> all = new LinkedHashMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", bootstrap, "max.poll.records", "10000"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            for (Topic topic : Topic.values()) {
                TopicPartition partition = new TopicPartition(topic.label(), 0);
                consumer.assign(List.of(partition));
                consumer.seekToBeginning(List.of(partition));
                long end = consumer.endOffsets(List.of(partition)).get(partition);
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                while (consumer.position(partition) < end) {
                    ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofSeconds(1));
                    for (ConsumerRecord<byte[], byte[]> record : records) {
                        bytes.writeBytes(record.value());
                        record.headers().forEach(header -> bytes.writeBytes(header.value()));
                        bytes.write('\n');
                    }
                }
                if (bytes.size() > 0) {
                    all.put(topic, bytes.toString(StandardCharsets.ISO_8859_1));
                }
            }
        }
        return all;
    }

    /// All that is in a capture, unpacked, one character a byte.
    private static String everythingIn(Path capture) throws Exception {
        StringBuilder all = new StringBuilder();
        try (ZipFile zip = new ZipFile(capture.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                try (InputStream in = zip.getInputStream(entry)) {
                    all.append(entry.getName())
                            .append(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
                }
            }
        }
        return all.toString();
    }

    @Test
    void aBrokerOutlivesNoParentThatIsKilledAndLeavesNothing() throws Exception {
        Path said = data.resolve("said");
        ProcessBuilder program =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-Djava.io.tmpdir=" + temporary,
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName(),
                                "demo",
                                "--no-window",
                                "--quiet",
                                "--days",
                                "1")
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile());
        program.environment().put("FAULTLINE_HOME", data.toString());
        Process parent = program.start();
        try {
            parent.getOutputStream().close();
            await().atMost(SOON).until(() -> brokerIsReady() || !parent.isAlive());
            assertThat(parent.isAlive()).as(Files.readString(said)).isTrue();
            List<ProcessHandle> children = parent.descendants().toList();
            assertThat(children).hasSize(1);
            parent.destroyForcibly();
            assertThat(parent.waitFor(30, TimeUnit.SECONDS)).isTrue();
            await("the broker ends with its parent")
                    .atMost(SOON)
                    .until(() -> !children.getFirst().isAlive());
            assertThat(temporary).isEmptyDirectory();
        } finally {
            parent.destroyForcibly();
        }
    }

    private boolean brokerIsReady() throws Exception {
        try (Stream<Path> folders = Files.list(temporary)) {
            return folders.anyMatch(folder -> Files.exists(folder.resolve("ready")));
        }
    }
}
