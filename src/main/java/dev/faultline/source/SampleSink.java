package dev.faultline.source;

import dev.faultline.model.ChangeEvent;
import dev.faultline.model.Notice;
import dev.faultline.model.SampleBatch;
import java.time.Instant;

/// Where a source delivers what it read, in the order in which it arrived. All calls come from the
/// thread of the source; a call may wait while the receiver is busy.
public interface SampleSink {
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
