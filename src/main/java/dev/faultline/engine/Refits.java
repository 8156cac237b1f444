package dev.faultline.engine;

import dev.faultline.model.SeriesInfo;
import dev.faultline.signal.Baseline;
import dev.faultline.signal.BaselineFit;
import dev.faultline.signal.SeasonClock;
import dev.faultline.signal.SeriesWatcher;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/// Fits that were asked for and not yet taken. A fit is a pure function of the window as it was
/// when it was asked for; it is computed by an executor and taken at a cell that was fixed then,
/// where the engine waits for it, or computes it itself if nobody has begun. So when it is done
/// makes no difference to what comes out. What waits is part of the state: a copy shares the fits,
/// and they give it the same answers.
///
/// A run without an end must not stand still for them: there the engine works on fits for so long a
/// cell at most, and what is not done by then counts some cells later. Only then a recording of it
/// may say something else.
final class Refits {
    /// How much of the season that was followed until now stays in a new one.
    private static final double BLEND = .3;

    /// What a run may spend on fits a cell that must not stand still.
    static final long LIVE_NANOS = 2_000_000_000L;

    private final Executor executor;
    private final long nanos;
    private final SeasonClock clock;
    private final List<Pending> pending;
    private final BitSet waiting;

    /// @param takenAt the cell after which it counts
    /// @param fresh whether the normal of before was lost (drift), so that nothing of it stays
    private record Pending(
            int series,
            int takenAt,
            boolean fresh,
            long windowMillis,
            Optional<Baseline> before,
            Ahead<Optional<Baseline>> fit) {}

    /// @param executor what computes fits; may drop them
    /// @param clock by whose local time days repeat
    /// @param nanos how long the engine may work on fits or wait for them, a cell
    Refits(Executor executor, SeasonClock clock, long nanos) {
        this(executor, clock, nanos, new ArrayList<>(), new BitSet());
    }

    private Refits(
            Executor executor,
            SeasonClock clock,
            long nanos,
            List<Pending> pending,
            BitSet waiting) {
        this.nanos = nanos;
        this.executor = executor;
        this.clock = clock;
        this.pending = pending;
        this.waiting = waiting;
    }

    Refits copy() {
        return new Refits(
                executor, clock, nanos, new ArrayList<>(pending), (BitSet) waiting.clone());
    }

    /// Whether a fit of the series is on its way.
    boolean waits(int series) {
        return waiting.get(series);
    }

    /// Asks for a fit.
    ///
    /// @param window reads the values on the grid, `NaN` for what must not teach, on whatever
    ///   thread computes the fit
    /// @param cells how many they are
    /// @param firstMillis the end of its first cell
    /// @param before what was normal until now
    void ask(
            int series,
            SeriesInfo info,
            Supplier<double[]> window,
            int cells,
            long firstMillis,
            long stepMillis,
            Optional<Baseline> before,
            boolean fresh,
            int takenAt) {
        Ahead<Optional<Baseline>> fit =
                Ahead.by(
                        executor,
                        () -> BaselineFit.own(info, window.get(), firstMillis, stepMillis, clock));
        pending.add(new Pending(series, takenAt, fresh, cells * stepMillis, before, fit));
        waiting.set(series);
    }

    /// Gives the watcher the fits whose cell has come, in the order in which they were asked for.
    void take(int cell, SeriesWatcher watcher) {
        long begun = System.nanoTime();
        int kept = 0;
        for (int i = 0; i < pending.size(); i++) {
            Pending next = pending.get(i);
            boolean later = !next.fit.done() && System.nanoTime() - begun >= nanos;
            if (next.takenAt > cell || later) {
                pending.set(kept++, next);
                continue;
            }
            waiting.clear(next.series);
            Optional<Baseline> fit = next.fit.get();
            fit.filter(found ->
                            next.before.map(b -> found.replaces(b, next.windowMillis)).orElse(true))
                    .map(found ->
                            next.before
                                    .filter(_ -> !next.fresh)
                                    .map(before -> found.blended(before, BLEND))
                                    .orElse(found))
                    .ifPresent(found -> watcher.learn(next.series, found));
        }
        pending.subList(kept, pending.size()).clear();
    }
}
