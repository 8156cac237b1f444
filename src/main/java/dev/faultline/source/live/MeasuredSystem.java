package dev.faultline.source.live;

import dev.faultline.model.Notice;
import dev.faultline.model.ServiceId;
import dev.faultline.source.meaning.Clue;
import dev.faultline.topology.AgeLimits;
import dev.faultline.topology.ComponentKind;
import dev.faultline.topology.LiveGraph;
import dev.faultline.topology.Merge;
import dev.faultline.topology.Topology;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The system as it was told, with what else is measured in it and seen to depend on what.
final class MeasuredSystem {
    private final Topology told;
    private final LiveGraph live;
    private final List<Clue.Sign> signs = new ArrayList<>();
    private Topology seen = Topology.empty();
    private Topology topology;
    private List<Notice> notices = List.of();

    /// @param told what persons or other programs say of it: it is believed more than what is seen
    MeasuredSystem(Topology told, AgeLimits limits) {
        this.told = told;
        live = new LiveGraph(limits);
        topology = told;
    }

    Topology topology() {
        return topology;
    }

    /// What is odd about the newest topology.
    List<Notice> notices() {
        return notices;
    }

    /// Takes in what something was measured on.
    ///
    /// @param at the end of the cell that is open
    /// @return whether the topology is another one
    boolean joined(Map<ServiceId, ComponentKind> measured, Instant at) {
        if (measured.isEmpty()) {
            return false;
        }
        measured.forEach((id, kind) -> live.node(id, kind).seen(at.toEpochMilli()));
        return merged();
    }

    /// Takes in what was seen in cells that are closed.
    ///
    /// @param added further clues
    /// @return whether the topology is another one
    boolean saw(List<Clue> added, List<Clue.Seen> seen) {
        added.forEach(clue -> signs.add(clue.in(live)));
        for (Clue.Seen each : seen) {
            signs.get(each.number()).seen(each.atMillis(), each.called());
        }
        return merged();
    }

    private boolean merged() {
        Topology newest = live.seen();
        if (newest == seen) {
            return false;
        }
        seen = newest;
        Topology.Reading merged = Merge.of(List.of(told, newest));
        topology = merged.topology();
        notices = merged.notices();
        return true;
    }
}
