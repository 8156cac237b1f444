package dev.faultline.source.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.demo.broker.BrokerProperties;
import dev.faultline.source.kafka.Doctor.Step;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each failure on the way to the records, made for real, and what the doctor says of it.
class DoctorTest {
    private static final Map<String, String> TRUSTING =
            Map.of(
                    "security.protocol", "SSL",
                    "ssl.truststore.type", "PEM",
                    "ssl.truststore.location", SecuredBroker.TLS.resolve("test-ca.pem").toString());

    private static String readable = "";

    @TempDir private Path folder;

    @BeforeAll
    static void aTopicWithANewRecord() {
        BrokerInJvm broker = SecuredBroker.running().broker;
        readable = broker.newTopic("readable", 3, Map.of());
        broker.send(readable, 1, Instant.now().toEpochMilli(), new byte[10]);
        broker.flush();
    }

    @Test
    void nothingIsWrongWithTheRightSettings() throws Exception {
        List<Step> steps = examine(at("LOGIN"), login("reader", SecuredBroker.PASSWORD), readable);
        assertThat(steps)
                .extracting(step -> step.finding().sentence())
                .allSatisfy(
                        sentence -> assertThat(sentence).doesNotContain(SecuredBroker.PASSWORD));
        assertThat(Doctor.passed(steps)).as("%s", steps).isTrue();
        assertThat(steps)
                .extracting(Step::name)
                .containsExactly(
                        "settings",
                        "host localhost",
                        "port " + address(at("LOGIN")).port(),
                        "protocol",
                        "login",
                        "topic " + readable);
        assertThat(steps.getLast().finding().sentence())
                .matches(
                        "The topic "
                                + readable
                                + " has about 1 records in 3 partitions, the newest \\d+ s old\\.");
    }

    @Test
    void theHostIsUnknown() throws Exception {
        assertThat(wrong("no-such-host.invalid:9092", Map.of(), "any"))
                .isEqualTo(new Finding.HostUnknown("no-such-host.invalid"));
    }

    @Test
    void thePortIsClosed() throws Exception {
        int port = BrokerProperties.freePort();
        assertThat(wrong("127.0.0.1:" + port, Map.of(), "any"))
                .isEqualTo(new Finding.PortClosed(new Address("127.0.0.1", port)));
    }

    @Test
    void somebodyTakesTheConnectionAndSaysNothing() throws Exception {
        // the system takes connections for a process that never does, as for a broker that is
        // stopped
        try (ServerSocket hung = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Address at = new Address("127.0.0.1", hung.getLocalPort());
            assertThat(wrong(at.toString(), Map.of(), "any"))
                    .isEqualTo(new Finding.Mute(at, Doctor.PATIENCE));
        }
    }

    @Test
    void somebodyTakesTheConnectionAndClosesIt() throws Exception {
        try (ServerSocket server = answering(new byte[0])) {
            Address at = new Address("127.0.0.1", server.getLocalPort());
            assertThat(wrong(at.toString(), Map.of(), "any")).isEqualTo(new Finding.HungUp(at));
        }
    }

    @Test
    void somebodyElseLivesThere() throws Exception {
        try (ServerSocket server = answering("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes())) {
            Address at = new Address("127.0.0.1", server.getLocalPort());
            assertThat(wrong(at.toString(), Map.of(), "any"))
                    .isEqualTo(new Finding.NotKafka(at, "a web server"));
        }
    }

    @Test
    void plainTextIsSpokenToAPortOfTls() throws Exception {
        assertThat(wrong(at("TLS"), Map.of(), readable))
                .isEqualTo(new Finding.TlsWanted(address(at("TLS"))));
    }

    @Test
    void tlsIsSpokenToAPortOfPlainText() throws Exception {
        String plain = SecuredBroker.running().broker.bootstrap();
        assertThat(wrong(plain, TRUSTING, readable))
                .isEqualTo(new Finding.TlsUnknown(address(plain)));
    }

    @Test
    void tlsIsSpokenWithoutTheLoginThatIsWanted() throws Exception {
        assertThat(wrong(at("LOGIN"), TRUSTING, readable))
                .isEqualTo(
                        new Finding.LoginWanted(
                                address(at("LOGIN")), true, List.of("SCRAM-SHA-512")));
    }

    @Test
    void plainTextIsSpokenWithoutTheLoginThatIsWanted() throws Exception {
        assertThat(wrong(at("LOGINPLAIN"), Map.of(), readable))
                .isEqualTo(
                        new Finding.LoginWanted(
                                address(at("LOGINPLAIN")), false, List.of("SCRAM-SHA-512")));
    }

    @Test
    void aLoginIsOfferedThatNobodyWants() throws Exception {
        assertThat(wrong(at("TLS"), login("reader", SecuredBroker.PASSWORD), readable))
                .isEqualTo(new Finding.LoginUnknown(address(at("TLS")), true));
    }

    @Test
    void theMechanismIsNotOffered() throws Exception {
        Map<String, String> plain =
                with(
                        login("reader", SecuredBroker.PASSWORD),
                        "sasl.mechanism",
                        "PLAIN",
                        "sasl.jaas.config",
                        "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"reader\" password=\"x\";");
        assertThat(wrong(at("LOGIN"), plain, readable))
                .isEqualTo(
                        new Finding.MechanismUnknown(
                                address(at("LOGIN")), "PLAIN", List.of("SCRAM-SHA-512")));
    }

    @Test
    void nobodyWhomWeTrustVouchesForTheBroker() throws Exception {
        Map<String, String> other =
                with(
                        TRUSTING,
                        "ssl.truststore.location",
                        SecuredBroker.TLS.resolve("other-ca.pem").toString());
        assertThat(wrong(at("TLS"), other, readable))
                .isEqualTo(new Finding.AuthorityUnknown(address(at("TLS")), "CN=test-ca"));
    }

    @Test
    void theCertificateHasExpired() throws Exception {
        assertThat(wrong(at("EXPIRED"), TRUSTING, readable))
                .isEqualTo(
                        new Finding.CertificateOutOfDate(
                                address(at("EXPIRED")),
                                Instant.parse("2020-01-01T00:00:00Z"),
                                Instant.parse("2020-01-31T00:00:00Z")));
    }

    @Test
    void theCertificateIsMadeOutForAnotherName() throws Exception {
        assertThat(wrong(at("MISNAMED"), TRUSTING, readable))
                .isEqualTo(
                        new Finding.CertificateMisnamed(
                                address(at("MISNAMED")), List.of("kafka.elsewhere.example")));
    }

    @Test
    void aCertificateOfTheClientIsWanted() throws Exception {
        assertThat(wrong(at("MUTUAL"), TRUSTING, readable))
                .isEqualTo(new Finding.CertificateWanted(address(at("MUTUAL"))));
    }

    @Test
    void aCertificateOfTheClientThatIsShownOpensTheDoor() throws Exception {
        Map<String, String> mutual =
                with(
                        TRUSTING,
                        "ssl.keystore.location",
                        SecuredBroker.TLS.resolve("client.p12").toString(),
                        "ssl.keystore.type",
                        "PKCS12",
                        "ssl.keystore.password",
                        "faultline");
        List<Step> steps = examine(at("MUTUAL"), mutual);
        assertThat(steps).extracting(Step::name).contains("login");
        assertThat(
                        steps.stream()
                                .filter(s -> s.name().equals("login"))
                                .findFirst()
                                .orElseThrow()
                                .finding())
                .isInstanceOf(Finding.Fine.class);
    }

    @Test
    void thePasswordIsWrong() throws Exception {
        Finding wrong =
                wrong(at("LOGIN"), login("reader", "not-" + SecuredBroker.PASSWORD), readable);
        assertThat(wrong)
                .isEqualTo(new Finding.LoginRefused(address(at("LOGIN")), "SCRAM-SHA-512"));
    }

    @Test
    void theAddressThatTheBrokerAdvertisesLeadsNowhere() throws Exception {
        assertThat(wrong(at("ELSEWHERE"), Map.of(), readable))
                .isEqualTo(
                        new Finding.AdvertisedUnreachable(
                                address(at("ELSEWHERE")),
                                new Address("kafka-1.internal.invalid", 9092),
                                "no machine of that name is known here"));
    }

    @Test
    void theTopicIsMissing() throws Exception {
        Finding wrong = wrong(SecuredBroker.running().broker.bootstrap(), Map.of(), "readible");
        assertThat(wrong).isInstanceOf(Finding.TopicMissing.class);
        assertThat(wrong.sentence()).isEqualTo("There is no topic readible.");
        assertThat(wrong.advice()).contains(readable);
    }

    @Test
    void noTopicMatches() throws Exception {
        Finding wrong = wrong(SecuredBroker.running().broker.bootstrap(), Map.of(), "none-.*");
        assertThat(wrong.sentence())
                .matches("None of the \\d+ topics that this user sees matches 'none-\\.\\*'\\.");
    }

    @Test
    void theTopicMayNotBeRead() throws Exception {
        assertThat(wrong(at("LOGIN"), login("stranger", SecuredBroker.PASSWORD), readable))
                .isEqualTo(new Finding.TopicForbidden(readable));
    }

    @Test
    void theTopicMayBeSeenAndNotRead() throws Exception {
        BrokerInJvm broker = SecuredBroker.running().broker;
        String glimpsed = broker.newTopic("glimpsed", 1, Map.of());
        String empty = broker.newTopic("glimpsed-empty", 1, Map.of());
        broker.send(glimpsed, 0, 0, new byte[1]);
        broker.flush();
        for (String topic : List.of(glimpsed, empty)) {
            assertThat(wrong(at("LOGIN"), login("reader", SecuredBroker.PASSWORD), topic))
                    .isEqualTo(new Finding.TopicForbidden(topic));
        }
    }

    @Test
    void theGroupMayNotBeJoined() throws Exception {
        KafkaConnection connection =
                KafkaConnection.of(
                        at("LOGIN"),
                        List.of(readable),
                        Optional.of("others"),
                        Optional.of(file(login("reader", SecuredBroker.PASSWORD))));
        assertThat(failed(Doctor.examine(connection, _ -> {})))
                .isEqualTo(new Finding.GroupForbidden("others"));
        KafkaConnection permitted =
                KafkaConnection.of(
                        at("LOGIN"),
                        List.of(readable),
                        Optional.of("sharing-metrics"),
                        connection.config());
        assertThat(Doctor.passed(Doctor.examine(permitted, _ -> {}))).isTrue();
    }

    @Test
    void theTopicIsEmpty() throws Exception {
        BrokerInJvm broker = SecuredBroker.running().broker;
        String topic = broker.newTopic("readable-empty", 2, Map.of("retention.ms", "604800000"));
        Finding wrong = wrong(broker.bootstrap(), Map.of(), topic);
        assertThat(wrong.sentence())
                .isEqualTo("The topic " + topic + " is empty: nothing was ever written to it.");
    }

    @Test
    void oneServerOfSeveralThatIsDownIsSaidAndNotFatal() throws Exception {
        int closed = BrokerProperties.freePort();
        List<Step> steps =
                examine(
                        "127.0.0.1:" + closed + "," + SecuredBroker.running().broker.bootstrap(),
                        Map.of(),
                        readable);
        assertThat(Doctor.passed(steps)).isTrue();
        assertThat(steps)
                .anySatisfy(step -> {
                    assertThat(step.finding().weight()).isEqualTo(Finding.Weight.ODD);
                    assertThat(step.finding().sentence())
                            .isEqualTo(
                                    "Nobody listens at 127.0.0.1:"
                                            + closed
                                            + " (connection refused).");
                });
    }

    @Test
    void settingsThatTheClientRefusesAreToldWithoutTheirSecrets() throws Exception {
        Finding wrong =
                wrong(
                        at("LOGIN"),
                        with(
                                login("reader", SecuredBroker.PASSWORD),
                                "sasl.jaas.config",
                                "password=" + SecuredBroker.PASSWORD),
                        readable);
        assertThat(wrong.sentence()).doesNotContain(SecuredBroker.PASSWORD);
        assertThat(wrong).isInstanceOf(Finding.SettingsRefused.class);
    }

    private Finding wrong(String bootstrap, Map<String, String> properties, String topic)
            throws Exception {
        return failed(examine(bootstrap, properties, topic));
    }

    private static Finding failed(List<Step> steps) {
        List<Finding> failed =
                steps.stream()
                        .map(Step::finding)
                        .filter(finding -> finding.weight() == Finding.Weight.FAILED)
                        .toList();
        assertThat(failed).as("%s", steps).hasSize(1);
        return failed.getFirst();
    }

    private List<Step> examine(String bootstrap, Map<String, String> properties, String... topics)
            throws Exception {
        List<Step> seen = new ArrayList<>();
        List<Step> steps =
                Doctor.examine(
                        KafkaConnection.of(
                                bootstrap,
                                List.of(topics),
                                Optional.empty(),
                                Optional.of(file(properties))),
                        seen::add);
        assertThat(seen).isEqualTo(steps);
        return steps;
    }

    private Path file(Map<String, String> properties) throws IOException {
        return file(folder, properties);
    }

    static Path file(Path folder, Map<String, String> properties) throws IOException {
        return Files.write(
                folder.resolve("client.properties"),
                properties.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList());
    }

    static Map<String, String> login(String user, String password) {
        return with(
                TRUSTING,
                "security.protocol",
                "SASL_SSL",
                "sasl.mechanism",
                "SCRAM-SHA-512",
                "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\""
                        + user
                        + "\" password=\""
                        + password
                        + "\";");
    }

    private static Map<String, String> with(Map<String, String> base, String... more) {
        Map<String, String> all = new java.util.TreeMap<>(base);
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return all;
    }

    private static String at(String listener) {
        return SecuredBroker.running().at(listener);
    }

    private static Address address(String at) throws BadConnectionException {
        return Address.parse(at).getFirst();
    }

    /// A server that says one thing to everybody and hangs up.
    private static ServerSocket answering(byte[] answer) throws IOException {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual()
                .start(() -> {
                    while (!server.isClosed()) {
                        try (Socket socket = server.accept()) {
                            if (answer.length > 0) {
                                socket.getInputStream().readNBytes(4);
                            }
                            socket.getOutputStream().write(answer);
                        } catch (IOException e) {
                            // the other side hung up first, or the test is over
                        }
                    }
                });
        return server;
    }
}
