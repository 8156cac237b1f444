package dev.faultline.ui.graph;

import dev.faultline.cause.RankedCause;
import dev.faultline.cause.WhatIf;
import dev.faultline.engine.Snapshot;
import dev.faultline.engine.history.History;
import dev.faultline.model.ServiceId;
import dev.faultline.signal.Method;
import dev.faultline.topology.Topology;
import dev.faultline.ui.Readouts;
import dev.faultline.ui.Words;
import dev.faultline.ui.pins.Stance;
import dev.faultline.wording.Wording;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How each node looks at the moment of a snapshot. May be asked on any thread.
public final class GraphLooks {
    /// Suspects that are told apart by their number.
    static final int NUMBERED = 3;

    /// Stands among the letters of what persons asserted: something is being done to it.
    private static final String ACTED = "\u25b6";

    private final Snapshot snapshot;
    private final GraphCut cut;
    private final Words words;
    private final Set<ServiceId> anomalous;
    private final Set<ServiceId> measured;
    private final Map<ServiceId, Double> learning;
    private final Map<ServiceId, RankedCause> ranked = new HashMap<>();
    private final Map<ServiceId, Double> healed = new HashMap<>();
    private final boolean going;
    private final Set<ServiceId> acting;

    private GraphLooks(
            Snapshot snapshot,
            GraphCut cut,
            Words words,
            @Nullable WhatIf whatIf,
            Set<ServiceId> acting) {
        this.acting = acting;
        this.snapshot = snapshot;
        this.cut = cut;
        this.words = words;
        this.anomalous = snapshot.anomalous();
        this.measured = snapshot.measured();
        this.learning = learning(snapshot);
        this.going = snapshot.diagnosis().ranking().incident() >= Wording.POSSIBLE;
        snapshot.diagnosis().ranking().causes().forEach(c -> ranked.put(c.service(), c));
        if (whatIf != null) {
            whatIf.effects().forEach(e -> healed.put(e.service(), e.after()));
            healed.put(whatIf.held(), 0.0);
        }
    }

    /// How all that is drawn looks.
    ///
    /// @param whatIf what would be if one of them were healthy, where that is asked
    /// @param acting components that something is being done to
    public static List<NodeLook> of(
            Snapshot snapshot,
            GraphCut cut,
            Words words,
            @Nullable WhatIf whatIf,
            Set<ServiceId> acting) {
        GraphLooks looks = new GraphLooks(snapshot, cut, words, whatIf, acting);
        return cut.items().stream().map(looks::look).toList();
    }

    /// Before anything is known.
    static List<NodeLook> skeleton(GraphCut cut, Words words) {
        List<NodeLook> all = new ArrayList<>();
        for (GraphItem item : cut.items()) {
            all.add(
                    new NodeLook(
                            item,
                            cut.members(item).size(),
                            Double.NaN,
                            0,
                            0,
                            false,
                            false,
                            "",
                            Double.NaN,
                            words.get("graph.node.loading", item.name())));
        }
        return all;
    }

    private NodeLook look(GraphItem item) {
        List<ServiceId> members = cut.members(item);
        double trouble = Double.NaN;
        double cause = 0;
        int rank = 0;
        double after = Double.NaN;
        StringBuilder letters = new StringBuilder();
        for (ServiceId member : members) {
            RankedCause of = ranked.get(member);
            if (of != null) {
                trouble = Double.isNaN(trouble) ? of.trouble() : Math.max(trouble, of.trouble());
                cause = Math.max(cause, of.cause());
                rank = rank == 0 ? of.rank() : Math.min(rank, of.rank());
            }
            double then = healed.getOrDefault(member, Double.NaN);
            after = Double.isNaN(after) ? then : Math.max(after, then);
            String said = Stance.letters(snapshot.diagnosis().pins().of(member));
            if (letters.indexOf(said) < 0) {
                letters.append(said);
            }
        }
        boolean acted = members.stream().anyMatch(acting::contains);
        if (acted) {
            letters.append(ACTED);
        }
        boolean suspect = going && rank >= 1 && rank <= NUMBERED;
        boolean quiet = members.stream().noneMatch(measured::contains);
        double learned = members.size() == 1 ? learning.getOrDefault(members.getFirst(), 1.0) : 1.0;
        NodeLook look =
                new NodeLook(
                        item,
                        members.size(),
                        trouble,
                        going ? cause : 0,
                        suspect ? rank : 0,
                        members.stream().anyMatch(anomalous::contains),
                        quiet || learned < 1,
                        letters.toString(),
                        after,
                        "");
        return new NodeLook(
                item,
                look.members(),
                look.trouble(),
                look.cause(),
                look.rank(),
                look.anomalous(),
                look.hatched(),
                look.pinned(),
                look.healed(),
                said(look, quiet, learned) + (acted ? " " + words.get("act.node") : ""));
    }

    private String said(NodeLook look, boolean quiet, double learned) {
        StringBuilder text = new StringBuilder();
        if (look.item() instanceof GraphItem.Folded) {
            text.append(
                    words.get(
                            "graph.node.team",
                            look.item().name(),
                            look.members(),
                            Readouts.percent(look.trouble()),
                            Readouts.percent(look.cause())));
        } else {
            text.append(
                    words.get(
                            "graph.node.accessible",
                            look.item().name(),
                            Readouts.percent(look.trouble()),
                            Readouts.percent(look.cause())));
        }
        if (look.rank() > 0) {
            text.append(words.get("graph.node.rank", look.rank()));
        }
        if (look.anomalous()) {
            text.append(words.get("graph.node.anomalous"));
        }
        if (quiet) {
            text.append(words.get("graph.node.unmeasured"));
        } else if (learned < 1) {
            text.append(words.get("graph.node.learning", Readouts.percent(learned)));
        }
        if (!look.pinned().isEmpty()) {
            text.append(words.get("graph.node.pinned", look.pinned()));
        }
        if (!Double.isNaN(look.healed())) {
            text.append(words.get("graph.node.healed", Readouts.percent(look.healed())));
        }
        GraphCut.Stub stub = cut.stubs().get(look.item());
        if (stub != null) {
            text.append(words.get("graph.node.stub", stub.callers() + stub.callees()));
        }
        return text.toString();
    }

    /// Components of which all series are still being learned, and how much of what they need is
    /// there, 0..1.
    private static Map<ServiceId, Double> learning(Snapshot snapshot) {
        History history = snapshot.history();
        int count = Math.min(history.seriesCount(), snapshot.series().size());
        Topology topology = snapshot.topology();
        Map<ServiceId, Double> least = new HashMap<>();
        Set<ServiceId> known = new HashSet<>();
        for (int i = 0; i < count; i++) {
            ServiceId service = topology.named(snapshot.series().get(i).service());
            if (history.method(i) == Method.LEARNING) {
                least.merge(service, Math.clamp(history.learned(i), 0, 1), Math::min);
            } else {
                known.add(service);
            }
        }
        least.keySet().removeAll(known);
        return least;
    }
}
