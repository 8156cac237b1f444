package dev.faultline.source.replay;

import dev.faultline.capture.Capture;
import dev.faultline.capture.CaptureInfo;
import dev.faultline.model.ChangeEvent;
import dev.faultline.model.Notice;
import dev.faultline.model.SampleBatch;
import dev.faultline.model.TimeSpan;
import dev.faultline.source.Playback;
import dev.faultline.source.RestorePoint;
import dev.faultline.source.SampleSink;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Plays a recording as if it came in live, on a thread of its own: first the reference, then what
/// arrived, with a tick at the end of every cell. Up to the playhead it delivers as fast as the
/// receiver takes it; from there on at the chosen speed. To go back it rewinds the receiver to the
/// [RestorePoint] before and delivers again from there.
///
/// Paused at the start of the time line when it begins.
public final class Replay implements Playback, AutoCloseable {
    /// Cells read from the tape at once.
    private static final int BLOCK_CELLS = 1440;

    private final Tape tape;
    private final SampleSink sink;
    private final CaptureInfo info;
    private final long gridStart;
    private final long step;
    private final long end;
    private final Thread thread;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();

    // Guarded by the lock: the playhead was at anchorMillis when the clock was at anchorNanos.
    private double anchorMillis;
    private long anchorNanos;
    private boolean playing;
    private double speed = 1;
    private boolean closed;
    private long delivered;

    // Of the thread alone.
    private @Nullable ArrivalBlock block;
    private int told;

    /// A replay that has not begun.
    ///
    /// @param sink gets all calls from the thread of the replay
    public Replay(Tape tape, SampleSink sink) {
        this.tape = tape;
        this.sink = sink;
        info = tape.info();
        gridStart = info.span().from().toEpochMilli();
        step = info.step().toMillis();
        end = info.span().to().toEpochMilli();
        anchorMillis = gridStart;
        delivered = gridStart - step;
        thread = Thread.ofPlatform().daemon().name("source-replay").unstarted(this::run);
    }

    /// A replay of a capture; the capture stays the caller's to close, after the replay.
    public static Replay of(Capture capture, SampleSink sink) {
        return new Replay(new CaptureTape(capture), sink);
    }

    /// Begins to deliver.
    public void start() {
        thread.start();
    }

    @Override
    public void play() {
        change(() -> playing = true);
    }

    @Override
    public void pause() {
        change(() -> playing = false);
    }

    @Override
    public void speed(double factor) {
        if (!(factor >= SLOWEST && factor <= FASTEST)) {
            throw new IllegalArgumentException(
                    "speed %s is not between %s and %s".formatted(factor, SLOWEST, FASTEST));
        }
        change(() -> speed = factor);
    }

    @Override
    public void seek(Instant at) {
        TimeSpan span = info.span();
        Instant within = at.isBefore(span.from()) ? span.from() : at;
        long wanted = within.isAfter(span.to()) ? end : within.toEpochMilli();
        change(() -> anchorMillis = wanted);
    }

    @Override
    public State state() {
        lock.lock();
        try {
            long target = (long) playhead();
            boolean there = delivered == tickFor((double) target);
            Instant reached = Instant.ofEpochMilli(there ? target : Math.min(delivered, end));
            boolean runs = playing && target < end;
            return new State(info.span(), Instant.ofEpochMilli(target), reached, runs, speed);
        } finally {
            lock.unlock();
        }
    }

    /// Ends the thread.
    @Override
    public void close() {
        change(() -> closed = true);
        thread.interrupt();
    }

    /// Whether its thread is at work; false before the start, after the end and after a failure.
    public boolean running() {
        return thread.isAlive();
    }

    private void change(Runnable how) {
        lock.lock();
        try {
            anchorMillis = playhead();
            anchorNanos = System.nanoTime();
            if (anchorMillis >= end) {
                playing = false;
            }
            how.run();
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Where the playhead is now, ms since the epoch. Under the lock.
    private double playhead() {
        if (!playing) {
            return anchorMillis;
        }
        double since = (System.nanoTime() - anchorNanos) / 1e6;
        return Math.min((double) end, anchorMillis + since * speed);
    }

    /// The last tick that is due when the playhead is at `at`. At the end also the cell that ends
    /// after it: what was measured last belongs to that one.
    private long tickFor(double at) {
        long cells = (long) Math.floor((at - gridStart) / step);
        if (at >= end) {
            cells = Math.ceilDiv(end - gridStart, step);
        }
        return gridStart + cells * step;
    }

    private void run() {
        try {
            begin();
            while (true) {
                Optional<Long> next = awaitMove();
                if (next.isEmpty()) {
                    return;
                }
                long wanted = next.get();
                if (wanted < delivered) {
                    goBack(wanted);
                } else {
                    deliverCell();
                }
            }
        } catch (InterruptedException e) {
            // Closed.
        } catch (IOException e) {
            stop(e);
        }
    }

    private void begin() throws InterruptedException, IOException {
        tellNotices();
        List<SampleBatch> reference = new ArrayList<>();
        tape.readReference(reference::add);
        for (SampleBatch batch : reference) {
            sink.reference(batch);
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

    /// Waits until the receiver is not where the playhead wants it; empty when closed.
    private Optional<Long> awaitMove() throws InterruptedException {
        lock.lock();
        try {
            while (!closed) {
                double at = playhead();
                long wanted = tickFor(at);
                if (wanted != delivered) {
                    return Optional.of(wanted);
                }
                if (playing && at < end) {
                    double due = Math.min(delivered + step, end);
                    moved.awaitNanos((long) Math.ceil((due - at) / speed * 1e6) + 1);
                } else {
                    moved.await();
                }
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private void goBack(long wanted) throws InterruptedException {
        Instant point =
                RestorePoint.before(info.span().from(), info.step(), Instant.ofEpochMilli(wanted));
        sink.rewind(point);
        long at = point.toEpochMilli();
        if (block != null && block.holds(at, at + step)) {
            block.rewind(at);
        } else {
            block = null;
        }
        arrive(at);
    }

    /// Delivers what arrived in the next cell, and its tick.
    private void deliverCell() throws InterruptedException, IOException {
        // What arrived before the time line began belongs to the first cell.
        long from = delivered < gridStart ? 0 : delivered;
        long to = delivered + step;
        ArrivalBlock present = block;
        if (present == null || !present.holds(from, to)) {
            present = ArrivalBlock.read(tape, from, delivered + BLOCK_CELLS * step);
            block = present;
            tellNotices();
        }
        for (SampleBatch batch : present.take(to)) {
            sink.samples(batch);
        }
        for (ChangeEvent change : tape.changes()) {
            long at = change.at().toEpochMilli();
            if (at > from && at <= to) {
                sink.change(change);
            }
        }
        sink.tick(Instant.ofEpochMilli(to));
        arrive(to);
    }

    private void arrive(long at) {
        lock.lock();
        try {
            delivered = at;
        } finally {
            lock.unlock();
        }
    }

    private void stop(IOException e) {
        pause();
        try {
            sink.notice(
                    Notice.warning(
                            "The replay of '%s' stopped: %s"
                                    .formatted(info.title(), e.getMessage())));
        } catch (InterruptedException closing) {
            // Nobody is left to be told.
        }
    }
}
