package dev.faultline.cause.evidence;

import dev.faultline.model.ServiceId;
import java.util.Map;
import java.util.Set;

/// What incidents taught about a system, laid over the parameters that hold for all systems.
///
/// @param edges P(trouble passes a dependency), on average over incidents
/// @param faults P(a fault of its own | an incident)
/// @param required dependencies that are there although the topology doesn't have them
/// @param forbidden dependencies of the topology that pass nothing
public record LearnedStrengths(
        Map<Link, Double> edges,
        Map<ServiceId, Double> faults,
        Set<Link> required,
        Set<Link> forbidden) {
    /// Nothing was learned.
    public static final LearnedStrengths NONE =
            new LearnedStrengths(Map.of(), Map.of(), Set.of(), Set.of());

    /// A dependency: `from` depends on `to`.
    public record Link(ServiceId from, ServiceId to) {}

    public LearnedStrengths {
        edges = Map.copyOf(edges);
        faults = Map.copyOf(faults);
        required = Set.copyOf(required);
        forbidden = Set.copyOf(forbidden);
    }

    /// The strength of a dependency in one incident. What its magnitudes say and what was learned
    /// are both taken as deviations from what is usual, so their log odds add up; where magnitudes
    /// say nothing, it is what was learned.
    ///
    /// @param believed by this incident's magnitudes
    /// @param usual where nothing is known
    double edge(Link link, double believed, double usual) {
        if (forbidden.contains(link)) {
            return 0;
        }
        Double learned = edges.get(link);
        if (learned == null || believed <= 0 || believed >= 1) {
            return believed;
        }
        double odds = logit(believed) + logit(Math.clamp(learned, 0.01, 0.99)) - logit(usual);
        return Math.clamp(1 / (1 + Math.exp(-odds)), 0.01, 0.99);
    }

    private static double logit(double p) {
        return Math.log(p) - Math.log1p(-p);
    }
}
