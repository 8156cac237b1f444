package dev.faultline.app;

import dev.faultline.capture.Capture;
import dev.faultline.capture.CaptureException;
import dev.faultline.capture.CaptureInfo;
import dev.faultline.cause.CauseModel;
import dev.faultline.engine.EngineCommand;
import dev.faultline.engine.EngineParameters;
import dev.faultline.engine.EngineThread;
import dev.faultline.engine.PinAct;
import dev.faultline.engine.Snapshot;
import dev.faultline.incident.IncidentRules;
import dev.faultline.model.Notice;
import dev.faultline.settings.Settings;
import dev.faultline.signal.AnomalyLabel;
import dev.faultline.signal.Baselines;
import dev.faultline.source.Playback;
import dev.faultline.source.replay.Replay;
import dev.faultline.topology.Correction;
import dev.faultline.topology.Topology;
import dev.faultline.ui.RecordedSession;
import dev.faultline.ui.Recordings;
import dev.faultline.ui.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Captures for the window: each opened one gets an engine and a replay of its own.
final class ReplayRecordings implements Recordings {
    private static final Logger LOG = LoggerFactory.getLogger(ReplayRecordings.class);

    private final double speed;
    private volatile EngineParameters parameters;

    /// What of the settings could not be used, told with each recording.
    private final List<Notice> unread = new ArrayList<>();

    private final SessionFile kept;
    private final Optional<Path> baseline;
    private final RecentCaptures recent;

    /// @param kept where labels and pins are kept
    ReplayRecordings(Settings settings, SessionFile kept) {
        this(settings, kept, Optional.empty());
    }

    /// @param kept where labels and pins are kept
    /// @param baseline a file that says what is normal, for all captures; empty for none
    ReplayRecordings(Settings settings, SessionFile kept, Optional<Path> baseline) {
        this(settings, kept, baseline, kept.beside(RecentCaptures.NAME));
    }

    private ReplayRecordings(
            Settings settings, SessionFile kept, Optional<Path> baseline, Path recent) {
        this.recent = new RecentCaptures(recent);
        this.kept = kept;
        this.baseline = baseline;
        speed = settings.playback().speed();
        CauseModel model = CauseModel.DEFAULT;
        try {
            model = CauseModelFiles.read(settings.cause());
        } catch (IOException e) {
            unread.add(
                    Notice.warning(
                            e.getMessage() + " The numbers that come with the program are used."));
        }
        parameters = EngineParameters.of(settings, model);
    }

    @Override
    public List<Bundled> bundled() {
        List<Bundled> found = new ArrayList<>();
        for (Path file : SampleData.all()) {
            try (Capture capture = Capture.open(file)) {
                found.add(new Bundled(file, capture.info().title(), capture.info().note()));
            } catch (CaptureException e) {
                LOG.warn("{} is not listed.", file, e);
            }
        }
        return found;
    }

    @Override
    public List<Recent> recent() {
        return recent.read();
    }

    @Override
    public void incidents(IncidentRules rules) {
        parameters = parameters.with(rules);
    }

    @Override
    public Session open(
            Path file, @Nullable Instant at, Consumer<Snapshot> screen, Consumer<String> progress)
            throws CannotOpen, InterruptedException {
        EngineParameters parameters = this.parameters;
        progress.accept(String.valueOf(file.toAbsolutePath()));
        Capture capture;
        try {
            capture = Capture.open(file);
        } catch (CaptureException e) {
            throw new CannotOpen(String.valueOf(e.getMessage()), e);
        }
        Optional<Baselines> known;
        try {
            known = BaselineFile.fitting(baseline.orElse(null), capture, parameters);
        } catch (IOException e) {
            shut(capture);
            throw new CannotOpen(String.valueOf(e.getMessage()), e);
        }
        AtomicReference<EngineThread> self = new AtomicReference<>();
        EngineThread engine =
                new EngineThread(
                        parameters,
                        () -> {
                            EngineThread running = self.get();
                            if (running != null) {
                                screen.accept(running.get());
                            }
                        });
        self.set(engine);
        boolean opened = false;
        try {
            engine.send(EngineCommand.Start.of(capture));
            for (Notice notice : unread) {
                engine.send(new EngineCommand.Noticed(notice));
            }
            Sayings sayings = new Sayings(capture.info().title(), engine, kept);
            sayings.recall();
            if (known.isPresent()) {
                engine.send(new EngineCommand.Known(known.get()));
            }
            Replay replay = Replay.of(capture, engine);
            replay.speed(speed);
            replay.seek(at == null ? capture.info().openAt() : at);
            replay.start();
            opened = true;
            recent.add(file);
            return new Open(capture, engine, replay, sayings);
        } finally {
            if (!opened) {
                engine.close();
                shut(capture);
            }
        }
    }

    private static void shut(Capture capture) {
        try {
            capture.close();
        } catch (CaptureException e) {
            LOG.warn("'{}' was not closed cleanly.", capture.info().title(), e);
        }
    }

    private record Open(Capture capture, EngineThread engine, Replay replay, Sayings sayings)
            implements RecordedSession {
        @Override
        public CaptureInfo info() {
            return capture.info();
        }

        @Override
        public Topology topology() {
            return capture.topology();
        }

        @Override
        public Playback playback() {
            return replay;
        }

        @Override
        public List<Notice> notices() {
            return capture.notices();
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
        public void close() {
            replay.close();
            engine.close();
            shut(capture);
        }
    }
}
