package dev.faultline.source;

import dev.faultline.model.Notice;
import java.time.Instant;
import java.util.Set;

/// Who takes the records of a topic, in the order of each partition. All calls come from the one
/// thread of the reader.
public interface RecordReceiver {
    /// The next record of a partition: each is delivered once.
    ///
    /// @param timestampMillis of the record, ms since the epoch
    /// @param value its bytes, the receiver's from now on; empty for a tombstone
    void record(String topic, int partition, long offset, long timestampMillis, byte[] value)
            throws InterruptedException;

    /// All that a poll brought was delivered.
    ///
    /// @param now when, by the clock that the reader was given: mostly this machine's
    /// @param atEnd the partitions of which everything was read that was there
    /// @param assigned all partitions that are read
    void polled(Instant now, Set<Part> atEnd, Set<Part> assigned) throws InterruptedException;

    /// The partitions of which nothing more should come for now: those that are ahead of others in
    /// time, or all while the receiver is busy. Asked before each poll.
    Set<Part> held();

    /// Whether there is no room for anything: then nothing is fetched.
    boolean busy();

    /// Something of the way here that a person should know: records that were lost or damaged,
    /// topics that came or went.
    default void notice(Notice notice) throws InterruptedException {}

    /// A partition of a topic.
    record Part(String topic, int partition) {}
}
