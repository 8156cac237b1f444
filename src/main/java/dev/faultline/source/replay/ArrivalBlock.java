package dev.faultline.source.replay;

import dev.faultline.model.SampleBatch;
import dev.faultline.model.TimeSpan;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A stretch of a tape in memory, with a place in it: what arrived after `from` up to `to`.
final class ArrivalBlock {
    private final long from;
    private final long to;
    private final List<SampleBatch> batches;
    private int batch;
    private int row;

    private ArrivalBlock(long from, long to, List<SampleBatch> batches) {
        this.from = from;
        this.to = to;
        this.batches = batches;
    }

    /// Reads what arrived after `from` (excluded) up to `to` (included), ms since the epoch.
    static ArrivalBlock read(Tape tape, long from, long to) throws IOException {
        List<SampleBatch> batches = new ArrayList<>();
        tape.read(
                new TimeSpan(Instant.ofEpochMilli(from + 1), Instant.ofEpochMilli(to)),
                batches::add);
        return new ArrivalBlock(from, to, batches);
    }

    /// Whether all that arrived after `after` up to `until` is in it.
    boolean holds(long after, long until) {
        return after >= from && until <= to;
    }

    /// Goes back to just after `after`.
    void rewind(long after) {
        batch = 0;
        row = 0;
        while (batch < batches.size() && row < batches.get(batch).size()) {
            SampleBatch all = batches.get(batch);
            if (all.arrivedMillis()[row] > after) {
                return;
            }
            row++;
            if (row == all.size()) {
                batch++;
                row = 0;
            }
        }
    }

    /// What arrived from the place on up to `until`; the place moves behind it.
    List<SampleBatch> take(long until) {
        List<SampleBatch> taken = new ArrayList<>();
        while (batch < batches.size()) {
            SampleBatch all = batches.get(batch);
            int begin = row;
            while (row < all.size() && all.arrivedMillis()[row] <= until) {
                row++;
            }
            if (row > begin) {
                taken.add(slice(all, begin, row));
            }
            if (row < all.size()) {
                break;
            }
            batch++;
            row = 0;
        }
        return taken;
    }

    private static SampleBatch slice(SampleBatch all, int begin, int end) {
        if (begin == 0 && end == all.size()) {
            return all;
        }
        return new SampleBatch(
                Arrays.copyOfRange(all.series(), begin, end),
                Arrays.copyOfRange(all.atMillis(), begin, end),
                Arrays.copyOfRange(all.arrivedMillis(), begin, end),
                Arrays.copyOfRange(all.values(), begin, end));
    }
}
