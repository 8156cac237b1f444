package dev.faultline.source;

/// Where a record lies in Kafka.
///
/// @param offset of the record within its partition
public record Position(String topic, int partition, long offset) {
    @Override
    public String toString() {
        return topic + "-" + partition + "@" + offset;
    }
}
