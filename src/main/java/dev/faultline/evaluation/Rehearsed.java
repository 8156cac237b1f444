package dev.faultline.evaluation;

import dev.faultline.topology.Topology;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A system that runs as fast as it is asked to, writes what its agents would write, and is broken
/// on purpose, one fault at a time.
public interface Rehearsed {
    /// One record as it would lie on a topic.
    ///
    /// @param timestampMillis when it was measured, ms since the epoch
    @SuppressWarnings("ArrayRecordComponent") // a carrier: nobody compares two of them
    record Written(String topic, long timestampMillis, byte[] value) {}

    /// What its owners say of it beforehand.
    Topology catalogue();

    /// What one step covers.
    Duration step();

    /// The end of the last step.
    Instant now();

    /// Runs on for one step.
    List<Written> run();

    /// Whether the next fault may begin now: some do no harm while nobody is there.
    boolean open();

    /// Breaks it for a while: from now on, until the end that is told.
    ///
    /// @return what is wrong, to score by; empty where all faults were
    Optional<Truth> fail();
}
