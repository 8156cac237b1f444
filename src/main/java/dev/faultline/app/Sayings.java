package dev.faultline.app;

import dev.faultline.engine.CommandSink;
import dev.faultline.engine.EngineCommand;
import dev.faultline.engine.PinAct;
import dev.faultline.model.Notice;
import dev.faultline.signal.AnomalyLabel;
import dev.faultline.topology.Correction;
import java.io.IOException;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What persons say of one system: told to its engine, and kept for the next start.
///
/// @param system the title of the recording, or of what is watched
record Sayings(String system, CommandSink engine, SessionFile kept) {
    private static final Logger LOG = LoggerFactory.getLogger(Sayings.class);

    /// Tells the engine what was said before.
    void recall() throws InterruptedException {
        SessionFile.Told told = kept.told(system);
        for (AnomalyLabel label : told.labels()) {
            engine.send(new EngineCommand.Label(label));
        }
        for (PinAct act : told.pins()) {
            engine.send(new EngineCommand.Pin(act));
        }
        for (Correction.Act act : told.corrections()) {
            engine.send(new EngineCommand.Correct(act));
        }
        for (Notice notice : told.notices()) {
            engine.send(new EngineCommand.Noticed(notice));
        }
    }

    void label(AnomalyLabel label) throws InterruptedException {
        engine.send(new EngineCommand.Label(label));
        try {
            kept.append(system, label);
        } catch (IOException e) {
            notKept(e);
        }
    }

    void pin(PinAct act) throws InterruptedException {
        engine.send(new EngineCommand.Pin(act));
        try {
            kept.append(system, act, Instant.now());
        } catch (IOException e) {
            notKept(e);
        }
    }

    void correct(Correction.Act act) throws InterruptedException {
        engine.send(new EngineCommand.Correct(act));
        try {
            kept.append(system, act);
        } catch (IOException e) {
            notKept(e);
        }
    }

    private void notKept(IOException e) throws InterruptedException {
        LOG.warn("What was said was not kept.", e);
        engine.send(new EngineCommand.Noticed(Notice.warning(String.valueOf(e.getMessage()))));
    }
}
