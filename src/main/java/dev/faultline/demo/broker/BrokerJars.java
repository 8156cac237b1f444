package dev.faultline.demo.broker;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// The jars that a broker needs besides those of the program. They lie in a folder of their own,
/// which `mvn package` makes and the installers leave out.
final class BrokerJars {
    private BrokerJars() {}

    /// None where the broker is on the class path anyway, as in tests.
    ///
    /// @throws IOException where there are none, with what to do
    static List<Path> find() throws IOException {
        if (ClassLoader.getSystemResource("kafka/server/KafkaRaftServer.class") != null) {
            return List.of();
        }
        Path folder = folder();
        if (!Files.isDirectory(folder)) {
            throw new IOException(
                    "The demo starts a Kafka broker, and its jars are not in "
                            + folder
                            + ". Make them with 'mvn -DskipTests package' in a clone of Faultline;"
                            + " an installed Faultline comes without.");
        }
        try (Stream<Path> jars = Files.list(folder)) {
            return jars.filter(jar -> jar.toString().endsWith(".jar")).sorted().toList();
        }
    }

    /// `lib/demo` beside the program's jar, or beside the folder of its classes.
    private static Path folder() {
        try {
            Path program =
                    Path.of(
                            BrokerJars.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI());
            return Objects.requireNonNull(program.toAbsolutePath().getParent())
                    .resolve("lib")
                    .resolve("demo");
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
