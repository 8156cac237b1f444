package dev.faultline.app;

import dev.faultline.settings.Settings;
import dev.faultline.ui.log.ProgramLog;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// Keeps what is logged for the window, masked as what comes in is masked.
final class KeptLog extends Handler {
    private final ProgramLog log;
    private final MaskedLog masked;

    private KeptLog(ProgramLog log, MaskedLog masked) {
        this.log = log;
        this.masked = masked;
    }

    /// Listens to all that is logged from now on, until it is closed.
    static KeptLog into(ProgramLog log, Settings settings) {
        KeptLog kept = new KeptLog(log, new MaskedLog(settings::masking));
        Logger.getLogger("").addHandler(kept);
        return kept;
    }

    @Override
    public void publish(LogRecord entry) {
        if (!isLoggable(entry)) {
            return;
        }
        String from = String.valueOf(entry.getLoggerName());
        log.add(
                new ProgramLog.Line(
                        entry.getInstant(),
                        level(entry.getLevel()),
                        from.substring(from.lastIndexOf('.') + 1),
                        masked.text(entry)));
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
