package dev.faultline.remedy;

import dev.faultline.model.ServiceId;
import dev.faultline.model.Signal;
import dev.faultline.topology.Topology;
import java.time.Duration;
import java.util.Map;

/// What is known of the system at the moment of a run: what the refusals are told from.
///
/// @param system as the log of incidents names it
/// @param live whether it is a system that runs, rather than a replay or an opened capture
/// @param age of the newest sample
/// @param mostAge older than this is stale: 60 s, or two sampling steps and the lag where that is
///   more
/// @param causes P(cause) by component
/// @param troubles P(in trouble) by component
/// @param sigmas how far a component's signals are from what is usual, the farthest series of each,
///   robust sigmas without sign
public record Scene(
        String system,
        boolean live,
        Duration age,
        Duration mostAge,
        Topology topology,
        Map<ServiceId, Double> causes,
        Map<ServiceId, Double> troubles,
        Map<ServiceId, Map<Signal, Double>> sigmas) {
    public Scene {
        causes = Map.copyOf(causes);
        troubles = Map.copyOf(troubles);
        sigmas = Map.copyOf(sigmas);
    }
}
