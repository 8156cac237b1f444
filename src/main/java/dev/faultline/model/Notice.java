package dev.faultline.model;

/// One sentence to the person about input that was not as it should be: what, where, what was
/// found, and what was done about it.
public record Notice(Level level, String text) {
    /// How much a notice changes what can be trusted.
    public enum Level {
        INFO,
        WARNING
    }

    public static Notice info(String text) {
        return new Notice(Level.INFO, text);
    }

    public static Notice warning(String text) {
        return new Notice(Level.WARNING, text);
    }
}
