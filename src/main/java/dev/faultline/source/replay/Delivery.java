package dev.faultline.source.replay;

import dev.faultline.capture.Capture;
import dev.faultline.capture.CaptureInfo;
import dev.faultline.capture.Happening;
import dev.faultline.model.ChangeEvent;
import dev.faultline.model.Notice;
import dev.faultline.model.SampleBatch;
import dev.faultline.model.SeriesInfo;
import dev.faultline.model.TimeSpan;
import dev.faultline.source.RestorePoint;
import dev.faultline.source.SampleSink;
import dev.faultline.topology.Topology;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Hands a tape to a sink on the caller's own thread, cell by cell: first the reference, then what
/// arrived, with a tick at the end of every cell. A [Replay] does this in its own time.
public final class Delivery {
    /// Cells read from the tape at once: few at first, so that there is something to see soon.
    private static final int FIRST_CELLS = 30;

    private static final int BLOCK_CELLS = 1440;

    private final Tape tape;
    private final SampleSink sink;
    private final CaptureInfo info;
    private final long gridStart;
    private final long step;
    private final long end;

    private final List<Happening> happenings;

    private long position;
    private int happened;
    private int known;
    private int blockCells = FIRST_CELLS;
    private @Nullable ArrivalBlock block;
    private int told;

    Delivery(Tape tape, SampleSink sink) {
        this.tape = tape;
        this.sink = sink;
        info = tape.info();
        gridStart = info.span().from().toEpochMilli();
        step = info.step().toMillis();
        end = info.span().to().toEpochMilli();
        happenings = tape.happenings();
        position = gridStart - step;
    }

    /// Delivers all of a capture that had arrived by `at`, as fast as the sink takes it: what a
    /// replay has delivered when its playhead stands there.
    ///
    /// @param at clipped to the span of the capture
    public static void upTo(Instant at, Capture capture, SampleSink sink)
            throws IOException, InterruptedException {
        upTo(at, new CaptureTape(capture), sink);
    }

    static void upTo(Instant at, Tape tape, SampleSink sink)
            throws IOException, InterruptedException {
        Delivery delivery = new Delivery(tape, sink);
        delivery.begin();
        TimeSpan span = tape.info().span();
        Instant within = at.isBefore(span.from()) ? span.from() : at;
        long millis = within.isAfter(span.to()) ? delivery.end : within.toEpochMilli();
        long wanted = delivery.tickFor((double) millis);
        while (delivery.position() < wanted) {
            delivery.deliverCell();
        }
    }

    /// The last tick that was delivered, ms since the epoch.
    long position() {
        return position;
    }

    /// The last tick that is due when the playhead is at `at`. At the end also the cell that ends
    /// after it: what was measured last belongs to that one.
    long tickFor(double at) {
        long cells = (long) Math.floor((at - gridStart) / step);
        if (at >= end) {
            cells = Math.ceilDiv(end - gridStart, step);
        }
        return gridStart + cells * step;
    }

    /// Delivers the reference, before all else.
    void begin() throws InterruptedException, IOException {
        tellNotices();
        List<SampleBatch> reference = new ArrayList<>();
        tape.readReference(reference::add);
        for (SampleBatch batch : reference) {
            sink.reference(batch);
        }
    }

    /// Delivers what arrived in the next cell, and its tick.
    void deliverCell() throws InterruptedException, IOException {
        // What arrived before the time line began belongs to the first cell.
        long from = position < gridStart ? 0 : position;
        long to = position + step;
        ArrivalBlock present = block;
        if (present == null || !present.holds(from, to)) {
            present = ArrivalBlock.read(tape, from, position + blockCells * step);
            block = present;
            blockCells = Math.min(BLOCK_CELLS, 4 * blockCells);
            tellNotices();
        }
        while (happened < happenings.size()
                && happenings.get(happened).arrived().toEpochMilli() <= to) {
            deliver(happenings.get(happened++));
        }
        for (SampleBatch batch : present.take(to)) {
            sink.samples(batch);
        }
        sink.tick(Instant.ofEpochMilli(to));
        position = to;
    }

    private void deliver(Happening happening) throws InterruptedException {
        switch (happening) {
            // The receiver keeps what it learned of series when it goes back.
            case Happening.SeriesKnown(Instant _, int count) -> {
                List<SeriesInfo> coming = tape.coming();
                if (known < Math.min(count, coming.size())) {
                    sink.series(coming.subList(known, Math.min(count, coming.size())));
                    known = count;
                }
            }
            case Happening.TopologyKnown(Instant _, Topology topology) -> sink.topology(topology);
            case Happening.Unheard(Instant _, BitSet series, String why) ->
                    sink.unheard(series, why);
            case Happening.Changed(Instant _, ChangeEvent change) -> sink.change(change);
            case Happening.Noticed(Instant _, Notice notice) -> sink.notice(notice);
            case Happening.Ticked _ -> {} // Time comes cell by cell.
        }
    }

    /// Rewinds the sink to the restore point before `wanted`, to deliver again from there.
    void goBack(long wanted) throws InterruptedException {
        Instant point =
                RestorePoint.before(info.span().from(), info.step(), Instant.ofEpochMilli(wanted));
        sink.rewind(point);
        long at = point.toEpochMilli();
        if (block != null && block.holds(at, at + step)) {
            block.rewind(at);
        } else {
            block = null;
        }
        position = at;
        happened = 0;
        while (happened < happenings.size()
                && happenings.get(happened).arrived().toEpochMilli() <= at) {
            happened++;
        }
    }

    /// Passes on what was said about the tape since the last time: damage is found when it is read.
    private void tellNotices() throws InterruptedException {
        List<Notice> notices = tape.notices();
        for (Notice notice : notices.subList(told, notices.size())) {
            sink.notice(notice);
        }
        told = notices.size();
    }
}
