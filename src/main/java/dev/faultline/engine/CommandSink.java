package dev.faultline.engine;

import dev.faultline.model.ChangeEvent;
import dev.faultline.model.Notice;
import dev.faultline.model.SampleBatch;
import dev.faultline.model.SeriesInfo;
import dev.faultline.source.SampleSink;
import dev.faultline.topology.Topology;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;

/// What a source delivers, as commands. `engine::apply` is one without a thread, [EngineThread] one
/// with.
@FunctionalInterface
public interface CommandSink extends SampleSink {
    /// Takes the next command; may wait while the receiver is busy.
    void send(EngineCommand command) throws InterruptedException;

    @Override
    default void series(List<SeriesInfo> added) throws InterruptedException {
        send(new EngineCommand.SeriesAdded(added));
    }

    @Override
    default void topology(Topology newest) throws InterruptedException {
        send(new EngineCommand.TopologyChanged(newest));
    }

    @Override
    default void unheard(BitSet series, String why) throws InterruptedException {
        send(new EngineCommand.Unheard(series, why));
    }

    @Override
    default void reference(SampleBatch batch) throws InterruptedException {
        send(new EngineCommand.Reference(batch));
    }

    @Override
    default void samples(SampleBatch batch) throws InterruptedException {
        send(new EngineCommand.Samples(batch));
    }

    @Override
    default void change(ChangeEvent event) throws InterruptedException {
        send(new EngineCommand.Changed(event));
    }

    @Override
    default void notice(Notice notice) throws InterruptedException {
        send(new EngineCommand.Noticed(notice));
    }

    @Override
    default void tick(Instant at) throws InterruptedException {
        send(new EngineCommand.Tick(at));
    }

    @Override
    default void rewind(Instant at) throws InterruptedException {
        send(new EngineCommand.Rewind(at));
    }
}
