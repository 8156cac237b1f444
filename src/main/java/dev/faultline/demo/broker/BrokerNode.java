package dev.faultline.demo.broker;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/// A Kafka that is broker and controller in one. The only class that needs the broker's jars, which
/// are not on the class path of the program itself: it runs in the child process.
public final class BrokerNode {
    private BrokerNode() {}

    /// The child process: starts, says so with a file, and when its parent closes its input, or is
    /// gone, ends and takes its folder with it.
    ///
    /// @param args the folder with its properties, made by [BrokerProcess]
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        Properties file = new Properties();
        try (var in = Files.newBufferedReader(folder.resolve(BrokerProcess.PROPERTIES))) {
            file.load(in);
        }
        Map<String, String> properties = new LinkedHashMap<>();
        file.stringPropertyNames().forEach(key -> properties.put(key, file.getProperty(key)));
        KafkaRaftServer server = start(properties, List.of());
        // Ctrl+C in a terminal reaches the child as well as its parent.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server, folder), "broker-end"));
        Files.createFile(folder.resolve(BrokerProcess.READY));
        if (System.in.read() < 0) {
            System.exit(0);
        }
    }

    private static void end(KafkaRaftServer server, Path folder) {
        // The folder after the server: a broker that loses its log halts before all is deleted.
        server.shutdown();
        Folders.delete(folder);
    }

    /// Formats the folder where that was not done yet, and starts.
    ///
    /// @param properties as [BrokerProperties] makes them
    /// @param scram users as Kafka's formatter takes them
    public static KafkaRaftServer start(Map<String, String> properties, List<String> scram)
            throws Exception {
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
                            .setClusterId("faultlineFaultlineDemo")
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
}
