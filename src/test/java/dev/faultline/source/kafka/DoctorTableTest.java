package dev.faultline.source.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The table of the document says what the doctor says, of everything that it can find.
class DoctorTableTest {
    private static final Address AT = new Address("kafka-1", 9092);
    private static final Duration WAITED = Doctor.PATIENCE;

    private static final List<Row> ALL =
            List.of(
                    new Row(
                            "settings refused",
                            new Finding.SettingsRefused("Invalid value SSLL for configuration …")),
                    new Row("host unknown", new Finding.HostUnknown("kafka-1")),
                    new Row("port closed", new Finding.PortClosed(AT)),
                    new Row(
                            "no answer to connecting",
                            new Finding.Unreachable(AT, Duration.ofSeconds(3))),
                    new Row("broker hangs", new Finding.Mute(AT, WAITED)),
                    new Row("broker going down", new Finding.HungUp(AT)),
                    new Row("not Kafka", new Finding.NotKafka(AT, "a web server")),
                    new Row("plain text against TLS", new Finding.TlsWanted(AT)),
                    new Row("TLS against plain text", new Finding.TlsUnknown(AT)),
                    new Row(
                            "TLS without SASL",
                            new Finding.LoginWanted(AT, true, List.of("SCRAM-SHA-512"))),
                    new Row("SASL not wanted", new Finding.LoginUnknown(AT, true)),
                    new Row(
                            "mechanism not offered",
                            new Finding.MechanismUnknown(AT, "PLAIN", List.of("SCRAM-SHA-512"))),
                    new Row("wrong CA", new Finding.AuthorityUnknown(AT, "CN=company-ca")),
                    new Row(
                            "certificate expired",
                            new Finding.CertificateOutOfDate(
                                    AT,
                                    Instant.parse("2025-01-01T00:00:00Z"),
                                    Instant.parse("2026-01-01T00:00:00Z"))),
                    new Row(
                            "certificate of another name",
                            new Finding.CertificateMisnamed(AT, List.of("kafka.example.org"))),
                    new Row("client certificate missing", new Finding.CertificateWanted(AT)),
                    new Row(
                            "TLS failed otherwise",
                            new Finding.TlsFailed(AT, "Received fatal alert: protocol_version.")),
                    new Row("wrong password", new Finding.LoginRefused(AT, "SCRAM-SHA-512")),
                    new Row(
                            "advertised address",
                            new Finding.AdvertisedUnreachable(
                                    AT, new Address("10.0.3.7", 9092), "no answer")),
                    new Row(
                            "topic missing",
                            new Finding.TopicMissing("metric", List.of("metrics", "metrics-eu"))),
                    new Row(
                            "regular expression too narrow",
                            new Finding.NothingMatches("metric", 12)),
                    new Row("no permission on topic", new Finding.TopicForbidden("metrics")),
                    new Row("no permission on group", new Finding.GroupForbidden("workbench")),
                    new Row(
                            "topic empty, always",
                            new Finding.TopicEmpty("metrics", 0, Optional.empty())),
                    new Row(
                            "topic empty by retention",
                            new Finding.TopicEmpty(
                                    "metrics", 48_200, Optional.of(Duration.ofDays(7)))),
                    new Row("topic does not deliver", new Finding.NothingComes("metrics", WAITED)),
                    new Row(
                            "anything else",
                            new Finding.Unexplained(
                                    "The server experienced an unexpected error.", true)));

    /// @param failure in the words of those who ask
    private record Row(String failure, Finding finding) {}

    @Test
    void theTableOfTheDocumentIsWhatTheDoctorSays() throws Exception {
        String table =
                ALL.stream()
                        .map(row -> "| %s | %s |\n".formatted(row.failure, row.finding.sentence()))
                        .collect(Collectors.joining());
        assertThat(Files.readString(Path.of("assets/docs/live.md"))).contains(table);
    }

    @Test
    void eachFailureHasSomethingToDo() {
        assertThat(ALL).allSatisfy(row -> assertThat(row.finding.advice()).endsWith("."));
    }

    @Test
    void everythingThatTheDoctorCanFindIsInTheTable() {
        Set<Class<?>> inTable =
                ALL.stream().map(row -> row.finding.getClass()).collect(Collectors.toSet());
        inTable.add(Finding.Fine.class);
        inTable.add(Finding.Odd.class);
        assertThat(inTable).containsAll(Stream.of(Finding.class.getPermittedSubclasses()).toList());
    }
}
