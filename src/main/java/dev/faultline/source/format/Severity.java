package dev.faultline.source.format;

import java.util.Locale;

/// How bad a line of a log is, in the ranges of OpenTelemetry's log data model.
public enum Severity {
    TRACE(0),
    DEBUG(1),
    INFO(2),
    WARN(3),
    ERROR(4),
    FATAL(5),
    /// Nobody says.
    UNTOLD(6);

    private final int place;

    Severity(int place) {
        this.place = place;
    }

    /// Its place in an array with one for each of them.
    public int place() {
        return place;
    }

    /// Whether somebody should look: such lines are told apart by what they say.
    public boolean isTrouble() {
        return this == WARN || this == ERROR || this == FATAL;
    }

    /// As it is spelled in labels: `WARN`.
    public String label() {
        return name();
    }

    /// By its number in OTLP: 1 to 24, four to a name.
    static Severity ofNumber(long number) {
        return number < 1 || number > 24 ? UNTOLD : values()[(int) (number - 1) / 4];
    }

    /// By the numbers of loggers: 10, 20, … 60 as pino and bunyan have them, 7 to 0 as syslog has.
    static Severity ofLogger(long number) {
        if (number >= 0 && number <= 7) {
            return number <= 2
                    ? FATAL
                    : number == 3 ? ERROR : number == 4 ? WARN : number == 7 ? DEBUG : INFO;
        }
        return number >= 10 && number <= 60 && number % 10 == 0
                ? values()[(int) number / 10 - 1]
                : UNTOLD;
    }

    /// By the names that loggers give it, syslog's included.
    static Severity of(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "trace", "verbose", "finest", "finer" -> TRACE;
            case "debug", "fine", "dbg" -> DEBUG;
            case "info", "information", "informational", "notice", "config", "inf" -> INFO;
            case "warn", "warning", "wrn" -> WARN;
            case "error", "err", "severe", "eror" -> ERROR;
            case "fatal", "critical", "crit", "alert", "emerg", "emergency", "panic", "dpanic" ->
                    FATAL;
            default -> UNTOLD;
        };
    }
}
