package dev.faultline.source.kafka;

import dev.faultline.model.Notice;
import dev.faultline.source.LiveState;
import dev.faultline.source.RecordReceiver;
import dev.faultline.source.RecordReceiver.Part;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicAuthorizationException;

/// One life of a consumer: from the moment it is made until it fails in a way that only a new one
/// mends. How far was read outlives it in [Progress].
final class Reading implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration POLL_HELD = Duration.ofMillis(10);
    private static final long PUBLISH_EVERY = Duration.ofMillis(200).toNanos();
    private static final long COMMIT_EVERY = Duration.ofSeconds(5).toNanos();

    /// How often a broker may say that it has less than was read before it is believed.
    private static final int BELIEVED = 3;

    private static final byte[] TOMBSTONE = {};

    private final KafkaConnection connection;
    private final boolean toEnd;
    private final RecordReceiver receiver;
    private final Progress progress;
    private final LinkWatch link;
    private final InstantSource time;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final ClusterWatch watch;
    private final Share share;
    private final Ends ends;
    private final Map<TopicPartition, Place> places;
    private long nextPublish = System.nanoTime();
    private long nextCommit = System.nanoTime() + COMMIT_EVERY;

    /// @throws KafkaException where the client cannot even be made
    Reading(
            KafkaConnection connection,
            StartAt from,
            boolean toEnd,
            RecordReceiver receiver,
            Progress progress,
            LinkWatch link,
            InstantSource time) {
        this.connection = connection;
        this.toEnd = toEnd;
        this.receiver = receiver;
        this.progress = progress;
        this.link = link;
        this.time = time;
        consumer = new KafkaConsumer<>(connection.forConsumer());
        try {
            watch = new ClusterWatch(connection);
            share = new Share(connection, from, toEnd, receiver, progress, consumer);
        } catch (KafkaException e) {
            consumer.close(CloseOptions.timeout(Duration.ZERO));
            throw e;
        }
        places = share.places();
        ends = new Ends(watch, consumer, places, receiver, time);
    }

    /// Reads until it is asked to end, or, where there is an end, until that is reached.
    ///
    /// @return whether the end was reached
    /// @throws KafkaException where only a new consumer helps
    boolean run(CountDownLatch closing, Consumer<List<LiveState.Partition>> publisher)
            throws InterruptedException {
        while (closing.getCount() > 0) {
            long now = System.nanoTime();
            watch.ask(now, places.keySet());
            Optional<Throwable> failure = watch.failure();
            if (failure.isPresent()) {
                throw failure.get() instanceof KafkaException known
                        ? known
                        : new KafkaException(failure.get());
            }
            share.follow(watch.view(), now);
            boolean held = flow();
            long before = System.nanoTime();
            boolean records = poll(held ? POLL_HELD : POLL);
            link.looked(System.nanoTime() - before, watch.answeredNanos(), records);
            now = System.nanoTime();
            if (link.connected() && progress.begun) {
                ends.listen(now);
                receiver.polled(time.instant(), ends.atEnd(now), ends.assigned());
            }
            if (now >= nextPublish) {
                nextPublish = now + PUBLISH_EVERY;
                share.remember();
                publisher.accept(ends.partitions());
            }
            if (connection.group().isPresent() && now >= nextCommit) {
                nextCommit = now + COMMIT_EVERY;
                share.commit();
            }
            if (toEnd && progress.begun && share.reached()) {
                share.remember();
                publisher.accept(ends.partitions());
                return true;
            }
        }
        return false;
    }

    /// Holds what the receiver has no room for.
    ///
    /// @return whether anything is held
    private boolean flow() {
        Set<TopicPartition> wanted = new HashSet<>();
        if (receiver.busy()) {
            wanted.addAll(places.keySet());
        } else {
            for (Part part : receiver.held()) {
                TopicPartition partition = new TopicPartition(part.topic(), part.partition());
                if (places.containsKey(partition)) {
                    wanted.add(partition);
                }
            }
        }
        Set<TopicPartition> paused = consumer.paused();
        if (!wanted.equals(paused)) {
            consumer.resume(paused.stream().filter(p -> !wanted.contains(p)).toList());
            consumer.pause(wanted.stream().filter(p -> !paused.contains(p)).toList());
        }
        return !wanted.isEmpty();
    }

    /// @return whether records came
    private boolean poll(Duration longest) throws InterruptedException {
        if (places.isEmpty() && connection.group().isEmpty()) {
            Thread.sleep(longest); // a consumer without partitions refuses to wait
            return false;
        }
        ConsumerRecords<byte[], byte[]> records;
        try {
            records = consumer.poll(longest);
        } catch (InterruptException e) {
            throw new InterruptedException();
        } catch (LogTruncationException e) {
            takenBack(e);
            return true;
        } catch (OffsetOutOfRangeException e) {
            outOfRange(e.offsetOutOfRangePartitions().keySet());
            return true;
        } catch (TopicAuthorizationException e) {
            share.forbidden(e.unauthorizedTopics());
            Thread.sleep(longest); // in a group the client throws this at every look
            return true;
        } catch (KafkaException e) {
            Optional<TopicPartition> damaged = DamagedStretch.partition(e);
            if (damaged.isEmpty()) {
                throw e;
            }
            leaveOut(damaged.get());
            return true;
        }
        for (TopicPartition partition : records.partitions()) {
            Place place = places.get(partition);
            if (place != null) {
                deliver(place, records.records(partition));
            }
        }
        // past what compaction took out, and past the marks of transactions
        records.nextOffsets()
                .forEach((partition, next) -> {
                    Place place = places.get(partition);
                    if (place != null) {
                        place.next = Math.max(place.next, next.offset());
                    }
                });
        return !records.isEmpty();
    }

    private void deliver(Place place, List<ConsumerRecord<byte[], byte[]>> records)
            throws InterruptedException {
        String topic = place.part.topic();
        int partition = place.part.partition();
        place.beyondEnd = 0;
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (record.offset() < place.next) {
                continue; // was delivered before
            }
            byte[] value = record.value();
            place.next = record.offset() + 1;
            place.newestMillis = Math.max(place.newestMillis, record.timestamp());
            receiver.record(
                    topic,
                    partition,
                    record.offset(),
                    record.timestamp(),
                    value == null ? TOMBSTONE : value);
        }
    }

    private void leaveOut(TopicPartition partition) throws InterruptedException {
        Place place = places.get(partition);
        if (place == null) {
            return;
        }
        long resume = DamagedStretch.end(connection, partition, place.next);
        if (resume > place.next) {
            long damaged = resume - place.next;
            progress.damaged += damaged;
            say(
                    Notice.warning(
                            "%,d records of %s are damaged on the broker, from offset %,d on: they were left out."
                                    .formatted(damaged, partition, place.next)));
            place.next = resume;
        }
        consumer.seek(partition, place.next);
    }

    private void outOfRange(Set<TopicPartition> partitions) throws InterruptedException {
        Map<TopicPartition, Long> beginnings =
                consumer.beginningOffsets(partitions, Starts.LOOK_UP);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, Starts.LOOK_UP);
        for (TopicPartition partition : partitions) {
            Place place = places.get(partition);
            if (place == null) {
                continue;
            }
            long beginning = Objects.requireNonNull(beginnings.get(partition));
            long end = Objects.requireNonNull(ends.get(partition));
            if (place.next < beginning) {
                long gone = beginning - place.next;
                progress.overtaken += gone;
                place.next = beginning;
                say(
                        Notice.warning(
                                "%,d records of %s were deleted by retention before they were read."
                                        .formatted(gone, partition)));
            } else if (place.next > end && ++place.beyondEnd >= BELIEVED) {
                say(
                        Notice.warning(
                                "%s ends at %,d, before what was read of it (%,d): its brokers lost records. It is read on from its end."
                                        .formatted(partition, end, place.next)));
                place.next = end;
            }
            consumer.seek(partition, place.next);
        }
    }

    private void takenBack(LogTruncationException e) throws InterruptedException {
        for (var divergent : e.divergentOffsets().entrySet()) {
            Place place = places.get(divergent.getKey());
            if (place != null) {
                long back = divergent.getValue().offset();
                say(
                        Notice.warning(
                                "The brokers took back %,d records of %s that were read (a leader that was behind took over). What took their place is read."
                                        .formatted(
                                                Math.max(0, place.next - back),
                                                divergent.getKey())));
                place.next = Math.min(place.next, back);
                consumer.seek(divergent.getKey(), place.next);
            }
        }
    }

    private void say(Notice notice) throws InterruptedException {
        receiver.notice(notice);
    }

    @Override
    public void close() {
        boolean interrupted = Thread.interrupted(); // closing has to talk to the brokers
        share.remember();
        watch.close();
        try {
            consumer.close(CloseOptions.timeout(Duration.ofSeconds(2)));
        } catch (KafkaException e) {
            // it is gone either way
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
