package dev.faultline.app;

import dev.faultline.engine.HistoryCapture;
import dev.faultline.engine.PinAct;
import dev.faultline.model.Notice;
import dev.faultline.remedy.RemedyDesk;
import dev.faultline.signal.AnomalyLabel;
import dev.faultline.signal.Baselines;
import dev.faultline.source.LiveState;
import dev.faultline.source.RecordingState;
import dev.faultline.source.WatchedTime;
import dev.faultline.source.meaning.RejectLog;
import dev.faultline.topology.Correction;
import dev.faultline.topology.Topology;
import dev.faultline.ui.LiveSession;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.DoubleConsumer;

/// A system that is watched through Kafka, for the window.
///
/// @param topology what is known of it before anything was read
/// @param notices may grow while it is watched
record KafkaSession(
        LiveSystem system,
        WatchedTime time,
        String title,
        Topology topology,
        List<Notice> notices,
        Sayings sayings,
        Optional<RejectLog> rejectLog,
        Optional<RemedyDesk> remedies,
        Optional<RemedyWorkshop> own)
        implements LiveSession {
    private static final int PATIENCE_SECONDS = 120;

    /// The same, with somebody of its own who acts on it.
    KafkaSession actedOnBy(RemedyDesk desk) {
        own.ifPresent(RemedyWorkshop::close);
        return new KafkaSession(
                system,
                time,
                title,
                topology,
                notices,
                sayings,
                rejectLog,
                Optional.of(desk),
                Optional.empty());
    }

    @Override
    public LiveState live() {
        return system.state();
    }

    @Override
    public void retry() {
        system.retry();
    }

    @Override
    public void format(String topic, Optional<String> format) {
        system.format(topic, format.flatMap(KafkaSystems::format));
    }

    @Override
    public void label(AnomalyLabel label) throws InterruptedException {
        sayings.label(label);
    }

    @Override
    public void correct(Correction.Act act) throws InterruptedException {
        sayings.correct(act);
    }

    @Override
    public void pin(PinAct act) throws InterruptedException {
        sayings.pin(act);
    }

    @Override
    public int saveBaseline(Path file) throws IOException, InterruptedException {
        Baselines known;
        try {
            known = system.baselines().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IOException(
                    file
                            + " was not written: the analysis did not come to it within "
                            + PATIENCE_SECONDS
                            + " s. Try again when the history is read.",
                    e);
        } catch (ExecutionException | IllegalStateException e) {
            throw new IOException(
                    file + " was not written: the analysis has stopped. Connect anew.", e);
        }
        if (known.series().isEmpty()) {
            throw new IOException(
                    file
                            + " was not written: no series is known well enough yet. Wait for more history.");
        }
        try {
            BaselineFile.write(known, file, true);
        } catch (IOException e) {
            throw new IOException(file + " could not be written (" + e + ").", e);
        }
        return known.series().size();
    }

    @Override
    public void record(Path file) throws IOException {
        system.record(file);
    }

    @Override
    public void stopRecording() throws InterruptedException {
        system.stopRecording();
    }

    @Override
    public Optional<RecordingState> recording() {
        return system.recording();
    }

    @Override
    public long saveCapture(Path file, Duration length, DoubleConsumer progress)
            throws IOException, InterruptedException {
        return HistoryCapture.write(
                file,
                system.snapshot(),
                length,
                title,
                "Saved by Faultline from " + title,
                progress);
    }

    @Override
    public void close() {
        system.close();
        rejectLog.ifPresent(RejectLog::close);
        own.ifPresent(RemedyWorkshop::close);
    }
}
