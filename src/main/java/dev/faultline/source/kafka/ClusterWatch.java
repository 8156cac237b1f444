package dev.faultline.source.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TopicListing;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/// Asks the cluster over and over which topics there are and where their partitions end, without
/// ever waiting for an answer: Kafka's consumer says nothing when nobody answers it.
final class ClusterWatch implements AutoCloseable {
    private static final long TOPICS_EVERY = Duration.ofSeconds(5).toNanos();
    private static final long AWAITED_TOPICS_EVERY = Duration.ofSeconds(1).toNanos();
    private static final int TIMEOUT_MILLIS = 3000;
    private static final long ENDS_EVERY = Duration.ofSeconds(1).toNanos();

    private final Admin admin;
    private final TopicChoice choice;
    private final IsolationLevel isolation;
    private final Map<TopicPartition, End> ends = new ConcurrentHashMap<>();

    private volatile @Nullable View view;
    private volatile @Nullable Throwable failure;
    private volatile long answered = Long.MIN_VALUE;
    private volatile boolean topicsAsked;
    private volatile boolean endsAsked;
    private long nextTopics = Long.MIN_VALUE;
    private long nextEnds = Long.MIN_VALUE;

    ClusterWatch(KafkaConnection connection) {
        admin = Admin.create(connection.forClient());
        choice = connection.topics();
        isolation =
                connection.committedOnly()
                        ? IsolationLevel.READ_COMMITTED
                        : IsolationLevel.READ_UNCOMMITTED;
    }

    /// What the cluster said last of the chosen topics.
    ///
    /// @param topics those that can be read, by name
    /// @param missing names of topics that are not there, or not for us to know of
    /// @param forbidden topics that may not be read
    record View(Map<String, Topic> topics, Set<String> missing, Set<String> forbidden) {}

    /// One topic.
    ///
    /// @param id changes where a topic is made again under the same name
    record Topic(Uuid id, int partitions) {}

    /// Where a partition ended.
    ///
    /// @param nanos when that was answered
    record End(long offset, long nanos) {}

    /// Empty before the first answer.
    Optional<View> view() {
        return Optional.ofNullable(view);
    }

    /// Why it cannot be asked at all, once, for a reason that does not go away by itself.
    Optional<Throwable> failure() {
        Throwable found = failure;
        failure = null;
        return Optional.ofNullable(found);
    }

    /// When the cluster last answered anything; `Long.MIN_VALUE` for never.
    long answeredNanos() {
        return answered;
    }

    @Nullable End end(TopicPartition partition) {
        return ends.get(partition);
    }

    /// Asks what is due. Returns at once.
    void ask(long nanos, Collection<TopicPartition> reading) {
        if (!topicsAsked && nanos >= nextTopics) {
            topicsAsked = true;
            nextTopics = nanos + (reading.isEmpty() ? AWAITED_TOPICS_EVERY : TOPICS_EVERY);
            askTopics();
        }
        if (!endsAsked && nanos >= nextEnds && !reading.isEmpty()) {
            endsAsked = true;
            nextEnds = nanos + ENDS_EVERY;
            askEnds(List.copyOf(reading));
        }
    }

    private void askTopics() {
        if (choice.patterns().isEmpty()) {
            describe(choice.names());
            return;
        }
        var _ =
                admin.listTopics(new ListTopicsOptions().timeoutMs(TIMEOUT_MILLIS))
                        .listings()
                        .whenComplete((listings, thrown) -> {
                            if (thrown != null) {
                                unanswered(thrown);
                                topicsAsked = false;
                                return;
                            }
                            heard();
                            Set<String> wanted =
                                    listings.stream()
                                            .map(TopicListing::name)
                                            .filter(choice::chooses)
                                            .collect(Collectors.toCollection(HashSet::new));
                            wanted.addAll(choice.names());
                            describe(wanted);
                        });
    }

    private void describe(Collection<String> names) {
        Map<String, KafkaFuture<TopicDescription>> asked =
                admin.describeTopics(names, new DescribeTopicsOptions().timeoutMs(TIMEOUT_MILLIS))
                        .topicNameValues();
        var _ =
                KafkaFuture.allOf(asked.values().toArray(new KafkaFuture<?>[0]))
                        .whenComplete((_, _) -> {
                            described(asked);
                            topicsAsked = false;
                        });
    }

    private void described(Map<String, KafkaFuture<TopicDescription>> asked) {
        Map<String, Topic> topics = new HashMap<>();
        Set<String> missing = new HashSet<>();
        Set<String> forbidden = new HashSet<>();
        for (var entry : asked.entrySet()) {
            String name = entry.getKey();
            var answer = entry.getValue().toCompletionStage().toCompletableFuture();
            if (!answer.isCompletedExceptionally()) {
                TopicDescription found = answer.resultNow();
                topics.put(name, new Topic(found.topicId(), found.partitions().size()));
                continue;
            }
            switch (answer.exceptionNow()) {
                case UnknownTopicOrPartitionException _, InvalidTopicException _ ->
                        missing.add(name);
                case AuthorizationException _ -> forbidden.add(name);
                case Throwable thrown -> {
                    unanswered(thrown);
                    return; // half a view would make topics vanish
                }
            }
        }
        heard();
        view = new View(topics, missing, forbidden);
    }

    private void askEnds(List<TopicPartition> reading) {
        var result =
                admin.listOffsets(
                        reading.stream()
                                .collect(Collectors.toMap(p -> p, _ -> OffsetSpec.latest())),
                        new ListOffsetsOptions(isolation).timeoutMs(TIMEOUT_MILLIS));
        List<KafkaFuture<?>> all = new ArrayList<>();
        for (TopicPartition partition : reading) {
            all.add(
                    result.partitionResult(partition)
                            .whenComplete((end, thrown) -> {
                                if (thrown == null) {
                                    heard();
                                    ends.put(partition, new End(end.offset(), System.nanoTime()));
                                } else {
                                    unanswered(thrown);
                                }
                            }));
        }
        var _ =
                KafkaFuture.allOf(all.toArray(new KafkaFuture<?>[0]))
                        .whenComplete((_, _) -> endsAsked = false);
    }

    private void heard() {
        answered = System.nanoTime();
    }

    /// What passes by itself is told by the silence alone; what is forbidden comes with the topics.
    private void unanswered(Throwable thrown) {
        Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
        if (!(cause instanceof RetriableException) && !(cause instanceof AuthorizationException)) {
            failure = cause;
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
