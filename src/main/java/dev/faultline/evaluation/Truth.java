package dev.faultline.evaluation;

import dev.faultline.model.ServiceId;
import java.time.Instant;
import java.util.List;

/// What really happened, as whoever injected or simulated it wrote it down. Read only to score, and
/// to train.
///
/// @param fault whether anything was wrong; a case without has no roots
/// @param roots the components with a fault of their own
/// @param kind what was done, in the words of the data set
/// @param onset when the fault began
/// @param end when it was over; equal to `onset` where nobody wrote it down
public record Truth(boolean fault, List<ServiceId> roots, String kind, Instant onset, Instant end) {
    public Truth {
        roots = List.copyOf(roots);
        if (end.isBefore(onset)) {
            throw new IllegalArgumentException("the fault ends at " + end + ", before " + onset);
        }
    }
}
