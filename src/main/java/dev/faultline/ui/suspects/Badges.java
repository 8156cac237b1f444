package dev.faultline.ui.suspects;

import dev.faultline.engine.Snapshot;
import dev.faultline.model.ServiceId;
import dev.faultline.ui.pins.Stance;
import java.util.Set;

/// What else is known of components at one moment, as signs: `⌁` anomalous, `?` nothing measured,
/// `[P]` asserted.
public final class Badges {
    private final Snapshot snapshot;
    private final Set<ServiceId> anomalous;
    private final Set<ServiceId> measured;

    public Badges(Snapshot snapshot) {
        this.snapshot = snapshot;
        this.anomalous = snapshot.anomalous();
        this.measured = snapshot.measured();
    }

    public String of(ServiceId service) {
        String sign = anomalous.contains(service) ? "⌁" : measured.contains(service) ? "" : "?";
        String pinned = Stance.letters(snapshot.diagnosis().pins().of(service));
        return pinned.isEmpty() ? sign : (sign + " [" + pinned + "]").strip();
    }

    int anomalous() {
        return anomalous.size();
    }
}
