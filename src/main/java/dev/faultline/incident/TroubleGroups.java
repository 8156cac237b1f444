package dev.faultline.incident;

import dev.faultline.model.ServiceId;
import dev.faultline.topology.Topology;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Components in trouble that hang together: each depends on, or is depended on by, another of its
/// group.
final class TroubleGroups {
    private TroubleGroups() {}

    /// The groups, by the name of their first component.
    static List<Set<ServiceId>> of(Set<ServiceId> troubled, Topology topology) {
        BitSet left = new BitSet();
        troubled.stream().mapToInt(topology::indexOf).filter(i -> i >= 0).forEach(left::set);
        List<Set<ServiceId>> groups = new ArrayList<>();
        for (ServiceId each : new TreeSet<>(troubled)) {
            int place = topology.indexOf(each);
            if (place >= 0 && left.get(place)) {
                groups.add(from(place, left, topology));
            }
        }
        return groups;
    }

    private static Set<ServiceId> from(int first, BitSet left, Topology topology) {
        Set<ServiceId> group = new TreeSet<>();
        Deque<Integer> open = new ArrayDeque<>(List.of(first));
        left.clear(first);
        while (!open.isEmpty()) {
            int i = open.removeFirst();
            group.add(topology.component(i).id());
            for (int[] neighbours : List.of(topology.dependenciesOf(i), topology.dependantsOf(i))) {
                for (int neighbour : neighbours) {
                    if (left.get(neighbour)) {
                        left.clear(neighbour);
                        open.add(neighbour);
                    }
                }
            }
        }
        return group;
    }
}
