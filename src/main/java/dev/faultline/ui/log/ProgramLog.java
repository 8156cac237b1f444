package dev.faultline.ui.log;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;

/// The newest lines of what the program logged. Thread-safe.
public final class ProgramLog {
    private static final int KEPT = 1_000;

    /// How much it matters, the least first.
    public enum Level {
        DETAIL,
        INFO,
        WARNING,
        ERROR
    }

    /// One entry.
    ///
    /// @param from the part of the program that says it
    /// @param text masked; with the trace of what went wrong, where it is about that
    public record Line(Instant at, Level level, String from, String text) {}

    private final ArrayDeque<Line> lines = new ArrayDeque<>();
    private Runnable changed = () -> {};

    public synchronized void add(Line line) {
        lines.addFirst(line);
        if (lines.size() > KEPT) {
            lines.removeLast();
        }
        changed.run();
    }

    /// The newest first.
    public synchronized List<Line> lines() {
        return List.copyOf(lines);
    }

    /// Says who is told that there is something new, in place of anybody before: from any thread,
    /// and it must not wait.
    public synchronized void onChange(Runnable listener) {
        changed = listener;
    }
}
