package dev.faultline.ui;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells a session what a person said, off the FX thread and in the order in which it was said. All
/// calls on the FX thread.
final class Telling {
    private static final Logger LOG = LoggerFactory.getLogger(Telling.class);

    private final Executor background;
    private CompletableFuture<Boolean> last = CompletableFuture.completedFuture(true);

    Telling(Executor background) {
        this.background = background;
    }

    /// What is told; it may wait and write files.
    @FunctionalInterface
    interface Word {
        void tell() throws InterruptedException;
    }

    void tell(Word word) {
        last = last.thenApplyAsync(_ -> told(word), background);
    }

    private static boolean told(Word word) {
        try {
            word.tell();
            return true;
        } catch (InterruptedException e) {
            return false; // closed: nobody is left to be told
        } catch (RuntimeException e) {
            LOG.error("What was said did not arrive.", e);
            return false;
        }
    }

    /// Whether all that was said has been told.
    boolean done() {
        return last.isDone();
    }
}
