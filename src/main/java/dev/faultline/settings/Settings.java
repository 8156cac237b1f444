package dev.faultline.settings;

/// What a user may change, as it stands in `settings.yaml`. The ranges are those of
/// `settings.schema.json`.
public record Settings(Window window, Playback playback) {
    /// What holds where the file says nothing.
    public static final Settings DEFAULT =
            new Settings(new Window(Theme.DARK, 100), new Playback(60));

    /// How the window looks.
    ///
    /// @param zoom size of type and controls, percent, 80 to 200
    public record Window(Theme theme, int zoom) {}

    /// The colours of the window.
    public enum Theme {
        DARK,
        LIGHT,
        /// What the desktop is set to.
        SYSTEM
    }

    /// How a capture is replayed.
    ///
    /// @param speed after opening, recorded seconds a second, 0.5 to 600
    public record Playback(double speed) {}
}
