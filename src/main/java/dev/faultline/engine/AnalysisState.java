package dev.faultline.engine;

import dev.faultline.incident.IncidentTracker;
import dev.faultline.signal.RegularGrid;
import dev.faultline.signal.SeriesWatcher;

/// What the analysis remembers at one moment, apart from the history and the lists that only grow:
/// of those it remembers how long they were.
///
/// @param revision ticks so far
/// @param atMillis the last tick, ms since the epoch
/// @param graph what depends on what, and how many changes of that were known
/// @param grid samples of the open cells
/// @param watcher the state of all series
/// @param refits fits that were asked for and not yet taken
/// @param hearing what could not be heard
/// @param onset what is going on, if anything
/// @param incidents so far
/// @param closedAnomalies how many anomalies had ended
/// @param changes how many changes were known
record AnalysisState(
        long revision,
        long atMillis,
        KnownGraph.State graph,
        RegularGrid grid,
        SeriesWatcher watcher,
        Refits refits,
        Hearing hearing,
        IncidentOnset onset,
        Ahead<IncidentTracker> incidents,
        int closedAnomalies,
        int changes) {
    AnalysisState copy() {
        return new AnalysisState(
                revision,
                atMillis,
                graph,
                grid.copy(),
                watcher.copy(),
                refits.copy(),
                hearing.copy(),
                onset.copy(),
                incidents,
                closedAnomalies,
                changes);
    }
}
