package dev.faultline.cause.evidence;

import dev.faultline.topology.ComponentKind;
import dev.faultline.topology.Dependency;
import dev.faultline.topology.Topology;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// In which zones components run, by their hosts, and what calls what.
final class Placement {
    private final Topology topology;
    private final BitSet[] zones;
    private final List<List<Dependency>> calls = new ArrayList<>();
    private final List<List<Integer>> hosts = new ArrayList<>();

    Placement(Topology topology) {
        this.topology = topology;
        int n = topology.size();
        zones = new BitSet[n];
        for (int i = 0; i < n; i++) {
            zones[i] = new BitSet(n);
            calls.add(new ArrayList<>());
            hosts.add(new ArrayList<>());
        }
        for (Dependency d : topology.dependencies()) {
            int from = topology.indexOf(d.from());
            int to = topology.indexOf(d.to());
            switch (d.kind()) {
                case IN_ZONE -> zones[from].set(to);
                case RUNS_ON -> hosts.get(from).add(to);
                case CALLS, CONSUMES -> calls.get(from).add(d);
            }
        }
    }

    List<Dependency> callsOf(int caller) {
        return calls.get(caller);
    }

    /// The zones that a link joins; empty of all that is no link.
    BitSet ends(int link) {
        BitSet ends = new BitSet(topology.size());
        if (topology.component(link).kind() == ComponentKind.ZONE_LINK) {
            for (int zone : topology.dependantsOf(link)) {
                ends.set(zone);
            }
        }
        return ends;
    }

    /// The share of the ways from an instance of the caller to one of the callee that lead from one
    /// of these zones to another.
    double across(int caller, int callee, BitSet ends) {
        int ways = 0;
        int crossing = 0;
        for (int from : hosts.get(caller)) {
            for (int to : hosts.get(callee)) {
                ways++;
                BitSet here = among(zones[from], ends);
                BitSet there = among(zones[to], ends);
                if (!here.isEmpty() && !there.isEmpty() && !here.intersects(there)) {
                    crossing++;
                }
            }
        }
        return ways == 0 ? 0 : (double) crossing / ways;
    }

    private static BitSet among(BitSet some, BitSet others) {
        BitSet both = (BitSet) some.clone();
        both.and(others);
        return both;
    }
}
