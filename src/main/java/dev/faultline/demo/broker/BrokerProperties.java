package dev.faultline.demo.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a Kafka of one node on loopback is told.
public final class BrokerProperties {
    private BrokerProperties() {}

    /// Properties of a small node with one listener `PLAINTEXT`, to which others may be added.
    ///
    /// @param folder where it writes
    public static Map<String, String> of(Path folder, int port) throws IOException {
        int controller = freePort();
        Map<String, String> all = new LinkedHashMap<>();
        all.put("process.roles", "broker,controller");
        all.put("node.id", "1");
        all.put("controller.listener.names", "CONTROLLER");
        all.put("controller.quorum.voters", "1@127.0.0.1:" + controller);
        all.put(
                "listeners",
                "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controller);
        all.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        all.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        all.put("inter.broker.listener.name", "PLAINTEXT");
        all.put("log.dirs", folder.toString());
        all.put("auto.create.topics.enable", "false");
        // one node: with the defaults consumers of a group would wait forever
        all.put("offsets.topic.replication.factor", "1");
        all.put("offsets.topic.num.partitions", "1");
        all.put("transaction.state.log.replication.factor", "1");
        all.put("transaction.state.log.num.partitions", "1");
        all.put("transaction.state.log.min.isr", "1");
        all.put("group.initial.rebalance.delay.ms", "0");
        all.put("group.consumer.min.heartbeat.interval.ms", "500");
        all.put("group.consumer.heartbeat.interval.ms", "500");
        // records of any time: a simulation runs ahead of the clock, a replay is of the past
        all.put("log.retention.ms", "-1");
        all.put("log.message.timestamp.after.max.ms", "" + Long.MAX_VALUE);
        // a machine that is busy with other things: no node is dead for being slow
        all.put("broker.session.timeout.ms", "60000");
        // nobody takes over from the only node
        all.put("controlled.shutdown.enable", "false");
        all.put("num.network.threads", "2");
        all.put("num.io.threads", "4");
        all.put("background.threads", "2");
        return all;
    }

    /// A port of loopback that was free a moment ago.
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
