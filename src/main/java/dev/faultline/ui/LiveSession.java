package dev.faultline.ui;

import dev.faultline.source.LiveState;
import dev.faultline.source.WatchedTime;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// A system that is watched as it runs.
public non-sealed interface LiveSession extends Session {
    /// What the source knows of itself now. Thread-safe, returns at once.
    LiveState live();

    /// The time in the system.
    default WatchedTime time() {
        return WatchedTime.REAL;
    }

    /// Tries now what is tried again after a while. Returns at once.
    void retry();

    /// Reads a topic as the person says, from the next record on. Returns at once.
    ///
    /// @param format a label of [LiveSources#formats()]; empty to recognise it from the records
    void format(String topic, Optional<String> format);

    /// Writes what is known to be normal, in place of what is there. Waits for the engine: never on
    /// the FX thread.
    ///
    /// @return how many series it speaks of
    /// @throws IOException with a sentence for the person
    int saveBaseline(Path file) throws IOException, InterruptedException;
}
