package dev.faultline.app;

import dev.faultline.capture.Capture;
import dev.faultline.capture.CaptureInfo;
import dev.faultline.engine.CommandSink;
import dev.faultline.engine.Engine;
import dev.faultline.engine.EngineCommand;
import dev.faultline.engine.Snapshot;
import dev.faultline.source.replay.Delivery;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/// What is known of a capture at one moment: what the window would show with the playhead there.
///
/// @param file the capture, as it was named
record Investigation(Path file, CaptureInfo info, Snapshot snapshot) {
    /// Replays the capture up to `at` on this thread.
    static Investigation of(Path file, Capture capture, Instant at) throws IOException {
        Engine engine = new Engine();
        CaptureInfo info = capture.info();
        engine.apply(
                new EngineCommand.Start(
                        capture.topology(), capture.series(), info.span().from(), info.step()));
        CommandSink sink = engine::apply;
        try {
            Delivery.upTo(at, capture, sink);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("The reading of " + file + " was interrupted.", e);
        }
        return new Investigation(file, info, engine.snapshot());
    }
}
