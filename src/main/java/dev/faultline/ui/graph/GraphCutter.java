package dev.faultline.ui.graph;

import dev.faultline.cause.RankedCause;
import dev.faultline.cause.Ranking;
import dev.faultline.model.ServiceId;
import dev.faultline.topology.Component;
import dev.faultline.topology.Topology;
import dev.faultline.ui.graph.Lens.Place;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Chooses what of a dependency graph is drawn. A system of some dozens is drawn whole. Of a larger
/// one what matters most: the first suspects, their paths to the entry points, what lies around
/// them. What was drawn before stays as long as there is room, so that nothing comes and goes while
/// the ranking moves.
final class GraphCutter {
    /// So many nodes are drawn at most: more are neither read nor drawn in time.
    static final int MOST = 150;

    /// So many are drawn to begin with, where not more is asked for: they can be read.
    static final int READABLE = 80;

    /// A system of so many components is drawn whole: leaving out would gain nothing.
    static final int WHOLE = 60;

    /// How many suspects are drawn in any case.
    static final int SUSPECTS = 5;

    private final Topology topology;
    private final List<ServiceId> suspects;
    private final double[] trouble;
    private final Lens lens;
    private final LinkedHashSet<Integer> wanted = new LinkedHashSet<>();

    private GraphCutter(Topology topology, @Nullable Ranking ranking, Lens lens) {
        this.topology = topology;
        this.suspects = suspects(ranking, SUSPECTS);
        this.trouble = trouble(topology, ranking);
        this.lens = lens;
    }

    /// The first suspects.
    static List<ServiceId> suspects(@Nullable Ranking ranking, int most) {
        return ranking == null
                ? List.of()
                : ranking.causes().stream().limit(most).map(RankedCause::service).toList();
    }

    /// P(in trouble) of each component, as in the topology; 0 where nothing is known.
    static double[] trouble(Topology topology, @Nullable Ranking ranking) {
        double[] trouble = new double[topology.size()];
        if (ranking != null) {
            for (RankedCause each : ranking.causes()) {
                int i = topology.indexOf(each.service());
                if (i >= 0) {
                    trouble[i] = Math.clamp(each.trouble(), 0, 1);
                }
            }
        }
        return trouble;
    }

    /// @param ranking who is suspected; null where that is not known yet
    /// @param selected what must be drawn, if anything
    /// @param shown what is drawn now
    static GraphCut cut(
            Topology topology,
            @Nullable Ranking ranking,
            Lens lens,
            @Nullable ServiceId selected,
            Collection<GraphItem> shown) {
        GraphCutter cutter = new GraphCutter(topology, ranking, lens);
        cutter.want(selected);
        return cutter.take(shown);
    }

    private void want(@Nullable ServiceId selected) {
        add(selected == null ? List.of() : List.of(selected));
        switch (lens.place()) {
            case Place.All _ -> {
                if (topology.size() <= WHOLE) {
                    IntStream.range(0, topology.size()).forEach(wanted::add);
                } else {
                    add(suspects);
                    add(foldedMembers());
                    for (ServiceId suspect : suspects) {
                        SuspectPath.of(topology, 0, suspect, trouble)
                                .steps()
                                .forEach(step -> add(List.of(step.from(), step.to())));
                    }
                    around(lens.hops());
                    if (suspects.isEmpty()) {
                        spread();
                    }
                }
            }
            case Place.OfTeam(String team) -> {
                wanted.addAll(
                        worst(
                                IntStream.range(0, topology.size())
                                        .filter(i -> topology.component(i).team().equals(team))
                                        .boxed()
                                        .toList()));
                around(lens.hops());
            }
            case Place.Of(ServiceId service) -> {
                wanted.clear();
                add(List.of(service));
                around(lens.hops());
                add(selected == null ? List.of() : List.of(selected));
            }
        }
        add(lens.opened());
    }

    /// Before anything is known of anyone: from the entry points on.
    private void spread() {
        IntStream.range(0, topology.size())
                .filter(i -> topology.dependantsOf(i).length == 0)
                .limit(MOST / 3)
                .forEach(wanted::add);
        around(Lens.FARTHEST);
    }

    private List<ServiceId> foldedMembers() {
        return topology.components().stream()
                .filter(c -> lens.folded().contains(c.team()))
                .map(Component::id)
                .toList();
    }

    private void add(Collection<ServiceId> services) {
        for (ServiceId service : services) {
            int i = topology.indexOf(service);
            if (i >= 0) {
                wanted.add(i);
            }
        }
    }

    /// What lies so many dependencies farther, up or down, the most troubled first.
    private void around(int hops) {
        Collection<Integer> rim = List.copyOf(wanted);
        for (int hop = 0; hop < hops && wanted.size() < 4 * MOST; hop++) {
            Set<Integer> next = new LinkedHashSet<>();
            for (int i : rim) {
                for (int[] neighbours :
                        List.of(topology.dependantsOf(i), topology.dependenciesOf(i))) {
                    for (int j : neighbours) {
                        if (!wanted.contains(j)) {
                            next.add(j);
                        }
                    }
                }
            }
            rim = worst(next);
            wanted.addAll(rim);
        }
    }

    private List<Integer> worst(Collection<Integer> places) {
        return places.stream()
                .sorted(Comparator.comparingDouble((Integer i) -> -trouble[i]))
                .toList();
    }

    private GraphCut take(Collection<GraphItem> shown) {
        List<GraphItem> nodes = new ArrayList<>();
        for (Component each : topology.components()) {
            nodes.add(
                    lens.folded().contains(each.team())
                            ? new GraphItem.Folded(each.team())
                            : new GraphItem.One(each.id()));
        }
        Set<GraphItem> possible = new LinkedHashSet<>();
        Set<GraphItem> items = new LinkedHashSet<>();
        for (int i = 0; i < nodes.size(); i++) {
            if (!lens.hidden().contains(topology.component(i).id())) {
                possible.add(nodes.get(i));
            }
        }
        int most =
                lens.place() instanceof Place.All && lens.hops() <= 1 && lens.opened().isEmpty()
                        ? READABLE
                        : MOST;
        for (int i : wanted) {
            if (items.size() < most && possible.contains(nodes.get(i))) {
                items.add(nodes.get(i));
            }
        }
        for (GraphItem old : shown) {
            if (items.size() < most && possible.contains(old)) {
                items.add(old);
            }
        }
        return GraphCut.of(topology, nodes, items, lens.hidden());
    }
}
