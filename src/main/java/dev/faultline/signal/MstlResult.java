package dev.faultline.signal;

import java.util.List;

/// A series taken apart into several seasons: y = Σ seasonal + trend + resid, cell by cell.
///
/// @param parameters of each season, the shortest period first
/// @param seasonal what comes back with each period, in the unit of y; in the same order
/// @param trend what changes slowly, in the unit of y
/// @param resid what is left; `NaN` where nothing was measured
/// @param weights how much each value counted in the last pass, 0..1
@SuppressWarnings("ArrayRecordComponent") // bulk numbers: compared by nobody
public record MstlResult(
        List<StlParameters> parameters,
        double[][] seasonal,
        double[] trend,
        double[] resid,
        double[] weights) {}
