package dev.faultline.incident;

import dev.faultline.model.ServiceId;
import dev.faultline.topology.Component;
import dev.faultline.topology.ComponentKind;
import dev.faultline.topology.Topology;
import java.time.Duration;
import java.util.BitSet;
import java.util.Collection;
import java.util.stream.IntStream;

/// How bad an incident is: how critical what it hits is, how broad it is, how long it lasts.
///
/// @param broad from this share of the ways in on it is broad, 0..1
/// @param narrow below this share it is narrow
/// @param lasting after so long it counts one step worse; SEV1 is kept for what is broad
public record SeverityRules(double broad, double narrow, Duration lasting) {
    public static final SeverityRules DEFAULT = new SeverityRules(.5, .1, Duration.ofHours(1));

    /// How bad what hits so much is.
    public Severity severity(Impact impact) {
        Severity now = byBreadth(impact);
        Severity raised = lasts(impact) ? now.raised() : now;
        return raised == Severity.SEV1 && impact.breadth() < broad ? now : raised;
    }

    private Severity byBreadth(Impact impact) {
        double breadth = impact.breadth();
        if (breadth >= broad) {
            return switch (impact.criticality()) {
                case 1 -> Severity.SEV1;
                case 2 -> Severity.SEV2;
                default -> Severity.SEV3;
            };
        }
        boolean critical = impact.criticality() <= 2;
        if (breadth >= narrow) {
            return critical ? Severity.SEV2 : Severity.SEV3;
        }
        return critical ? Severity.SEV3 : Severity.SEV4;
    }

    /// Whether it has been going on for so long that it counts as worse.
    public boolean lasts(Impact impact) {
        return impact.lasted().compareTo(lasting) >= 0;
    }

    /// How much of a system those hit: themselves, and the ways in that lead to them.
    ///
    /// @param trouble components in trouble
    public static Impact impact(Collection<ServiceId> trouble, Topology topology, Duration lasted) {
        BitSet hit = new BitSet();
        trouble.stream().mapToInt(topology::indexOf).filter(i -> i >= 0).forEach(hit::set);
        int[] entries = entries(topology);
        BitSet reached = dependants(hit, topology);
        return new Impact(
                hit.stream()
                        .map(i -> topology.component(i).criticality())
                        .min()
                        .orElse(Component.UNKNOWN_CRITICALITY),
                (int) IntStream.of(entries).filter(reached::get).count(),
                entries.length,
                hit.cardinality(),
                topology.size(),
                lasted);
    }

    /// Where users come in: what is called so; where nothing is, what calls and is not called.
    private static int[] entries(Topology topology) {
        int[] named =
                IntStream.range(0, topology.size())
                        .filter(i -> topology.component(i).kind() == ComponentKind.ENTRY)
                        .toArray();
        return named.length > 0
                ? named
                : IntStream.range(0, topology.size())
                        .filter(i ->
                                topology.dependantsOf(i).length == 0
                                        && topology.dependenciesOf(i).length > 0)
                        .toArray();
    }

    /// What is hit, with all that depends on it through what is hit too: trouble comes up to users
    /// by way of components in trouble, and the last of them need not be measured.
    private static BitSet dependants(BitSet hit, Topology topology) {
        BitSet reached = new BitSet();
        hit.stream()
                .forEach(i -> {
                    reached.set(i);
                    for (int caller : topology.dependantsOf(i)) {
                        reached.set(caller);
                    }
                });
        return reached;
    }
}
