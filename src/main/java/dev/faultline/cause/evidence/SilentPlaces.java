package dev.faultline.cause.evidence;

import dev.faultline.topology.Dependency;
import dev.faultline.topology.DependencyKind;
import dev.faultline.topology.Topology;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/// Silence that is shared by all that stands on one host, or in one zone, is a statement about that
/// place, made once, and not one about each of them.
final class SilentPlaces {
    /// So many must be silent for it to be no accident.
    private static final int LEAST = 2;

    private final int[] placeOf;

    /// @param usual components that usually report
    /// @param heard components of which something was heard
    SilentPlaces(Topology topology, BitSet usual, BitSet heard) {
        int n = topology.size();
        List<BitSet> hosts = IntStream.range(0, n).mapToObj(_ -> new BitSet(n)).toList();
        List<BitSet> zones = IntStream.range(0, n).mapToObj(_ -> new BitSet(n)).toList();
        for (Dependency d : topology.dependencies()) {
            int to = topology.indexOf(d.to());
            if (d.kind() == DependencyKind.RUNS_ON) {
                hosts.get(topology.indexOf(d.from())).set(to);
            } else if (d.kind() == DependencyKind.IN_ZONE) {
                zones.get(topology.indexOf(d.from())).set(to);
            }
        }
        List<BitSet> standsOn =
                IntStream.range(0, n).mapToObj(i -> places(i, hosts, zones)).toList();
        int[] members = new int[n];
        BitSet speaks = (BitSet) heard.clone();
        for (int i = usual.nextSetBit(0); i >= 0; i = usual.nextSetBit(i + 1)) {
            BitSet places = standsOn.get(i);
            if (heard.get(i)) {
                speaks.or(places);
            } else {
                places.stream().forEach(p -> members[p]++);
            }
        }
        placeOf = new int[n];
        for (int i = 0; i < n; i++) {
            // The largest one tells most: a zone rather than each of its hosts.
            placeOf[i] =
                    IntStream.concat(IntStream.of(i), standsOn.get(i).stream())
                            .filter(p -> members[p] >= LEAST && !speaks.get(p))
                            .reduce((a, b) -> members[b] > members[a] ? b : a)
                            .orElse(i);
        }
    }

    /// Where a component stands with all of its instances: its only host, and the zones of all its
    /// hosts.
    private static BitSet places(int i, List<BitSet> hosts, List<BitSet> zones) {
        BitSet places = (BitSet) zones.get(i).clone();
        BitSet own = hosts.get(i);
        if (own.cardinality() == 1) {
            places.or(own);
        }
        if (!own.isEmpty()) {
            BitSet shared = (BitSet) zones.get(own.nextSetBit(0)).clone();
            own.stream().forEach(h -> shared.and(zones.get(h)));
            places.or(shared);
        }
        return places;
    }

    /// The place whose silence that of a component is; the component itself where it is its own.
    int of(int component) {
        return placeOf[component];
    }
}
