package dev.faultline.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// States of the analysis to which it can be rewound, one every so many cells.
///
/// The rule between engine and source: to go back to `at`, the source sends `rewind(p)` with p =
/// [#restorePoint] of `at`, and then delivers again all that arrived after p, with its ticks. For
/// that to be exact a source that rewinds ticks at the end of every cell.
public final class Checkpoints {
    /// Cells between two checkpoints.
    public static final int EVERY_CELLS = 60;

    private final NavigableMap<Integer, AnalysisState> states = new TreeMap<>();

    Checkpoints() {}

    /// Where a rewind to `at` really goes: the end of the newest cell with a checkpoint at or
    /// before it; one step before the grid starts where there is none.
    public static Instant restorePoint(Instant gridStart, Duration step, Instant at) {
        long cells = closedCells(gridStart, step, at);
        long kept = cells / EVERY_CELLS * EVERY_CELLS;
        return gridStart.plusMillis((kept - 1) * step.toMillis());
    }

    /// How many cells have ended at or before `at`.
    static long closedCells(Instant gridStart, Duration step, Instant at) {
        long since = at.toEpochMilli() - gridStart.toEpochMilli();
        return Math.max(0, Math.floorDiv(since, step.toMillis()) + 1);
    }

    static boolean due(int closedCells) {
        return closedCells % EVERY_CELLS == 0;
    }

    void keep(int closedCells, AnalysisState state) {
        states.put(closedCells, state);
    }

    boolean none() {
        return states.isEmpty();
    }

    /// The newest state with at most so many closed cells; later ones are forgotten.
    ///
    /// @throws IllegalStateException if there is none
    AnalysisState rewind(long closedCells) {
        int bound = Math.toIntExact(closedCells);
        states.tailMap(bound, false).clear();
        Map.Entry<Integer, AnalysisState> newest = states.lastEntry();
        if (newest == null) {
            throw new IllegalStateException(
                    "nothing was delivered yet, there is nothing to rewind");
        }
        return newest.getValue();
    }
}
