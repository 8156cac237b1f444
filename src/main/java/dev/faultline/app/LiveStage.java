package dev.faultline.app;

import dev.faultline.engine.EngineCommand;
import dev.faultline.engine.EngineParameters;
import dev.faultline.engine.EngineThread;
import dev.faultline.engine.history.Keeping;
import dev.faultline.source.kafka.KafkaConnection;
import dev.faultline.source.kafka.KafkaReader;
import dev.faultline.source.kafka.StartAt;
import dev.faultline.source.live.LiveSource;
import dev.faultline.source.record.Tap;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One reading of a live system: a reader, a source, an engine.
final class LiveStage implements AutoCloseable {
    private final Instant from;
    private final LiveSystem.Plan plan;
    private final BiFunction<LiveStage, Instant, List<EngineCommand>> begins;
    private final EngineThread engine;
    private final Tap tap;
    private final LiveSource source;
    private final KafkaReader reader;
    private volatile @Nullable Instant begun;

    /// A reading that has not begun: its reader is to be started.
    ///
    /// @param from the time of the first record
    /// @param stays whether what it reads is shown in the end
    /// @param published called with this on the engine's thread after each snapshot
    /// @param begins called when its time line begins: gives what persons said so far
    LiveStage(
            KafkaConnection connection,
            LiveSystem.Plan plan,
            EngineParameters parameters,
            Instant from,
            Duration step,
            boolean stays,
            Consumer<LiveStage> published,
            BiFunction<LiveStage, Instant, List<EngineCommand>> begins) {
        this.from = from;
        this.plan = plan;
        this.begins = begins;
        engine = new EngineThread(parameters, () -> published.accept(this));
        tap = new Tap(engine);
        source =
                new LiveSource(
                        from,
                        step,
                        plan.topology(),
                        plan.limits(),
                        plan.formats(),
                        plan.time(),
                        plan.intake().make(step, stays),
                        this::begin,
                        tap);
        reader = KafkaReader.endless(connection, new StartAt.Time(from), source, plan.time());
    }

    private void begin(Instant gridStart, Duration step) throws InterruptedException {
        // Cells are kept as long as they are read back, and one day for what comes.
        Keeping keeping = Keeping.of(plan.since().plusDays(1));
        engine.send(EngineCommand.Start.live(gridStart, step, keeping));
        if (plan.baselines().isPresent()) {
            engine.send(new EngineCommand.Known(plan.baselines().get()));
        }
        for (EngineCommand command : begins.apply(this, gridStart)) {
            engine.send(command);
        }
        tap.begin(gridStart, step);
    }

    /// From when on it reads.
    Instant from() {
        return from;
    }

    /// Where its time line begins; null before something came.
    @Nullable Instant begun() {
        return begun;
    }

    void begunAt(Instant gridStart) {
        begun = gridStart;
    }

    EngineThread engine() {
        return engine;
    }

    /// Where a recorder listens.
    Tap tap() {
        return tap;
    }

    LiveSource source() {
        return source;
    }

    KafkaReader reader() {
        return reader;
    }

    @Override
    public void close() {
        // The engine first: a source that waits for it would wait for ever.
        engine.close();
        reader.close();
    }
}
