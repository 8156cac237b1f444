package dev.faultline.incident;

import dev.faultline.model.ServiceId;
import java.time.Instant;
import java.util.Comparator;

/// What an incident is known by, whoever is suspected later. The same input gives the same id
/// again.
///
/// @param onset when it began
/// @param first who was suspected, or worst off, when it opened
public record IncidentId(Instant onset, ServiceId first) implements Comparable<IncidentId> {
    private static final Comparator<IncidentId> ORDER =
            Comparator.comparing(IncidentId::onset).thenComparing(IncidentId::first);

    @Override
    public int compareTo(IncidentId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return onset + " " + first;
    }
}
