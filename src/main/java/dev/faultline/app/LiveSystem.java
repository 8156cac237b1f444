package dev.faultline.app;

import dev.faultline.capture.CaptureException;
import dev.faultline.capture.CaptureWriter;
import dev.faultline.engine.EngineCommand;
import dev.faultline.engine.EngineParameters;
import dev.faultline.engine.Snapshot;
import dev.faultline.signal.Baselines;
import dev.faultline.source.LiveState;
import dev.faultline.source.RecordingState;
import dev.faultline.source.WatchedTime;
import dev.faultline.source.format.Format;
import dev.faultline.source.kafka.KafkaConnection;
import dev.faultline.source.kafka.ReaderState;
import dev.faultline.source.live.LiveSource;
import dev.faultline.source.live.StepLook;
import dev.faultline.source.meaning.Intake;
import dev.faultline.source.record.Recorder;
import dev.faultline.topology.AgeLimits;
import dev.faultline.topology.Topology;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A system that is watched as it runs. The newest hours are read first, so that there is a ranking
/// at once, marked as provisional; then a second engine reads everything from the beginning in the
/// order of time, and takes over when it has come to now. So what is shown in the end is what one
/// reading from first to last gives. Longer than 300 lines since whoever speaks to the system
/// speaks to both readings through it.
final class LiveSystem implements AutoCloseable {
    /// How far back the first look goes.
    private static final Duration FIRST_LOOK = Duration.ofHours(6);

    /// How far back it goes where the first hours are too many to wait for.
    private static final Duration SHORT_LOOK = Duration.ofHours(1);

    /// So long is waited until half of the first look must have been read.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /// Nothing lies before what was read where it begins so much later than it was asked for.
    private static final Duration BEGINS_LATER = Duration.ofMinutes(10);

    private final KafkaConnection connection;
    private final Plan plan;
    private final EngineParameters parameters;
    private final Consumer<Snapshot> screen;
    private final Instant since;

    // Guarded by this.
    private final List<EngineCommand> told = new ArrayList<>();
    private final Map<String, Optional<Format>> formats = new HashMap<>();
    private Duration step = Duration.ZERO;
    private @Nullable LiveStage shown;
    private @Nullable LiveStage coming;
    private @Nullable Recorder recorder;
    private Instant recordFrom = Instant.MAX;
    private boolean complete;
    private boolean closed;

    /// How a system is to be read.
    ///
    /// @param since how much of the history
    /// @param step of the grid; empty to tell it from the records
    /// @param topology what is known of what depends on what
    /// @param limits how long what is seen of it is believed in without being seen again
    /// @param formats of topics of which a person said so
    /// @param time in the system
    /// @param baselines what is normal, where that was saved: then no history is read
    /// @param intake makes the intake of an engine for a grid of that step; the one that stays is
    ///   asked for with `true`
    record Plan(
            Duration since,
            Optional<Duration> step,
            Topology topology,
            AgeLimits limits,
            Map<String, Format> formats,
            WatchedTime time,
            Optional<Baselines> baselines,
            IntakeMaker intake) {}

    /// Makes intakes.
    interface IntakeMaker {
        Intake make(Duration step, boolean stays);
    }

    LiveSystem(
            KafkaConnection connection,
            Plan plan,
            EngineParameters parameters,
            Consumer<Snapshot> screen) {
        this.connection = connection;
        this.plan = plan;
        this.parameters = parameters;
        this.screen = screen;
        since = plan.time().instant().minus(plan.since());
    }

    /// Begins to read. Waits some seconds where the step is to be told from the records.
    void start() throws InterruptedException {
        Duration step =
                plan.step().isPresent()
                        ? plan.step().get()
                        : StepLook.at(connection, plan.formats());
        // In a simulated system there is no outage that waits for nobody, and time runs so fast
        // that
        // what hours of it look like says little: it is read from first to last.
        boolean whole = plan.time().simulated() || plan.since().compareTo(FIRST_LOOK) <= 0;
        boolean once = whole || plan.baselines().isPresent();
        Instant first = plan.time().instant().minus(FIRST_LOOK);
        synchronized (this) {
            this.step = step;
            complete = once;
            shown = stage(whole ? since : first, step, once);
            listen();
            shown.reader().start();
        }
        if (!plan.time().simulated()) {
            Thread.ofVirtual().name("first-look").start(this::hurry);
        }
    }

    /// Looks less far back where that takes too long: an outage waits for nobody.
    private void hurry() {
        try {
            Thread.sleep(PATIENCE);
        } catch (InterruptedException e) {
            return;
        }
        LiveStage slow;
        synchronized (this) {
            slow = Objects.requireNonNull(shown, "started");
            LiveSource.View view = slow.source().view();
            Instant later = plan.time().instant().minus(SHORT_LOOK);
            if (closed
                    || view.caughtUp()
                    || slow.begun() == null
                    || share(slow.from(), view.reached()) > .5
                    || !slow.from().isBefore(later)) {
                return;
            }
            // What was left out is read behind it, unless what is normal is known.
            complete = plan.baselines().isPresent();
            shown = stage(later, step, complete);
            listen();
            shown.reader().start();
        }
        slow.close();
    }

    private LiveStage stage(Instant from, Duration step, boolean stays) {
        LiveStage stage =
                new LiveStage(
                        connection,
                        plan,
                        parameters,
                        from,
                        step,
                        stays,
                        this::published,
                        this::begins);
        formats.forEach(stage.source()::format);
        return stage;
    }

    /// A stage begins: what was said so far it is told now, what is said later it gets like the
    /// others.
    private List<EngineCommand> begins(LiveStage stage, Instant gridStart) {
        synchronized (this) {
            stage.begunAt(gridStart);
            return List.copyOf(told);
        }
    }

    /// A stage has a new snapshot. On its engine's thread.
    private void published(LiveStage stage) {
        boolean shows;
        synchronized (this) {
            if (closed) {
                return;
            }
            if (stage == coming && arrived(stage)) {
                LiveStage old = shown;
                shown = stage;
                coming = null;
                complete = true;
                if (old != null) {
                    Thread.startVirtualThread(old::close);
                }
            }
            shows = stage == shown;
            if (shows && !complete && coming == null && stage.source().view().caughtUp()) {
                goBack(stage);
            }
        }
        if (shows) {
            screen.accept(stage.engine().get());
        }
    }

    /// Begins to read everything, where there is more than was read.
    private void goBack(LiveStage first) {
        Instant begun = first.begun();
        if (begun != null && begun.isAfter(first.from().plus(BEGINS_LATER))) {
            complete = true;
            listen();
            return;
        }
        LiveStage all = stage(since, step, true);
        coming = all;
        listen();
        all.reader().start();
    }

    /// Whether the second reading is where the first one is.
    private boolean arrived(LiveStage stage) {
        LiveStage first = shown;
        return stage.source().view().caughtUp()
                && (first == null
                        || !stage.engine().get().at().isBefore(first.engine().get().at()));
    }

    /// What is known of the source now. Thread-safe, returns at once.
    LiveState state() {
        synchronized (this) {
            LiveStage stage = Objects.requireNonNull(shown, "started");
            LiveSource.View view = stage.source().view();
            ReaderState reader = stage.reader().state();
            return new LiveState(
                    connection.server(),
                    connection.encrypted(),
                    reader.link(),
                    loading(stage, view),
                    view.topics(),
                    reader.partitions(),
                    view.intake());
        }
    }

    private Optional<LiveState.Loading> loading(LiveStage stage, LiveSource.View view) {
        LiveStage behind = coming;
        if (behind != null) {
            Instant reached = behind.source().view().reached();
            return Optional.of(
                    new LiveState.Loading(
                            since, reached, share(since, reached), Optional.of(stage.from())));
        }
        if (complete && view.caughtUp()) {
            return Optional.empty();
        }
        Optional<Instant> provisional =
                complete || !view.caughtUp() ? Optional.empty() : Optional.of(stage.from());
        return Optional.of(
                new LiveState.Loading(
                        stage.from(),
                        view.reached(),
                        share(stage.from(), view.reached()),
                        provisional));
    }

    private double share(Instant from, Instant reached) {
        double whole = Duration.between(from, plan.time().instant()).toMillis();
        return Math.clamp(Duration.between(from, reached).toMillis() / whole, 0, 1);
    }

    /// Tells the engines what a person said; one that begins later is told too.
    void tell(EngineCommand command) throws InterruptedException {
        List<LiveStage> stages = new ArrayList<>();
        synchronized (this) {
            told.add(command);
            for (LiveStage stage : Arrays.asList(shown, coming)) {
                if (stage != null && stage.begun() != null) {
                    stages.add(stage);
                }
            }
        }
        for (LiveStage stage : stages) {
            stage.engine().send(command);
        }
    }

    /// Reads a topic as a person says; recognises it again where that is empty.
    void format(String topic, Optional<Format> format) {
        synchronized (this) {
            formats.put(topic, format);
            for (LiveStage stage : Arrays.asList(shown, coming)) {
                if (stage != null) {
                    stage.source().format(topic, format);
                }
            }
        }
    }

    /// What is normal now, to be kept.
    CompletableFuture<Baselines> baselines() throws InterruptedException {
        LiveStage stage;
        synchronized (this) {
            stage = Objects.requireNonNull(shown, "started");
        }
        return stage.engine().baselines(connection.title());
    }

    /// What is shown now.
    Snapshot snapshot() {
        synchronized (this) {
            return Objects.requireNonNull(shown, "started").engine().get();
        }
    }

    /// Records what comes in from now on. A recording follows the reading that stays: while the
    /// history is still being read it waits until that reading has come to now, and misses nothing,
    /// for what is read there was written to the topics meanwhile.
    ///
    /// @throws CaptureException where there can be no such file
    /// @throws IllegalStateException where something is being recorded
    void record(Path target) throws CaptureException {
        synchronized (this) {
            if (recorder != null && !recorder.state().over()) {
                throw new IllegalStateException("recording already");
            }
            recordFrom = plan.time().instant();
            recorder =
                    new Recorder(
                            target,
                            CaptureWriter.Form.ZIP,
                            Recorder.Head.of(connection.title()),
                            Recorder.Full.LEAVE_OUT,
                            recordFrom);
            listen();
        }
    }

    /// Lets the recorder listen to the reading that stays, as soon as there is one. Guarded by
    /// this.
    private void listen() {
        LiveStage stays = complete ? shown : coming;
        Recorder newest = recorder;
        if (newest != null && stays != null && newest.state() instanceof RecordingState.Waiting) {
            stays.tap().record(newest, recordFrom);
        }
    }

    /// How the recording stands, or the last one stood; empty where there was none.
    Optional<RecordingState> recording() {
        Recorder newest;
        synchronized (this) {
            newest = recorder;
        }
        return newest == null ? Optional.empty() : Optional.of(newest.state());
    }

    /// Finishes the recording, if there is one. Waits until it is written.
    void stopRecording() throws InterruptedException {
        Recorder newest;
        synchronized (this) {
            newest = recorder;
        }
        if (newest != null) {
            newest.finish();
        }
    }

    /// Tries now what would be tried again after a while.
    void retry() {
        synchronized (this) {
            for (LiveStage stage : Arrays.asList(shown, coming)) {
                if (stage != null) {
                    stage.reader().retry();
                }
            }
        }
    }

    /// Ends reading. Waits for the threads.
    @Override
    public void close() {
        List<LiveStage> stages = new ArrayList<>();
        synchronized (this) {
            closed = true;
            for (LiveStage stage : Arrays.asList(shown, coming)) {
                if (stage != null) {
                    stages.add(stage);
                }
            }
        }
        stages.forEach(LiveStage::close);
        if (recorder != null) {
            recorder.close();
        }
    }
}
