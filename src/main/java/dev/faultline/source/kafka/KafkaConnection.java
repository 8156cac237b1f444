package dev.faultline.source.kafka;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/// Which Kafka is read and how one gets in. Nothing that it says of itself holds a secret.
///
/// What the properties file says goes to Kafka's client as it is, but for what this program lives
/// on: bytes as they come, no topic made by asking for it, positions kept by itself.
public final class KafkaConnection {
    /// Good for a workbench that reads far back; a properties file may say otherwise. Of the speed:
    /// measured with records of 205 bytes, one partition, one thread.
    private static final Map<String, String> DEFAULTS =
            Map.ofEntries(
                    Map.entry(CommonClientConfigs.CLIENT_ID_CONFIG, "faultline"),
                    Map.entry(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "10000"),
                    Map.entry(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, "" + (8 << 20)),
                    Map.entry(ConsumerConfig.RECEIVE_BUFFER_CONFIG, "" + (1 << 20)),
                    Map.entry(CommonClientConfigs.METADATA_MAX_AGE_CONFIG, "5000"),
                    Map.entry(
                            CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, "3000"),
                    Map.entry(
                            CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG,
                            "5000"),
                    Map.entry(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, "2000"),
                    Map.entry(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, "10000"),
                    Map.entry(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, "15000"));

    private final List<Address> servers;
    private final TopicChoice topics;
    private final Optional<String> group;
    private final Optional<Path> config;
    private final Map<String, String> properties;

    private KafkaConnection(
            List<Address> servers,
            TopicChoice topics,
            Optional<String> group,
            Optional<Path> config,
            Map<String, String> properties) {
        this.servers = List.copyOf(servers);
        this.topics = topics;
        this.group = group;
        this.config = config;
        this.properties = Map.copyOf(properties);
    }

    /// A connection as a person describes it.
    ///
    /// @param bootstrap `HOST:PORT`, several separated by commas
    /// @param topics names or regular expressions; empty reads nothing and is for the doctor
    /// @param group the consumer group to share the partitions with; empty reads all of them and
    ///   disturbs no group
    /// @param config a file of properties for Kafka's client
    /// @throws BadConnectionException one sentence about what cannot be used
    public static KafkaConnection of(
            String bootstrap, List<String> topics, Optional<String> group, Optional<Path> config)
            throws BadConnectionException {
        return of(bootstrap, topics, group, config, System::getenv);
    }

    static KafkaConnection of(
            String bootstrap,
            List<String> topics,
            Optional<String> group,
            Optional<Path> config,
            UnaryOperator<@Nullable String> environment)
            throws BadConnectionException {
        Map<String, String> properties =
                config.isPresent() ? ClientProperties.read(config.get(), environment) : Map.of();
        return new KafkaConnection(
                Address.parse(bootstrap),
                topics.isEmpty()
                        ? new TopicChoice(List.of(), List.of(), List.of())
                        : TopicChoice.of(topics),
                group,
                config,
                properties);
    }

    /// The addresses to begin with.
    public List<Address> servers() {
        return servers;
    }

    /// The addresses to begin with, as one text.
    public String server() {
        return servers.stream().map(Address::toString).collect(Collectors.joining(","));
    }

    public TopicChoice topics() {
        return topics;
    }

    /// The group that is joined, if any.
    public Optional<String> group() {
        return group;
    }

    /// The file of properties that was given, if any.
    public Optional<Path> config() {
        return config;
    }

    /// Whether what is read comes by TLS.
    public boolean encrypted() {
        return protocol().endsWith("SSL");
    }

    /// What a window's title may say.
    public String title() {
        return topics + " at " + server();
    }

    /// Tells connections apart without giving away how one gets in.
    ///
    /// @return 16 hexadecimal digits of addresses and topics
    public String fingerprint() {
        String told =
                servers.stream().map(Address::toString).sorted().toList()
                        + "|"
                        + topics.given().stream().sorted().toList();
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(told.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return title();
    }

    /// `PLAINTEXT`, `SSL`, `SASL_PLAINTEXT` or `SASL_SSL`; whatever else the file says.
    String protocol() {
        return properties
                .getOrDefault(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "PLAINTEXT")
                .toUpperCase(Locale.ROOT);
    }

    /// How one logs in, where one does.
    String mechanism() {
        return properties.getOrDefault(
                SaslConfigs.SASL_MECHANISM, SaslConfigs.DEFAULT_SASL_MECHANISM);
    }

    /// Whether only records of committed transactions are read.
    boolean committedOnly() {
        return "read_committed".equals(properties.get(ConsumerConfig.ISOLATION_LEVEL_CONFIG));
    }

    /// The names of what the file says; no values.
    List<String> propertyNames() {
        return properties.keySet().stream().sorted().toList();
    }

    /// For a consumer. Holds secrets: to be handed to Kafka's client and nobody else.
    Map<String, Object> forConsumer() {
        Map<String, Object> all = forClient();
        if (group.isPresent()) {
            all.put(ConsumerConfig.GROUP_ID_CONFIG, group.get());
        } else {
            all.keySet()
                    .removeAll(
                            List.of(
                                    ConsumerConfig.GROUP_ID_CONFIG,
                                    ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
                                    ConsumerConfig.GROUP_PROTOCOL_CONFIG));
        }
        all.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        all.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        all.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        return all;
    }

    /// For an administrator, or anything else that connects. Holds secrets.
    public Map<String, Object> forClient() {
        Map<String, Object> all = new HashMap<>(new TreeMap<>(DEFAULTS));
        all.putAll(properties);
        all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, server());
        return all;
    }
}
