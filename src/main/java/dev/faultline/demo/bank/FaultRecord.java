package dev.faultline.demo.bank;

import dev.faultline.model.ServiceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What was really wrong with the bank, and when. Kept apart from all that its instruments say.
///
/// @param roots the component that it was done to, then others that are truly the same thing by
///   another name (the disk of a database is its host's)
/// @param end empty while it goes on
public record FaultRecord(
        FaultKind kind,
        List<ServiceId> roots,
        double severity,
        Instant onset,
        Optional<Instant> end) {
    public FaultRecord {
        roots = List.copyOf(roots);
    }
}
