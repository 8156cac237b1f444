package dev.faultline.app;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Keeps what libraries tell about themselves off the terminal; their warnings stay.
final class Logging {
    /// Held on to: the backend forgets a logger, and its level, that nobody holds.
    private static final List<Logger> TALKATIVE =
            List.of(
                    Logger.getLogger("dev.hardwood"),
                    Logger.getLogger("org.apache.hadoop"),
                    Logger.getLogger("org.apache.parquet"));

    /// Kafka's client repeats every second what the link's state says once, in its own words.
    private static final Logger KAFKA = Logger.getLogger("org.apache.kafka");

    private static final Logger JAVAFX = Logger.getLogger("javafx");

    private Logging() {}

    static void warningsOnly() {
        TALKATIVE.forEach(logger -> logger.setLevel(Level.WARNING));
        KAFKA.setLevel(Level.OFF);
        // JavaFX lies on the class path on purpose: GraphStream does not work on the module path.
        JAVAFX.setFilter(
                entry -> !entry.getMessage().startsWith("Unsupported JavaFX configuration"));
    }
}
