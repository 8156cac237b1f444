package dev.faultline.source.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaConnectionTest {
    @TempDir private Path folder;

    @Test
    void passwordsComeFromTheEnvironmentAndFromFilesAndAreNeverTold() throws Exception {
        Path whole = Files.writeString(folder.resolve("whole"), "s3cret-of-a-file\n");
        Path entries = Files.writeString(folder.resolve("entries"), "store = s3cret-entry\n");
        KafkaConnection connection =
                with(
                        """
                        sasl.jaas.config = L required username="u" password="${env:KAFKA_PASSWORD}";
                        ssl.key.password = ${file:%s}
                        ssl.truststore.password = ${file:%s:store}
                        """
                                .formatted(whole, entries));
        assertThat(connection.forConsumer())
                .containsEntry(
                        "sasl.jaas.config", "L required username=\"u\" password=\"s3cret-env\";")
                .containsEntry("ssl.key.password", "s3cret-of-a-file")
                .containsEntry("ssl.truststore.password", "s3cret-entry");
        assertThat(
                        List.of(
                                connection.toString(),
                                connection.title(),
                                connection.fingerprint(),
                                connection.server(),
                                connection.propertyNames().toString()))
                .allSatisfy(text -> assertThat(text).doesNotContain("s3cret"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssl.key.password=${env:NOT_SET}",
                "ssl.key.password=${file:/no/such/file}",
                "ssl.key.password=${file:/no/such/file:entry}"
            })
    void whatIsReferredToAndNotThereIsSaid(String line) {
        assertThatThrownBy(() -> with(line))
                .isInstanceOf(BadConnectionException.class)
                .hasMessageMatching(
                        "The property ssl.key.password wants the .*(which is not set.*|cannot be read.*)")
                .hasNoCause();
    }

    @Test
    void aFileThatDoesNotExistIsSaid() {
        assertThatThrownBy(() ->
                        KafkaConnection.of(
                                "a:1",
                                List.of("t"),
                                Optional.empty(),
                                Optional.of(Path.of("/no/such.properties"))))
                .hasMessage(
                        "--kafka-config: the file /no/such.properties cannot be read (it does not exist).");
    }

    @Test
    void whatTheFileSaysGoesToTheClientButForWhatTheReaderLivesOn() throws Exception {
        Map<String, Object> all =
                with("""
                max.poll.records = 7
                isolation.level = read_committed
                auto.offset.reset = latest
                enable.auto.commit = true
                allow.auto.create.topics = true
                group.id = somebody-elses
                """)
                        .forConsumer();
        assertThat(all)
                .containsEntry("max.poll.records", "7")
                .containsEntry("isolation.level", "read_committed")
                .containsEntry("receive.buffer.bytes", "1048576")
                .containsEntry("max.partition.fetch.bytes", "8388608")
                .containsEntry("auto.offset.reset", "none")
                .containsEntry("enable.auto.commit", "false")
                .containsEntry("allow.auto.create.topics", "false")
                .doesNotContainKey("group.id");
    }

    @Test
    void aTopicIsANameOrARegularExpressionForTheWholeName() throws Exception {
        TopicChoice choice = TopicChoice.of(List.of("metrics.app-1_x", "otlp-.*", "(a|b)"));
        assertThat(choice.names()).containsExactly("metrics.app-1_x");
        assertThat(List.of("metrics.app-1_x", "otlp-", "otlp-metrics", "a", "b"))
                .allMatch(choice::chooses)
                .allMatch(topic -> choice.pattern().matcher(topic).matches());
        assertThat(List.of("metricsXapp-1_x", "my-otlp-", "ab", ""))
                .noneMatch(choice::chooses)
                .noneMatch(topic -> choice.pattern().matcher(topic).matches());
        assertThatThrownBy(() -> TopicChoice.of(List.of("otlp-[")))
                .hasMessageStartingWith(
                        "'otlp-[' is neither the name of a topic nor a regular expression:");
        assertThatThrownBy(() -> TopicChoice.of(List.of())).hasMessageStartingWith("No topic");
    }

    @Test
    void addressesAreReadWithAndWithoutPort() throws Exception {
        assertThat(Address.parse("kafka-1:9093, kafka-2,[::1]:9094"))
                .containsExactly(
                        new Address("kafka-1", 9093),
                        new Address("kafka-2", 9092),
                        new Address("::1", 9094));
        assertThat(new Address("::1", 9094)).hasToString("[::1]:9094");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a:b", "a:0", "a:70000", "PLAINTEXT://a:9092", "a:1,", "u:p@a:1"})
    void whatIsNoAddressIsSaid(String bootstrap) {
        assertThatThrownBy(() -> Address.parse(bootstrap))
                .isInstanceOf(BadConnectionException.class)
                .hasMessageContaining("is no address of a broker. Write HOST:PORT");
    }

    @Test
    void theFingerprintTellsAddressesAndTopicsApartWhateverTheirOrder() throws Exception {
        assertThat(of("a:1,b:2", "x", "y").fingerprint())
                .isEqualTo(of("b:2,a:1", "y", "x").fingerprint())
                .isNotEqualTo(of("a:1", "x", "y").fingerprint())
                .isNotEqualTo(of("a:1,b:2", "x").fingerprint())
                .hasSize(16);
    }

    private static KafkaConnection of(String bootstrap, String... topics) throws Exception {
        return KafkaConnection.of(bootstrap, List.of(topics), Optional.empty(), Optional.empty());
    }

    private KafkaConnection with(String properties) throws Exception {
        Path file = Files.writeString(folder.resolve("client.properties"), properties);
        return KafkaConnection.of(
                "kafka:9092",
                List.of("metrics"),
                Optional.empty(),
                Optional.of(file),
                name -> name.equals("KAFKA_PASSWORD") ? "s3cret-env" : null);
    }
}
