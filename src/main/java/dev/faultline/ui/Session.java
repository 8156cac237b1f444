package dev.faultline.ui;

import dev.faultline.engine.PinAct;
import dev.faultline.model.Notice;
import dev.faultline.signal.AnomalyLabel;
import dev.faultline.topology.Correction;
import dev.faultline.topology.Topology;
import java.util.List;

/// What is open: a source and its engine.
public sealed interface Session extends AutoCloseable permits RecordedSession, LiveSession {
    /// One line that names it, without secrets.
    String title();

    Topology topology();

    /// What was odd about the source.
    List<Notice> notices();

    /// Takes what a person said about an anomaly, and keeps it for the next start. Reads and writes
    /// files: never on the FX thread.
    void label(AnomalyLabel label) throws InterruptedException;

    /// Takes what a person did with a pin, and keeps it for the next start. Reads and writes files:
    /// never on the FX thread.
    void pin(PinAct act) throws InterruptedException;

    /// Takes what a person said of the graph, and keeps it for the next start. Reads and writes
    /// files: never on the FX thread.
    void correct(Correction.Act act) throws InterruptedException;

    /// Stops its threads and closes its files. Called off the FX thread.
    @Override
    void close();
}
