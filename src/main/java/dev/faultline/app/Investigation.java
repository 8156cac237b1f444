package dev.faultline.app;

import dev.faultline.capture.Capture;
import dev.faultline.cause.Diagnosis;
import dev.faultline.cause.Pins;
import dev.faultline.engine.CommandSink;
import dev.faultline.engine.Engine;
import dev.faultline.engine.EngineCommand;
import dev.faultline.engine.EngineParameters;
import dev.faultline.engine.Snapshot;
import dev.faultline.signal.Baselines;
import dev.faultline.source.replay.Delivery;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/// What is known of a capture at one moment, or of a running system: what the window would show
/// with the playhead there.
///
/// @param source the capture as it was named, or the running system
/// @param title one line about it
/// @param note what a reader must know about it; may be empty
/// @param diagnosis with what was found besides
record Investigation(
        String source, String title, String note, Snapshot snapshot, Diagnosis diagnosis) {
    /// Replays the capture up to `at` on this thread.
    ///
    /// @param pins what was found besides
    /// @param known what was normal elsewhere
    static Investigation of(
            Path file,
            Capture capture,
            Instant at,
            Pins pins,
            EngineParameters parameters,
            Optional<Baselines> known)
            throws IOException {
        Snapshot snapshot = replay(file, capture, at, parameters, known).snapshot();
        Diagnosis diagnosis = snapshot.diagnosis();
        return new Investigation(
                file.toString(),
                capture.info().title(),
                capture.info().note(),
                snapshot,
                pins.isEmpty() ? diagnosis : diagnosis.with(pins));
    }

    /// An engine that was given the capture up to `at`.
    static Engine replay(
            Path file,
            Capture capture,
            Instant at,
            EngineParameters parameters,
            Optional<Baselines> known)
            throws IOException {
        Engine engine = new Engine(parameters);
        engine.apply(EngineCommand.Start.of(capture));
        known.map(EngineCommand.Known::new).ifPresent(engine::apply);
        CommandSink sink = engine::apply;
        try {
            Delivery.upTo(at, capture, sink);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("The reading of " + file + " was interrupted.", e);
        }
        return engine;
    }
}
