package dev.faultline.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class LoggingTest {
    @Test
    void nobodyIsNamedOnTheTerminalNotEvenInATrace() {
        Handler terminal =
                Arrays.stream(Logger.getLogger("").getHandlers())
                        .filter(ConsoleHandler.class::isInstance)
                        .findFirst()
                        .orElseThrow();
        Formatter before = terminal.getFormatter();
        LogRecord entry = new LogRecord(Level.WARNING, "{0} was told");
        entry.setParameters(new Object[] {"ann@example.org"});
        entry.setLoggerName("dev.faultline.Trial");
        entry.setSourceClassName("dev.faultline.Trial");
        entry.setThrown(
                new IllegalStateException(
                        "not sent", new IOException("bob@example.org answers nothing")));
        assertThat(before.format(entry)).as("unmasked").contains("ann@", "bob@");
        try {
            Logging.warningsOnly();
            assertThat(terminal.getFormatter().format(entry))
                    .contains("WARNING", "dev.faultline.Trial", "was told", "answers nothing")
                    .contains("Caused by: java.io.IOException", "at dev.faultline.app.LoggingTest")
                    .doesNotContain("ann@", "bob@");
        } finally {
            terminal.setFormatter(before);
        }
    }
}
