package dev.faultline.cause;

import dev.faultline.model.ServiceId;
import java.util.List;

/// What would be if one component were held healthy from now on, whatever ails it: the trouble that
/// comes from it is gone, all other faults and ties stay as they are. An intervention, to be told
/// from the finding that it *is* healthy, which would move the blame elsewhere.
///
/// @param held who is held healthy
/// @param effects all other components, the most relieved first
/// @param tolerance how far a probability may be off; 0 is exact
public record WhatIf(ServiceId held, List<Effect> effects, double tolerance) {
    public WhatIf {
        effects = List.copyOf(effects);
    }

    /// What becomes of one component.
    ///
    /// @param before P(in trouble | all that was seen), as in the ranking
    /// @param after P(still in trouble | all that was seen, the other one held healthy)
    public record Effect(ServiceId service, double before, double after) {
        public double relief() {
            return before - after;
        }
    }
}
