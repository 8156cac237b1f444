package dev.faultline.ui.graph;

import dev.faultline.ui.graph.Lens.Arrangement;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The layouts that were worked out, so that coming back costs nothing and finds everything in its
/// place. Thread-safe; a layout takes up to seconds: not on the FX thread.
final class Plans {
    private static final int KEPT = 24;

    private final Map<Key, GraphPlan> kept =
            new LinkedHashMap<>(KEPT, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Key, GraphPlan> eldest) {
                    return size() > KEPT;
                }
            };

    /// What a layout depends on.
    private record Key(Set<GraphItem> items, Set<Ends> ends, Arrangement arrangement) {}

    private record Ends(GraphItem from, GraphItem to) {}

    /// The layout of a cut; its own, worked out where it is not kept.
    synchronized GraphPlan of(GraphCut cut, Arrangement arrangement) {
        return kept.computeIfAbsent(
                        key(cut, arrangement),
                        k ->
                                switch (arrangement) {
                                    case LAYERED -> GraphLayout.plan(cut);
                                    case FORCE -> ForceLayout.plan(cut);
                                })
                .of(cut);
    }

    /// Keeps a layout that was changed since.
    synchronized void keep(GraphCut cut, Arrangement arrangement, GraphPlan plan) {
        kept.put(key(cut, arrangement), plan);
    }

    synchronized void forget() {
        kept.clear();
    }

    private static Key key(GraphCut cut, Arrangement arrangement) {
        Set<Ends> ends =
                cut.ties().stream()
                        .map(tie -> new Ends(tie.from(), tie.to()))
                        .collect(Collectors.toSet());
        return new Key(new LinkedHashSet<>(cut.items()), ends, arrangement);
    }
}
