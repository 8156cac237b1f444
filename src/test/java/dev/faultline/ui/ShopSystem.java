package dev.faultline.ui;

import dev.faultline.engine.EngineCommand;
import dev.faultline.engine.EngineThread;
import dev.faultline.engine.HistoryCapture;
import dev.faultline.engine.PinAct;
import dev.faultline.engine.SmallShop;
import dev.faultline.engine.Snapshot;
import dev.faultline.model.Notice;
import dev.faultline.model.SampleBatch;
import dev.faultline.remedy.RemedyDesk;
import dev.faultline.signal.AnomalyLabel;
import dev.faultline.source.LiveState;
import dev.faultline.source.LiveState.Link;
import dev.faultline.source.LiveState.Partition;
import dev.faultline.source.LiveState.Topic;
import dev.faultline.source.RecordingState;
import dev.faultline.source.WatchedTime;
import dev.faultline.source.replay.Replay;
import dev.faultline.topology.Correction;
import dev.faultline.topology.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.function.UnaryOperator;

/// The small shop as it runs, six cells into its fault: a real engine, and a source that says of
/// itself what a test lets it say. The server `refused:9092` refuses, `silent:9092` never answers,
/// at `empty:9092` no sample comes.
public final class ShopSystem implements LiveSources {
    public static final Instant NOW = SmallShop.at(SmallShop.FAULT + 6);

    /// All is well.
    public static final LiveState WELL =
            new LiveState(
                    "broker1:9092",
                    false,
                    new Link.Connected(NOW.minusSeconds(3600)),
                    Optional.empty(),
                    List.of(new Topic("shop", Optional.of("own"), false, 12_040, 36_120)),
                    List.of(
                            new Partition("shop", 0, 0, Duration.ZERO, Optional.of(NOW)),
                            new Partition("shop", 1, 0, Duration.ZERO, Optional.of(NOW))),
                    LiveState.Intake.NONE);

    private final CountDownLatch never = new CountDownLatch(1);
    private final AtomicReference<LiveState> state = new AtomicReference<>(WELL);
    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
    private final AtomicReference<EngineThread> engine = new AtomicReference<>();
    private volatile Optional<RemedyDesk> desk = Optional.empty();
    private volatile WatchedTime time = WatchedTime.REAL;
    private final List<ConnectRequest> connected = new CopyOnWriteArrayList<>();

    private final AtomicReference<Optional<RecordingState>> recording =
            new AtomicReference<>(Optional.empty());

    /// What the window asked the source for.
    public final List<String> asked = new CopyOnWriteArrayList<>();

    /// Who acts on it from now on, and goes with it.
    public void actedOnBy(RemedyDesk who) {
        desk = Optional.of(who);
    }

    /// How its time runs from now on.
    public void time(WatchedTime runs) {
        time = runs;
    }

    public void say(LiveState newest) {
        state.set(newest);
    }

    public void say(UnaryOperator<LiveState> change) {
        state.updateAndGet(change);
    }

    /// The recording stands like that.
    public void say(RecordingState newest) {
        recording.set(Optional.of(newest));
    }

    /// The time of day.
    public Instant now() {
        return now.get();
    }

    public void now(Instant at) {
        now.set(at);
    }

    /// Cells go by in which only some components say something.
    ///
    /// @param speaking components of which samples still come
    /// @return the end of the last of these cells
    public Instant goOn(int cells, String... speaking) {
        EngineThread running = engine.get();
        try {
            Instant at = NOW;
            for (int cell = 1; cell <= cells; cell++) {
                at = NOW.plus(SmallShop.STEP.multipliedBy(cell));
                SampleBatch.Builder batch = new SampleBatch.Builder(20);
                for (int i = 0; i < SmallShop.SERIES.size(); i++) {
                    if (List.of(speaking).contains(SmallShop.SERIES.get(i).service().value())) {
                        batch.add(i, at.toEpochMilli(), at.toEpochMilli(), .01);
                    }
                }
                running.send(new EngineCommand.Samples(batch.build()));
                running.send(new EngineCommand.Tick(at));
            }
            now.set(at);
            return at;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /// All is well but the connection.
    public static LiveState with(Link link) {
        return new LiveState(
                WELL.server(),
                WELL.encrypted(),
                link,
                WELL.loading(),
                WELL.topics(),
                WELL.partitions(),
                WELL.intake());
    }

    /// All is well but that the history is not all there.
    public static LiveState with(LiveState.Loading loading) {
        return new LiveState(
                WELL.server(),
                WELL.encrypted(),
                WELL.link(),
                Optional.of(loading),
                WELL.topics(),
                WELL.partitions(),
                WELL.intake());
    }

    @Override
    public LiveSession connect(
            ConnectRequest request, Consumer<Snapshot> screen, Consumer<String> progress)
            throws Recordings.CannotOpen, InterruptedException {
        progress.accept("Asking " + request.servers() + " for its topics…");
        switch (request.servers()) {
            case "refused:9092" ->
                    throw new Recordings.CannotOpen(
                            "refused:9092 answers, but the password was refused. Mend"
                                    + " sasl.jaas.config in the properties file.",
                            null);
            case "silent:9092" -> never.await();
            default -> connected.addFirst(request);
        }
        SmallShop shop = SmallShop.withReference();
        AtomicReference<EngineThread> self = new AtomicReference<>();
        EngineThread started =
                new EngineThread(() -> {
                    EngineThread running = self.get();
                    if (running != null) {
                        screen.accept(running.get());
                    }
                });
        self.set(started);
        engine.set(started);
        started.send(shop.start());
        Replay replay = new Replay(shop, started);
        if (!request.servers().equals("empty:9092")) {
            replay.seek(NOW);
            replay.start();
        }
        return new Running(request.title(), shop, started, replay);
    }

    @Override
    public void test(ConnectRequest request, Consumer<Finding> finding)
            throws InterruptedException {
        finding.accept(new Finding(Finding.Mark.GOOD, request.servers() + " can be reached."));
        switch (request.servers()) {
            case "refused:9092" ->
                    finding.accept(
                            new Finding(
                                    Finding.Mark.WRONG,
                                    "The password was refused. Mend sasl.jaas.config in the"
                                            + " properties file."));
            case "silent:9092" -> never.await();
            default ->
                    finding.accept(
                            new Finding(Finding.Mark.NOTE, "Topic shop is there, and empty."));
        }
    }

    @Override
    public Recent recent() {
        return new Recent(connected, "");
    }

    @Override
    public List<String> formats() {
        return List.of("otlp-proto", "own");
    }

    private final class Running implements LiveSession {
        private final String title;
        private final SmallShop shop;
        private final EngineThread engine;
        private final Replay replay;

        Running(String title, SmallShop shop, EngineThread engine, Replay replay) {
            this.title = title;
            this.shop = shop;
            this.engine = engine;
            this.replay = replay;
        }

        @Override
        public String title() {
            return title;
        }

        @Override
        public Topology topology() {
            return shop.start().topology();
        }

        @Override
        public List<Notice> notices() {
            return List.of();
        }

        @Override
        public void label(AnomalyLabel label) throws InterruptedException {
            engine.send(new EngineCommand.Label(label));
        }

        @Override
        public void correct(Correction.Act act) throws InterruptedException {
            engine.send(new EngineCommand.Correct(act));
        }

        @Override
        public void pin(PinAct act) throws InterruptedException {
            engine.send(new EngineCommand.Pin(act));
        }

        @Override
        public LiveState live() {
            return state.get();
        }

        @Override
        public void retry() {
            asked.add("retry");
        }

        @Override
        public void format(String topic, Optional<String> format) {
            asked.add("format " + topic + " " + format.orElse("recognised"));
        }

        @Override
        public int saveBaseline(Path file) throws IOException {
            Files.writeString(file, "baselines");
            return engine.get().series().size();
        }

        @Override
        public void record(Path file) throws IOException {
            if (Files.exists(file)) {
                throw new IOException(file + " exists already.");
            }
            recording.set(Optional.of(new RecordingState.Waiting(file, NOW)));
        }

        @Override
        public void stopRecording() {
            asked.add("stop recording");
        }

        @Override
        public Optional<RecordingState> recording() {
            return recording.get();
        }

        @Override
        public long saveCapture(Path file, Duration length, DoubleConsumer progress)
                throws IOException, InterruptedException {
            if (file.endsWith("slow.capture")) {
                progress.accept(.41);
                never.await();
            }
            return HistoryCapture.write(file, engine.get(), length, title, "a test", progress);
        }

        @Override
        public WatchedTime time() {
            return time;
        }

        @Override
        public Optional<RemedyDesk> remedies() {
            return desk;
        }

        @Override
        public void close() {
            desk.ifPresent(RemedyDesk::close);
            replay.close();
            engine.close();
        }
    }
}
