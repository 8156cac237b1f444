package dev.faultline.source.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.faultline.source.RecordReceiver;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Records of programs that know nothing of this one arrive, as bytes.
class ProducersTest {
    private static final Duration SOON = Duration.ofSeconds(40);

    private final BrokerInJvm broker = BrokerInJvm.plain();
    private final Texts texts = new Texts();

    @TempDir private Path folder;

    @Test
    void recordsOfCollectdArrive() throws Exception {
        String json = broker.newTopic("collectd-json", 1, Map.of());
        String graphite = broker.newTopic("collectd-graphite", 1, Map.of());
        try (Producers.Producer collectd =
                        Producers.collectd(folder, broker.bootstrap(), json, graphite);
                KafkaReader _ = reader(json, graphite)) {
            await().atMost(SOON)
                    .untilAsserted(() -> {
                        assertThat(texts.of(json))
                                .as(collectd::said)
                                .anySatisfy(text ->
                                        assertThat(text)
                                                .contains(
                                                        "\"host\":\"web-01.example.org\"",
                                                        "\"plugin\":\"cpu\""));
                        assertThat(texts.of(graphite))
                                .as(collectd::said)
                                .anySatisfy(
                                        text -> assertThat(text).contains(".load.load.shortterm "));
                    });
        }
    }

    @Test
    void recordsOfServicesUnderOpenTelemetryArrive() throws Exception {
        String protobuf = broker.newTopic("otlp-proto", 1, Map.of());
        String json = broker.newTopic("otlp-json", 1, Map.of());
        try (Producers.Producer services =
                        Producers.otlp(folder, broker.bootstrap(), protobuf, json);
                KafkaReader _ = reader(protobuf, json)) {
            await().atMost(SOON)
                    .untilAsserted(() -> {
                        assertThat(texts.of(json))
                                .as(services::said)
                                .anySatisfy(text ->
                                        assertThat(text)
                                                .startsWith("{\"resourceMetrics\":")
                                                .contains(
                                                        "http.server.request.duration",
                                                        "payments"));
                        assertThat(texts.of(protobuf))
                                .as(services::said)
                                .anySatisfy(text -> assertThat(text).contains("checkout"));
                    });
        }
    }

    private KafkaReader reader(String... topics) throws Exception {
        KafkaReader reader =
                KafkaReader.endless(
                        KafkaConnection.of(
                                broker.bootstrap(),
                                List.of(topics),
                                Optional.empty(),
                                Optional.empty()),
                        new StartAt.BeforeEnd(1_000),
                        texts);
        reader.start();
        return reader;
    }

    /// Keeps what came of each topic, byte by byte as characters.
    private static final class Texts implements RecordReceiver {
        private final Map<String, List<String>> texts = new ConcurrentHashMap<>();

        List<String> of(String topic) {
            return texts.getOrDefault(topic, List.of());
        }

        @Override
        public void record(
                String topic, int partition, long offset, long timestampMillis, byte[] value) {
            texts.computeIfAbsent(topic, _ -> new CopyOnWriteArrayList<>())
                    .add(new String(value, StandardCharsets.ISO_8859_1));
        }

        @Override
        public void polled(Instant now, Set<Part> atEnd, Set<Part> assigned) {}

        @Override
        public Set<Part> held() {
            return Set.of();
        }

        @Override
        public boolean busy() {
            return false;
        }
    }
}
