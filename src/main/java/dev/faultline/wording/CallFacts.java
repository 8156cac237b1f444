package dev.faultline.wording;

import dev.faultline.cause.Diagnosis;
import dev.faultline.cause.NextCheck;
import dev.faultline.model.ChangeEvent;
import dev.faultline.model.ServiceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What is known at one moment, as far as others are told of it.
///
/// @param at the moment
/// @param onset when what is going on began; empty while nothing is
/// @param components how many are watched
/// @param learned the share of what is needed to know what is normal, 0..1
/// @param anomalous components that behave unusually, the first suspects first
/// @param unmeasured of how many components nothing is measured
/// @param blind since when nothing is heard of anything
/// @param recent deploys and other changes in the hour before it began, by time
/// @param check what would tell most; empty where that was not worked out or nothing would
public record CallFacts(
        Instant at,
        Optional<Instant> onset,
        Diagnosis diagnosis,
        int components,
        double learned,
        List<ServiceId> anomalous,
        int unmeasured,
        Optional<Instant> blind,
        List<ChangeEvent> recent,
        Optional<NextCheck> check) {
    public CallFacts {
        anomalous = List.copyOf(anomalous);
        recent = List.copyOf(recent);
    }
}
