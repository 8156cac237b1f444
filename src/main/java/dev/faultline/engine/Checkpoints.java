package dev.faultline.engine;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// States of the analysis to which it can be rewound, one at each
/// [dev.faultline.source.RestorePoint].
final class Checkpoints {
    private final NavigableMap<Integer, AnalysisState> states = new TreeMap<>();

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
