package dev.faultline.cause.evidence;

import dev.faultline.model.Signal;
import dev.faultline.signal.Deviation;
import dev.faultline.topology.Dependency;
import dev.faultline.topology.DependencyKind;
import dev.faultline.topology.Topology;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Calls that a component should have passed on and did not. A callee whose traffic collapsed is
/// starved: that speaks about who should have called it, not about itself.
final class Outflow {
    /// The share of its calls that must be missing: less comes and goes with what people do.
    private static final double LEAST = .1;

    private final @Nullable Deviation[] traffic;
    private final List<List<Integer>> callees = new ArrayList<>();

    Outflow(Topology topology, List<Deviation> deviations) {
        this.traffic = busiest(topology, deviations);
        for (int i = 0; i < topology.size(); i++) {
            callees.add(new ArrayList<>());
        }
        for (Dependency d : topology.dependencies()) {
            if (d.kind() == DependencyKind.CALLS) {
                callees.get(topology.indexOf(d.from())).add(topology.indexOf(d.to()));
            }
        }
    }

    /// The traffic of each component: of several series the busiest, null where nobody measured it.
    static @Nullable Deviation[] busiest(Topology topology, List<Deviation> deviations) {
        @Nullable Deviation[] traffic = new Deviation[topology.size()];
        for (Deviation d : deviations) {
            int i = topology.indexOf(d.series().service());
            if (i >= 0
                    && d.series().signal() == Signal.TRAFFIC
                    && d.observed() >= 0
                    && d.expected() > 0) {
                Deviation known = traffic[i];
                if (known == null || known.expected() < d.expected()) {
                    traffic[i] = d;
                }
            }
        }
        return traffic;
    }

    /// What the calls a component passes on say about it.
    ///
    /// @param deviation the traffic of the callee that is in the middle of all
    /// @param sigmas how far it is below what the component itself was asked for
    record Lost(Deviation deviation, double sigmas) {}

    /// Empty where its callees get what was to be expected, or nobody measured it.
    Optional<Lost> of(int i) {
        Deviation asked = traffic[i];
        Deviation middle = middle(callees.get(i), traffic);
        if (middle == null || asked == null) {
            return Optional.empty();
        }
        if (ratio(middle) > ratio(asked) * (1 - LEAST)) {
            return Optional.empty();
        }
        return Optional.of(new Lost(middle, -middle.z() - Math.max(0, -asked.z())));
    }

    /// The traffic in the middle of that of some components, by how much of what was expected they
    /// get; null where none of it is measured.
    static @Nullable Deviation middle(List<Integer> components, @Nullable Deviation[] traffic) {
        List<Deviation> measured =
                components.stream()
                        .map(j -> traffic[j])
                        .filter(Objects::nonNull)
                        .sorted(Comparator.comparingDouble(Outflow::ratio))
                        .toList();
        return measured.isEmpty() ? null : measured.get(measured.size() / 2);
    }

    static double ratio(Deviation d) {
        return d.observed() / d.expected();
    }
}
