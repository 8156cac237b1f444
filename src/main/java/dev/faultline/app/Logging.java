package dev.faultline.app;

import dev.faultline.settings.SettingsFile;
import java.util.List;
import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Keeps what libraries tell about themselves off the terminal; their warnings stay. What is
/// written there is masked.
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
        for (Handler handler : Logger.getLogger("").getHandlers()) {
            if (handler instanceof ConsoleHandler) {
                handler.setFormatter(new MaskedLog(() -> SettingsFile.load().settings().masking()));
            }
        }
        TALKATIVE.forEach(logger -> logger.setLevel(Level.WARNING));
        KAFKA.setLevel(Level.OFF);
        // JavaFX lies on the class path on purpose: GraphStream does not work on the module path.
        JAVAFX.setFilter(
                entry -> !entry.getMessage().startsWith("Unsupported JavaFX configuration"));
    }
}
