package dev.faultline.engine;

import dev.faultline.cause.Diagnosis;
import dev.faultline.incident.IncidentTracker;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Makes snapshots of an [Engine] and hands out the newest.
///
/// Of a run that may go back, each is made at once and as a whole. In one without an end, what ten
/// thousand series mean takes a second or two to work out, and samples must not wait for it: it is
/// worked out beside the engine, from a [Moment] that does not change, one at a time; until it is
/// there, snapshots show the moment before, with what has come in since ([Snapshot#newest()],
/// counts and notices). So all of a snapshot but these speaks of one and the same moment.
///
/// When nothing waits, beliefs of earlier moments that nobody looked at are worked out
/// ([Recollection]), a little at a time.
final class Publication implements AutoCloseable {
    /// Time between two snapshots, at least.
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(70);

    private static final long LIVE_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    /// A snapshot is followed by at least this many times its own cost of other work.
    private static final int WORK_PER_SNAPSHOT = 4;

    /// Past beliefs are worked out for so long before anything else gets its turn, and shown after
    /// so many turns.
    private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(150);

    private static final int TURNS = 8;

    private static final long NOTHING = -1;

    private final Engine engine;
    private final Runnable published;
    private final Runnable look;
    private final Consumer<RuntimeException> failed;
    private final ExecutorService diagnosing =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("diagnosis").factory());

    private volatile Snapshot newest;

    // Under this object's lock.
    private long asked = NOTHING;
    private @Nullable Known known;
    private Moment.@Nullable Fresh fresh;
    private boolean working;
    private boolean recollecting;
    private long rested = System.nanoTime();

    private record Known(Moment moment, Diagnosis diagnosis) {}

    /// @param published called after each new snapshot, on any thread
    /// @param look called on another thread than the engine's when there is more to publish
    /// @param failed called on another thread than the engine's
    Publication(
            Engine engine, Runnable published, Runnable look, Consumer<RuntimeException> failed) {
        this.engine = engine;
        this.published = published;
        this.look = look;
        this.failed = failed;
        newest = engine.snapshot();
    }

    Snapshot newest() {
        return newest;
    }

    /// Makes a snapshot of what the engine knows.
    ///
    /// @return when the next may be made, by [System#nanoTime]
    long publish() {
        long begun = System.nanoTime();
        if (engine.live()) {
            publishLive(begun);
        } else {
            newest = engine.snapshot();
        }
        published.run();
        long ended = System.nanoTime();
        long pause = engine.live() ? LIVE_PAUSE_NANOS : PAUSE_NANOS;
        return ended + Math.max(pause, WORK_PER_SNAPSHOT * (ended - begun));
    }

    /// Whether the engine knows more than anybody was asked to work out, and nobody will call
    /// `look` for it.
    synchronized boolean owes() {
        return engine.live() && !working && engine.version() != asked;
    }

    /// Forgets what was worked out: another run has begun.
    synchronized void begin() {
        asked = NOTHING;
        known = null;
        fresh = null;
    }

    /// Nothing waits: there is time for what was believed before.
    synchronized void rest() {
        if (!recollecting && !newest.recollected()) {
            recollecting = true;
            recollect(0);
        }
    }

    private void recollect(int turns) {
        try {
            diagnosing.execute(() -> turn(turns));
        } catch (RejectedExecutionException e) {
            // Closed.
        }
    }

    private void turn(int turns) {
        long until = System.nanoTime() + TURN_NANOS;
        try {
            OptionalInt next = unrecollected(newest);
            while (next.isPresent() && System.nanoTime() - until < 0) {
                Snapshot now = newest;
                now.past().recollect(next.getAsInt());
                next = unrecollected(now);
            }
            if (next.isPresent() && turns < TURNS) {
                recollect(turns + 1);
                return;
            }
            synchronized (this) {
                recollecting = false;
            }
            look.run();
        } catch (RuntimeException e) {
            failed.accept(e);
        }
    }

    private static OptionalInt unrecollected(Snapshot now) {
        return Recollection.next(now, now.past().beliefs(now.history().length()));
    }

    private synchronized void publishLive(long now) {
        fresh = engine.fresh();
        Known before = known;
        if (before == null) {
            // The run has just begun: hardly anything is known.
            asked = engine.version();
            known = new Known(engine.moment(), engine.moment().diagnose(engine.diagnostician()));
        } else if (!working && now - rested >= 0 && engine.version() != asked) {
            Moment moment = engine.moment();
            long version = engine.version();
            asked = version;
            working = true;
            diagnosing.execute(() -> workOut(version, moment));
        }
        show();
    }

    private synchronized void show() {
        Known shown = known;
        Moment.Fresh came = fresh;
        if (shown != null && came != null) {
            newest = shown.moment().with(shown.diagnosis(), came);
        }
    }

    private void workOut(long version, Moment moment) {
        long begun = System.nanoTime();
        try {
            Diagnosis diagnosis = moment.diagnose(engine.diagnostician());
            IncidentTracker _ = moment.incidents().get(); // so that nobody waits for it below
            synchronized (this) {
                working = false;
                long ended = System.nanoTime();
                rested = ended + WORK_PER_SNAPSHOT * (ended - begun);
                if (asked == version) {
                    known = new Known(moment, diagnosis);
                    show();
                }
            }
            published.run();
            look.run();
        } catch (RuntimeException e) {
            failed.accept(e);
        }
    }

    @Override
    public void close() {
        diagnosing.shutdownNow();
    }
}
