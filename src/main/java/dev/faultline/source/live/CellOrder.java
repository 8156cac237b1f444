package dev.faultline.source.live;

import dev.faultline.model.ChangeEvent;
import dev.faultline.model.SampleBatch;
import dev.faultline.source.SampleSink;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.PriorityQueue;
import java.util.TreeMap;

/// Delivers samples and ticks in the order of time. Partitions are read at their own pace: what was
/// measured in a cell that the receiver cannot take yet waits here until its turn.
final class CellOrder {
    /// Cells after the last tick that are delivered at once; a receiver keeps one more open.
    private static final int OPEN = 3;

    private final long start;
    private final long step;
    private final SampleSink sink;
    private final NavigableMap<Long, SampleBatch.Builder> waiting = new TreeMap<>();
    private final PriorityQueue<ChangeEvent> changes =
            new PriorityQueue<>(Comparator.comparing(ChangeEvent::at));
    private long next;
    private long kept;

    /// @param start end of the first cell, ms since the epoch
    CellOrder(long start, long step, SampleSink sink) {
        this.start = start;
        this.step = step;
        this.sink = sink;
    }

    /// The end of the cell that is ticked next, ms since the epoch.
    long nextEnd() {
        return start + next * step;
    }

    /// How many samples wait.
    long waiting() {
        return kept;
    }

    /// Takes samples.
    ///
    /// @param latest what claims to be measured later than this is delivered as it is: the receiver
    ///   counts it as too early
    void add(SampleBatch batch, long latest) throws InterruptedException {
        int early = 0;
        for (int i = 0; i < batch.size(); i++) {
            early += waits(batch.atMillis()[i], latest) ? 1 : 0;
        }
        if (early == 0) {
            if (batch.size() > 0) {
                sink.samples(batch);
            }
            return;
        }
        SampleBatch.Builder now = new SampleBatch.Builder(batch.size() - early);
        for (int i = 0; i < batch.size(); i++) {
            long at = batch.atMillis()[i];
            SampleBatch.Builder to = now;
            if (waits(at, latest)) {
                to = waiting.computeIfAbsent(cell(at), _ -> new SampleBatch.Builder(64));
                kept++;
            }
            to.add(batch.series()[i], at, batch.arrivedMillis()[i], batch.values()[i]);
        }
        if (now.size() > 0) {
            sink.samples(now.build());
        }
    }

    /// Takes what was done to a component: delivered before the cell ends in which it was.
    void change(ChangeEvent change) {
        changes.add(change);
    }

    /// Ends the next cell; what waited for the one that opens with it follows.
    void tick() throws InterruptedException {
        for (ChangeEvent due = changes.peek();
                due != null && due.at().toEpochMilli() <= nextEnd();
                due = changes.peek()) {
            changes.remove();
            sink.change(due);
        }
        sink.tick(Instant.ofEpochMilli(nextEnd()));
        next++;
        for (Map.Entry<Long, SampleBatch.Builder> due = waiting.firstEntry();
                due != null && due.getKey() < next + OPEN;
                due = waiting.firstEntry()) {
            waiting.remove(due.getKey());
            kept -= due.getValue().size();
            sink.samples(due.getValue().build());
        }
    }

    private boolean waits(long at, long latest) {
        return at <= latest && cell(at) >= next + OPEN;
    }

    private long cell(long at) {
        return Math.ceilDiv(at - start, step);
    }
}
