package dev.faultline.app;

import dev.faultline.capture.Capture;
import dev.faultline.capture.CaptureException;
import dev.faultline.model.SampleBatch;
import dev.faultline.model.ServiceId;
import dev.faultline.model.TimeSpan;
import dev.faultline.source.format.SampleEncoder;
import dev.faultline.source.kafka.BadConnectionException;
import dev.faultline.source.kafka.Publisher;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Writes the samples of a capture to a topic, at other times, in the order and at the pace in
/// which they arrived.
final class CapturePublication {
    /// Samples in one record, at most.
    private static final int MOST = 200;

    /// So much of the time line is read at once.
    private static final Duration BLOCK = Duration.ofHours(1);

    private static final Duration TELL = Duration.ofSeconds(10);

    private final Capture capture;
    private final SampleEncoder encoder;
    private final Publisher publisher;
    private final Plan plan;
    private final TidyEnd end;
    private final Consumer<String> progress;

    // The record that is being filled.
    private final List<Integer> series = new ArrayList<>();
    private final List<Double> values = new ArrayList<>();
    private @Nullable ServiceId service;
    private long at;

    private long samples;
    private long records;

    /// When what is written.
    ///
    /// @param part what arrived within it is written
    /// @param shift is added to all times: a whole number of steps
    /// @param speed seconds of the time line in one; infinite for as fast as it goes
    /// @param began when it begins, by this machine's clock
    record Plan(TimeSpan part, Duration shift, double speed, Instant began) {
        /// Times that end where they should. At the pace at which it was recorded or slower, the
        /// beginning meets now. Faster, the end does, when it is reached: nothing is written that
        /// claims to be from the future.
        static Plan of(TimeSpan part, Duration step, double speed, Instant now) {
            Instant meets = part.from();
            Instant moment = now;
            if (speed > 1) {
                meets = part.to();
                moment = now.plusMillis((long) (part.length().toMillis() / speed));
            }
            long steps = Math.floorDiv(Duration.between(meets, moment).toMillis(), step.toMillis());
            return new Plan(part, step.multipliedBy(steps), speed, now);
        }

        /// When something is due that arrived then.
        private Instant due(long arrived) {
            double since = arrived - part.from().toEpochMilli();
            return began.plusMillis((long) (since / speed));
        }
    }

    /// What was written.
    ///
    /// @param whole whether nobody ended it before its time
    record Outcome(long samples, long records, boolean whole) {}

    CapturePublication(
            Capture capture,
            SampleEncoder encoder,
            Publisher publisher,
            Plan plan,
            TidyEnd end,
            Consumer<String> progress) {
        this.capture = capture;
        this.encoder = encoder;
        this.publisher = publisher;
        this.plan = plan;
        this.end = end;
        this.progress = progress;
    }

    /// Writes until all is written or the end is asked for. Once.
    Outcome run() throws CaptureException, BadConnectionException, InterruptedException {
        Instant tell = Instant.now().plus(TELL);
        boolean whole = true;
        for (Instant from = plan.part().from();
                whole && !from.isAfter(plan.part().to());
                from = from.plus(BLOCK)) {
            Instant last = from.plus(BLOCK).minusMillis(1);
            Instant to = last.isAfter(plan.part().to()) ? plan.part().to() : last;
            List<SampleBatch> batches = new ArrayList<>();
            capture.read(new TimeSpan(from, to), batches::add);
            for (SampleBatch batch : batches) {
                whole = whole && write(batch);
            }
            if (!Instant.now().isBefore(tell)) {
                tell = Instant.now().plus(TELL);
                progress.accept("up to %s · %,d samples".formatted(to.plus(plan.shift()), samples));
            }
        }
        hand();
        publisher.flush();
        return new Outcome(samples, records, whole);
    }

    /// @return whether it is to go on
    private boolean write(SampleBatch batch) throws BadConnectionException, InterruptedException {
        for (int i = 0; i < batch.size(); i++) {
            long arrived = batch.arrivedMillis()[i];
            if (Double.isFinite(plan.speed())) {
                Duration wait = Duration.between(Instant.now(), plan.due(arrived));
                if (wait.toMillis() > 0) {
                    hand();
                    if (end.await(wait)) {
                        return false;
                    }
                }
            }
            if (end.asked()) {
                return false;
            }
            add(batch.series()[i], batch.atMillis()[i], batch.values()[i]);
        }
        return true;
    }

    private void add(int place, long measured, double value) throws BadConnectionException {
        ServiceId of = capture.series().get(place).service();
        if (!of.equals(service) || measured != at || series.size() == MOST) {
            hand();
            service = of;
            at = measured;
        }
        series.add(place);
        values.add(value);
        samples++;
    }

    /// Hands over the record that is being filled.
    private void hand() throws BadConnectionException {
        if (!series.isEmpty()) {
            long moved = at + plan.shift().toMillis();
            byte[] key = Objects.requireNonNull(service).value().getBytes(StandardCharsets.UTF_8);
            publisher.send(key, moved, encoder.record(moved, series, values));
            series.clear();
            values.clear();
            records++;
        }
    }
}
