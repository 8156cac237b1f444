package dev.faultline.source.record;

import dev.faultline.capture.CaptureWriter;
import dev.faultline.engine.CommandSink;
import dev.faultline.engine.EngineCommand;
import dev.faultline.model.SampleBatch;
import dev.faultline.model.SeriesId;
import dev.faultline.model.ServiceId;
import dev.faultline.model.SignalRules;
import dev.faultline.source.RecordingState;
import dev.faultline.topology.Component;
import dev.faultline.topology.ComponentKind;
import dev.faultline.topology.Topology;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/// A process that records: fifty series, a cell a millisecond, each value the number of its row.
/// With `flood` as its second argument it floods the disk as soon as something is closed, and says
/// on one line why the recording ended, where it is, and how many samples the receiver got later.
final class RecordingVictim {
    static final Instant START = Instant.parse("2026-11-29T00:00:00Z");
    static final Duration STEP = Duration.ofSeconds(1);
    static final int SERIES = 50;

    private static final int FLOOD = 600_000;

    private RecordingVictim() {}

    public static void main(String[] args) throws Exception {
        boolean floods = args.length > 1 && args[1].equals("flood");
        AtomicLong watched = new AtomicLong();
        CommandSink receiver =
                command -> {
                    if (command instanceof EngineCommand.Samples(SampleBatch batch)) {
                        watched.addAndGet(batch.size());
                    }
                };
        Recorder recorder =
                new Recorder(
                        Path.of(args[0]),
                        CaptureWriter.Form.FOLDER,
                        Recorder.Head.of("a victim"),
                        Recorder.Full.LEAVE_OUT,
                        Instant.EPOCH,
                        Duration.ofMillis(100));
        Tap tap = new Tap(receiver);
        tap.record(recorder, Instant.EPOCH);
        tap.begin(START, STEP);
        tap.series(
                IntStream.range(0, SERIES)
                        .mapToObj(i -> SignalRules.defaults().describe(SeriesId.of("s" + i, "rps")))
                        .toList());
        long row = 0;
        for (int cell = 0; ; cell++) {
            if (cell % 40 == 0) {
                tap.topology(graph(cell / 40 + 1));
            }
            row = rows(tap, cell, row, SERIES, new Random(cell));
            tap.tick(START.plus(STEP.multipliedBy(cell)));
            LockSupport.parkNanos(1_000_000);
            if (floods
                    && recorder.state() instanceof RecordingState.Running running
                    && running.bytes() > 20_000) {
                row = rows(tap, cell + 1, row, FLOOD, new Random(cell));
                floods = false;
            }
            if (recorder.state() instanceof RecordingState.Failed failed) {
                long before = watched.get();
                rows(tap, cell + 2, row, SERIES, new Random(cell));
                System.out.println(
                        failed.kept().orElseThrow()
                                + "|"
                                + failed.why()
                                + "|"
                                + (watched.get() - before));
                return;
            }
        }
    }

    private static long rows(Tap tap, int cell, long first, int count, Random random)
            throws InterruptedException {
        SampleBatch.Builder batch = new SampleBatch.Builder(count);
        long at = START.plus(STEP.multipliedBy(cell)).toEpochMilli();
        for (int i = 0; i < count; i++) {
            // A flood is of values that nothing can make small.
            double value = count == FLOOD ? random.nextDouble() : first + i;
            batch.add(i % SERIES, at, at, value);
        }
        tap.samples(batch.build());
        return first + count;
    }

    /// More components from time to time.
    static Topology graph(int size) {
        List<Component> components = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            components.add(Component.unowned(new ServiceId("s" + i), ComponentKind.SERVICE));
        }
        return Topology.of("victim", components, List.of()).topology();
    }
}
