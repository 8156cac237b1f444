package dev.faultline.ui;

import dev.faultline.capture.CaptureInfo;
import dev.faultline.engine.PinAct;
import dev.faultline.model.Notice;
import dev.faultline.signal.AnomalyLabel;
import dev.faultline.source.Playback;
import dev.faultline.topology.Topology;
import java.util.List;

/// One recording that is open: its source, its engine, and the keys to play it.
public interface Session extends AutoCloseable {
    CaptureInfo info();

    Topology topology();

    Playback playback();

    /// What was odd about the recording.
    List<Notice> notices();

    /// Takes what a person said about an anomaly, and keeps it for the next start. Reads and writes
    /// files: never on the FX thread.
    void label(AnomalyLabel label) throws InterruptedException;

    /// Takes what a person did with a pin, and keeps it for the next start. Reads and writes files:
    /// never on the FX thread.
    void pin(PinAct act) throws InterruptedException;

    /// Stops its threads and closes its files. Called off the FX thread.
    @Override
    void close();
}
