package dev.faultline.source.format;

/// What one line of a log says, before any masking.
///
/// @param event the name of the event that it tells of; empty for an ordinary line
/// @param text its message; empty where nobody needs it: below WARN, and without an event
public record LogLine(Severity severity, String event, String text) {
    /// The name of the raw series that stands for a sender of lines.
    public static final String SERIES = "log";

    /// Whether the text of such a line is of any use.
    static boolean needsText(Severity severity, String event) {
        return severity.isTrouble() || !event.isEmpty();
    }
}
