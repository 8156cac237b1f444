package dev.faultline.signal;

import java.time.Duration;

/// When a series counts as anomalous. Cells outside in a row add up, each by its distance in bounds
/// but by no more than `most`; an anomaly opens when the sum reaches `open`.
///
/// @param bound robust sigmas beyond which a value is outside
/// @param open sum of distances, in bounds, that opens an anomaly
/// @param most how much a single cell adds, at most
/// @param inside robust sigmas within which a value is back
/// @param closeCells cells back in a row that end an anomaly; what lasts no longer is a spike
/// @param silentCells missing cells in a row that are a silence
/// @param usualPresence share of cells with a value above which a series always reports
/// @param acceptCells length of an anomaly, cells, after which what was new becomes the normal
/// @param sensitivity factors on `bound` and `inside` by signal
public record WatchRule(
        double bound,
        double open,
        double most,
        double inside,
        int closeCells,
        int silentCells,
        double usualPresence,
        int acceptCells,
        Sensitivity sensitivity) {
    /// The rule for a step: five minutes back end an anomaly and five minutes of silence are one,
    /// at least two and three cells; after a day a new level is the normal one.
    public static WatchRule of(Duration step) {
        return of(step, Sensitivity.DEFAULT);
    }

    /// The same with other bounds for some signals.
    public static WatchRule of(Duration step, Sensitivity sensitivity) {
        long millis = step.toMillis();
        int fiveMinutes = (int) Math.ceilDiv(300_000L, millis);
        return new WatchRule(
                4.5,
                3,
                1.5,
                3,
                Math.clamp(fiveMinutes, 2, 60),
                Math.clamp(fiveMinutes, 3, 60),
                .9,
                (int) Math.max(24, Math.ceilDiv(Season.DAY, millis)),
                sensitivity);
    }
}
