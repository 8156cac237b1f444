package dev.faultline.source.kafka;

import dev.faultline.source.LiveState;
import dev.faultline.source.RecordReceiver;
import dev.faultline.source.RecordReceiver.Part;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;

/// Reads topics on a thread of its own, `source-kafka`, and goes on doing so whatever happens to
/// the brokers: each record is delivered once, in the order of its partition.
///
/// It knows itself how far it has read. A connection that is lost, a leader that moves or a broker
/// that starts again changes nothing about that. In a group, records are delivered again that were
/// read by a member which could not say so before it was gone.
public final class KafkaReader implements AutoCloseable {
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LAST_RETRY = Duration.ofSeconds(30);

    /// What a person must mend is looked at again now and then: a password that is wrong twice a
    /// second locks accounts.
    private static final Duration AFTER_REFUSAL = Duration.ofSeconds(60);

    private final KafkaConnection connection;
    private final StartAt from;
    private final boolean toEnd;
    private final RecordReceiver receiver;
    private final InstantSource time;
    private final Thread thread = new Thread(this::run, "source-kafka");
    private final CountDownLatch closing = new CountDownLatch(1);

    /// Wakes the thread before its time.
    private final Semaphore awake = new Semaphore(0);

    private final Progress progress = new Progress();
    private final LinkWatch link;

    private volatile ReaderState state;

    private KafkaReader(
            KafkaConnection connection,
            StartAt from,
            boolean toEnd,
            RecordReceiver receiver,
            InstantSource time) {
        this.connection = connection;
        this.from = from;
        this.toEnd = toEnd;
        this.receiver = receiver;
        this.time = time;
        link = new LinkWatch(connection.server(), () -> Doctor.obstacle(connection));
        state = new ReaderState(link.link(), List.of(), Map.of(), 0, 0, false);
        thread.setDaemon(true);
    }

    /// A reader that goes on until it is closed. Nothing happens before [#start].
    public static KafkaReader endless(
            KafkaConnection connection, StartAt from, RecordReceiver receiver) {
        return endless(connection, from, receiver, InstantSource.system());
    }

    /// As [#endless(KafkaConnection, StartAt, RecordReceiver)].
    ///
    /// @param time in what is measured: how old records are, and what the receiver is told
    public static KafkaReader endless(
            KafkaConnection connection, StartAt from, RecordReceiver receiver, InstantSource time) {
        return new KafkaReader(connection, from, false, receiver, time);
    }

    /// A reader that reads what is there when it has connected, and ends.
    public static KafkaReader toEnd(
            KafkaConnection connection, StartAt from, RecordReceiver receiver) {
        return new KafkaReader(connection, from, true, receiver, InstantSource.system());
    }

    /// Begins to read. Once.
    public void start() {
        thread.start();
    }

    /// How it stands. From any thread.
    public ReaderState state() {
        return state;
    }

    /// Tries now what would be tried again after a while.
    public void retry() {
        awake.release();
    }

    /// Ends reading and waits until the last call to the receiver has returned.
    @Override
    public void close() {
        closing.countDown();
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        boolean finished = false;
        Duration retry = FIRST_RETRY;
        try {
            while (!finished && closing.getCount() > 0) {
                link.reopened();
                try (Reading reading =
                        new Reading(connection, from, toEnd, receiver, progress, link, time)) {
                    finished = reading.run(closing, this::publish);
                } catch (KafkaException e) {
                    retry = link.connected() ? FIRST_RETRY : retry;
                    Duration wait = failed(e, retry);
                    publish(state.partitions());
                    var _ = awake.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS);
                    awake.drainPermits();
                    retry =
                            retry.multipliedBy(2).compareTo(LAST_RETRY) < 0
                                    ? retry.multipliedBy(2)
                                    : LAST_RETRY;
                }
            }
        } catch (InterruptedException e) {
            // closed, as was asked for
        } finally {
            publish(state.partitions(), true);
        }
    }

    private Duration failed(KafkaException e, Duration retry) {
        if (closing.getCount() == 0) {
            return Duration.ZERO;
        }
        Finding found =
                ClientFailure.finding(
                        e, connection, connection.servers().getFirst(), Optional.empty());
        if (found.passes()) {
            link.lost(found, Instant.now().plus(retry));
            return retry;
        }
        link.refused(found);
        return AFTER_REFUSAL;
    }

    private void publish(List<LiveState.Partition> partitions) {
        publish(partitions, false);
    }

    private void publish(List<LiveState.Partition> partitions, boolean finished) {
        Map<Part, Long> next = new HashMap<>();
        progress.next.forEach((partition, offset) ->
                next.put(new Part(partition.topic(), partition.partition()), offset));
        state =
                new ReaderState(
                        link.link(),
                        partitions,
                        next,
                        progress.overtaken,
                        progress.damaged,
                        finished);
    }
}
