package dev.faultline.engine;

import dev.faultline.topology.Correction;
import dev.faultline.topology.Corrections;
import dev.faultline.topology.Topology;
import dev.faultline.topology.TopologyChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The graph of a run: what its sources told, with what persons corrected laid over it, and how
/// that changed. What is there when a run begins did not change: the log begins a little later.
final class KnownGraph {
    /// Changes that are kept.
    private static final int MOST = 2_000;

    private final Instant settled;
    private final List<TopologyChange> log = new ArrayList<>();
    private Topology told;
    private Corrections corrections = Corrections.NONE;
    private Topology topology;
    private long logged;

    /// @param settled when what there was at the beginning has been seen
    KnownGraph(Topology told, Instant settled) {
        this.told = told;
        this.settled = settled;
        topology = told;
    }

    /// As it was at one moment; corrections are no part of it, since they are not of a moment.
    ///
    /// @param logged how many changes there had been
    record State(Topology told, long logged) {}

    /// What its sources say.
    Topology told() {
        return told;
    }

    Topology topology() {
        return topology;
    }

    Corrections corrections() {
        return corrections;
    }

    List<TopologyChange> log() {
        return log;
    }

    /// The sources tell something else.
    void told(Topology newest, Instant at) {
        told = newest;
        become(corrections.of(told), at);
    }

    /// A person corrects it, or takes that back.
    void correct(Correction.Act act, Instant at) {
        corrections = corrections.with(act);
        become(corrections.of(told), at);
    }

    private void become(Topology newest, Instant at) {
        if (topology.size() > 0 && !at.isBefore(settled)) {
            List<TopologyChange> changes = TopologyChange.between(topology, newest, at);
            log.addAll(changes);
            logged += changes.size();
            log.subList(0, Math.max(0, log.size() - MOST)).clear();
        }
        topology = newest;
    }

    State state() {
        return new State(told, logged);
    }

    void rewind(State kept) {
        told = kept.told;
        topology = corrections.of(told);
        long since = Math.min(log.size(), logged - kept.logged);
        log.subList(log.size() - (int) since, log.size()).clear();
        logged = kept.logged;
    }
}
