package dev.faultline.source.kafka;

import dev.faultline.source.RecordReceiver.Part;
import org.apache.kafka.common.TopicPartition;

/// A partition that is read, and how far.
final class Place {
    /// No record was read yet.
    static final long NONE = Long.MIN_VALUE;

    final TopicPartition partition;
    final Part part;

    /// The offset that is delivered next: whatever lies before it was, or is left out.
    long next;

    /// The newest timestamp that was read, ms since the epoch.
    long newestMillis = NONE;

    /// Times in a row that the broker knew less than was read.
    int beyondEnd;

    Place(TopicPartition partition, long next) {
        this.partition = partition;
        this.part = new Part(partition.topic(), partition.partition());
        this.next = next;
    }
}
