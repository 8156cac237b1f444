package dev.faultline.source.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a broker listens.
public record Address(String host, int port) {
    /// Kafka's usual port, for an address without one.
    static final int USUAL_PORT = 9092;

    private static final Pattern SYNTAX =
            Pattern.compile("(?:\\[([0-9a-fA-F:.%]+)]|([^\\s:/\\[\\],]+))(?::(\\d{1,5}))?");

    /// Reads `host:port,host:port…`; a port that is missing is 9092.
    ///
    /// @throws BadConnectionException where it is something else
    static List<Address> parse(String bootstrap) throws BadConnectionException {
        List<Address> addresses = new ArrayList<>();
        for (String part : bootstrap.split(",", -1)) {
            String text = part.strip();
            Matcher parts = SYNTAX.matcher(text);
            int port = USUAL_PORT;
            if (parts.matches() && parts.group(3) != null) {
                port = Integer.parseInt(parts.group(3));
            }
            if (!parts.matches() || port < 1 || port > 65535) {
                throw new BadConnectionException(
                        "'%s' is no address of a broker. Write HOST:PORT, as kafka-1:9092; several are separated by commas."
                                .formatted(text.contains("@") ? "…" : text));
            }
            String host = parts.group(1) == null ? parts.group(2) : parts.group(1);
            addresses.add(new Address(host, port));
        }
        return addresses;
    }

    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
