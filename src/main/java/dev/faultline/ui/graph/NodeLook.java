package dev.faultline.ui.graph;

import dev.faultline.model.ServiceId;
import dev.faultline.ui.PosteriorClass;

/// What one component shows in the graph.
///
/// @param trouble P(in trouble), 0..1; `NaN` where nothing is known yet
/// @param cause P(own fault | an incident is going on), 0..1
/// @param top whether it is the first suspect
/// @param anomalous whether a series of its own is out of its range now
/// @param unknown whether nothing is measured of it: what it shows is inferred
/// @param pinned letters of what persons asserted of it, empty where nothing; see
///   [dev.faultline.ui.pins.Stance]
/// @param healed P(in trouble) if the selected one were healthy, 0..1; `NaN` unless that is asked
/// @param accessible the same in words
public record NodeLook(
        ServiceId service,
        double trouble,
        double cause,
        boolean top,
        boolean anomalous,
        boolean unknown,
        String pinned,
        double healed,
        String accessible) {
    public PosteriorClass posteriorClass() {
        return PosteriorClass.of(Double.isNaN(trouble) ? 0 : trouble);
    }
}
