package dev.faultline.ui.graph;

import dev.faultline.model.ServiceId;
import dev.faultline.topology.Component;
import dev.faultline.topology.ComponentKind;
import dev.faultline.topology.Topology;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;

/// How the trouble of a suspect reaches the users: for each entry point the way along which most is
/// in trouble and that is short, from the entry point to the suspect.
///
/// @param rank of the suspect, 1 is the most probable cause
/// @param steps from caller to callee, each once
public record SuspectPath(int rank, ServiceId suspect, List<Step> steps) {
    /// To how many entry points a path is looked for; the nearest first.
    private static final int ENTRIES = 6;

    /// How much longer a way through what is well may be thought than one through trouble.
    private static final double DETOUR = 2;

    public SuspectPath {
        steps = List.copyOf(steps);
    }

    /// One dependency of a path.
    public record Step(ServiceId from, ServiceId to) {}

    /// @param trouble P(in trouble) of each component, as in the topology, 0..1
    static SuspectPath of(Topology topology, int rank, ServiceId suspect, double[] trouble) {
        int start = topology.indexOf(suspect);
        if (start < 0) {
            return new SuspectPath(rank, suspect, List.of());
        }
        int[] toward = new int[topology.size()];
        double[] length = new double[topology.size()];
        Arrays.fill(toward, -1);
        Arrays.fill(length, Double.MAX_VALUE);
        length[start] = 0;
        List<Integer> reached = new ArrayList<>();
        boolean[] done = new boolean[topology.size()];
        record Open(int place, double length) {}
        PriorityQueue<Open> open = new PriorityQueue<>(Comparator.comparingDouble(Open::length));
        open.add(new Open(start, 0));
        while (!open.isEmpty()) {
            int next = open.poll().place();
            if (done[next]) {
                continue;
            }
            done[next] = true;
            if (isEntry(topology, next)) {
                reached.add(next);
            }
            for (int caller : topology.dependantsOf(next)) {
                double far = length[next] + 1 + DETOUR * (1 - trouble[caller]);
                if (far < length[caller]) {
                    length[caller] = far;
                    toward[caller] = next;
                    open.add(new Open(caller, far));
                }
            }
        }
        Set<Step> steps = new LinkedHashSet<>();
        for (int entry : reached.subList(0, Math.min(ENTRIES, reached.size()))) {
            for (int at = entry; toward[at] >= 0; at = toward[at]) {
                steps.add(
                        new Step(topology.component(at).id(), topology.component(toward[at]).id()));
            }
        }
        return new SuspectPath(rank, suspect, List.copyOf(steps));
    }

    /// Where users come in: what is called an entry point, and what nobody depends on.
    private static boolean isEntry(Topology topology, int place) {
        Component component = topology.component(place);
        return component.kind() == ComponentKind.ENTRY || topology.dependantsOf(place).length == 0;
    }
}
