package dev.faultline.wording;

import dev.faultline.model.ServiceId;
import java.util.List;

/// The one sentence above everything else, with the case it is.
///
/// @param suspects whom it names, the most probable first; empty while nobody is suspected
/// @param figure the probability it names: of the first suspect being the cause, or, while it is
///   calm, the highest of any component being in trouble, or, while learning, of an incident
public record Headline(State state, String text, List<ServiceId> suspects, double figure) {
    public Headline {
        suspects = List.copyOf(suspects);
    }

    /// How much can be said.
    public enum State {
        /// Too little is known of what is normal to call it calm.
        LEARNING,
        /// An incident is improbable.
        CALM,
        /// An incident is less likely than not, yet not to be dismissed.
        POSSIBLE,
        /// An incident, and at least one component that is more likely its cause than not.
        LIKELY,
        /// An incident, one component well ahead, yet less likely its cause than not.
        SUSPECTED,
        /// An incident, and several components about equally suspect, or none at all.
        UNSURE
    }
}
