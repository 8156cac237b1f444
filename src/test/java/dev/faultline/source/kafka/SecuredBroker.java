package dev.faultline.source.kafka;

import dev.faultline.demo.broker.BrokerProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.jspecify.annotations.Nullable;

/// A broker with TLS, logins and rights, and with everything about them that can be wrong, a
/// listener each. Users `reader` (may read `readable…` and join `sharing…`) and `stranger` (may
/// nothing); their passwords are [#PASSWORD].
final class SecuredBroker {
    static final String PASSWORD = "a-secret-that-must-not-be-seen";
    static final Path TLS = Path.of("src/test/resources/dev/faultline/source/kafka/tls");
    private static @Nullable SecuredBroker only;

    final BrokerInJvm broker;
    private final Map<String, Integer> ports;

    private SecuredBroker(BrokerInJvm broker, Map<String, Integer> ports) {
        this.broker = broker;
        this.ports = ports;
    }

    static synchronized SecuredBroker running() {
        if (only == null) {
            try {
                only = start();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
        return only;
    }

    /// Where a listener is: `TLS`, `LOGIN` (TLS and SCRAM), `LOGINPLAIN` (SCRAM without TLS),
    /// `EXPIRED`, `MISNAMED`, `MUTUAL`, `ELSEWHERE` (advertises an address that leads nowhere).
    String at(String listener) {
        return "localhost:" + ports.get(listener);
    }

    private static SecuredBroker start() throws IOException {
        Path folder = Files.createTempDirectory("faultline-secured");
        int plain = BrokerProperties.freePort();
        Map<String, String> all = BrokerInJvm.properties(folder, plain);
        Map<String, Integer> ports = new TreeMap<>();
        listen(all, ports, "TLS", "SSL", "broker");
        listen(all, ports, "LOGIN", "SASL_SSL", "broker");
        listen(all, ports, "LOGINPLAIN", "SASL_PLAINTEXT", null);
        listen(all, ports, "EXPIRED", "SSL", "expired");
        listen(all, ports, "MISNAMED", "SSL", "misnamed");
        listen(all, ports, "MUTUAL", "SSL", "broker");
        listen(all, ports, "ELSEWHERE", "PLAINTEXT", null);
        all.put("listener.name.mutual.ssl.client.auth", "required");
        all.put(
                "listener.name.mutual.ssl.truststore.location",
                TLS.resolve("trust.p12").toString());
        all.put("listener.name.mutual.ssl.truststore.password", "faultline");
        for (String listener : List.of("login", "loginplain")) {
            all.put("listener.name." + listener + ".sasl.enabled.mechanisms", "SCRAM-SHA-512");
            all.put(
                    "listener.name." + listener + ".scram-sha-512.sasl.jaas.config",
                    "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        }
        all.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        all.put("super.users", "User:ANONYMOUS");
        BrokerInJvm broker =
                BrokerInJvm.start(
                        folder,
                        "127.0.0.1:" + plain,
                        all,
                        List.of(
                                "SCRAM-SHA-512=[name=reader,password=" + PASSWORD + "]",
                                "SCRAM-SHA-512=[name=stranger,password=" + PASSWORD + "]"));
        BrokerInJvm.done(
                broker.admin()
                        .createAcls(
                                List.of(
                                        allow(ResourceType.TOPIC, "readable", AclOperation.READ),
                                        allow(
                                                ResourceType.TOPIC,
                                                "glimpsed",
                                                AclOperation.DESCRIBE),
                                        allow(ResourceType.GROUP, "sharing", AclOperation.READ)))
                        .all());
        return new SecuredBroker(broker, ports);
    }

    private static AclBinding allow(ResourceType type, String prefix, AclOperation operation) {
        return new AclBinding(
                new ResourcePattern(type, prefix, PatternType.PREFIXED),
                new AccessControlEntry("User:reader", "*", operation, AclPermissionType.ALLOW));
    }

    private static void listen(
            Map<String, String> all,
            Map<String, Integer> ports,
            String name,
            String protocol,
            @Nullable String store)
            throws IOException {
        int port = BrokerProperties.freePort();
        ports.put(name, port);
        all.merge("listeners", name + "://127.0.0.1:" + port, (a, b) -> a + "," + b);
        String advertised =
                name.equals("ELSEWHERE")
                        ? "kafka-1.internal.invalid:9092"
                        : (name.equals("MISNAMED") ? "127.0.0.1:" : "localhost:") + port;
        all.merge("advertised.listeners", name + "://" + advertised, (a, b) -> a + "," + b);
        all.merge("listener.security.protocol.map", name + ":" + protocol, (a, b) -> a + "," + b);
        if (store != null) {
            String prefix = "listener.name." + name.toLowerCase(java.util.Locale.ROOT) + ".";
            all.put(prefix + "ssl.keystore.location", TLS.resolve(store + ".p12").toString());
            all.put(prefix + "ssl.keystore.password", "faultline");
            all.put(prefix + "ssl.keystore.type", "PKCS12");
            all.put(prefix + "ssl.truststore.type", "PKCS12");
        }
    }
}
