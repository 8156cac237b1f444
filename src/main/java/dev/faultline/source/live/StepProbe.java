package dev.faultline.source.live;

import dev.faultline.source.RejectReason;
import dev.faultline.source.format.Distribution;
import dev.faultline.source.format.LogLine;
import dev.faultline.source.format.PointSink;
import dev.faultline.source.format.RawSeries;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// Finds out how often series are measured, to choose a grid on which most have a value in each
/// cell.
final class StepProbe implements PointSink {
    /// Minutes that a grid may have; evidence and bounds are measured on these.
    private static final int[] MINUTES = {1, 2, 5, 10, 15, 30, 60};

    /// Intervals that tell enough.
    private static final int ENOUGH = 400;

    private final Map<RawSeries, Integer> numbers = new HashMap<>();
    private long[] last = new long[64];
    private long[] intervals = new long[ENOUGH];
    private int found;

    @Override
    public int series(RawSeries series) {
        int number = numbers.computeIfAbsent(series, _ -> numbers.size());
        if (number >= last.length) {
            last = Arrays.copyOf(last, 2 * number);
        }
        return number;
    }

    @Override
    public void point(int series, long atMillis, long sinceMillis, double value) {
        long since = atMillis - last[series];
        if (last[series] != 0 && since > 0) {
            if (found == intervals.length) {
                intervals = Arrays.copyOf(intervals, 2 * found);
            }
            intervals[found++] = since;
        }
        last[series] = atMillis;
    }

    @Override
    public void distribution(int series, long atMillis, long sinceMillis, Distribution value) {
        point(series, atMillis, sinceMillis, 0);
    }

    @Override
    public void line(int series, long atMillis, LogLine line) {
        // Lines are written when something happens, not at a pace of their own.
    }

    @Override
    public void reject(RejectReason reason, String detail) {
        // Said when the records are read for good.
    }

    /// Whether more would not tell more.
    boolean enough() {
        return found >= ENOUGH && found >= 2 * numbers.size();
    }

    /// The shortest grid on which three quarters of the intervals fit; a minute where nothing is
    /// known.
    Duration step() {
        long[] sorted = Arrays.copyOf(intervals, found);
        Arrays.sort(sorted);
        long usual = found == 0 ? 0 : sorted[found * 3 / 4];
        for (int minutes : MINUTES) {
            // Timers drift: an interval of 61 s belongs to a grid of a minute.
            if (usual <= minutes * 66_000L) {
                return Duration.ofMinutes(minutes);
            }
        }
        return Duration.ofMinutes(MINUTES[MINUTES.length - 1]);
    }
}
