package dev.faultline.engine;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/// Something that is worked out ahead by an executor; who needs it before anybody has begun works
/// it out, who needs it while that is being done waits. So when it is done makes no difference to
/// what comes out. Thread-safe.
final class Ahead<T> {
    private final FutureTask<T> task;

    private Ahead(Supplier<T> work) {
        task = new FutureTask<>(work::get);
    }

    /// @param executor may drop it
    static <T> Ahead<T> by(Executor executor, Supplier<T> work) {
        Ahead<T> ahead = new Ahead<>(work);
        executor.execute(ahead.task);
        return ahead;
    }

    /// What is known already.
    static <T> Ahead<T> of(T known) {
        Ahead<T> ahead = new Ahead<>(() -> known);
        ahead.task.run();
        return ahead;
    }

    boolean done() {
        return task.isDone();
    }

    T get() {
        // Does nothing where another thread has begun.
        task.run();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    // It takes milliseconds; the interruption is not lost.
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw new IllegalStateException("it could not be worked out", e);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
