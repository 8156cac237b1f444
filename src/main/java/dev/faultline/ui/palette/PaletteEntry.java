package dev.faultline.ui.palette;

/// One thing that can be chosen in the palette.
///
/// @param title what is searched first
/// @param detail what tells it from others of that name; searched too
/// @param key its shortcut; empty where it has none
/// @param refusal why it cannot be chosen now; empty where it can
public record PaletteEntry(
        Kind kind, String title, String detail, String key, String refusal, Runnable run) {
    /// What is listed first where nothing else decides.
    public enum Kind {
        COMMAND,
        INCIDENT,
        SERVICE,
        SIGNAL,
        CAPTURE,
        SYSTEM,
        SETTING
    }
}
