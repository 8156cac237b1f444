package dev.faultline.source.replay;

import dev.faultline.capture.Capture;
import dev.faultline.capture.CaptureInfo;
import dev.faultline.model.Notice;
import dev.faultline.model.TimeSpan;
import dev.faultline.source.Playback;
import dev.faultline.source.SampleSink;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Plays a recording as if it came in live, on a thread of its own: first the reference, then what
/// arrived, with a tick at the end of every cell. Up to the playhead it delivers as fast as the
/// receiver takes it; from there on at the chosen speed. To go back it rewinds the receiver to the
/// [dev.faultline.source.RestorePoint] before and delivers again from there; while it only looks
/// back it leaves the receiver where it is.
///
/// Paused at the start of the time line when it begins.
public final class Replay implements Playback, AutoCloseable {
    private final Delivery delivery;
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
    private boolean looking;
    private long delivered;

    /// A replay that has not begun.
    ///
    /// @param sink gets all calls from the thread of the replay
    public Replay(Tape tape, SampleSink sink) {
        delivery = new Delivery(tape, sink);
        this.sink = sink;
        info = tape.info();
        gridStart = info.span().from().toEpochMilli();
        step = info.step().toMillis();
        end = info.span().to().toEpochMilli();
        anchorMillis = gridStart;
        delivered = delivery.position();
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
        change(() -> {
            playing = true;
            looking = false;
        });
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
        move(at, false);
    }

    @Override
    public void look(Instant at) {
        move(at, true);
    }

    @Override
    public void arrive() throws InterruptedException {
        lock.lock();
        try {
            looking = false;
            moved.signalAll();
            while (!closed
                    && thread.isAlive()
                    && !playing
                    && delivered > delivery.tickFor(anchorMillis)) {
                moved.await(1, TimeUnit.SECONDS);
            }
        } finally {
            lock.unlock();
        }
    }

    private void move(Instant at, boolean look) {
        TimeSpan span = info.span();
        Instant within = at.isBefore(span.from()) ? span.from() : at;
        long wanted = within.isAfter(span.to()) ? end : within.toEpochMilli();
        change(() -> {
            anchorMillis = wanted;
            looking = look && !playing;
        });
    }

    @Override
    public State state() {
        lock.lock();
        try {
            long target = (long) playhead();
            boolean there = delivered == delivery.tickFor((double) target);
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

    private void run() {
        try {
            delivery.begin();
            while (true) {
                Optional<Long> next = awaitMove();
                if (next.isEmpty()) {
                    return;
                }
                long wanted = next.get();
                if (wanted < delivery.position()) {
                    delivery.goBack(wanted);
                } else {
                    delivery.deliverCell();
                }
                arrive(delivery.position());
            }
        } catch (InterruptedException e) {
            // Closed.
        } catch (IOException e) {
            stop(e);
        }
    }

    /// Waits until the receiver is not where the playhead wants it; empty when closed.
    private Optional<Long> awaitMove() throws InterruptedException {
        lock.lock();
        try {
            while (!closed) {
                double at = playhead();
                long wanted = delivery.tickFor(at);
                boolean stays = looking && wanted < delivered;
                if (wanted != delivered && !stays) {
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

    private void arrive(long at) {
        lock.lock();
        try {
            delivered = at;
            moved.signalAll();
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
