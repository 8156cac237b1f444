package dev.faultline.source.live;

import dev.faultline.source.RecordReceiver;
import dev.faultline.source.format.Format;
import dev.faultline.source.format.TopicDecoder;
import dev.faultline.source.kafka.KafkaConnection;
import dev.faultline.source.kafka.KafkaReader;
import dev.faultline.source.kafka.StartAt;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A short look at the newest records, before they are read for good: how often is measured?
public final class StepLook implements RecordReceiver {
    /// Of each partition.
    private static final long RECORDS = 20_000;

    private static final Duration LONGEST = Duration.ofSeconds(3);

    private final StepProbe probe = new StepProbe();
    private final Map<String, TopicDecoder> decoders = new HashMap<>();
    private final Map<String, Format> formats;
    private final CountDownLatch done = new CountDownLatch(1);

    private StepLook(Map<String, Format> formats) {
        this.formats = formats;
    }

    /// The length of a cell that most series have a value in. Waits some seconds at most.
    public static Duration at(KafkaConnection connection, Map<String, Format> formats)
            throws InterruptedException {
        StepLook look = new StepLook(formats);
        try (KafkaReader reader =
                KafkaReader.toEnd(connection, new StartAt.BeforeEnd(RECORDS), look)) {
            reader.start();
            long end = System.nanoTime() + LONGEST.toNanos();
            while (System.nanoTime() < end
                    && !reader.state().finished()
                    && !look.done.await(50, TimeUnit.MILLISECONDS)) {
                // The reader goes on.
            }
        }
        return look.probe.step();
    }

    @Override
    public void record(
            String topic, int partition, long offset, long timestampMillis, byte[] value) {
        if (done.getCount() > 0) {
            decoders.computeIfAbsent(
                            topic,
                            name -> new TopicDecoder(probe, Optional.ofNullable(formats.get(name))))
                    .decode(value, timestampMillis);
        }
    }

    @Override
    public void polled(Instant now, Set<Part> atEnd, Set<Part> assigned) {
        if (probe.enough()) {
            done.countDown();
        }
    }

    @Override
    public Set<Part> held() {
        return Set.of();
    }

    @Override
    public boolean busy() {
        return done.getCount() == 0;
    }
}
