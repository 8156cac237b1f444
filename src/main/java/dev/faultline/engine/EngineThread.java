package dev.faultline.engine;

import dev.faultline.signal.Baselines;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives an [Engine] its one thread. Sources offer commands to a bounded queue and wait while it is
/// full; the newest snapshot is handed out without waiting. While the engine catches up, snapshots
/// are made some two times a second and never take more than a part of its time; the last state
/// before it goes idle always gets one.
///
/// In a run without an end samples alone make a snapshot too, some five times a second, and what
/// they mean is worked out beside this thread; see [Publication].
public final class EngineThread implements CommandSink, Supplier<Snapshot>, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EngineThread.class);
    private static final int QUEUE = 256;

    /// With less room than this it is busy.
    private static final int LITTLE_ROOM = QUEUE / 4;

    /// What a recording holds follows its start, most often at once. A snapshot of nothing would
    /// make the first with something in it late: by several times its cost, and by its drawing.
    private static final long START_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(5);

    /// From the first tick of a recording to its first snapshot: some cells to look at.
    private static final long FIRST_CELLS_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /// Added to the time between two snapshots while commands wait: a moment that passes by is
    /// drawn now and then, for a person to see that it goes on, and costs the way there little.
    private static final long ON_THE_WAY_NANOS = TimeUnit.MILLISECONDS.toNanos(400);

    /// Nothing to do for so long means that no source is on its way somewhere: one that is keeps
    /// the queue from being empty for longer than it takes to read a little.
    private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /// Fits that wait, at most; the engine computes the others itself.
    private static final int FIT_QUEUE = 200_000;

    private final ThreadPoolExecutor fitters = fitters();
    private final Engine engine;
    private final BlockingQueue<Work> queue = new ArrayBlockingQueue<>(QUEUE);
    private final Publication publication;
    private final Thread thread;
    private volatile @Nullable RuntimeException failure;
    private volatile boolean closed;

    private sealed interface Work {}

    private record Command(EngineCommand command) implements Work {}

    private record Question(CompletableFuture<Baselines> answer, String source) implements Work {}

    /// There may be something to publish.
    private record Look() implements Work {}

    /// Starts the thread.
    ///
    /// @param published called after each new snapshot, on one of the engine's threads; must return
    ///   at once
    public EngineThread(EngineParameters parameters, Runnable published) {
        engine = new Engine(parameters, fitters);
        publication = new Publication(engine, published, this::look, this::fail);
        thread = Thread.ofPlatform().daemon().name("engine").start(this::run);
    }

    /// Starts the thread without any settings.
    public EngineThread(Runnable published) {
        this(EngineParameters.DEFAULT, published);
    }

    /// Starts the thread; nobody is called.
    public EngineThread() {
        this(() -> {});
    }

    /// The newest snapshot. Thread-safe, returns at once.
    @Override
    public Snapshot get() {
        return publication.newest();
    }

    /// Offers a command, waiting while the queue is full.
    ///
    /// @throws InterruptedException if the engine was closed: there is nobody to deliver to
    /// @throws IllegalStateException if the engine has failed
    @Override
    public void send(EngineCommand command) throws InterruptedException {
        put(new Command(command));
    }

    private void put(Work work) throws InterruptedException {
        do {
            RuntimeException cause = failure;
            if (cause != null) {
                throw new IllegalStateException("the engine has stopped", cause);
            }
            if (closed) {
                throw new InterruptedException("the engine was closed");
            }
        } while (!queue.offer(work, 1, TimeUnit.SECONDS));
    }

    /// Whether most of the queue is taken: a source that can wait should.
    @Override
    public boolean busy() {
        return queue.remainingCapacity() < LITTLE_ROOM;
    }

    /// What is normal for all series that are known, as it is when all was applied that was sent
    /// before; to be kept for another run. Waits while the queue is full.
    ///
    /// @param source what it was learned from, for a person
    /// @return never completed if the engine is closed or fails meanwhile
    /// @throws InterruptedException if the engine was closed
    /// @throws IllegalStateException if the engine has failed
    public CompletableFuture<Baselines> baselines(String source) throws InterruptedException {
        CompletableFuture<Baselines> answer = new CompletableFuture<>();
        put(new Question(answer, source));
        return answer;
    }

    /// Ends the thread; commands that still wait are dropped.
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        fitters.shutdown();
        publication.close();
    }

    /// Whether its thread is at work; false after it was closed or has failed.
    public boolean running() {
        return thread.isAlive();
    }

    /// One thread for every processor but the engine's. A task that is refused is not lost.
    private static ThreadPoolExecutor fitters() {
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
        return new ThreadPoolExecutor(
                threads,
                threads,
                1,
                TimeUnit.MINUTES,
                new LinkedBlockingQueue<>(FIT_QUEUE),
                Thread.ofPlatform().daemon().name("fit-", 0).factory(),
                new ThreadPoolExecutor.DiscardPolicy());
    }

    /// Where the queue is full, the engine is about to look anyway.
    private void look() {
        boolean _ = queue.offer(new Look());
    }

    private void fail(RuntimeException e) {
        if (closed) {
            return; // What helps it may end before it does.
        }
        failure = e;
        LOG.error("The engine has stopped; the screen stays as it is.", e);
        thread.interrupt();
    }

    private void run() {
        try {
            work();
        } catch (InterruptedException e) {
            // Closed.
        } catch (RuntimeException e) {
            fail(e);
        } finally {
            engine.close();
        }
    }

    private void work() throws InterruptedException {
        boolean changed = false;
        boolean empty = false;
        boolean rested = false;
        long next = System.nanoTime();
        while (failure == null) {
            long way = queue.isEmpty() ? 0 : ON_THE_WAY_NANOS;
            long wait = next + way - System.nanoTime();
            if (changed && wait <= 0) {
                next = publication.publish();
                changed = publication.owes();
                rested = false;
                continue;
            }
            Work work =
                    changed
                            ? queue.poll(wait, TimeUnit.NANOSECONDS)
                            : rested ? queue.take() : queue.poll(REST_NANOS, TimeUnit.NANOSECONDS);
            switch (work) {
                case null -> {
                    if (!changed) {
                        publication.rest();
                        rested = true;
                    }
                }
                case Command(EngineCommand command) -> {
                    engine.apply(command);
                    if (command instanceof EngineCommand.Start) {
                        publication.begin();
                        empty = !engine.live();
                        next = empty ? System.nanoTime() + START_PAUSE_NANOS : next;
                    } else if (empty && command instanceof EngineCommand.Tick) {
                        empty = false;
                        next = Math.min(next, System.nanoTime() + FIRST_CELLS_NANOS);
                    }
                    changed |= shows(command);
                }
                case Question(CompletableFuture<Baselines> answer, String source) ->
                        answer.complete(engine.baselines(source));
                case Look _ -> changed = true;
            }
        }
    }

    /// Whether a command changes what a screen would show; in a recording samples do when their
    /// tick comes.
    private boolean shows(EngineCommand command) {
        return switch (command) {
            case EngineCommand.Start _,
                    EngineCommand.Known _,
                    EngineCommand.SeriesAdded _,
                    EngineCommand.Unheard _,
                    EngineCommand.TopologyChanged _,
                    EngineCommand.Noticed _,
                    EngineCommand.Label _,
                    EngineCommand.Pin _,
                    EngineCommand.Correct _,
                    EngineCommand.Tick _,
                    EngineCommand.Rewind _ ->
                    true;
            case EngineCommand.Samples _ -> engine.live();
            case EngineCommand.Reference _, EngineCommand.Changed _ -> false;
        };
    }
}
