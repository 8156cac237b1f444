package dev.faultline.engine;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives an [Engine] its one thread. Sources offer commands to a bounded queue and wait while it is
/// full; the newest snapshot is handed out without waiting. While the engine catches up, snapshots
/// are made some ten times a second and never take more than a part of its time; the last state
/// before it goes idle always gets one.
public final class EngineThread implements CommandSink, Supplier<Snapshot>, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EngineThread.class);
    private static final int QUEUE = 256;

    /// With less room than this it is busy.
    private static final int LITTLE_ROOM = QUEUE / 4;

    /// Time between two snapshots, at least.
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(70);

    /// A snapshot is followed by at least this many times its own cost of other work.
    private static final int WORK_PER_SNAPSHOT = 4;

    /// Fits that wait, at most; the engine computes the others itself.
    private static final int FIT_QUEUE = 10_000;

    private final ThreadPoolExecutor fitters = fitters();
    private final Engine engine;
    private final BlockingQueue<EngineCommand> queue = new ArrayBlockingQueue<>(QUEUE);
    private final AtomicReference<Snapshot> newest;
    private final Runnable published;
    private final Thread thread;
    private volatile @Nullable RuntimeException failure;
    private volatile boolean closed;

    /// Starts the thread.
    ///
    /// @param published called on the engine's thread after each new snapshot; must return at once
    public EngineThread(EngineParameters parameters, Runnable published) {
        engine = new Engine(parameters, fitters);
        newest = new AtomicReference<>(engine.snapshot());
        this.published = published;
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
        return newest.get();
    }

    /// Offers a command, waiting while the queue is full.
    ///
    /// @throws InterruptedException if the engine was closed: there is nobody to deliver to
    /// @throws IllegalStateException if the engine has failed
    @Override
    public void send(EngineCommand command) throws InterruptedException {
        do {
            RuntimeException cause = failure;
            if (cause != null) {
                throw new IllegalStateException("the engine has stopped", cause);
            }
            if (closed) {
                throw new InterruptedException("the engine was closed");
            }
        } while (!queue.offer(command, 1, TimeUnit.SECONDS));
    }

    /// Whether most of the queue is taken: a source that can wait should.
    @Override
    public boolean busy() {
        return queue.remainingCapacity() < LITTLE_ROOM;
    }

    /// Ends the thread; commands that still wait are dropped.
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        fitters.shutdown();
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
                new ArrayBlockingQueue<>(FIT_QUEUE),
                Thread.ofPlatform().daemon().name("fit-", 0).factory(),
                new ThreadPoolExecutor.DiscardPolicy());
    }

    private void run() {
        try {
            work();
        } catch (InterruptedException e) {
            // Closed.
        } catch (RuntimeException e) {
            failure = e;
            LOG.error("The engine has stopped; the screen stays as it is.", e);
        }
    }

    private void work() throws InterruptedException {
        boolean changed = false;
        long next = System.nanoTime();
        while (true) {
            long wait = next - System.nanoTime();
            if (changed && wait <= 0) {
                next = publish();
                changed = false;
            }
            EngineCommand command = changed ? queue.poll(wait, TimeUnit.NANOSECONDS) : queue.take();
            if (command == null) {
                continue;
            }
            engine.apply(command);
            changed |= shows(command);
        }
    }

    /// Whether a command changes what a screen would show; samples do when their tick comes.
    private static boolean shows(EngineCommand command) {
        return switch (command) {
            case EngineCommand.Start _,
                    EngineCommand.Known _,
                    EngineCommand.SeriesAdded _,
                    EngineCommand.Unheard _,
                    EngineCommand.TopologyChanged _,
                    EngineCommand.Noticed _,
                    EngineCommand.Label _,
                    EngineCommand.Pin _,
                    EngineCommand.Tick _,
                    EngineCommand.Rewind _ ->
                    true;
            case EngineCommand.Reference _, EngineCommand.Samples _, EngineCommand.Changed _ ->
                    false;
        };
    }

    private long publish() {
        long begun = System.nanoTime();
        newest.set(engine.snapshot());
        published.run();
        long ended = System.nanoTime();
        return ended + Math.max(PAUSE_NANOS, WORK_PER_SNAPSHOT * (ended - begun));
    }
}
