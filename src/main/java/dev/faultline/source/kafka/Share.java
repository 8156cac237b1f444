package dev.faultline.source.kafka;

import dev.faultline.model.Notice;
import dev.faultline.source.RecordReceiver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Which partitions a reader reads, and from where: those that it assigns to itself as topics come
/// and go, or those that a group gives it.
final class Share implements ConsumerRebalanceListener {
    private static final long FORBIDDEN_FOR = Duration.ofSeconds(30).toNanos();

    private static final StartAt FROM_THEIR_BEGINNING = new StartAt.Offsets(Map.of());

    private final KafkaConnection connection;
    private final StartAt from;
    private final boolean toEnd;
    private final RecordReceiver receiver;
    private final Progress progress;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Place> places = new HashMap<>();
    private final Map<String, Long> forbiddenUntil = new HashMap<>();
    private ClusterWatch.@Nullable View seen;

    Share(
            KafkaConnection connection,
            StartAt from,
            boolean toEnd,
            RecordReceiver receiver,
            Progress progress,
            KafkaConsumer<byte[], byte[]> consumer) {
        this.connection = connection;
        this.from = from;
        this.toEnd = toEnd;
        this.receiver = receiver;
        this.progress = progress;
        this.consumer = consumer;
        if (connection.group().isPresent()) {
            join();
        }
    }

    /// What is read now.
    Map<TopicPartition, Place> places() {
        return places;
    }

    private void join() {
        TopicChoice topics = connection.topics();
        if (topics.patterns().isEmpty()) {
            consumer.subscribe(topics.names(), this);
        } else {
            consumer.subscribe(topics.pattern(), this);
        }
    }

    /// Takes up what appeared and lets go of what is no more.
    void follow(Optional<ClusterWatch.View> view, long now) throws InterruptedException {
        boolean retry = forbiddenUntil.values().removeIf(until -> now >= until);
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
                if (progress.gone.add(topic)) {
                    say(
                            Notice.warning(
                                    "The topic %s is gone. It is read again when it is there: from its beginning, if it is a new one."
                                            .formatted(topic)));
                    drop(topic);
                }
            } else if (now != null && progress.another(topic, now.id())) {
                say(
                        Notice.warning(
                                "The topic %s was deleted and made again: it is read from its beginning."
                                        .formatted(topic)));
                drop(topic);
                progress.forget(topic);
                // what a group left us of it begins anew
                places.keySet().stream()
                        .filter(partition -> partition.topic().equals(topic))
                        .toList()
                        .forEach(partition -> place(partition, 0));
            } else if (now != null && progress.gone.remove(topic)) {
                say(Notice.info("The topic %s is there again.".formatted(topic)));
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

    /// Lets go of a topic. A group gives and takes partitions itself.
    private void drop(String topic) {
        remember();
        if (connection.group().isEmpty()) {
            places.keySet().removeIf(partition -> partition.topic().equals(topic));
            consumer.assign(places.keySet());
        }
    }

    private void takeUp(ClusterWatch.View found) throws InterruptedException {
        List<TopicPartition> first = new ArrayList<>();
        Map<TopicPartition, Long> starts = new HashMap<>();
        List<TopicPartition> appeared = new ArrayList<>();
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
                    appeared.add(partition);
                } else {
                    first.add(partition);
                }
            }
        }
        starts.putAll(starts(first));
        starts.putAll(Starts.of(FROM_THEIR_BEGINNING, appeared, Map.of(), consumer));
        if (starts.isEmpty()) {
            return;
        }
        Set<TopicPartition> all = new HashSet<>(places.keySet());
        all.addAll(starts.keySet());
        consumer.assign(all);
        starts.forEach(this::place);
        progress.awaited.removeIf(found.topics()::containsKey);
        for (String name : appeared.stream().map(TopicPartition::topic).distinct().toList()) {
            say(
                    Notice.info(
                            "There are new partitions of the topic %s: they are read from their beginning."
                                    .formatted(name)));
        }
    }

    private Map<TopicPartition, Long> starts(Collection<TopicPartition> partitions) {
        // before the times are asked for: a record that comes between is then not passed over
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, Starts.LOOK_UP);
        if (toEnd) {
            ends.forEach(progress.targets::putIfAbsent);
        }
        return Starts.of(from, partitions, ends, consumer);
    }

    private void place(TopicPartition partition, long next) {
        places.put(partition, new Place(partition, next));
        consumer.seek(partition, next);
    }

    /// The broker does not let us read these topics.
    void forbidden(Set<String> topics) throws InterruptedException {
        long until = System.nanoTime() + FORBIDDEN_FOR;
        for (String topic : topics) {
            if (forbiddenUntil.put(topic, until) == null) {
                forbidden(topic);
            }
        }
    }

    /// Tells the group how far it got, without waiting.
    void commit() {
        consumer.commitAsync(offsets(places.keySet()), null);
    }

    /// Keeps how far was read for the next consumer.
    void remember() {
        places.forEach((partition, place) -> progress.next.put(partition, place.next));
    }

    /// Whether everything was read that was there at the start.
    boolean reached() {
        return progress.targets.entrySet().stream()
                .allMatch(target -> {
                    Place place = places.get(target.getKey());
                    return place != null && place.next >= target.getValue();
                });
    }

    /// A partition that comes goes on where the group is; by this reader's own start where the
    /// group never read it.
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> committed =
                consumer.committed(new HashSet<>(partitions), Starts.LOOK_UP);
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
            consumer.commitSync(offsets(partitions), Starts.LOOK_UP);
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

    private void say(Notice notice) throws InterruptedException {
        receiver.notice(notice);
    }
}
