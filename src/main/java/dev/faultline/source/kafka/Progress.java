package dev.faultline.source.kafka;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/// What a reader remembers from one connection to the next. Of its thread alone.
final class Progress {
    /// The offset that is read next.
    final Map<TopicPartition, Long> next = new HashMap<>();

    /// Which topic it was that is known by this name.
    final Map<String, Uuid> ids = new HashMap<>();

    /// Topics that were there from the start and could not be read yet.
    final Set<String> awaited = new HashSet<>();

    /// Topics that are not there any more, for as long as they are not.
    final Set<String> gone = new HashSet<>();

    /// Offsets at which a reader that shall end has read enough.
    final Map<TopicPartition, Long> targets = new HashMap<>();

    /// Whether the topics that were there from the start are known.
    boolean begun;

    long overtaken;
    long damaged;

    /// Whether a topic is another one than that which was read under its name. Brokers before 2.8
    /// give topics no identity: there, one that was gone counts as another.
    boolean another(String topic, Uuid id) {
        return !id.equals(ids.get(topic)) || (id.equals(Uuid.ZERO_UUID) && gone.contains(topic));
    }

    /// Forgets a topic that is no more: another one of that name is read from its beginning.
    void forget(String topic) {
        ids.remove(topic);
        awaited.remove(topic);
        gone.remove(topic);
        next.keySet().removeIf(partition -> partition.topic().equals(topic));
        targets.keySet().removeIf(partition -> partition.topic().equals(topic));
    }
}
