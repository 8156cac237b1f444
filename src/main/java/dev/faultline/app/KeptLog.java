package dev.faultline.app;

import dev.faultline.settings.Settings;
import dev.faultline.source.mask.Masking;
import dev.faultline.ui.log.ProgramLog;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/// Keeps what is logged for the window, masked as what comes in is masked.
final class KeptLog extends Handler {
    private final ProgramLog log;
    private final Masking masking;
    private final SimpleFormatter formatter = new SimpleFormatter();

    private KeptLog(ProgramLog log, Masking masking) {
        this.log = log;
        this.masking = masking;
    }

    /// Listens to all that is logged from now on, until it is closed.
    static KeptLog into(ProgramLog log, Settings settings) {
        KeptLog kept = new KeptLog(log, Masking.forOnce(settings.masking()));
        Logger.getLogger("").addHandler(kept);
        return kept;
    }

    @Override
    public void publish(LogRecord entry) {
        if (!isLoggable(entry)) {
            return;
        }
        String from = String.valueOf(entry.getLoggerName());
        StringWriter text = new StringWriter();
        text.append(formatter.formatMessage(entry));
        Throwable thrown = entry.getThrown();
        if (thrown != null) {
            text.append('\n');
            thrown.printStackTrace(new PrintWriter(text, true));
        }
        log.add(
                new ProgramLog.Line(
                        entry.getInstant(),
                        level(entry.getLevel()),
                        from.substring(from.lastIndexOf('.') + 1),
                        masking.text(text.toString().strip())));
    }

    private static ProgramLog.Level level(Level level) {
        int value = level.intValue();
        return value >= Level.SEVERE.intValue()
                ? ProgramLog.Level.ERROR
                : value >= Level.WARNING.intValue()
                        ? ProgramLog.Level.WARNING
                        : value >= Level.INFO.intValue()
                                ? ProgramLog.Level.INFO
                                : ProgramLog.Level.DETAIL;
    }

    @Override
    public void flush() {
        // Each line is there at once.
    }

    @Override
    public void close() {
        Logger.getLogger("").removeHandler(this);
    }
}
