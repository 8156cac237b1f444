package dev.faultline.source.kafka;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.ApiVersions;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.clients.DefaultHostResolver;
import org.apache.kafka.clients.ManualMetadataUpdater;
import org.apache.kafka.clients.NetworkClient;
import org.apache.kafka.clients.NetworkClientUtils;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.requests.MetadataRequest;
import org.apache.kafka.common.requests.MetadataResponse;
import org.apache.kafka.common.utils.LogContext;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;

/// Goes in at one address, with the settings of the connection, and asks what the cluster says of
/// itself. Kafka's public clients go where the brokers send them, at once and without a word: here
/// it is this address that is asked, once, and what fails is thrown.
final class Visit implements AutoCloseable {
    private final Metrics metrics = new Metrics();
    private final NetworkClient client;
    private final Node node;
    private final Duration timeout;

    /// @throws org.apache.kafka.common.KafkaException where the settings cannot be used
    Visit(KafkaConnection connection, Address at, Duration timeout) {
        this.timeout = timeout;
        Map<String, Object> properties = connection.forClient();
        properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, at.toString());
        node = new Node(-1, at.host(), at.port());
        client =
                ClientUtils.createNetworkClient(
                        new AdminClientConfig(properties),
                        "faultline-doctor",
                        metrics,
                        "doctor",
                        new LogContext(),
                        new ApiVersions(),
                        Time.SYSTEM,
                        1,
                        (int) timeout.toMillis(),
                        null,
                        new ManualMetadataUpdater(List.of(node)),
                        new DefaultHostResolver(),
                        null,
                        null);
    }

    /// Logs in, where that is wanted.
    ///
    /// @return whether it could within the time
    /// @throws org.apache.kafka.common.errors.AuthenticationException where it is refused
    /// @throws IOException where the connection ends
    boolean enter() throws IOException {
        return NetworkClientUtils.awaitReady(client, node, Time.SYSTEM, timeout.toMillis());
    }

    /// What the cluster says of its brokers and of topics.
    ///
    /// @param topics names; null for all
    MetadataResponse ask(@Nullable List<String> topics) throws IOException {
        MetadataRequest.Builder question =
                topics == null
                        ? MetadataRequest.Builder.allTopics()
                        : new MetadataRequest.Builder(topics, false);
        return (MetadataResponse)
                NetworkClientUtils.sendAndReceive(
                                client,
                                client.newClientRequest(
                                        node.idString(),
                                        question,
                                        Time.SYSTEM.milliseconds(),
                                        true,
                                        (int) timeout.toMillis(),
                                        null),
                                Time.SYSTEM)
                        .responseBody();
    }

    @Override
    public void close() {
        client.close();
        metrics.close();
    }
}
