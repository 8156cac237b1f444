package dev.faultline.source;

import dev.faultline.model.ChangeEvent;
import dev.faultline.model.Notice;
import dev.faultline.model.SampleBatch;
import dev.faultline.model.SeriesInfo;
import dev.faultline.topology.Topology;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;

/// Where a source delivers what it read, in the order in which it arrived. All calls come from the
/// thread of the source; a call may wait while the receiver is busy.
public interface SampleSink {
    /// Further series: their numbers follow on those that are known.
    void series(List<SeriesInfo> added) throws InterruptedException;

    /// From now on this depends on that.
    void topology(Topology newest) throws InterruptedException;

    /// What is not heard of for reasons that lie on the way here: that nothing comes from these
    /// series says nothing about what they measure. Replaces what was said before; nobody is
    /// unheard again with an empty set.
    ///
    /// @param series numbers of incoming series
    /// @param why one sentence about the path; empty where all is heard
    void unheard(BitSet series, String why) throws InterruptedException;

    /// Whether there is little room: a source that can wait should.
    default boolean busy() {
        return false;
    }

    /// Samples known to be normal, before anything else.
    void reference(SampleBatch batch) throws InterruptedException;

    void samples(SampleBatch batch) throws InterruptedException;

    void change(ChangeEvent event) throws InterruptedException;

    /// Something about the input that a person should know.
    void notice(Notice notice) throws InterruptedException;

    /// Time has come to `at`: all that arrived up to then was delivered.
    void tick(Instant at) throws InterruptedException;

    /// Go back to how things were after the tick at `at`, which was delivered before. What follows
    /// arrives after it.
    void rewind(Instant at) throws InterruptedException;
}
