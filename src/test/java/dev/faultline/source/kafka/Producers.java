package dev.faultline.source.kafka;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/// Programs of others that write metrics to Kafka, really running: collectd with its own
/// `write_kafka`, and services under OpenTelemetry's Node SDK. `.ci/run` installs them. Where one
/// is missing the test is skipped and says what is missing; with `-Dproducers=required` it fails.
public final class Producers {
    private static final Path NODE = Path.of("src/test/node");
    private static final Path COLLECTD = Path.of("/usr/sbin/collectd");

    private Producers() {}

    /// collectd, which writes what it measures of this machine once a second.
    ///
    /// @param folder an empty one, for its settings
    /// @param json the topic for its JSON
    /// @param graphite the topic for its Graphite lines
    public static Producer collectd(Path folder, String bootstrap, String json, String graphite)
            throws IOException {
        Path settings =
                Files.writeString(
                        folder.resolve("collectd.conf"),
                        """
                        Hostname "web-01.example.org"
                        FQDNLookup false
                        Interval 1
                        BaseDir "%1$s"
                        PIDFile "%1$s/pid"
                        LoadPlugin logfile
                        <Plugin logfile>
                          LogLevel warning
                          File STDOUT
                        </Plugin>
                        LoadPlugin cpu
                        LoadPlugin load
                        LoadPlugin memory
                        LoadPlugin write_kafka
                        <Plugin cpu>
                          ValuesPercentage true
                        </Plugin>
                        <Plugin write_kafka>
                          Property "metadata.broker.list" "%2$s"
                          <Topic "%3$s">
                            Format JSON
                          </Topic>
                          <Topic "%4$s">
                            Format Graphite
                          </Topic>
                        </Plugin>
                        """
                                .formatted(folder, bootstrap, json, graphite));
        there(
                Files.exists(COLLECTD)
                        && works(COLLECTD.toString(), "-t", "-C", settings.toString()),
                "collectd with write_kafka is not installed: apt-get install collectd-core librdkafka1 libyajl2");
        return new Producer(
                folder.resolve("collectd.log"),
                List.of(COLLECTD.toString(), "-f", "-C", settings.toString()));
    }

    /// Two services, `checkout` on `web-01` and `payments` on `web-02`, which write their metrics
    /// once a second.
    ///
    /// @param folder an empty one, for what they say
    /// @param protobuf the topic for OTLP as protobuf
    /// @param json the topic for OTLP as JSON
    public static Producer otlp(Path folder, String bootstrap, String protobuf, String json)
            throws IOException {
        there(
                Files.exists(NODE.resolve("node_modules/kafkajs")) && works("node", "--version"),
                "Node and the packages of src/test/node are not installed: npm ci --prefix src/test/node");
        return new Producer(
                folder.resolve("node.log"),
                List.of("node", NODE.resolve("otlp.js").toString(), bootstrap, protobuf, json));
    }

    private static boolean works(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false; // there is no such program
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void there(boolean there, String missing) {
        if (!there && "required".equals(System.getProperty("producers"))) {
            Assertions.fail(missing);
        }
        Assumptions.assumeTrue(there, missing);
    }

    /// One that runs; ends with the test.
    public static final class Producer implements AutoCloseable {
        private final Process process;
        private final Path said;

        private Producer(Path said, List<String> command) throws IOException {
            this.said = said;
            process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(said.toFile())
                            .start();
        }

        /// What it said so far, for the message of a test that fails.
        public String said() {
            try {
                return Files.readString(said, StandardCharsets.UTF_8);
            } catch (IOException e) {
                return "";
            }
        }

        @Override
        public void close() {
            process.destroy();
            try {
                if (!process.waitFor(5, TimeUnit.SECONDS)) {
                    process.destroyForcibly().waitFor();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
