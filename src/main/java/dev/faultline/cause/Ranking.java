package dev.faultline.cause;

import dev.faultline.cause.inference.Exactness;
import dev.faultline.model.ServiceId;
import java.util.List;
import java.util.Optional;

/// Who is the cause, and is there anything to be caused: two numbers kept apart.
///
/// @param incident P(an incident is going on | evidence)
/// @param causes all components, the most probable cause first; ties by name
/// @param exactness how far the numbers may be off
public record Ranking(double incident, List<RankedCause> causes, Exactness exactness) {
    public Ranking {
        causes = List.copyOf(causes);
    }

    public Optional<RankedCause> top() {
        return causes.stream().findFirst();
    }

    public Optional<RankedCause> of(ServiceId service) {
        return causes.stream().filter(c -> c.service().equals(service)).findFirst();
    }
}
