package dev.faultline.remedy;

/// Hears what a script prints, while it runs. Called on the threads of the run; must return at
/// once.
public interface Console {
    /// Hears nothing.
    Console SILENT = line -> {};

    /// Hears one line.
    ///
    /// @param line masked, and cut where it was too long
    void print(String line);
}
