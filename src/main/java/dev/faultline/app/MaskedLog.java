package dev.faultline.app;

import dev.faultline.settings.Settings;
import dev.faultline.source.mask.Masking;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.function.Supplier;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What was logged, masked as what comes in is masked: the same for the window and the terminal.
/// Thread-safe, for any thread logs.
final class MaskedLog extends Formatter {
    private final Supplier<Settings.Masking> settings;
    private final SimpleFormatter plain = new SimpleFormatter();
    private @Nullable Masking masking;

    /// @param settings asked at the first entry
    MaskedLog(Supplier<Settings.Masking> settings) {
        this.settings = settings;
    }

    /// The message; below it the trace of what went wrong, where it is about that.
    synchronized String text(LogRecord entry) {
        if (masking == null) {
            masking = Masking.forOnce(settings.get());
        }
        Masking used = masking;
        String message = used.line(plain.formatMessage(entry));
        Throwable thrown = entry.getThrown();
        if (thrown == null) {
            return message.strip();
        }
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace, true));
        return (message + '\n').stripLeading()
                + trace.toString().lines().map(used::line).collect(Collectors.joining("\n"));
    }

    @Override
    public String format(LogRecord entry) {
        LogRecord masked = new LogRecord(entry.getLevel(), text(entry));
        masked.setInstant(entry.getInstant());
        masked.setLoggerName(entry.getLoggerName());
        masked.setSourceClassName(entry.getSourceClassName());
        masked.setSourceMethodName(entry.getSourceMethodName());
        return plain.format(masked);
    }
}
