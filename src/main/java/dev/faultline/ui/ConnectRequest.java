package dev.faultline.ui;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a person wants to watch, and how. Holds no secrets: those stay in the properties file.
///
/// @param servers addresses of brokers, `host:port`, separated by commas
/// @param topics names or regular expressions
/// @param config a file with properties for the Kafka client
/// @param since how much of the history is read
/// @param step the length of a cell; empty to tell it from the records
/// @param group the group to read with; empty to read all by itself
/// @param baseline a file that says what is normal
/// @param topology files and folders that say what depends on what, the most believed first
/// @param formats of topics whose format is not to be recognised, by topic
/// @param rejectLog where records that cannot be taken in are written
public record ConnectRequest(
        String servers,
        List<String> topics,
        Optional<Path> config,
        Duration since,
        Optional<Duration> step,
        Optional<String> group,
        Optional<Path> baseline,
        List<Path> topology,
        Map<String, String> formats,
        Optional<Path> rejectLog) {
    /// How much history is read where nobody says.
    public static final Duration USUAL_SINCE = Duration.ofDays(14);

    private static final String HOST_PORT = "(?:[\\w.-]+|\\[[0-9a-fA-F:.]+\\]):\\d{1,5}";

    private static final Pattern SERVERS =
            Pattern.compile(HOST_PORT + "(?: *, *" + HOST_PORT + ")*");

    public ConnectRequest {
        topics = List.copyOf(topics);
        topology = List.copyOf(topology);
        formats = Map.copyOf(formats);
    }

    /// Whether a text is what [#servers] can be. One with a password in it is not.
    public static boolean namesServers(String text) {
        return SERVERS.matcher(text).matches();
    }

    /// The topics of a broker, with all else as usual.
    public static ConnectRequest of(String servers, String... topics) {
        return new ConnectRequest(
                servers,
                List.of(topics),
                Optional.empty(),
                USUAL_SINCE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Map.of(),
                Optional.empty());
    }

    /// The line that names it.
    public String title() {
        return servers + " · " + String.join(", ", topics);
    }
}
