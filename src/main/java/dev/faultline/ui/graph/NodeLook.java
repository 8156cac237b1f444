package dev.faultline.ui.graph;

import dev.faultline.ui.PosteriorClass;

/// What one node shows.
///
/// @param members how many components it stands for
/// @param trouble P(in trouble), 0..1, the highest of its components; `NaN` where nothing is known
///   yet
/// @param cause P(own fault | an incident is going on), 0..1, the highest of its components
/// @param rank its place among the suspects, 1 to 3, while something is going on; 0 otherwise
/// @param anomalous whether a series of its own is out of its range now
/// @param hatched whether what it shows is not measured: nothing is, or its series are being
///   learned
/// @param pinned letters of what persons asserted of it, empty where nothing; see
///   [dev.faultline.ui.pins.Stance]
/// @param healed P(in trouble) if the selected one were healthy, 0..1; `NaN` unless that is asked
/// @param accessible the same in words
public record NodeLook(
        GraphItem item,
        int members,
        double trouble,
        double cause,
        int rank,
        boolean anomalous,
        boolean hatched,
        String pinned,
        double healed,
        String accessible) {
    public PosteriorClass posteriorClass() {
        return PosteriorClass.of(Double.isNaN(trouble) ? 0 : trouble);
    }

    /// Whether it is the first suspect.
    public boolean top() {
        return rank == 1;
    }
}
