package dev.faultline.topology;

import dev.faultline.model.ServiceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One difference between a graph and the one that followed it.
///
/// @param at the tick after which the newer graph held
/// @param component what it is about, or what depends
/// @param on what it depends on; empty where it is about the component itself
/// @param before what it was, in the words of files; empty where there is no such word
/// @param after what it is
/// @param sources who told of it, of the graph in which it is; sorted as there
public record TopologyChange(
        Instant at,
        What what,
        ServiceId component,
        Optional<ServiceId> on,
        String before,
        String after,
        List<String> sources) {
    /// What happened.
    public enum What {
        APPEARED,
        FADED,
        /// It was seen again after it had faded.
        BACK,
        GONE,
        KIND,
        TEAM,
        CRITICALITY
    }

    public TopologyChange {
        sources = List.copyOf(sources);
    }

    /// All differences, in the order of the newer graph; what is gone comes last.
    public static List<TopologyChange> between(Topology before, Topology after, Instant at) {
        List<TopologyChange> changes = new ArrayList<>();
        components(before, after, at, changes);
        dependencies(before, after, at, changes);
        return changes;
    }

    private static void components(
            Topology before, Topology after, Instant at, List<TopologyChange> changes) {
        for (Component now : after.components()) {
            int place = before.indexOf(now.id());
            if (place < 0) {
                changes.add(of(at, What.APPEARED, now, "", now.kind().label()));
                continue;
            }
            Component was = before.component(place);
            if (was.kind() != now.kind()) {
                changes.add(of(at, What.KIND, now, was.kind().label(), now.kind().label()));
            }
            if (!was.team().equals(now.team())) {
                changes.add(of(at, What.TEAM, now, was.team(), now.team()));
            }
            if (was.criticality() != now.criticality()) {
                changes.add(
                        of(
                                at,
                                What.CRITICALITY,
                                now,
                                Integer.toString(was.criticality()),
                                Integer.toString(now.criticality())));
            }
        }
        for (Component was : before.components()) {
            if (!after.contains(was.id())) {
                changes.add(of(at, What.GONE, was, was.kind().label(), ""));
            }
        }
    }

    private static TopologyChange of(
            Instant at, What what, Component of, String before, String after) {
        return new TopologyChange(
                at,
                what,
                of.id(),
                Optional.empty(),
                before,
                after,
                of.sightings().stream().map(Sighting::source).toList());
    }

    private static void dependencies(
            Topology before, Topology after, Instant at, List<TopologyChange> changes) {
        Map<List<ServiceId>, Dependency> known = new HashMap<>();
        before.dependencies().forEach(d -> known.put(List.of(d.from(), d.to()), d));
        for (Dependency now : after.dependencies()) {
            Dependency was = known.remove(List.of(now.from(), now.to()));
            if (was == null) {
                changes.add(of(at, What.APPEARED, now, "", now.kind().label()));
                continue;
            }
            if (was.faded() != now.faded()) {
                changes.add(
                        of(at, now.faded() ? What.FADED : What.BACK, now, "", now.kind().label()));
            }
            if (was.kind() != now.kind()) {
                changes.add(of(at, What.KIND, now, was.kind().label(), now.kind().label()));
            }
        }
        for (Dependency was : before.dependencies()) {
            if (known.containsKey(List.of(was.from(), was.to()))) {
                changes.add(of(at, What.GONE, was, was.kind().label(), ""));
            }
        }
    }

    private static TopologyChange of(
            Instant at, What what, Dependency of, String before, String after) {
        return new TopologyChange(
                at, what, of.from(), Optional.of(of.to()), before, after, of.sources());
    }
}
