package dev.faultline.incident;

import dev.faultline.cause.Ranking;
import dev.faultline.model.ServiceId;
import dev.faultline.topology.Topology;
import java.time.Instant;
import java.util.Map;

/// What is believed at one moment at which something is going on.
///
/// @param at when
/// @param onset when what is going on began
/// @param outside since when components have been out of the ordinary that are so now
public record Assessment(
        Instant at,
        Instant onset,
        Topology topology,
        Ranking ranking,
        Map<ServiceId, Instant> outside) {
    public Assessment {
        outside = Map.copyOf(outside);
    }
}
