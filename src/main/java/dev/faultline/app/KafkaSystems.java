package dev.faultline.app;

import dev.faultline.capture.CaptureException;
import dev.faultline.capture.CaptureWriter;
import dev.faultline.engine.EngineParameters;
import dev.faultline.engine.Snapshot;
import dev.faultline.incident.IncidentRules;
import dev.faultline.model.Notice;
import dev.faultline.settings.Settings;
import dev.faultline.settings.UserFolder;
import dev.faultline.signal.Baselines;
import dev.faultline.source.LiveState.Link;
import dev.faultline.source.WatchedTime;
import dev.faultline.source.format.Format;
import dev.faultline.source.kafka.BadConnectionException;
import dev.faultline.source.kafka.Doctor;
import dev.faultline.source.kafka.KafkaConnection;
import dev.faultline.source.kafka.KafkaReader;
import dev.faultline.source.kafka.StartAt;
import dev.faultline.source.live.LiveSource;
import dev.faultline.source.live.StepLook;
import dev.faultline.source.mask.Masking;
import dev.faultline.source.meaning.Intake;
import dev.faultline.source.meaning.MappingRules;
import dev.faultline.source.meaning.RejectLog;
import dev.faultline.source.meaning.Rejects;
import dev.faultline.source.record.Recorder;
import dev.faultline.store.kafka.KafkaPeers;
import dev.faultline.topology.AgeLimits;
import dev.faultline.topology.Topology;
import dev.faultline.topology.TopologyException;
import dev.faultline.topology.TopologyFiles;
import dev.faultline.ui.ConnectRequest;
import dev.faultline.ui.LiveSession;
import dev.faultline.ui.LiveSources;
import dev.faultline.ui.Recordings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Systems that are watched through Kafka, for the window.
final class KafkaSystems implements LiveSources {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaSystems.class);

    /// Between two looks at how the connection stands.
    private static final Duration LOOK = Duration.ofMillis(50);

    /// How long other workbenches are waited for.
    private static final Duration PEERS = Duration.ofSeconds(10);

    private final Settings settings;
    private volatile IncidentRules rules;
    private final SessionFile kept;
    private final RecentConnections recent;
    private final Path folder;
    private final boolean acts;

    /// @param kept where labels and pins are kept
    /// @param folder of what the program keeps for the user
    KafkaSystems(Settings settings, SessionFile kept, RecentConnections recent, Path folder) {
        this(settings, kept, recent, folder, false);
    }

    /// @param acts whether runbooks of whoever runs this program act on what is connected
    private KafkaSystems(
            Settings settings,
            SessionFile kept,
            RecentConnections recent,
            Path folder,
            boolean acts) {
        this.acts = acts;
        this.settings = settings;
        rules = EngineParameters.incidents(settings.incidents());
        this.kept = kept;
        this.recent = recent;
        this.folder = folder;
    }

    /// For whoever runs this program.
    static KafkaSystems here(Settings settings) {
        return new KafkaSystems(
                settings, SessionFile.here(), RecentConnections.here(), UserFolder.data(), true);
    }

    @Override
    public LiveSession connect(
            ConnectRequest request, Consumer<Snapshot> screen, Consumer<String> progress)
            throws Recordings.CannotOpen, InterruptedException {
        List<Notice> notices = new CopyOnWriteArrayList<>();
        KafkaSession session =
                connect(request, WatchedTime.REAL, request.title(), notices, screen, progress);
        remember(request, notices);
        return session;
    }

    /// As [#connect(ConnectRequest, Consumer, Consumer)], and nothing is kept of it.
    ///
    /// @param time in the system
    /// @param title of the system
    KafkaSession connect(
            ConnectRequest request,
            WatchedTime time,
            String title,
            List<Notice> notices,
            Consumer<Snapshot> screen,
            Consumer<String> progress)
            throws Recordings.CannotOpen, InterruptedException {
        KafkaSession session = session(request, time, title, screen, notices);
        boolean connected = false;
        try {
            progress.accept("Asking " + request.servers() + " for its topics…");
            session.system().start();
            await(() -> session.live().link(), progress);
            session.sayings().recall();
            connected = true;
        } finally {
            if (!connected) {
                session.close();
            }
        }
        return session;
    }

    private KafkaSession session(
            ConnectRequest request,
            WatchedTime time,
            String title,
            Consumer<Snapshot> screen,
            List<Notice> notices)
            throws Recordings.CannotOpen {
        KafkaConnection connection = connection(request);
        EngineParameters parameters = parameters(notices);
        Optional<Baselines> baselines = baselines(request, parameters);
        Topology topology = topology(request, notices);
        Optional<RejectLog> rejectLog = request.rejectLog().map(RejectLog::new);
        LiveSystem system =
                new LiveSystem(
                        connection,
                        new LiveSystem.Plan(
                                request.since(),
                                // What is normal was learned at a step.
                                request.step()
                                        .or(() ->
                                                baselines.map(
                                                        b -> Duration.ofMillis(b.stepMillis()))),
                                topology,
                                limits(settings.topology()),
                                formats(request),
                                time,
                                baselines,
                                (step, stays) ->
                                        intake(
                                                step,
                                                stays ? rejectLog : Optional.empty(),
                                                notices)),
                        parameters,
                        screen);
        Optional<RemedyWorkshop> own = acts ? Optional.of(workshop(connection)) : Optional.empty();
        return new KafkaSession(
                system,
                time,
                title,
                topology,
                notices,
                new Sayings(connection.title(), system::tell, kept),
                rejectLog,
                own.map(RemedyWorkshop::desk),
                own);
    }

    /// Who acts on the systems of a cluster, and tells the other workbenches on it.
    private RemedyWorkshop workshop(KafkaConnection connection) {
        return RemedyWorkshop.own(
                settings, new KafkaPeers(connection.forClient(), PEERS, InstantSource.system()));
    }

    /// Connects, and begins to record all that is read; nothing is analysed.
    ///
    /// @param progress is told what is being done
    KafkaRecording record(
            ConnectRequest request, Path target, CaptureWriter.Form form, Consumer<String> progress)
            throws Recordings.CannotOpen, InterruptedException {
        List<Notice> notices = new CopyOnWriteArrayList<>();
        KafkaConnection connection = connection(request);
        Topology topology = topology(request, notices);
        Map<String, Format> formats = formats(request);
        Instant from = Instant.now().minus(request.since());
        Recorder recorder;
        try {
            recorder =
                    new Recorder(
                            target,
                            form,
                            Recorder.Head.of(connection.title()),
                            Recorder.Full.WAIT,
                            from);
        } catch (CaptureException e) {
            throw new Recordings.CannotOpen(String.valueOf(e.getMessage()), e);
        }
        progress.accept("Asking " + request.servers() + " for its topics…");
        Duration step =
                request.step().isPresent()
                        ? request.step().get()
                        : StepLook.at(connection, formats);
        Optional<RejectLog> rejectLog = request.rejectLog().map(RejectLog::new);
        LiveSource source =
                new LiveSource(
                        from,
                        step,
                        topology,
                        formats,
                        WatchedTime.REAL,
                        intake(step, rejectLog, notices),
                        (start, length) -> recorder.begin(start, length, true, Topology.empty()),
                        recorder);
        KafkaReader reader =
                KafkaReader.endless(connection, new StartAt.Time(from), source, WatchedTime.REAL);
        KafkaRecording recording = new KafkaRecording(reader, source, recorder, notices, rejectLog);
        boolean connected = false;
        try {
            reader.start();
            await(() -> reader.state().link(), progress);
            connected = true;
        } finally {
            if (!connected) {
                recording.finish();
            }
        }
        return recording;
    }

    /// Each reading has its own: none of it is made for two threads.
    private Intake intake(Duration step, Optional<RejectLog> log, List<Notice> notices) {
        Masking masking =
                Masking.of(
                        settings.masking(),
                        folder,
                        notice -> {
                            if (!notices.contains(notice)) {
                                notices.add(notice);
                            }
                        });
        return new Intake(
                new MappingRules(settings.mapping()),
                masking,
                new Rejects(masking, log.orElse(null)),
                step,
                settings.intake());
    }

    private static KafkaConnection connection(ConnectRequest request) throws Recordings.CannotOpen {
        try {
            return KafkaConnection.of(
                    request.servers(), request.topics(), request.group(), request.config());
        } catch (BadConnectionException e) {
            throw new Recordings.CannotOpen(String.valueOf(e.getMessage()), e);
        }
    }

    private EngineParameters parameters(List<Notice> notices) {
        try {
            return EngineParameters.of(settings, CauseModelFiles.read(settings.cause()))
                    .with(rules);
        } catch (IOException e) {
            notices.add(
                    Notice.warning(
                            e.getMessage() + " The numbers that come with the program are used."));
            return EngineParameters.DEFAULT;
        }
    }

    private static Optional<Baselines> baselines(
            ConnectRequest request, EngineParameters parameters) throws Recordings.CannotOpen {
        if (request.baseline().isEmpty()) {
            return Optional.empty();
        }
        Path file = request.baseline().get();
        try {
            Baselines read = BaselineFile.read(file, parameters.clock());
            long step = request.step().map(Duration::toMillis).orElse(read.stepMillis());
            Optional<String> misfit = read.misfit(step, parameters.clock());
            if (misfit.isPresent()) {
                throw new Recordings.CannotOpen(
                        misfit.get() + " " + file + " cannot be used with it.", null);
            }
            return Optional.of(read);
        } catch (IOException e) {
            throw new Recordings.CannotOpen(String.valueOf(e.getMessage()), e);
        }
    }

    /// What the files of the connection say, and those of the settings.
    private Topology topology(ConnectRequest request, List<Notice> notices)
            throws Recordings.CannotOpen {
        List<Path> files = new ArrayList<>(request.topology());
        for (String file : settings.topology().files()) {
            files.add(UserFolder.here().resolve(file));
        }
        try {
            Topology.Reading read = TopologyFiles.readAll(files);
            notices.addAll(read.notices());
            return read.topology();
        } catch (TopologyException e) {
            throw new Recordings.CannotOpen(String.valueOf(e.getMessage()), e);
        }
    }

    private static AgeLimits limits(Settings.Topology settings) {
        return new AgeLimits(
                settings.callFades(),
                settings.callGone(),
                settings.placeFades(),
                settings.placeGone(),
                settings.componentGone());
    }

    private static Map<String, Format> formats(ConnectRequest request)
            throws Recordings.CannotOpen {
        Map<String, Format> formats = new HashMap<>();
        for (Map.Entry<String, String> each : request.formats().entrySet()) {
            formats.put(
                    each.getKey(),
                    format(each.getValue())
                            .orElseThrow(() ->
                                    new Recordings.CannotOpen(noFormat(each.getValue()), null)));
        }
        return formats;
    }

    /// The format that a person calls so.
    static Optional<Format> format(String label) {
        return Stream.of(Format.values()).filter(f -> f.label().equals(label)).findFirst();
    }

    /// What to say where there is none.
    static String noFormat(String label) {
        return "'"
                + label
                + "' is no format. There are: "
                + Stream.of(Format.values()).map(Format::label).collect(Collectors.joining(", "))
                + ".";
    }

    /// Waits until records can be read. What a person must mend ends it; what may pass is told and
    /// waited for.
    private static void await(Supplier<Link> link, Consumer<String> progress)
            throws Recordings.CannotOpen, InterruptedException {
        while (true) {
            switch (link.get()) {
                case Link.Connected _ -> {
                    return;
                }
                case Link.Refused(Instant _, String why) ->
                        throw new Recordings.CannotOpen(why, null);
                case Link.Connecting _ -> {}
                case Link.Lost(Instant _, String why, Instant retryAt) -> {
                    long seconds = Duration.between(Instant.now(), retryAt).toSeconds();
                    progress.accept(
                            seconds > 0
                                    ? why + " Trying again in " + seconds + " s."
                                    : why + " Trying again now.");
                }
            }
            Thread.sleep(LOOK);
        }
    }

    private void remember(ConnectRequest request, List<Notice> notices) {
        try {
            recent.add(request);
        } catch (IOException e) {
            LOG.warn("The connection was not kept.", e);
            notices.add(Notice.warning(String.valueOf(e.getMessage())));
        }
    }

    @Override
    public void test(ConnectRequest request, Consumer<Finding> finding) {
        try {
            Doctor.examine(connection(request), step -> finding.accept(finding(step.finding())));
        } catch (Recordings.CannotOpen e) {
            finding.accept(new Finding(Finding.Mark.WRONG, String.valueOf(e.getMessage())));
        }
    }

    private static Finding finding(dev.faultline.source.kafka.Finding found) {
        return new Finding(
                switch (found.weight()) {
                    case FINE -> Finding.Mark.GOOD;
                    case ODD -> Finding.Mark.NOTE;
                    case FAILED -> Finding.Mark.WRONG;
                },
                (found.sentence() + " " + found.advice()).strip());
    }

    @Override
    public Recent recent() {
        return recent.read();
    }

    @Override
    public List<String> formats() {
        return Stream.of(Format.values()).map(Format::label).toList();
    }
}
