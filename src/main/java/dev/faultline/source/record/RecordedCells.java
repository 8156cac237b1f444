package dev.faultline.source.record;

import dev.faultline.capture.CaptureException;
import dev.faultline.capture.CaptureInfo;
import dev.faultline.capture.CaptureWriter;
import dev.faultline.capture.Happening;
import dev.faultline.model.ChangeEvent;
import dev.faultline.model.Notice;
import dev.faultline.model.SampleBatch;
import dev.faultline.model.SeriesInfo;
import dev.faultline.model.TimeSpan;
import dev.faultline.topology.Topology;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A recording on disk, cell by cell. What arrives between two ticks gets a time of arrival between
/// them: the one by this machine's clock where that is so, the nearer end where it is not. So
/// history that is read within a minute lies on the time line where it was analysed, and a replay
/// that ticks at the end of each cell gives what the live run gave. Not thread-safe.
final class RecordedCells {
    private final CaptureWriter writer;
    private final CaptureInfo head;
    private final long step;
    private final long earliest;
    private long lastTick;
    private long lastArrived;
    private int series;
    private long lost;
    private long bytes;
    private long rolled = System.nanoTime();
    private @Nullable Topology topology;

    /// @param head of a span that begins at the end of the first cell
    /// @param whole whether the source begins here too: then what it takes as late is kept as well
    RecordedCells(
            Path target,
            CaptureWriter.Form form,
            CaptureInfo head,
            boolean whole,
            Topology topology)
            throws CaptureException {
        this.head = head;
        step = head.step().toMillis();
        lastTick = head.span().from().toEpochMilli() - step;
        lastArrived = lastTick + 1;
        earliest = whole ? Long.MIN_VALUE : lastTick + 1;
        writer = CaptureWriter.record(target, form, head, topology);
    }

    /// The number of a series is its place among all that were told.
    void series(List<SeriesInfo> added) throws CaptureException {
        for (SeriesInfo info : added) {
            int number = writer.series(info);
            if (number != series++) {
                throw new IllegalStateException(info.id() + " was told twice");
            }
        }
        writer.happened(new Happening.SeriesKnown(now(), series));
    }

    /// What counts is how it stands at the end of the cell.
    void topology(Topology newest) {
        topology = newest;
    }

    void unheard(BitSet numbers, String why) throws CaptureException {
        writer.happened(new Happening.Unheard(now(), numbers, why));
    }

    void change(ChangeEvent event) throws CaptureException {
        writer.happened(new Happening.Changed(now(), event));
    }

    void notice(Notice notice) throws CaptureException {
        writer.happened(new Happening.Noticed(now(), notice));
    }

    void samples(SampleBatch batch) throws CaptureException {
        SampleBatch.Builder kept = new SampleBatch.Builder(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            if (batch.atMillis()[i] >= earliest) {
                lastArrived = onTheLine(batch.arrivedMillis()[i]);
                kept.add(batch.series()[i], batch.atMillis()[i], lastArrived, batch.values()[i]);
            }
        }
        writer.append(kept.build());
    }

    /// @param left how many samples were left out so far
    void tick(Instant at, long left) throws CaptureException {
        if (at.toEpochMilli() <= lastTick) {
            return; // before the time line
        }
        Topology newest = topology;
        if (newest != null) {
            writer.happened(new Happening.TopologyKnown(now(), newest));
            topology = null;
        }
        if (left > lost) {
            notice(Notice.warning(Recorder.LOST.formatted(left - lost)));
            lost = left;
        }
        writer.happened(new Happening.Ticked(at, writer.rows()));
        lastTick = at.toEpochMilli();
    }

    /// Closes the segment that is open if it was for so long.
    void rollAfter(Duration open) throws CaptureException {
        if (System.nanoTime() - rolled >= open.toNanos()) {
            writer.roll();
            bytes = writer.bytes();
            rolled = System.nanoTime();
        }
    }

    /// Gives the capture its name.
    ///
    /// @param note what a reader must know, besides what is lost
    void finish(String note) throws CaptureException {
        TimeSpan span = new TimeSpan(head.span().from(), reached());
        writer.finish(
                new CaptureInfo(
                        head.title(),
                        head.source(),
                        head.licence(),
                        span,
                        head.step(),
                        List.of(),
                        span.to(),
                        note));
    }

    /// Leaves it where it is, to be read up to the last segment that was closed.
    Path leave() {
        writer.leave();
        return writer.unfinished();
    }

    /// Takes back all of it.
    void discard() throws CaptureException {
        writer.close();
    }

    Instant from() {
        return head.span().from();
    }

    /// Up to when the cells are complete; the beginning before the first is.
    Instant reached() {
        Instant last = Instant.ofEpochMilli(lastTick);
        return last.isBefore(from()) ? from() : last;
    }

    long rows() {
        return writer.rows();
    }

    /// On disk when the last segment was closed.
    long bytes() {
        return bytes;
    }

    private Instant now() {
        lastArrived = onTheLine(System.currentTimeMillis());
        return Instant.ofEpochMilli(lastArrived);
    }

    private long onTheLine(long arrived) {
        long from = Math.max(lastArrived, lastTick + 1);
        return Math.clamp(arrived, from, Math.max(from, lastTick + step));
    }
}
