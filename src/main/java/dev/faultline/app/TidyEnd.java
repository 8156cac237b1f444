package dev.faultline.app;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Ctrl+C as a wish: what goes on is told, and the process ends when it has come to its own end.
final class TidyEnd implements AutoCloseable {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook = Thread.ofPlatform().name("tidy end").unstarted(this::askAndWait);

    TidyEnd() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void askAndWait() {
        asked.countDown();
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Asks for the end, as Ctrl+C does.
    void ask() {
        asked.countDown();
    }

    /// Whether the end is wanted.
    boolean asked() {
        return asked.getCount() == 0;
    }

    /// Waits, but no longer than until the end is wanted.
    ///
    /// @return whether it is
    boolean await(Duration length) throws InterruptedException {
        return asked.await(Math.max(0, length.toMillis()), TimeUnit.MILLISECONDS);
    }

    /// All is done: the process may end.
    @Override
    public void close() {
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending: that is what was waited for.
        }
    }
}
