package dev.faultline.source.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/// A real Kafka of one node, on loopback: the same for the JVM of the tests and for a child
/// process.
final class BrokerNode {
    /// Held on to: the backend forgets a logger, and its level, that nobody holds.
    private static final List<Logger> TALKATIVE =
            Stream.of("org.apache.kafka", "kafka", "state.change.logger")
                    .map(Logger::getLogger)
                    .toList();

    private BrokerNode() {}

    /// The child process: formats its folder once, starts, says so, and ends with its parent.
    ///
    /// @param args a file of properties
    public static void main(String[] args) throws Exception {
        Properties file = new Properties();
        try (var in = Files.newBufferedReader(Path.of(args[0]))) {
            file.load(in);
        }
        Map<String, String> properties = new LinkedHashMap<>();
        file.stringPropertyNames().forEach(key -> properties.put(key, file.getProperty(key)));
        KafkaRaftServer server = start(properties, List.of());
        System.out.println("ready");
        if (System.in.read() < 0) { // the parent asks for an end, or is gone
            server.shutdown();
            Runtime.getRuntime().halt(0);
        }
    }

    static void quiet() {
        TALKATIVE.forEach(logger -> logger.setLevel(Level.OFF));
    }

    /// Formats the folder where that was not done yet, and starts.
    ///
    /// @param scram users as Kafka's formatter takes them
    static KafkaRaftServer start(Map<String, String> properties, List<String> scram)
            throws Exception {
        quiet();
        String folder = properties.get("log.dirs");
        if (!Files.exists(Path.of(folder, "meta.properties"))) {
            Formatter formatter =
                    new Formatter()
                            .setPrintStream(
                                    new PrintStream(
                                            OutputStream.nullOutputStream(),
                                            false,
                                            StandardCharsets.UTF_8))
                            .setNodeId(1)
                            .setClusterId("faultlineFaultlineTest")
                            .addDirectory(folder)
                            .setMetadataLogDirectory(folder)
                            .setControllerListenerName("CONTROLLER");
            if (!scram.isEmpty()) {
                formatter.setScramArguments(scram);
            }
            formatter.run();
        }
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(properties), Time.SYSTEM);
        server.startup();
        return server;
    }

    /// Properties of a small node with one listener `PLAINTEXT`, to which others may be added.
    static Map<String, String> properties(Path folder, int port) throws IOException {
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
        // records of any time: tests replay the past, and CI's clock may say anything
        all.put("log.retention.ms", "-1");
        all.put("log.message.timestamp.after.max.ms", "" + Long.MAX_VALUE);
        // a machine that is busy with other tests: no node is dead for being slow
        all.put("broker.session.timeout.ms", "60000");
        // retention and compaction within the time of a test
        all.put("log.initial.task.delay.ms", "200");
        all.put("log.retention.check.interval.ms", "300");
        all.put("log.cleaner.backoff.ms", "200");
        all.put("log.cleaner.dedupe.buffer.size", "4194304");
        all.put("num.network.threads", "2");
        all.put("num.io.threads", "4");
        all.put("background.threads", "2");
        return all;
    }

    /// A port of loopback that was free a moment ago.
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
