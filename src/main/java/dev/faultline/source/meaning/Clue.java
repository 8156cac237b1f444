package dev.faultline.source.meaning;

import dev.faultline.model.ServiceId;
import dev.faultline.topology.ComponentKind;
import dev.faultline.topology.DependencyKind;
import dev.faultline.topology.LiveGraph;
import java.util.List;
import java.util.Optional;

/// What a raw series tells of the dependency graph by being there: that a component is, where it
/// runs, and, where its counts grow, who calls whom.
///
/// @param component what it was measured on
/// @param call the dependency that it counts the calls of
/// @param places where its sender says that it runs
public record Clue(Ended component, Optional<Tie> call, List<Tie> places) {
    /// One end of a dependency.
    record Ended(ServiceId id, ComponentKind kind) {
        static Ended of(String name, ComponentKind kind) {
            return new Ended(new ServiceId(name), kind);
        }
    }

    /// `from` depends on `to`.
    ///
    /// @param source who saw it
    record Tie(Ended from, Ended to, DependencyKind kind, String source) {}

    /// A clue in one cell.
    ///
    /// @param number of the clue, from 0 on
    /// @param atMillis the end of the cell, ms since the epoch
    /// @param called whether calls were counted in it
    public record Seen(int number, long atMillis, boolean called) {}

    public Clue {
        places = List.copyOf(places);
    }

    /// Its place in a graph.
    public Sign in(LiveGraph graph) {
        return new Sign(
                graph.node(component.id, component.kind),
                places.stream().map(place -> link(place, graph)).toList(),
                call.map(tie -> link(tie, graph)));
    }

    private static LiveGraph.Link link(Tie tie, LiveGraph graph) {
        return graph.link(
                graph.node(tie.from.id, tie.from.kind),
                graph.node(tie.to.id, tie.to.kind),
                tie.kind,
                tie.source);
    }

    /// What of a graph a clue is a sign of.
    public record Sign(
            LiveGraph.Node component, List<LiveGraph.Link> places, Optional<LiveGraph.Link> call) {
        /// It was there.
        ///
        /// @param called whether calls were counted
        public void seen(long atMillis, boolean called) {
            component.seen(atMillis);
            for (LiveGraph.Link place : places) {
                place.seen(atMillis);
            }
            if (call.isPresent()) {
                if (called) {
                    call.get().seen(atMillis);
                } else {
                    call.get().watched(atMillis);
                }
            }
        }
    }
}
