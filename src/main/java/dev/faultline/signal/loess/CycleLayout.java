package dev.faultline.signal.loess;

import java.util.List;

/// Where the cells of the subseries lie: cell r of the subseries of a phase is cell r·period +
/// phase of the series. A period of 1 is the series itself.
///
/// @param cells in the whole series
/// @param period subseries
/// @param extended whether estimates are also made for one cell before and one after each
///   subseries; its outputs then begin with that row
record CycleLayout(int cells, int period, boolean extended) {
    /// Subseries with the same number of cells.
    ///
    /// @param from first phase
    /// @param to the phase after the last
    record Group(int from, int to, int count) {}

    /// The subseries that have one cell more, then the others.
    List<Group> groups() {
        int count = cells / period;
        int more = cells % period;
        Group few = new Group(more, period, count);
        return more == 0 ? List.of(few) : List.of(new Group(0, more, count + 1), few);
    }

    /// The first x for which an estimate is made.
    int first() {
        return extended ? -1 : 0;
    }

    int outputs() {
        return cells + (extended ? 2 * period : 0);
    }

    /// Cells in the subseries of a phase.
    int count(int phase) {
        return (cells - phase - 1) / period + 1;
    }
}
