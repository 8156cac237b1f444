package dev.faultline.ui;

import dev.faultline.remedy.RemedyDesk;
import dev.faultline.source.LiveState;
import dev.faultline.source.RecordingState;
import dev.faultline.source.WatchedTime;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleConsumer;

/// A system that is watched as it runs.
public non-sealed interface LiveSession extends Session {
    /// What the source knows of itself now. Thread-safe, returns at once.
    LiveState live();

    /// The time in the system.
    default WatchedTime time() {
        return WatchedTime.REAL;
    }

    /// Who acts on this system where it brings that with it, as a simulated one does; empty where
    /// the person's own runbooks hold.
    default Optional<RemedyDesk> remedies() {
        return Optional.empty();
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

    /// Records what comes in from now on, into a file that must not be there yet. Touches the disk:
    /// never on the FX thread.
    ///
    /// @throws IOException with a sentence for the person
    void record(Path file) throws IOException;

    /// Finishes the recording; nothing where there is none. Waits until it is written: never on the
    /// FX thread.
    void stopRecording() throws InterruptedException;

    /// How the recording stands, or how the last one ended; empty where there was none. Returns at
    /// once.
    Optional<RecordingState> recording();

    /// Writes what is known of the last hours as a capture, into a file that must not be there yet.
    /// Takes its time: never on the FX thread.
    ///
    /// @param length how far back
    /// @param progress is told the share that is done, 0..1
    /// @return how many values were written
    /// @throws IOException with a sentence for the person
    /// @throws InterruptedException when the person did not want to wait; then there is no file
    long saveCapture(Path file, Duration length, DoubleConsumer progress)
            throws IOException, InterruptedException;
}
