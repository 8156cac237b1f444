package dev.faultline.source;

import java.time.Duration;
import java.time.Instant;

/// The rule between a source that goes back and the engine that remembers: to go back to `at`, the
/// source sends [SampleSink#rewind] with [#before] of it, and then delivers again, with their
/// ticks, all samples and changes that arrived after that point. A source that goes back ticks at
/// the end of every cell.
public final class RestorePoint {
    /// Cells between two restore points.
    public static final int EVERY_CELLS = 60;

    private RestorePoint() {}

    /// The newest restore point at or before a moment: the end of a cell, or one step before the
    /// end of the first where nothing was delivered yet.
    ///
    /// @param gridStart the end of the first cell
    public static Instant before(Instant gridStart, Duration step, Instant at) {
        long kept = closedCells(gridStart, step, at) / EVERY_CELLS * EVERY_CELLS;
        return gridStart.plusMillis((kept - 1) * step.toMillis());
    }

    /// How many cells have ended at or before a moment.
    public static long closedCells(Instant gridStart, Duration step, Instant at) {
        long since = at.toEpochMilli() - gridStart.toEpochMilli();
        return Math.max(0, Math.floorDiv(since, step.toMillis()) + 1);
    }

    /// Whether there is a restore point after so many cells.
    public static boolean after(int closedCells) {
        return closedCells % EVERY_CELLS == 0;
    }
}
