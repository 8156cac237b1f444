package dev.faultline.source.kafka;

import dev.faultline.source.kafka.Doctor.Step;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.MetadataResponse;

/// The doctor's way behind the door: topics, rights, and the newest record, really read.
final class TopicCheck {
    private static final Duration PATIENCE = Doctor.PATIENCE;

    /// Partitions of which the newest record is read: enough to see whether something comes.
    private static final int LOOKED_INTO = 200;

    /// A topic whose newest record is older gets a word about that.
    private static final Duration OLD = Duration.ofMinutes(10);

    private static final int NAMED = 8;

    private final KafkaConnection connection;
    private final Address at;
    private final Consumer<Step> seen;
    private final List<Step> steps = new ArrayList<>();

    private TopicCheck(KafkaConnection connection, Address at, Consumer<Step> seen) {
        this.connection = connection;
        this.at = at;
        this.seen = seen;
    }

    static List<Step> examine(KafkaConnection connection, Address at, Consumer<Step> seen) {
        TopicCheck check = new TopicCheck(connection, at, seen);
        Map<String, Integer> found = check.topics();
        if (!found.isEmpty()) {
            check.read(found);
        }
        connection
                .group()
                .ifPresent(group ->
                        check.step(
                                Doctor.timed(
                                        "group " + group,
                                        () -> GroupCheck.examine(connection, at, group))));
        return check.steps;
    }

    /// The chosen topics that there are, with the number of their partitions.
    private Map<String, Integer> topics() {
        TopicChoice choice = connection.topics();
        Map<String, Integer> found = new TreeMap<>();
        try (Visit visit = new Visit(connection, at, PATIENCE)) {
            if (!visit.enter()) {
                step("topics", Duration.ZERO, new Finding.Mute(at, PATIENCE));
                return found;
            }
            Map<String, Integer> all = new TreeMap<>();
            for (MetadataResponse.TopicMetadata topic : visit.ask(null).topicMetadata()) {
                if (!topic.isInternal()) {
                    all.put(topic.topic(), topic.partitionMetadata().size());
                }
            }
            if (!choice.names().isEmpty()) {
                for (MetadataResponse.TopicMetadata topic :
                        visit.ask(choice.names()).topicMetadata()) {
                    named(topic, all.keySet(), found);
                }
            }
            for (var pattern : choice.patterns()) {
                Map<String, Integer> matching = new TreeMap<>(all);
                matching.keySet().removeIf(name -> !pattern.matcher(name).matches());
                if (matching.isEmpty()) {
                    step(
                            "topics",
                            Duration.ZERO,
                            new Finding.NothingMatches(pattern.pattern(), all.size()));
                }
                found.putAll(matching);
            }
            if (choice.given().isEmpty()) {
                step(
                        "topics",
                        Duration.ZERO,
                        all.isEmpty()
                                ? new Finding.TopicMissing("at all", List.of())
                                : new Finding.Fine(
                                        "This user sees %d topics: %s."
                                                .formatted(all.size(), some(all.keySet()))));
            }
        } catch (KafkaException e) {
            step(
                    "topics",
                    Duration.ZERO,
                    ClientFailure.finding(e, connection, at, Optional.empty()));
        } catch (IOException e) {
            step("topics", Duration.ZERO, new Finding.HungUp(at));
        }
        return found;
    }

    private void named(
            MetadataResponse.TopicMetadata topic, Set<String> all, Map<String, Integer> found) {
        String name = topic.topic();
        Finding wrong =
                switch (topic.error()) {
                    case NONE, LEADER_NOT_AVAILABLE -> null;
                    case UNKNOWN_TOPIC_OR_PARTITION, INVALID_TOPIC_EXCEPTION ->
                            new Finding.TopicMissing(name, alike(name, all));
                    case TOPIC_AUTHORIZATION_FAILED -> new Finding.TopicForbidden(name);
                    case Errors other -> new Finding.Unexplained(other.message(), true);
                };
        if (wrong == null) {
            found.put(name, topic.partitionMetadata().size());
        } else {
            step("topic " + name, Duration.ZERO, wrong);
        }
    }

    /// Those that are likely meant, else the first.
    private static List<String> alike(String name, Collection<String> all) {
        String head =
                name.substring(0, Math.min(3, name.length())).toLowerCase(java.util.Locale.ROOT);
        List<String> near =
                all.stream()
                        .filter(other -> other.toLowerCase(java.util.Locale.ROOT).contains(head))
                        .limit(NAMED)
                        .toList();
        return near.isEmpty() ? all.stream().limit(NAMED).toList() : near;
    }

    private static String some(Collection<String> names) {
        String first = String.join(", ", names.stream().limit(NAMED).toList());
        return names.size() > NAMED ? first + "…" : first;
    }

    /// Reads the newest records, by partitions of our own: what is permitted shows by doing it.
    private void read(Map<String, Integer> topics) {
        Map<String, Object> properties = connection.forConsumer();
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        properties.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        properties.remove(ConsumerConfig.GROUP_PROTOCOL_CONFIG);
        try (Admin admin = Admin.create(connection.forClient())) {
            KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties);
            try {
                topics.forEach((name, partitions) -> look(consumer, admin, name, partitions));
            } finally {
                consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
                admin.close(Duration.ZERO);
            }
        } catch (KafkaException e) {
            step(
                    "records",
                    Duration.ZERO,
                    ClientFailure.finding(e, connection, at, Optional.empty()));
        }
    }

    private void look(
            KafkaConsumer<byte[], byte[]> consumer, Admin admin, String topic, int partitions) {
        Step step =
                Doctor.timed(
                        "topic " + topic,
                        () -> {
                            try {
                                return newest(consumer, admin, topic, partitions);
                            } catch (org.apache.kafka.common.errors.TimeoutException e) {
                                return new Finding.NothingComes(topic, PATIENCE);
                            } catch (TopicAuthorizationException e) {
                                return new Finding.TopicForbidden(topic);
                            } catch (KafkaException e) {
                                return ClientFailure.finding(e, connection, at, Optional.empty());
                            }
                        });
        steps.add(step);
        seen.accept(step);
    }

    private Finding newest(
            KafkaConsumer<byte[], byte[]> consumer, Admin admin, String topic, int partitions) {
        List<TopicPartition> all = new ArrayList<>();
        for (int i = 0; i < partitions; i++) {
            all.add(new TopicPartition(topic, i));
        }
        consumer.assign(all);
        Map<TopicPartition, Long> ends = consumer.endOffsets(all, PATIENCE);
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(all, PATIENCE);
        List<TopicPartition> filled =
                all.stream()
                        .filter(p -> known(ends, p) > known(beginnings, p))
                        .limit(LOOKED_INTO)
                        .toList();
        if (filled.isEmpty()) {
            // a right to READ shows also where there is nothing: by asking for it
            consumer.seekToEnd(all);
            var _ = consumer.poll(Duration.ofMillis(300));
            return new Finding.TopicEmpty(
                    topic,
                    ends.values().stream().mapToLong(Long::longValue).sum(),
                    retention(admin, topic));
        }
        consumer.assign(filled);
        filled.forEach(p -> consumer.seek(p, known(ends, p) - 1));
        long newest = Long.MIN_VALUE;
        Set<TopicPartition> awaited = new HashSet<>(filled);
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!awaited.isEmpty() && System.nanoTime() < until) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofMillis(100));
            for (ConsumerRecord<byte[], byte[]> record : records) {
                newest = Math.max(newest, record.timestamp());
            }
            // the last one may be a mark of a transaction, of which nothing comes but the place
            awaited.removeAll(records.nextOffsets().keySet());
        }
        long there = filled.stream().mapToLong(p -> known(ends, p) - known(beginnings, p)).sum();
        if (newest == Long.MIN_VALUE) {
            return awaited.isEmpty()
                    ? new Finding.Fine(records(topic, there, partitions) + ".")
                    : new Finding.NothingComes(topic, PATIENCE);
        }
        Duration age = Duration.between(Instant.ofEpochMilli(newest), Instant.now());
        String sentence =
                records(topic, there, partitions)
                        + ", the newest %s."
                                .formatted(
                                        age.isNegative()
                                                ? Finding.words(age.negated())
                                                        + " ahead of this clock"
                                                : Finding.words(age) + " old");
        return age.compareTo(OLD) > 0
                ? new Finding.Odd(
                        sentence,
                        "Nothing was written since: look at what should write to it, and at the"
                                + " clocks.")
                : new Finding.Fine(sentence);
    }

    private static String records(String topic, long there, int partitions) {
        return "The topic %s has about %,d records in %d partition%s"
                .formatted(topic, there, partitions, partitions == 1 ? "" : "s");
    }

    private static long known(Map<TopicPartition, Long> offsets, TopicPartition partition) {
        return Objects.requireNonNull(offsets.get(partition));
    }

    private static Optional<Duration> retention(Admin admin, String topic) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try {
            var asked = admin.describeConfigs(List.of(resource)).values().get(resource);
            var config = Objects.requireNonNull(asked).get();
            long millis = Long.parseLong(config.get(TopicConfig.RETENTION_MS_CONFIG).value());
            return millis < 0 ? Optional.empty() : Optional.of(Duration.ofMillis(millis));
        } catch (ExecutionException e) {
            return Optional.empty(); // not for us to know
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private void step(String name, Duration took, Finding finding) {
        step(new Step(name, finding, took));
    }

    private void step(Step step) {
        steps.add(step);
        seen.accept(step);
    }
}
