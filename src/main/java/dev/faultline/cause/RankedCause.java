package dev.faultline.cause;

import dev.faultline.model.ServiceId;

/// One component's place in the ranking.
///
/// @param rank 1 is the most probable cause
/// @param cause P(own fault | evidence, an incident is going on)
/// @param trouble P(in trouble | evidence), whatever the reason and whether or not there is an
///   incident
public record RankedCause(int rank, ServiceId service, double cause, double trouble) {}
