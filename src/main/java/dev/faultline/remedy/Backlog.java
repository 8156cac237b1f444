package dev.faultline.remedy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// What is still to be written down, in its order: kept while that cannot be done, and tried again
/// until it can.
final class Backlog<T> {
    private final Sink<T> sink;
    private final Duration again;
    private final Deque<T> owed = new ArrayDeque<>();
    private boolean trying;

    /// Where things are written down.
    @FunctionalInterface
    interface Sink<T> {
        void write(T thing) throws IOException;
    }

    /// @param again how long after a failure it is tried again
    Backlog(Sink<T> sink, Duration again) {
        this.sink = sink;
        this.again = again;
    }

    /// Writes a thing behind all that is owed.
    ///
    /// @return why that could not be done yet, a sentence; empty where it was done
    synchronized Optional<String> add(T thing) {
        owed.add(thing);
        try {
            settle();
            return Optional.empty();
        } catch (IOException e) {
            keepTrying();
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /// Writes a thing behind all that is owed, when that may be possible again.
    synchronized void later(T thing) {
        owed.add(thing);
        keepTrying();
    }

    private void keepTrying() {
        if (!trying) {
            trying = true;
            var _ = Thread.ofVirtual().name("backlog").start(this::tryAgain);
        }
    }

    /// Writes all that is owed.
    ///
    /// @throws IOException where that cannot be done now
    synchronized void settle() throws IOException {
        while (!owed.isEmpty()) {
            try {
                sink.write(owed.getFirst());
            } catch (RuntimeException e) {
                throw new IOException(e.toString(), e); // nothing is lost by a mistake either
            }
            owed.removeFirst();
        }
    }

    private void tryAgain() {
        while (true) {
            try {
                Thread.sleep(again);
            } catch (InterruptedException e) {
                return; // nobody does
            }
            synchronized (this) {
                try {
                    settle();
                    trying = false;
                    return;
                } catch (IOException e) {
                    // It was told when it came; the next try is soon.
                }
            }
        }
    }

    synchronized List<T> owed() {
        return List.copyOf(owed);
    }
}
