package dev.faultline.source.kafka;

import dev.faultline.model.Notice;
import dev.faultline.source.LiveState;
import dev.faultline.source.RecordReceiver;
import dev.faultline.source.RecordReceiver.Part;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.jspecify.annotations.Nullable;

/// One life of a consumer: from the moment it is made until it fails in a way that only a new one
/// mends. How far was read outlives it in [Progress].
final class Reading implements AutoCloseable, ConsumerRebalanceListener {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration POLL_HELD = Duration.ofMillis(10);
    private static final Duration LOOK_UP = Duration.ofSeconds(15);
    private static final long PUBLISH_EVERY = Duration.ofMillis(200).toNanos();
    private static final long COMMIT_EVERY = Duration.ofSeconds(5).toNanos();
    private static final long FORBIDDEN_FOR = Duration.ofSeconds(30).toNanos();

    /// How old an answer about a partition's end may be for the end to be taken as read.
    private static final long FRESH = Duration.ofSeconds(5).toNanos();

    /// A partition whose leader says nothing for so long is not waited for.
    private static final long MUTE = Duration.ofSeconds(15).toNanos();

    /// How often a broker may say that it has less than was read before it is believed.
    private static final int BELIEVED = 3;

    private static final byte[] TOMBSTONE = {};

    private final KafkaConnection connection;
    private final StartAt from;
    private final boolean toEnd;
    private final RecordReceiver receiver;
    private final Progress progress;
    private final LinkWatch link;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final ClusterWatch watch;
    private final Map<TopicPartition, Place> places = new HashMap<>();
    private final Map<String, Long> forbiddenUntil = new HashMap<>();
    private final Set<TopicPartition> mute = new HashSet<>();
    private ClusterWatch.@Nullable View seen;
    private long nextPublish = System.nanoTime();
    private long nextCommit = System.nanoTime() + COMMIT_EVERY;

    /// @throws KafkaException where the client cannot even be made
    Reading(
            KafkaConnection connection,
            StartAt from,
            boolean toEnd,
            RecordReceiver receiver,
            Progress progress,
            LinkWatch link) {
        this.connection = connection;
        this.from = from;
        this.toEnd = toEnd;
        this.receiver = receiver;
        this.progress = progress;
        this.link = link;
        consumer = new KafkaConsumer<>(connection.forConsumer());
        try {
            watch = new ClusterWatch(connection);
            if (connection.group().isPresent()) {
                join();
            }
        } catch (KafkaException e) {
            consumer.close(CloseOptions.timeout(Duration.ZERO));
            throw e;
        }
    }

    private void join() {
        TopicChoice topics = connection.topics();
        if (topics.patterns().isEmpty()) {
            consumer.subscribe(topics.names(), this);
        } else {
            consumer.subscribe(topics.pattern(), this);
        }
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
            follow(now);
            boolean held = flow();
            long before = System.nanoTime();
            boolean records = poll(held ? POLL_HELD : POLL);
            link.looked(System.nanoTime() - before, watch.answeredNanos(), records);
            now = System.nanoTime();
            if (link.connected() && progress.begun) {
                listen(now);
                receiver.polled(Instant.now(), atEnd(now), assigned());
            }
            if (now >= nextPublish) {
                nextPublish = now + PUBLISH_EVERY;
                remember();
                publisher.accept(partitions());
            }
            if (connection.group().isPresent() && now >= nextCommit) {
                nextCommit = now + COMMIT_EVERY;
                consumer.commitAsync(offsets(places.keySet()), null);
            }
            if (toEnd && progress.begun && reached()) {
                remember();
                publisher.accept(partitions());
                return true;
            }
        }
        return false;
    }

    // --- which partitions

    /// Takes up what appeared and lets go of what is no more.
    private void follow(long now) throws InterruptedException {
        boolean retry = forbiddenUntil.values().removeIf(until -> now >= until);
        Optional<ClusterWatch.View> view = watch.view();
        if (view.isEmpty() || (view.get().equals(seen) && !retry)) {
            return;
        }
        ClusterWatch.View found = view.get();
        letGo(found);
        if (connection.group().isEmpty()) {
            try {
                takeUp(found);
            } catch (TimeoutException e) {
                return; // nobody answers: with the next view, then
            }
        }
        seen = found;
        progress.begun = true;
    }

    private void letGo(ClusterWatch.View found) throws InterruptedException {
        for (String topic : found.missing()) {
            if (seen == null && !progress.begun) {
                say(
                        Notice.warning(
                                "There is no topic "
                                        + topic
                                        + " yet: it will be read when there is."));
            }
        }
        for (String topic : found.forbidden()) {
            if (seen == null || !seen.forbidden().contains(topic)) {
                forbidden(topic);
            }
        }
        for (String topic : List.copyOf(progress.ids.keySet())) {
            ClusterWatch.Topic now = found.topics().get(topic);
            if (now == null && !found.forbidden().contains(topic)) {
                say(
                        Notice.warning(
                                "The topic "
                                        + topic
                                        + " was deleted: it will be read from its beginning when there is one of that name again."));
                drop(topic);
                progress.forget(topic);
            } else if (now != null && !now.id().equals(progress.ids.get(topic))) {
                say(
                        Notice.warning(
                                "The topic "
                                        + topic
                                        + " was deleted and made again: it is read from its beginning."));
                drop(topic);
                progress.forget(topic);
            }
        }
        found.topics().forEach((name, topic) -> progress.ids.putIfAbsent(name, topic.id()));
    }

    private void forbidden(String topic) throws InterruptedException {
        say(
                Notice.warning(
                        "The topic "
                                + topic
                                + " may not be read by this user: ask for READ on it. It is tried again every 30 s."));
        if (!progress.begun || !progress.ids.containsKey(topic)) {
            progress.awaited.add(topic);
        }
        drop(topic);
    }

    private void drop(String topic) {
        remember();
        places.keySet().removeIf(partition -> partition.topic().equals(topic));
        if (connection.group().isEmpty()) {
            consumer.assign(places.keySet());
        } else {
            // a group gives and takes partitions itself: what remains ours begins anew
            consumer.assignment().stream()
                    .filter(partition -> partition.topic().equals(topic))
                    .forEach(partition -> place(partition, 0));
        }
    }

    private void takeUp(ClusterWatch.View found) throws InterruptedException {
        List<TopicPartition> first = new ArrayList<>();
        Map<TopicPartition, Long> starts = new HashMap<>();
        Set<String> appeared = new HashSet<>();
        for (var topic : found.topics().entrySet()) {
            String name = topic.getKey();
            if (forbiddenUntil.containsKey(name)) {
                continue;
            }
            for (int i = 0; i < topic.getValue().partitions(); i++) {
                TopicPartition partition = new TopicPartition(name, i);
                Long known = progress.next.get(partition);
                if (places.containsKey(partition)) {
                    continue;
                }
                if (known != null) {
                    starts.put(partition, known);
                } else if (progress.begun && !progress.awaited.contains(name)) {
                    appeared.add(name);
                    starts.put(partition, 0L);
                } else {
                    first.add(partition);
                }
            }
        }
        starts.putAll(starts(first));
        if (starts.isEmpty()) {
            return;
        }
        Set<TopicPartition> all = new HashSet<>(places.keySet());
        all.addAll(starts.keySet());
        consumer.assign(all);
        starts.forEach(this::place);
        for (String name : appeared) {
            say(
                    Notice.info(
                            "There are new partitions of the topic "
                                    + name
                                    + ": they are read from their beginning."));
        }
    }

    private void place(TopicPartition partition, long next) {
        places.put(partition, new Place(partition, next));
        consumer.seek(partition, next);
    }

    /// Where to begin in partitions that were never read.
    private Map<TopicPartition, Long> starts(Collection<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            return Map.of();
        }
        Map<TopicPartition, Long> starts = new HashMap<>();
        // before the times are asked for: a record that comes between is then not passed over
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, LOOK_UP);
        switch (from) {
            case StartAt.Time(var at) ->
                    consumer.offsetsForTimes(
                                    partitions.stream()
                                            .collect(
                                                    Collectors.toMap(
                                                            p -> p, _ -> at.toEpochMilli())),
                                    LOOK_UP)
                            .forEach((partition, found) ->
                                    starts.put(
                                            partition,
                                            found == null
                                                    ? Objects.requireNonNull(ends.get(partition))
                                                    : Long.valueOf(found.offset())));
            case StartAt.BeforeEnd(var records) ->
                    consumer.beginningOffsets(partitions, LOOK_UP)
                            .forEach((partition, beginning) ->
                                    starts.put(
                                            partition,
                                            Math.max(
                                                    beginning,
                                                    Objects.requireNonNull(ends.get(partition))
                                                            - records)));
            case StartAt.Offsets(var next) ->
                    consumer.beginningOffsets(partitions, LOOK_UP)
                            .forEach((partition, beginning) ->
                                    starts.put(
                                            partition,
                                            next.getOrDefault(
                                                    new Part(
                                                            partition.topic(),
                                                            partition.partition()),
                                                    beginning)));
        }
        if (toEnd) {
            ends.forEach(progress.targets::putIfAbsent);
        }
        return starts;
    }

    // --- in a group

    /// A partition that comes goes on where the group is; by this reader's own start where the
    /// group never read it.
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> committed =
                consumer.committed(new HashSet<>(partitions), LOOK_UP);
        List<TopicPartition> first = new ArrayList<>();
        for (TopicPartition partition : partitions) {
            OffsetAndMetadata group = committed.get(partition);
            Long own = progress.next.get(partition);
            if (group == null && own == null) {
                first.add(partition);
            } else {
                place(
                        partition,
                        Math.max(group == null ? 0 : group.offset(), own == null ? 0 : own));
            }
        }
        starts(first).forEach(this::place);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        remember();
        try {
            consumer.commitSync(offsets(partitions), LOOK_UP);
        } catch (TimeoutException e) {
            // whoever gets them reads again what was read since the last time that it was said
        }
        partitions.forEach(places::remove);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        remember();
        partitions.forEach(places::remove);
    }

    private Map<TopicPartition, OffsetAndMetadata> offsets(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (TopicPartition partition : partitions) {
            Place place = places.get(partition);
            if (place != null) {
                offsets.put(partition, new OffsetAndMetadata(place.next));
            }
        }
        return offsets;
    }

    // --- records

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
            long until = System.nanoTime() + FORBIDDEN_FOR;
            for (String topic : e.unauthorizedTopics()) {
                forbiddenUntil.put(topic, until);
                forbidden(topic);
            }
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
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions, LOOK_UP);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, LOOK_UP);
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

    // --- what is known of the end

    /// Says which partitions fell silent, that is, which nobody serves.
    private void listen(long now) throws InterruptedException {
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
    private Set<Part> atEnd(long now) {
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

    private Set<Part> assigned() {
        Set<Part> all = new HashSet<>();
        for (Place place : places.values()) {
            if (!mute.contains(place.partition)) {
                all.add(place.part);
            }
        }
        return all;
    }

    private boolean reached() {
        return progress.targets.entrySet().stream()
                .allMatch(target -> {
                    Place place = places.get(target.getKey());
                    return place != null && place.next >= target.getValue();
                });
    }

    private List<LiveState.Partition> partitions() {
        Instant now = Instant.now();
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

    private void remember() {
        places.forEach((partition, place) -> progress.next.put(partition, place.next));
    }

    private void say(Notice notice) throws InterruptedException {
        receiver.notice(notice);
    }

    @Override
    public void close() {
        boolean interrupted = Thread.interrupted(); // closing has to talk to the brokers
        remember();
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
