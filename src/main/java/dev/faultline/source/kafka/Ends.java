package dev.faultline.source.kafka;

import dev.faultline.model.Notice;
import dev.faultline.source.LiveState;
import dev.faultline.source.RecordReceiver;
import dev.faultline.source.RecordReceiver.Part;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/// How far the partitions reach, as their leaders say every second, and how far behind the reader
/// is.
final class Ends {
    /// How old an answer about a partition's end may be for the end to be taken as read.
    private static final long FRESH = Duration.ofSeconds(5).toNanos();

    /// A partition whose leader says nothing for so long is not waited for.
    private static final long MUTE = Duration.ofSeconds(15).toNanos();

    private final ClusterWatch watch;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Place> places;
    private final RecordReceiver receiver;
    private final InstantSource time;
    private final Set<TopicPartition> mute = new HashSet<>();

    /// @param places what is read, as it changes
    /// @param time to which ages are counted
    Ends(
            ClusterWatch watch,
            KafkaConsumer<byte[], byte[]> consumer,
            Map<TopicPartition, Place> places,
            RecordReceiver receiver,
            InstantSource time) {
        this.watch = watch;
        this.consumer = consumer;
        this.places = places;
        this.receiver = receiver;
        this.time = time;
    }

    /// Says which partitions fell silent, that is, which nobody serves.
    void listen(long now) throws InterruptedException {
        for (Place place : places.values()) {
            ClusterWatch.End end = watch.end(place.partition);
            boolean silent = end != null && now - end.nanos() > MUTE;
            if (silent && mute.add(place.partition)) {
                say(
                        Notice.warning(
                                "The leader of %s has not answered for 15 s: what is in it is not heard."
                                        .formatted(place.partition)));
            } else if (!silent && mute.remove(place.partition)) {
                say(Notice.info("The leader of %s answers again.".formatted(place.partition)));
            }
        }
    }

    /// The partitions of which everything was read that was there a moment ago.
    Set<Part> atEnd(long now) {
        Set<Part> read = new HashSet<>();
        for (Place place : places.values()) {
            ClusterWatch.End end = watch.end(place.partition);
            if (end != null
                    && now - end.nanos() < FRESH
                    && place.next >= end.offset()
                    && consumer.currentLag(place.partition).orElse(0) == 0) {
                read.add(place.part);
            }
        }
        return read;
    }

    /// The partitions that are read, and whose leaders answer.
    Set<Part> assigned() {
        Set<Part> all = new HashSet<>();
        for (Place place : places.values()) {
            if (!mute.contains(place.partition)) {
                all.add(place.part);
            }
        }
        return all;
    }

    /// How far behind each partition is.
    List<LiveState.Partition> partitions() {
        Instant now = time.instant();
        List<LiveState.Partition> all = new ArrayList<>();
        for (Place place : places.values()) {
            ClusterWatch.End end = watch.end(place.partition);
            long records =
                    Math.max(
                            end == null ? 0 : end.offset() - place.next,
                            consumer.currentLag(place.partition).orElse(0));
            Optional<Instant> newest =
                    place.newestMillis == Place.NONE
                            ? Optional.empty()
                            : Optional.of(Instant.ofEpochMilli(place.newestMillis));
            Duration behind =
                    records > 0 && newest.isPresent() && newest.get().isBefore(now)
                            ? Duration.between(newest.get(), now)
                            : Duration.ZERO;
            all.add(
                    new LiveState.Partition(
                            place.part.topic(),
                            place.part.partition(),
                            Math.max(0, records),
                            behind,
                            newest));
        }
        return all;
    }

    private void say(Notice notice) throws InterruptedException {
        receiver.notice(notice);
    }
}
